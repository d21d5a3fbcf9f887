"""Backup files: pg_dump's custom format, so that PostgreSQL's own tools can always read one."""

import os
import re
import subprocess
from collections import Counter
from pathlib import Path

from gis import cluster
from gis.cli.db import connection_environment
from gis.errors import DothiError
from gis.setup.programs import run

MAGIC = b"PGDMP"
LOG = "backup.log"
# What the new database has from its template already, and only a superuser could make or comment.
GIVEN = re.compile(r"^\d+; \d+ \d+ (COMMENT - )?(EXTENSION|SCHEMA - public\b|SCHEMA public\b)")
COPY = re.compile(rb"^COPY (.+?) (?:\(.*\) )?FROM stdin;$")


def write_dump(url: str, path: Path) -> None:
    """Dump a database into a file of which its owner is the only reader: it holds personal data."""
    part = path.with_name(f".{path.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        argv = [str(cluster.programs() / "pg_dump"), "--format=custom", f"--file={part}"]
        done = run(argv, environment=_environment(url), log=LOG)
        if not done.ok:
            raise DothiError("E-BACKUP-03", reason=done.last_line)
        part.replace(path)
    except OSError as error:
        raise DothiError("E-BACKUP-03", reason=error.strerror or error) from None
    finally:
        part.unlink(missing_ok=True)


def contents(path: Path) -> list[str]:
    """The table of contents less what is given; a file that isn't a whole dump is refused."""
    if not path.is_file():
        raise DothiError("E-FILE-01", path=path)
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise DothiError("E-BACKUP-02", path=path, reason="PGDMP?")
    listed = run([str(cluster.programs() / "pg_restore"), "--list", str(path)])
    if not listed.ok:
        raise DothiError("E-BACKUP-02", path=path, reason=listed.last_line)
    return [line for line in listed.output.splitlines() if line and not line.startswith(";") and not GIVEN.match(line)]


def read_dump(path: Path, entries: list[str], url: str, database: str, listing: Path) -> None:
    """Restore those entries into an empty database; the first error ends it."""
    listing.write_text("\n".join(entries) + "\n")
    options = ["--no-owner", "--no-acl", "--exit-on-error", "--jobs=2", f"--use-list={listing}", f"--dbname={database}"]
    done = run([str(cluster.programs() / "pg_restore"), *options, str(path)], environment=_environment(url), log=LOG)
    if not done.ok:
        raise DothiError("E-BACKUP-04", reason=_first_error(done.output), log=LOG)


def rows_in_dump(path: Path) -> Counter[str]:
    """How many rows the file holds of each table, read from the file itself."""
    argv = [str(cluster.programs() / "pg_restore"), "--data-only", "--file=-", str(path)]
    rows: Counter[str] = Counter()
    table: str | None = None
    with subprocess.Popen(argv, stdout=subprocess.PIPE) as reading:  # noqa: S603
        for line in reading.stdout or ():
            if table is None:
                found = COPY.match(line)
                if found:
                    table = found[1].decode()
                    rows[table] += 0
            elif line == b"\\.\n":
                table = None
            else:
                rows[table] += 1
    if reading.returncode != 0:
        raise DothiError("E-BACKUP-02", path=path, reason=f"pg_restore: exit {reading.returncode}")
    return rows


def _environment(url: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**clean, "LC_MESSAGES": "C", **connection_environment(url)}


def _first_error(output: str) -> str:
    errors = [line for line in output.splitlines() if "error:" in line]
    return (errors or output.splitlines() or ["pg_restore"])[0].strip()
