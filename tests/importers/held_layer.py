"""A layer that an import can't get past, so that a test meets it in the middle however fast the machine is."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2 import sql


@contextmanager
def held(database_url: str, layer: str) -> Iterator[None]:
    """Nothing is written to the layer's table meanwhile: who would, waits."""
    other = psycopg2.connect(database_url)
    try:
        with other.cursor() as cursor:
            cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier("feature", layer)))
        yield
    finally:
        other.close()
