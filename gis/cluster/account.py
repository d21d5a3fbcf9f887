"""As whom the server runs: PostgreSQL refuses root, so root's server runs as `postgres`, others' as themselves."""

import os
import pwd
from pathlib import Path

from gis.errors import DothiError
from gis.setup.programs import Account

ROOTS_SERVER = "postgres"  # made by Debian's postgresql-common


def for_new_data() -> Account | None:
    """Who will own a new data directory; None is the caller."""
    if os.geteuid() != 0:
        return None
    try:
        return _account(pwd.getpwnam(ROOTS_SERVER))
    except KeyError:
        raise DothiError("E-DB-01") from None


def owner_of(directory: Path) -> Account | None:
    """Who runs the data that is there; None is the caller. Another user's data is refused, but not to root."""
    uid = directory.stat().st_uid
    if uid == os.geteuid():
        return None
    if os.geteuid() == 0:
        return _account(pwd.getpwuid(uid))
    raise DothiError("E-DB-04", directory=directory, owner=_name(uid), user=_name(os.geteuid()))


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, entry.pw_dir)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
