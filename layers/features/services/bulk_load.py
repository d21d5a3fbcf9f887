"""Bulk loading: Arrow batches go by binary COPY into a layer, all in the caller's transaction.

Readers see the layer as it was until that commits. A layer whose key must be unique is filled by way of a temporary
table, where those that stand twice are taken out; every other one without that detour, which would cost as much as
all the rest of the load (measured: 2.0 of 5 s for 302,500 parcels).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pgpq
import pyarrow as pa
from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper
from pgpq import encoders
from pgpq.schema import Jsonb
from psycopg2 import sql

from layers.audit.services import sign
from layers.catalog.description import LayerDescription
from layers.features.tables import table

STAGING = sql.Identifier("staged_features")
COPY_BYTES = 1 << 20
COMMUNES_FOUND = "SELECT set_config('dothi.communes_found', %s, true)"
"""What tells the row trigger, until the transaction ends, whether codes of communes come with the rows."""
SYSTEM_COLUMNS = {"geometry": "geom", "commune_code": "commune_code", "extra": "extra"}
"""Column of a batch -> column of the table; the layer's fields have their own names in both."""


@dataclass(frozen=True)
class Loaded:
    """What came of it: rows inserted, and the source numbers of those refused because their key stood there."""

    imported: int
    duplicate_fids: Sequence[int]
    duplicate_count: int


class BulkLoad:
    """One load into one layer.

    Batches have the columns `fid` (bigint), `geometry` (EWKB in the layer's storage CRS and type), `commune_code` where
    it lies in one of today's (it isn't looked for again), the layer's fields that the source has, and `extra` (a JSON
    object) where it has others.
    """

    def __init__(self, description: LayerDescription, schema: pa.Schema, run_id: int | None) -> None:
        self.description = description
        self.run_id = run_id
        self.staged = description.key_is_unique
        names = [name for name in schema.names if name != "fid" or self.staged]
        self.taken = names
        self.schema = pa.schema([*(schema.field(name) for name in names), pa.field("import_run", pa.int64())])
        self.encoder = _encoder(self.schema)

    def write(self, batches: Iterable[pa.RecordBatch]) -> Loaded:
        """Copy all batches in; features whose unique key stands already are left out.

        What the batches raise comes out as it is; the transaction has to be rolled back then.
        """
        sign()
        with connection.cursor() as cursor:
            target = table(self.description.name)
            cursor.execute(COMMUNES_FOUND, ["yes"])
            if self.staged:
                target = STAGING
                cursor.execute(
                    sql.SQL(
                        "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT 0::bigint AS fid, {} FROM {} LIMIT 0"
                    ).format(STAGING, self._columns(), table(self.description.name))
                )
            columns = sql.SQL("fid, {}").format(self._columns()) if self.staged else self._columns()
            stream = Stream(self._bytes(batches))
            copy = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(target, columns)
            try:
                with connection.wrap_database_errors:  # Django wraps only what it knows of a cursor
                    cursor.copy_expert(copy, stream, size=COPY_BYTES)
            except DatabaseError as error:
                if stream.failure is None:
                    raise
                raise stream.failure from error
            loaded = self._publish(cursor) if self.staged else Loaded(cursor.rowcount, [], 0)
            cursor.execute(COMMUNES_FOUND, ["no"])
            return loaded

    def _columns(self) -> sql.Composable:
        names = [SYSTEM_COLUMNS.get(name, name) for name in self.schema.names if name != "fid"]
        return sql.SQL(", ").join(map(sql.Identifier, names))

    def _bytes(self, batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
        yield self.encoder.write_header()
        for batch in batches:
            run = pa.nulls(len(batch), pa.int64()) if self.run_id is None else pa.repeat(self.run_id, len(batch))
            columns = [*(batch.column(name) for name in self.taken), run]
            yield self.encoder.write_batch(pa.RecordBatch.from_arrays(columns, schema=self.schema))
        yield self.encoder.finish()

    def _publish(self, cursor: CursorWrapper) -> Loaded:
        keys = sql.SQL(", ").join(map(sql.Identifier, self.description.key_fields))
        to = table(self.description.name)
        # The first of every key stays; those that stand in the layer already go too.
        cursor.execute(
            sql.SQL(
                "DELETE FROM {staging} s USING (SELECT fid FROM"
                " (SELECT fid, row_number() OVER (PARTITION BY {keys} ORDER BY fid) AS n FROM {staging}) numbered"
                " WHERE n > 1 UNION SELECT st.fid FROM {staging} st JOIN {table} b USING ({keys})) d"
                " WHERE s.fid = d.fid RETURNING s.fid"
            ).format(staging=STAGING, keys=keys, table=to)
        )
        twice = sorted(row[0] for row in cursor.fetchall())
        # A temporary table is read in the order it was written: public ids follow the source.
        cursor.execute(
            sql.SQL("INSERT INTO {table} ({columns}) SELECT {columns} FROM {staging}").format(
                table=to, columns=self._columns(), staging=STAGING
            )
        )
        imported = cursor.rowcount
        cursor.execute(sql.SQL("DROP TABLE {}").format(STAGING))
        return Loaded(imported, twice[:100], len(twice))


class Stream:
    """What psycopg2's COPY reads from: the next whole piece at every call."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.rest = memoryview(b"")
        self.failure: Exception | None = None
        """What stopped the pieces: psycopg2 tells of it as of a failed COPY."""

    def read(self, size: int) -> bytes:
        while not self.rest:
            try:
                piece = next(self.pieces, None)
            except Exception as error:
                self.failure = error
                raise
            if piece is None:
                return b""
            self.rest = memoryview(piece)
        taken, self.rest = self.rest[:size], self.rest[size:]
        return bytes(taken)


def _encoder(schema: pa.Schema) -> pgpq.ArrowToPostgresBinaryEncoder:
    builders = {name: pgpq.ArrowToPostgresBinaryEncoder.infer_encoder(schema.field(name)) for name in schema.names}
    if "extra" in builders:
        builders["extra"] = encoders.StringEncoderBuilder.new_with_output(schema.field("extra"), Jsonb())
    return pgpq.ArrowToPostgresBinaryEncoder.new_with_encoders(schema, builders)
