"""Small layers with squares in them, for tests of tables and queries."""

from typing import Any

from django.db import connection
from psycopg2 import sql

from layers.catalog.description import LayerDescription
from layers.features.tables import table

ORIGIN = (400_000.0, 1_210_000.0)


def insert_square(description: LayerDescription, at: int = 0, **columns: Any) -> int:
    """Insert a 10 m square, the `at`-th eastwards, and return its public id."""
    x, y = ORIGIN[0] + 20 * at, ORIGIN[1]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING public_id").format(
        table(description.name),
        sql.SQL(", ").join(map(sql.Identifier, ["geom", *columns])),
        sql.SQL(", ").join([sql.SQL("ST_Multi(ST_MakeEnvelope(%s, %s, %s, %s, %s))"), *[sql.SQL("%s")] * len(columns)]),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [x, y, x + 10, y + 10, description.storage.srid, *columns.values()])
        return int(cursor.fetchone()[0])


def run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run SQL and return its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []
