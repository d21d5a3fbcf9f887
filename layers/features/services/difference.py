"""A load as a difference: what is new is inserted, what differs changed, what is gone retired, all else untouched.

Only what differs gets a new version, and nothing is ever truncated: readers see the layer as it was until the caller's
transaction commits. Writers of the layer wait for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pyarrow as pa
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from layers.audit.services import sign
from layers.features.authority import Writing
from layers.features.services.bulk_load import COMMUNES_FOUND, STAGING, LeftOut, Loaded, take_out_repeated
from layers.features.services.commune_codes import lock_features
from layers.features.services.compared_columns import Compared
from layers.features.services.copying import Copying
from layers.features.services.matching import Matching, key_of
from layers.features.tables import table
from layers.features.written_row import refusals


class Absent(StrEnum):
    """What becomes of features that the source hasn't: `retire_in_scope` retires those alone that share all but the
    last field of the key with a row of the source, such as the commune and sheet of a parcel."""

    KEEP = "keep"
    RETIRE = "retire"
    RETIRE_IN_SCOPE = "retire-in-scope"


@dataclass(frozen=True)
class Wanted:
    """How a source is laid beside a layer.

    `key`: the fields by which a row is known as a feature; without any, by the whole row. `doubt`: rows that share a
    key and can't be told apart are left alone, in the source and in the layer; else they are changed as if they had no
    key, so that the layer becomes what the source is. `day`: changes hold from that day on; without it what is recorded
    is corrected. `columns`: the source's columns by their own names, whose part of `extra` is the source's to say.
    """

    key: Sequence[str]
    absent: Absent
    doubt: bool
    columns: Sequence[str] = ()
    day: date | None = None
    with_commune: bool = False
    """The key is only a part of the layer's: the commune in which a feature lies belongs to it, where it is known."""


