"""Arrow batches go by binary COPY into a table, and what they raise on the way comes out as it is."""

from collections.abc import Iterable, Iterator, Sequence

import pgpq
import pyarrow as pa
from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper
from pgpq import encoders
from pgpq.schema import Jsonb
from psycopg2 import sql

COPY_BYTES = 1 << 20
SYSTEM_COLUMNS = {"geometry": "geom"}
"""Column of a batch -> column of the table; all others have the same name in both."""


class Copying:
    """The way of one load: the columns of its batches, and the number of its run added to each row.

    Batches have the columns `fid` (bigint), `geometry` (EWKB in the layer's storage CRS and type), `commune_code` where
    it lies in one of today's (it isn't looked for again), the layer's fields that the source has, and `extra` (a JSON
    object) where it has others.
    """

    def __init__(self, schema: pa.Schema, run_id: int | None, *, with_fid: bool) -> None:
        self.run_id = run_id
        self.taken = [name for name in schema.names if name != "fid" or with_fid]
        self.schema = pa.schema([*(schema.field(name) for name in self.taken), pa.field("import_run", pa.int64())])
        self.encoder = _encoder(self.schema)

    @property
    def names(self) -> Sequence[str]:
        """The columns of the layer's table that are filled, without `fid`."""
        return [SYSTEM_COLUMNS.get(name, name) for name in self.schema.names if name != "fid"]

    @property
    def columns(self) -> sql.Composable:
        """The same as SQL."""
        return sql.SQL(", ").join(map(sql.Identifier, self.names))

    def into(self, cursor: CursorWrapper, target: sql.Identifier, batches: Iterable[pa.RecordBatch]) -> int:
        """Copy all batches in and say how many rows they had.

        What the batches raise comes out as it is; the transaction has to be rolled back then.
        """
        columns = sql.SQL("fid, {}").format(self.columns) if "fid" in self.taken else self.columns
        stream = Stream(self._bytes(batches))
        copy = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(target, columns)
        try:
            with connection.wrap_database_errors:  # Django wraps only what it knows of a cursor
                cursor.copy_expert(copy, stream, size=COPY_BYTES)
        except DatabaseError as error:
            if stream.failure is None:
                raise
            raise stream.failure from error
        return int(cursor.rowcount)

    def stage(
        self, cursor: CursorWrapper, name: sql.Identifier, like: sql.Identifier, batches: Iterable[pa.RecordBatch]
    ) -> int:
        """Copy all batches into a temporary table with the columns of the layer's and `fid`; gone with the
        transaction."""
        make = "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT 0::bigint AS fid, {} FROM {} LIMIT 0"
        cursor.execute(sql.SQL(make).format(name, self.columns, like))
        return self.into(cursor, name, batches)

    def _bytes(self, batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
        yield self.encoder.write_header()
        for batch in batches:
            run = pa.nulls(len(batch), pa.int64()) if self.run_id is None else pa.repeat(self.run_id, len(batch))
            columns = [*(batch.column(name) for name in self.taken), run]
            yield self.encoder.write_batch(pa.RecordBatch.from_arrays(columns, schema=self.schema))
        yield self.encoder.finish()


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
