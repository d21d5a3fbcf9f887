"""A filter as a condition in SQL, and how a statement with one is run."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DataError, InternalError, OperationalError, connection, transaction
from psycopg2 import sql
from psycopg2.errorcodes import QUERY_CANCELED

from gis.errors import InvalidRequest

Bounds = tuple[float, float, float, float]
SECONDS = 20
"""No statement with a filter may take longer."""


@dataclass(frozen=True)
class Condition:
    """On rows `t` as they are seen: `sql` has only placeholders for what was sent, whose values are `parameters`.

    `properties` are the queryables that it asks of; `near` (west, south, east, north in the storage system) is a
    rectangle that every row it is true of touches, None where it says nothing of places.
    """

    sql: sql.Composable
    parameters: Mapping[str, Any] = field(default_factory=dict)
    properties: frozenset[str] = frozenset()
    near: Bounds | None = None


@contextmanager
def answered(condition: Condition | None) -> Iterator[None]:
    """Run statements with a condition: what it can't compute and what takes too long is refused.

    Raises:
        InvalidRequest: E-FILTER-11 numbers too large, E-FILTER-12 stopped.
    """
    if condition is None:
        yield
        return
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{SECONDS}s"])
            yield
    except (DataError, InternalError) as error:
        # GEOS refuses by an internal error; any other is none of the filter's.
        if isinstance(error, InternalError) and "GEOS" not in str(error):
            raise
        raise InvalidRequest("E-FILTER-11") from error
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != QUERY_CANCELED:
            raise
        raise InvalidRequest("E-FILTER-12", seconds=SECONDS) from error