@dataclass
class Difference:
    """One source beside one layer; `schema` is that of its batches (see `Copying`)."""

    writing: Writing
    schema: pa.Schema
    run_id: int | None
    wanted: Wanted
    copying: Copying = field(init=False)
    compared: Compared = field(init=False)

    def __post_init__(self) -> None:
        self.copying = Copying(self.schema, self.run_id, with_fid=True)
        self.compared = Compared(self.writing, self.copying.names, self.wanted.columns)

    def write(self, batches: Iterable[pa.RecordBatch]) -> Loaded:
        """Stage the batches, then make the layer say what they say.

        Raises:
            LayerRefused: E-LAYER-10 the layer was being written all the time. NotAllowed: E-ACCESS-09 a feature that
                would change or be retired isn't seen as it is by who writes, or lies elsewhere. FeatureRefused:
                E-FEATURE-03, -06 a rule of the layer forbids a change. And what the batches raise; the transaction has
                to be rolled back then.
        """
        sign()
        stored = self.writing.stored
        with connection.cursor() as cursor:
            self.copying.stage(cursor, STAGING, self.table, batches)
            by_own_key = stored.key_is_unique and list(self.wanted.key) == list(stored.key_fields)
            repeated = LeftOut.of([])
            if by_own_key:
                repeated = take_out_repeated(cursor, stored, standing=False)
            self._do(cursor, "ANALYZE {staging}")
            lock_features([self.table], named=stored.name)
            matching = Matching(self.table, self._standing(), self.key, self.compared.whole())
            ambiguous = matching.run(cursor, doubt=self.wanted.doubt)
            self._find_changes(cursor)
            self._demand_rights()
            with refusals(self.writing.speaking):
                retired, changed = self._retire(cursor), self._change(cursor)
                if stored.key_is_unique and not by_own_key:
                    repeated = self._take_out_standing(cursor)
                inserted, unchanged = self._insert(cursor), self._unchanged(cursor, changed)
            self.writing.demand_nothing_bared()
            self._log_and_clear(cursor)
        return Loaded(inserted, changed, unchanged, retired, repeated, ambiguous)

    @property
    def table(self) -> sql.Identifier:
        return table(self.writing.stored.name)

    @property
    def key(self) -> Sequence[str]:
        """The columns of the tables by which a row is known."""
        with_commune = self.wanted.with_commune and "commune_code" in self.copying.names
        return ["commune_code", *self.wanted.key] if with_commune else self.wanted.key

    @property
    def day(self) -> sql.Composable:
        """The day whose rows are compared."""
        return sql.SQL("CURRENT_DATE") if self.wanted.day is None else sql.Literal(self.wanted.day) + sql.SQL("::date")

    def _standing(self) -> sql.Composable:
        whole = "(SELECT * FROM {} t WHERE t.valid_from <= {day} AND (t.valid_to IS NULL OR t.valid_to > {day}))"
        return sql.SQL(whole).format(self.table, day=self.day)

    def _find_changes(self, cursor: CursorWrapper) -> None:
        self._do(cursor, _CHANGES, differs=self.compared.differs())
        if self.wanted.absent is Absent.KEEP:
            return
        scope: sql.Composable = sql.SQL("")
        if self.wanted.absent is Absent.RETIRE_IN_SCOPE:
            leading = self.key[:-1]
            of_s, of_t = key_of("s", leading), key_of("t", leading)
            scope = sql.SQL("AND {} IN (SELECT {} FROM {} s)").format(of_t, of_s, STAGING)
        self._do(cursor, _ABSENT, standing=self._standing(), scope=scope)

    def _demand_rights(self) -> None:
        self.writing.demand_rows("SELECT public_id, valid_from FROM feature_match", placed=False)
        self.writing.demand_rows("SELECT public_id, valid_from FROM feature_change", placed=True)

    def _retire(self, cursor: CursorWrapper) -> int:
        cursor.execute("SELECT count(*) FROM feature_change WHERE operation = 'D'")
        (retired,) = cursor.fetchone()
        if retired and self.wanted.day is None:
            self._do(cursor, _REMOVE, since=sql.SQL("'-infinity'::date"))
        elif retired:
            self._do(cursor, _REMOVE, since=self.day)
            self._do(cursor, _END, operation=sql.Literal("D"))
        return int(retired)

    def _change(self, cursor: CursorWrapper) -> int:
        cursor.execute("SELECT count(*) FROM feature_change WHERE operation = 'U'")
        (changed,) = cursor.fetchone()
        if not changed:
            return 0
        cursor.execute(COMMUNES_FOUND, ["yes" if "commune_code" in self.copying.names else "no"])
        corrected: sql.Composable = sql.SQL("true")
        if self.wanted.day is not None:
            corrected = sql.SQL("c.valid_from = {}").format(self.day)
        self._do(cursor, _CORRECT, changes=self.compared.changes(), corrected=corrected)
        if self.wanted.day is not None:
            self._do(cursor, _END, operation=sql.Literal("U"))
            columns, values = self.compared.copied()
            self._do(cursor, _BEGIN, columns=columns, values=values)
        cursor.execute(COMMUNES_FOUND, ["no"])
        return int(changed)

    def _insert(self, cursor: CursorWrapper) -> int:
        cursor.execute(COMMUNES_FOUND, ["yes"])
        day = sql.SQL("'-infinity'::date") if self.wanted.day is None else self.day
        self._do(cursor, _INSERT, columns=self.copying.columns, first=day)
        inserted = int(cursor.rowcount)
        cursor.execute(COMMUNES_FOUND, ["no"])
        return inserted

    def _take_out_standing(self, cursor: CursorWrapper) -> LeftOut:
        """By another key than its own a new row may still repeat the layer's unique one."""
        keys = self.writing.stored.key_fields
        self._do(cursor, _REPEATED, of_s=key_of("s", keys), of_t=key_of("t", keys))
        return LeftOut.of([row[0] for row in cursor.fetchall()])

    def _unchanged(self, cursor: CursorWrapper, changed: int) -> int:
        cursor.execute("SELECT count(*) FROM feature_match")
        return int(cursor.fetchone()[0]) - changed

    def _log_and_clear(self, cursor: CursorWrapper) -> None:
        cursor.execute(
            "DROP TABLE IF EXISTS staged_features, feature_match, feature_doubt, feature_change, rest_standing,"
            " rest_staged"
        )

    def _do(self, cursor: CursorWrapper, statement: str, **parts: sql.Composable) -> None:
        run = sql.Literal(self.run_id) + sql.SQL("::bigint")
        layer = sql.Literal(self.writing.stored.name)
        known = {"table": self.table, "staging": STAGING, "day": self.day, "run": run, "layer": layer, **parts}
        whole = statement.replace("{logged}", _LOGGED)
        cursor.execute(sql.SQL(whole).format(**{name: part for name, part in known.items() if f"{{{name}}}" in whole}))


