"""Bulk loading: every row of the batches is a new feature, all in the caller's transaction.

Readers see the layer as it was until that commits. A layer whose key must be unique is filled by way of a temporary
table, where those that stand twice are taken out; every other one without that detour, which would cost as much as
all the rest of the load (measured: 2.0 of 5 s for 302,500 parcels).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from layers.audit.services import sign
from layers.catalog.description import LayerDescription
from layers.features.services.copying import Copying
from layers.features.tables import table

STAGING = sql.Identifier("staged_features")
COMMUNES_FOUND = "SELECT set_config('dothi.communes_found', %s, true)"
"""What tells the row triggers, until the transaction ends, whether codes of communes come with the rows."""


@dataclass(frozen=True)
class LeftOut:
    """Rows of the source that were not taken, and their source numbers."""

    count: int
    fids: Sequence[int]

    @classmethod
    def of(cls, fids: Sequence[int]) -> "LeftOut":
        return cls(len(fids), sorted(fids))


NONE_LEFT_OUT = LeftOut(0, ())


@dataclass(frozen=True)
class Loaded:
    """What came of it, in features: those of the source that were `inserted`, that `changed` one that stood and that
    stood as they are (`unchanged`); those `retired` that the source hasn't; and those of the source that were left out,
    because their key stood there (`repeated`) or could mean several (`ambiguous`)."""

    inserted: int
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    repeated: LeftOut = NONE_LEFT_OUT
    ambiguous: LeftOut = NONE_LEFT_OUT

    @property
    def imported(self) -> int:
        """The features of the source that stand in the layer now."""
        return self.inserted + self.changed + self.unchanged

    def counts(self) -> Mapping[str, int]:
        """As reports and runs give them."""
        return {name: getattr(self, name) for name in ("inserted", "changed", "unchanged", "retired")}


@dataclass
class BulkLoad:
    """One load into one layer; `schema` is that of its batches (see `Copying`)."""

    description: LayerDescription
    schema: pa.Schema
    run_id: int | None
    copying: Copying = field(init=False)

    def __post_init__(self) -> None:
        self.copying = Copying(self.schema, self.run_id, with_fid=self.description.key_is_unique)

    def write(self, batches: Iterable[pa.RecordBatch]) -> Loaded:
        """Copy all batches in; features whose unique key stands already are left out.

        What the batches raise comes out as it is; the transaction has to be rolled back then.
        """
        sign()
        to = table(self.description.name)
        with connection.cursor() as cursor:
            cursor.execute(COMMUNES_FOUND, ["yes"])
            if self.description.key_is_unique:
                self.copying.stage(cursor, STAGING, to, batches)
                loaded = self._publish(cursor)
            else:
                loaded = Loaded(self.copying.into(cursor, to, batches))
            cursor.execute(COMMUNES_FOUND, ["no"])
            return loaded

    def _publish(self, cursor: CursorWrapper) -> Loaded:
        repeated = take_out_repeated(cursor, self.description, standing=True)
        # A temporary table is read in the order it was written: public ids follow the source.
        cursor.execute(
            sql.SQL("INSERT INTO {table} ({columns}) SELECT {columns} FROM {staging}").format(
                table=table(self.description.name), columns=self.copying.columns, staging=STAGING
            )
        )
        inserted = cursor.rowcount
        cursor.execute(sql.SQL("DROP TABLE {}").format(STAGING))
        return Loaded(inserted, repeated=repeated)


def take_out_repeated(cursor: CursorWrapper, description: LayerDescription, *, standing: bool) -> LeftOut:
    """Take rows out of the staging table so that its key is unique: the first of every key stays, and of those that
    stand in the layer already (`standing`) none."""
    keys = sql.SQL(", ").join(map(sql.Identifier, description.key_fields))
    there = sql.SQL("UNION SELECT st.fid FROM {} st JOIN {} b USING ({})").format(
        STAGING, table(description.name), keys
    )
    cursor.execute(
        sql.SQL(
            "DELETE FROM {staging} s USING (SELECT fid FROM"
            " (SELECT fid, row_number() OVER (PARTITION BY {keys} ORDER BY fid) AS n FROM {staging}) numbered"
            " WHERE n > 1 {there}) d"
            " WHERE s.fid = d.fid RETURNING s.fid"
        ).format(staging=STAGING, keys=keys, there=there if standing else sql.SQL(""))
    )
    return LeftOut.of([row[0] for row in cursor.fetchall()])
