"""Audit events of commands that work on whole databases, without Django; nothing where a database has no log yet."""

import json
import os
from pathlib import Path
from typing import Any

import psycopg2

from gis.setup.places import VAR

KEPT = VAR / "audit"
"""Where events go that a restored backup doesn't have."""


def record_in(url: str, action: str, subject: str, details: dict[str, Any]) -> None:
    """Add one event to the database of that URL."""
    from layers.audit.actor import command_line_actor

    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        if _has_log(cursor):
            values = [action, command_line_actor().as_json(), subject[:300], json.dumps(details, default=str)]
            cursor.execute("SELECT audit.record(%s, %s::jsonb, '', %s, '{}', '{}', %s::jsonb)", values)
    connection.close()


def keep_newer_events(former: str, restored: str, name: str) -> tuple[int, Path | None]:
    """Write the events of the former database that the restored one doesn't have into a file for its owner alone, one
    JSON object a line. Gives their number, and the file where there are any.

    An event is the same where id and time are: after an earlier restore ids were given anew."""
    with psycopg2.connect(restored) as connection, connection.cursor() as cursor:
        known: set[tuple[int, str]] = set()
        if _has_log(cursor):
            cursor.execute("SELECT id, at::text FROM audit.event")
            known = set(cursor.fetchall())
    connection.close()
    count, path = 0, KEPT / name
    with psycopg2.connect(former) as connection:
        with connection.cursor() as cursor:
            if not _has_log(cursor):
                return 0, None
        with connection.cursor("events") as cursor:
            cursor.execute("SELECT id, at::text, to_jsonb(e)::text FROM audit.event e ORDER BY id")
            KEPT.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
                for number, at, text in cursor:
                    if (number, at) not in known:
                        file.write(text + "\n")
                        count += 1
    connection.close()
    if not count:
        path.unlink()
    return count, path if count else None


def _has_log(cursor: "psycopg2.extensions.cursor") -> bool:
    cursor.execute("SELECT to_regclass('audit.event') IS NOT NULL")
    (found,) = cursor.fetchone() or (False,)
    return bool(found)
