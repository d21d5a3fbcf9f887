"""The passwords of a private cluster, in a file that only its owner reads. They are made once and never shown."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

SUPERUSER = "postgres"
ROLE = "dothi"
DATABASE = "dothi"
FILE = "database.json"


def _password() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Credentials:
    """Who may connect, and where the server listened last. `prepared` is the state of roles and templates."""

    port: int = 0
    superuser_password: str = field(default_factory=_password)
    password: str = field(default_factory=_password)
    prepared: int = 0

    def url(self, port: int, database: str = DATABASE) -> str:
        """For the application: the role that owns its databases and is no superuser."""
        return f"postgresql://{ROLE}:{self.password}@127.0.0.1:{port}/{database}"

    def superuser_url(self, port: int, database: str = "postgres") -> str:
        """For what only a superuser may do: extensions in template1."""
        return f"postgresql://{SUPERUSER}:{self.superuser_password}@127.0.0.1:{port}/{database}"


def read(home: Path) -> Credentials | None:
    """What is noted, or None when there is no such file or it is damaged."""
    path = home / FILE
    if not path.is_file():
        return None
    try:
        return Credentials(**json.loads(path.read_text()))
    except (ValueError, TypeError):
        return None


def write(home: Path, credentials: Credentials) -> None:
    """Replace the file at once, readable by nobody else; root leaves it to whoever owns the home."""
    path = home / FILE
    new = home / f"{FILE}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        json.dump(asdict(credentials), file, indent=1)
    if os.geteuid() == 0:
        os.chown(new, home.stat().st_uid, home.stat().st_gid)
    new.replace(path)
