"""The only place that runs DDL on feature tables.

A plain ALTER that waits behind a long export makes every reader wait behind itself (measured: 5.0 s behind a 6 s
export). So it waits a moment, steps back with all that it has locked, and tries again.
"""

import time
from collections.abc import Iterable, Sequence

from django.db import OperationalError, connection, transaction
from psycopg2 import errors, sql

from gis.errors import LayerRefused
from layers.features.tables import tables_of

LOCK_TIMEOUT_MS = 50
"""For each of a layer's three tables: readers wait for all three at most."""
PAUSE_SECONDS = 0.1
PATIENCE_SECONDS = 120.0


def run_ddl(statements: Iterable[sql.Composable], locked: str = "", *, named: str = "") -> None:
    """Run all statements or none, as one transaction or a part of the caller's, as soon as the locks are free.

    `locked` names the layer whose tables are locked beforehand, so that nothing waits half-way. Whoever calls inside a
    transaction does everything else first: the locks stay until its end. `named` is what the refusal calls the tables,
    where it isn't `locked`.

    Raises:
        LayerRefused: E-LAYER-10 where the tables were in use all the time.
    """
    wanted = [*_locks(locked), *statements]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            _attempt(wanted)
            return
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.LockNotAvailable):
                raise
            if time.monotonic() > deadline:
                raise LayerRefused("E-LAYER-10", name=locked or named, seconds=round(PATIENCE_SECONDS)) from error
        time.sleep(PAUSE_SECONDS)


def _attempt(statements: Sequence[sql.Composable]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = %s", [f"{LOCK_TIMEOUT_MS}ms"])
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")


def _locks(layer: str) -> list[sql.Composable]:
    if not layer:
        return []
    tables = sql.SQL(", ").join(tables_of(layer))
    return [sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(tables)]
