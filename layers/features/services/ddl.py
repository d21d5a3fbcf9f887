"""The only place that runs DDL on feature tables.

A plain ALTER that waits behind a long export makes every reader wait behind itself (measured: 5.0 s behind a 6 s
export). So it waits 100 ms at most, steps back, and tries again.
"""

import time
from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from psycopg2 import errors, sql

LOCK_TIMEOUT_MS = 100
ATTEMPTS = 100
PAUSE_SECONDS = 0.05


def run_ddl(statements: Iterable[sql.Composable]) -> None:
    """Run statements as one transaction (or inside the caller's), retrying each while its lock isn't free."""
    connection = connections[DEFAULT_DB_ALIAS]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = %s", [f"{LOCK_TIMEOUT_MS}ms"])
        for statement in statements:
            _run_when_free(statement)
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")


def _run_when_free(statement: sql.Composable) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
            return
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.LockNotAvailable) or attempt == ATTEMPTS - 1:
                raise
            time.sleep(PAUSE_SECONDS)