_CHANGES = """
CREATE TEMPORARY TABLE feature_change ON COMMIT DROP AS
SELECT m.fid, t.public_id, t.valid_from, t.valid_to, t.version, t.commune_code, 'U'::char(1) AS operation
FROM feature_match m JOIN {staging} s USING (fid) JOIN {table} t USING (public_id, valid_from) WHERE {differs}
"""
_ABSENT = """
INSERT INTO feature_change
SELECT NULL, t.public_id, t.valid_from, t.valid_to, t.version, t.commune_code, 'D' FROM {standing} t
WHERE NOT EXISTS (SELECT FROM feature_match m WHERE m.public_id = t.public_id)
  AND NOT EXISTS (SELECT FROM feature_doubt d WHERE d.public_id = t.public_id) {scope};
ANALYZE feature_change
"""
# What a run wrote over stands in the history; which of it, here: its undoing needs no guess by time.
_LOGGED = """
INSERT INTO feature.run_change (run, layer, public_id, valid_from, version, operation)
SELECT {run}, {layer}, w.public_id, w.valid_from, w.version, w.operation FROM written w WHERE {run} IS NOT NULL
"""
# Without a day: an error that never was so, all days of it; with one, what would have begun on it or later.
_REMOVE = """
WITH written AS (
    DELETE FROM {table} t USING feature_change c
    WHERE c.operation = 'D' AND t.public_id = c.public_id AND t.valid_from >= {since}
    RETURNING t.public_id, t.valid_from, t.version, 'D' AS operation
) {logged}
"""
_END = """
WITH written AS (
    UPDATE {table} t SET valid_to = {day} FROM feature_change c
    WHERE c.operation = {operation} AND t.public_id = c.public_id AND t.valid_from = c.valid_from
      AND t.valid_from < {day}
    RETURNING t.public_id, t.valid_from, t.version - 1 AS version, 'U' AS operation
) {logged}
"""
_CORRECT = """
WITH written AS (
    UPDATE {table} t SET {changes} FROM feature_change c JOIN {staging} s USING (fid)
    WHERE c.operation = 'U' AND t.public_id = c.public_id AND t.valid_from = c.valid_from AND {corrected}
    RETURNING t.public_id, t.valid_from, t.version - 1 AS version, 'U' AS operation
) {logged}
"""
_BEGIN = """
WITH written AS (
    INSERT INTO {table} (public_id, valid_from, valid_to, version, {columns})
    SELECT t.public_id, {day}, c.valid_to, t.version + 1, {values}
    FROM feature_change c JOIN {staging} s USING (fid) JOIN {table} t USING (public_id, valid_from)
    WHERE c.operation = 'U' AND c.valid_from < {day}
    RETURNING public_id, valid_from, version, 'I' AS operation
) {logged}
"""
# In the order of the source: public ids follow it.
_INSERT = """
INSERT INTO {table} (valid_from, {columns}) SELECT {first}, {columns} FROM {staging} s
WHERE NOT EXISTS (SELECT FROM feature_match m WHERE m.fid = s.fid)
  AND NOT EXISTS (SELECT FROM feature_doubt d WHERE d.fid = s.fid) ORDER BY fid
"""
_REPEATED = """
WITH fresh AS (
    SELECT s.fid, {of_s} AS key, row_number() OVER (PARTITION BY {of_s} ORDER BY s.fid) AS n FROM {staging} s
    WHERE NOT EXISTS (SELECT FROM feature_match m WHERE m.fid = s.fid)
      AND NOT EXISTS (SELECT FROM feature_doubt d WHERE d.fid = s.fid)
)
DELETE FROM {staging} s USING fresh f
WHERE f.fid = s.fid AND (f.n > 1 OR f.key IN (SELECT {of_t} FROM {table} t)) RETURNING s.fid
"""
