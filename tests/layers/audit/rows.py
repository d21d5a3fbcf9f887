"""What the audit log holds."""

from typing import Any

from django.db import connection


def events(columns: str = "action", where: str = "true", *values: Any) -> list[Any]:
    """The events in their order: bare values where one column is asked for, else tuples."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM audit.event WHERE {where} ORDER BY id", values)
        rows = cursor.fetchall()
    return [row[0] for row in rows] if rows and len(rows[0]) == 1 else list(rows)


def last_event(columns: str) -> Any:
    """The newest event."""
    return events(columns)[-1]
