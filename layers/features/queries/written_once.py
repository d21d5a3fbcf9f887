"""What a seen layer is read from, written once: putting the pieces of SQL together takes a tenth of a page's time."""

from collections import OrderedDict
from threading import Lock

from django.db import connection
from psycopg2 import sql

from layers.access.seen import SeenLayer
from layers.features.queries.seen_rows import roughly_seen, seen_rows
from layers.features.tables import table

MOST = 4_000
"""Layers of views that a worker keeps: as many as 20 views of 200 layers."""

_kept: OrderedDict[int, tuple[SeenLayer, SeenLayer, sql.Composable]] = OrderedDict()
_lock = Lock()


def published(seen: SeenLayer) -> sql.Composable:
    """The rows of the published table that are seen, where no withheld area has to be looked for."""
    return _of(seen)[2]


def roughly(seen: SeenLayer) -> SeenLayer:
    """`roughly_seen`, the same object for the same layer."""
    return _of(seen)[1]


def _of(seen: SeenLayer) -> tuple[SeenLayer, SeenLayer, sql.Composable]:
    """By the object: a View makes it once, and what it says is never changed."""
    with _lock:
        found = _kept.get(id(seen))
        if found is not None and found[0] is seen:
            return found
    rows = seen_rows(seen, table(seen.name))
    with connection.cursor() as cursor:
        written = sql.SQL(rows.as_string(cursor.cursor))
    made = (seen, roughly_seen(seen), written)
    with _lock:
        _kept[id(seen)] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made
