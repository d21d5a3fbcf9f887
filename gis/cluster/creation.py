"""Making a new cluster: initdb as the server's user, with passwords that are noted first and never shown."""

from pathlib import Path

from gis.cluster import account, binaries, credentials, location
from gis.cluster.credentials import Credentials
from gis.errors import DothiError
from gis.setup.programs import Account, Outcome, run

INITDB = (
    "--username=postgres",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    # Built into every Debian, and the same order of bytes everywhere: an index never breaks with a new libc.
    "--locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
)


def create(home: Path, *, durable: bool = True) -> None:
    """Make the data directory of this home. What an interrupted attempt left is taken away; data is never."""
    directory = location.find(home) or location.make(home, account.for_new_data())
    owner = account.owner_of(directory)
    noted = credentials.read(home) or Credentials()
    credentials.write(home, Credentials(noted.port, noted.superuser_password, noted.password))
    unfinished = directory / "data.new"
    _as(owner, "rm", "-rf", unfinished)
    _as(owner, "mkdir", "-p", directory / "log")
    _initdb(owner, unfinished, directory / "password", noted.superuser_password, [] if durable else ["--no-sync"])
    append_to(owner, unfinished / "postgresql.conf", "\ninclude_if_exists 'dothi.conf'\n")
    _as(owner, "mv", unfinished, directory / "data")


def append_to(owner: Account | None, path: Path, text: str) -> None:
    """Append to a file of the server's user, as that user: root must not follow links laid there."""
    _demand(run(["sh", "-c", 'umask 077 && cat >> "$1"', "sh", path], account=owner, cwd="/", text_in=text))


def _initdb(owner: Account | None, data: Path, password_file: Path, password: str, more: list[str]) -> None:
    append_to(owner, password_file, f"{password}\n")
    try:
        words = [str(binaries.newest() / "initdb"), "-D", str(data), *INITDB, *more, f"--pwfile={password_file}"]
        _demand(run(words, account=owner, cwd="/", log="cluster.log"))
    finally:
        _as(owner, "rm", "-f", password_file)


def _as(owner: Account | None, *argv: str | Path) -> None:
    _demand(run(argv, account=owner, cwd="/"))


def _demand(outcome: Outcome) -> None:
    if not outcome.ok:
        raise DothiError("E-DB-03", reason=outcome.last_line, log="var/log/cluster.log")
