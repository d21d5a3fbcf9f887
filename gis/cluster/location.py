"""Where the data lies: `<home>/postgres`, or /var/lib/dothi/<hash> when the server's user can't reach that.

A clone under a folder of mode 0700, such as root's own, is the usual case of the second. The place is noted in
`<home>/postgres-location`, and the home in that place: a copied tree must not run on the original's data, while a
moved one keeps its own.
"""

import hashlib
import os
import shutil
from pathlib import Path

from gis.setup.programs import Account, run

ELSEWHERE = Path("/var/lib/dothi")
NOTE = "postgres-location"
HOME_NOTE = "home"


def find(home: Path) -> Path | None:
    """The directory of this home's cluster, if one was made."""
    inside = home / "postgres"
    if inside.is_dir():
        return inside
    note = home / NOTE
    if note.is_file():
        outside = Path(note.read_text())
        if outside.is_dir() and _is_ours(outside, home):
            return outside
    return None


def make(home: Path, account: Account | None) -> Path:
    """A directory that the server's user owns and reaches."""
    inside = home / "postgres"
    inside.mkdir(mode=0o700, parents=True)
    if _give(inside, account):
        return inside
    inside.rmdir()
    outside = ELSEWHERE / hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    if outside.exists() and not _is_ours(outside, home):  # a home of the same path, long gone or moved away
        shutil.rmtree(outside)
    ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
    outside.mkdir(mode=0o700, exist_ok=True)
    (outside / HOME_NOTE).write_text(str(home))
    _give(outside, account)
    (home / NOTE).write_text(str(outside))
    return outside


def remove(home: Path) -> None:
    """Take the data away for good."""
    directory = find(home)
    if directory:
        shutil.rmtree(directory)
    (home / NOTE).unlink(missing_ok=True)


def _give(directory: Path, account: Account | None) -> bool:
    if account is None:
        return True
    os.chown(directory, account.uid, account.gid)
    return run(["test", "-w", directory], account=account, cwd="/").ok


def _is_ours(outside: Path, home: Path) -> bool:
    note = outside / HOME_NOTE
    noted = Path(note.read_text()) if note.is_file() else home
    return noted == home or not noted.exists()
