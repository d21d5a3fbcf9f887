"""Events by what they say, the newest first."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from psycopg2 import sql

from layers.audit.queries.search import EventSearch


@dataclass(frozen=True)
class Event:
    """One event as it was recorded. `ids` is empty where there were more than an event keeps: then the range and the
    number say what is known. `at` is in the city's zone."""

    id: int
    at: datetime
    action: str
    actor_kind: str
    actor_id: int | None
    actor_name: str
    organisation: str
    via: str
    address: str
    purpose: str
    request_id: str
    layer: str
    subject: str
    ids: Sequence[int]
    first_id: int | None
    last_id: int | None
    count: int
    fields: Sequence[str]
    details: Mapping[str, Any]
    database_user: str
    transaction_id: str


@dataclass(frozen=True)
class EventPage:
    """Some events and whether older ones follow."""

    events: Sequence[Event]
    more: bool


_COLUMNS = """
id, at, action, actor_kind, actor_id, actor_name, organisation, via, coalesce(host(address), ''), purpose, request_id,
layer, subject, ids, first_id, last_id, count, fields, details::text, database_user, transaction_id::text
"""


def find_events(search: EventSearch, *, limit: int, before: int | None = None) -> EventPage:
    """The newest events, or those before the one of an id."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(search, before, limit + 1), {**search.values, "before": before})
        rows = cursor.fetchall()
    return EventPage([_event(row) for row in rows[:limit]], len(rows) > limit)


def stream_events(search: EventSearch) -> Iterator[Event]:
    """All of them, of one snapshot and in constant memory; meanwhile it holds a transaction."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_statement(search, None, None), {**search.values, "before": None})
        for row in cursor:
            yield _event(row)


def layers_named() -> list[str]:
    """Every layer that an event is about, also those that are gone: by one look into the index for each."""
    with connection.cursor() as cursor:
        cursor.execute(_LAYERS)
        return [row[0] for row in cursor.fetchall()]


_LAYERS = """
WITH RECURSIVE named AS (
    (SELECT layer FROM audit.event WHERE layer <> '' ORDER BY layer LIMIT 1)
    UNION ALL
    SELECT (SELECT e.layer FROM audit.event e WHERE e.layer <> '' AND e.layer > n.layer ORDER BY e.layer LIMIT 1)
    FROM named n WHERE n.layer IS NOT NULL
)
SELECT layer FROM named WHERE layer IS NOT NULL LIMIT 1000
"""


def _statement(search: EventSearch, before: int | None, limit: int | None) -> sql.Composable:
    conditions = [*search.conditions, *(["id < %(before)s"] if before is not None else [])]
    return sql.SQL("SELECT {} FROM audit.event WHERE {} ORDER BY id DESC {}").format(
        sql.SQL(_COLUMNS),
        sql.SQL(" AND ".join(conditions) or "true"),
        sql.SQL("") if limit is None else sql.SQL("LIMIT {}").format(sql.Literal(limit)),
    )


def _event(row: tuple[Any, ...]) -> Event:
    values = dict(zip(Event.__dataclass_fields__, row, strict=True))
    return Event(**{**values, "details": json.loads(values["details"])})
