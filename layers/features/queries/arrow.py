"""A layer's features as Arrow, batch by batch through a cursor of the server: memory stays the same however many."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
from django.db import connection, transaction
from psycopg2 import sql

from layers.access.seen import SeenLayer
from layers.features.queries.looking import record_look
from layers.features.queries.moment import NOW, Moment, relation, valid

BATCH_ROWS = 5_000
GEOMETRY = "geom"


def arrow_batches(
    description: SeenLayer, columns: Sequence[tuple[str, pa.DataType]], moment: Moment = NOW
) -> Iterator[pa.RecordBatch]:
    """The named fields in these types, then the geometry as WKB in the layer's storage CRS; ordered by public id. A
    name that is none of the layer's fields gives nulls; whatever is wanted as text comes as text, a date
    wanted as a time as its midnight.

    All batches are of one snapshot.

    Raises:
        pyarrow.ArrowInvalid: a value that the wanted type can't hold.
    """
    schema = pa.schema([*columns, (GEOMETRY, pa.binary())])
    names = [name for name, _ in columns]
    values = [_value(description, name, kind) for name, kind in columns]
    personal = not set(names).isdisjoint(description.personal_fields)
    selected = [*values, sql.SQL("ST_AsBinary(t.geom)")]
    if personal:
        selected.append(sql.SQL("t.public_id"))
    query = sql.SQL("SELECT {} FROM {} t WHERE {} ORDER BY t.public_id, t.valid_from").format(
        sql.SQL(", ").join(selected), relation(description, moment), valid(moment)
    )
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(BATCH_ROWS):
            if personal:
                record_look(description, ((row[-1], dict(zip(names, row, strict=False))) for row in rows))
                rows = [row[:-1] for row in rows]
            arrays = [
                pa.array([bytes(v) for v in column] if field.name == GEOMETRY else column, field.type)
                for column, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            yield pa.record_batch(arrays, schema=schema)


def _value(description: SeenLayer, name: str, kind: pa.DataType) -> sql.Composable:
    if description.field_named(name) is None:
        return sql.SQL("NULL")
    column = sql.Identifier("t", name)
    if pa.types.is_timestamp(kind):
        return sql.SQL("{}::timestamp").format(column)
    return sql.SQL("{}::text").format(column) if pa.types.is_string(kind) else column
