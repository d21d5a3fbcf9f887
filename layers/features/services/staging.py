"""Bulk loading: Arrow batches go by binary COPY into a staging table, one INSERT … SELECT publishes them.

Readers see the layer as it was until the surrounding transaction commits. The staging table is unlogged and
temporary to the connection, so nothing is left behind whatever happens.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pgpq
import pyarrow as pa
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from layers.catalog.description import FieldType, LayerDescription
from layers.features.tables import table

STAGING = sql.Identifier("staged_features")
COPY_BYTES = 1 << 20
PAIRS_A_CALL = 45  # jsonb_build_object takes 100 arguments at most


@dataclass(frozen=True)
class Published:
    """What came of it: rows inserted, and the source numbers of those refused because their key stood there."""

    imported: int
    duplicate_fids: Sequence[int]
    duplicate_count: int


class Staging:
    """The staging table of one load into one layer.

    Batches have the columns `fid` (bigint), `geometry` (WKB in the layer's storage CRS and type), `commune_code` where
    it could be found, the layer's fields that the source has, and `extra:<name>` for every source column that stays
    unmapped.
    """

    def __init__(self, description: LayerDescription, schema: pa.Schema) -> None:
        self.description = description
        self.schema = schema
        self.fields = [f for f in description.fields if f.name in schema.names]
        self.extras = [name for name in schema.names if name.startswith("extra:")]
        self.encoder = pgpq.ArrowToPostgresBinaryEncoder(_renamed(schema))

    def create(self) -> None:
        """Make the table, in the caller's transaction; it goes with it."""
        columns = [
            sql.SQL("{} {}").format(sql.Identifier(column.name), sql.SQL(str(column.data_type.ddl())))
            for column in self.encoder.schema().columns
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(STAGING, sql.SQL(", ").join(columns))
            )

    def write(self, batches: Iterable[pa.RecordBatch]) -> None:
        """Copy all batches in."""
        with connection.cursor() as cursor:
            cursor.copy_expert(
                sql.SQL("COPY {} FROM STDIN (FORMAT BINARY)").format(STAGING),
                Stream(self._bytes(batches)),
                size=COPY_BYTES,
            )

    def publish(self, run_id: int | None) -> Published:
        """Insert what was staged into the layer; features whose unique key stands already are left out."""
        names = [field.name for field in self.fields] + ["import_run", "commune_code", "extra", "geom"]
        commune = sql.SQL("s.commune_code") if "commune_code" in self.schema.names else sql.SQL("NULL")
        geometry = sql.SQL("ST_GeomFromWKB(s.geometry, {})").format(sql.Literal(self.description.storage.srid))
        values = [*self._values(), sql.Literal(run_id), commune, self._extra(), geometry]
        with connection.cursor() as cursor:
            duplicates = self._drop_duplicates(cursor) if self.description.key_is_unique else []
            # A temporary table is read in the order it was written: public ids follow the source.
            cursor.execute(
                sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} s").format(
                    table(self.description.name),
                    sql.SQL(", ").join(map(sql.Identifier, names)),
                    sql.SQL(", ").join(values),
                    STAGING,
                )
            )
            imported = cursor.rowcount
            cursor.execute(sql.SQL("DROP TABLE {}").format(STAGING))
        return Published(imported, duplicates[:100], len(duplicates))

    def _bytes(self, batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
        yield self.encoder.write_header()
        for batch in batches:
            yield self.encoder.write_batch(batch.rename_columns(_renamed(batch.schema).names))
        yield self.encoder.finish()

    def _values(self) -> Iterator[sql.Composable]:
        for field in self.fields:
            column = sql.SQL("s.{}").format(sql.Identifier(field.name))
            yield sql.SQL("{} AT TIME ZONE 'UTC'").format(column) if field.type is FieldType.TIME else column

    def _extra(self) -> sql.Composable:
        """Unmapped columns as one JSON object, empty values left out; NULL where nothing is left."""
        if not self.extras:
            return sql.SQL("NULL::jsonb")
        pairs = [
            sql.SQL("{}, s.{}").format(sql.Literal(name.removeprefix("extra:")), sql.Identifier(f"x{index}"))
            for index, name in enumerate(self.extras)
        ]
        chunks = [pairs[start : start + PAIRS_A_CALL] for start in range(0, len(pairs), PAIRS_A_CALL)]
        objects = sql.SQL(" || ").join(
            sql.SQL("jsonb_build_object({})").format(sql.SQL(", ").join(chunk)) for chunk in chunks
        )
        return sql.SQL("nullif(jsonb_strip_nulls({}), '{{}}')").format(objects)

    def _drop_duplicates(self, cursor: CursorWrapper) -> list[int]:
        """Keep the first of every key; those that stand in the layer already are dropped too."""
        keys = [sql.Identifier(name) for name in self.description.key_fields]
        cursor.execute(
            sql.SQL(
                "DELETE FROM {staging} s USING (SELECT fid FROM"
                " (SELECT fid, row_number() OVER (PARTITION BY {keys} ORDER BY fid) AS n FROM {staging}) numbered"
                " WHERE n > 1 UNION SELECT st.fid FROM {staging} st JOIN {table} b USING ({keys})) d"
                " WHERE s.fid = d.fid RETURNING s.fid"
            ).format(staging=STAGING, keys=sql.SQL(", ").join(keys), table=table(self.description.name))
        )
        return sorted(row[0] for row in cursor.fetchall())


class Stream:
    """What psycopg2's COPY reads from: the next whole piece at every call."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.rest = memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self.rest:
            piece = next(self.pieces, None)
            if piece is None:
                return b""
            self.rest = memoryview(piece)
        taken, self.rest = self.rest[:size], self.rest[size:]
        return bytes(taken)


def _renamed(schema: pa.Schema) -> pa.Schema:
    """Extra columns by number: their own names may be longer than PostgreSQL's identifiers or stand twice."""
    names = []
    count = 0
    for name in schema.names:
        if name.startswith("extra:"):
            names.append(f"x{count}")
            count += 1
        else:
            names.append(name)
    return pa.schema([field.with_name(name) for field, name in zip(schema, names, strict=True)])
