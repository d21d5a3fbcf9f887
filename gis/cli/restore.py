"""`./dothi restore FILE`: into a fresh database beside the old one, which is replaced only when all is there."""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import click
import psycopg2
from psycopg2 import sql

from gis.cli import serving
from gis.cli.audited import keep_newer_events, record_in
from gis.cli.dump import LOG, contents, read_dump, rows_in_dump
from gis.cli.options import force_option, json_option, report
from gis.cli.project import running_server
from gis.cluster import existing
from gis.cluster.existing import libpq_url
from gis.errors import DothiError
from gis.setup.places import LOGS
from gis.setup.terminal import counted, local

# Rows that an extension brings itself are not in the file: there may be more than it holds.
OF_EXTENSIONS = {"public.spatial_ref_sys"}


@click.command(
    "restore", help=local("Replace the database by the backup FILE.", "Thay cơ sở dữ liệu bằng bản sao lưu FILE.")
)
@click.argument("file", type=click.Path(path_type=Path))
@force_option(local("Even while it is being served.", "Cả khi hệ thống đang chạy."))
@json_option
def command(file: Path, force: bool, as_json: bool) -> None:
    """Any failure leaves the database as it was."""
    entries = contents(file)
    served = serving.current()
    if served and not force:
        raise DothiError("E-BACKUP-06", url=served.url)
    start = time.monotonic()
    with running_server() as url:
        rows, newer, kept = _restore(file, entries, url)
        details = {"rows": rows.total(), "events_not_in_the_backup": newer, "kept_in": kept.name if kept else ""}
        record_in(libpq_url(url), "database.restored", file.name, details)
    seconds = round(time.monotonic() - start, 1)
    values = {"file": file, "tables": len(rows), "rows": rows.total(), "seconds": seconds, "audit_events_kept_in": kept}
    text = local(
        f"Restored {counted(len(rows), 'table')}, {counted(rows.total(), 'row')}, {seconds} s.",
        f"Đã phục hồi {len(rows)} bảng, {rows.total()} dòng, {seconds} s.",
    )
    if kept:
        text += "\n" + local(
            f"Of the audit log {counted(newer, 'event is', 'events are')} newer than the backup; kept in {kept}.",
            f"{newer} sự kiện nhật ký mới hơn bản sao lưu; đã giữ lại trong {kept}.",
        )
    report(values, text, as_json)


def _restore(file: Path, entries: list[str], url: str) -> tuple[Counter[str], int, Path | None]:
    """Gives the rows of each table, and how many events of the audit log the backup didn't have, with their file."""
    name = urlsplit(libpq_url(url)).path.lstrip("/")
    fresh, former = f"{name}_restored_{os.getpid()}", f"{name}_former_{os.getpid()}"
    try:
        with _maintenance(url) as cursor:
            _execute(cursor, "CREATE DATABASE {}", fresh)
        try:
            _fill(file, entries, url, fresh)
            rows = rows_in_dump(file)
            _compare(rows, _on_database(url, fresh))
            with _maintenance(url) as cursor:
                kept = _swap(cursor, url, name, fresh, former)
        finally:
            with _maintenance(url) as cursor:
                _execute(cursor, "DROP DATABASE IF EXISTS {} WITH (FORCE)", fresh)
    except (psycopg2.Error, OSError) as error:
        raise DothiError("E-BACKUP-04", reason=str(error).strip().splitlines()[0], log=LOGS / LOG) from None
    return rows, *kept


def _fill(file: Path, entries: list[str], url: str, fresh: str) -> None:
    existing.check(_on_database(url, fresh))
    with tempfile.TemporaryDirectory() as folder:
        read_dump(file, entries, url, fresh, Path(folder) / "contents")


def _compare(rows: Counter[str], url: str) -> None:
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        for table, expected in rows.items():
            cursor.execute(f"SELECT count(*) FROM ONLY {table}")  # noqa: S608  quoted as pg_dump wrote it
            (found,) = cursor.fetchone() or (0,)
            if found < expected or (found > expected and table not in OF_EXTENSIONS):
                raise DothiError("E-BACKUP-05", table=table, found=found, expected=expected)
    connection.close()


def _swap(
    cursor: "psycopg2.extensions.cursor", url: str, name: str, fresh: str, former: str
) -> tuple[int, Path | None]:
    """Both names change or neither; the former database goes only when the fresh one has its name, and when the events
    of its audit log that the fresh one lacks are kept."""
    _end_sessions(cursor, name)
    _execute(cursor, "ALTER DATABASE {} RENAME TO {}", name, former)
    try:
        newer = f"before-restore-{time.strftime('%Y%m%d-%H%M%S')}.jsonl"
        kept = keep_newer_events(_on_database(url, former), _on_database(url, fresh), newer)
        _execute(cursor, "ALTER DATABASE {} RENAME TO {}", fresh, name)
    except (psycopg2.Error, OSError):
        _execute(cursor, "ALTER DATABASE {} RENAME TO {}", former, name)
        raise
    _execute(cursor, "DROP DATABASE {} WITH (FORCE)", former)
    return kept


def _end_sessions(cursor: "psycopg2.extensions.cursor", name: str) -> None:
    cursor.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
        [name],
    )


def _execute(cursor: "psycopg2.extensions.cursor", statement: str, *names: str) -> None:
    cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def _maintenance(url: str) -> Iterator["psycopg2.extensions.cursor"]:
    """A cursor outside the database that is replaced, each statement by itself."""
    connection = psycopg2.connect(_on_database(url, "postgres"))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _on_database(url: str, name: str) -> str:
    return urlsplit(libpq_url(url))._replace(path=f"/{name}").geturl()
