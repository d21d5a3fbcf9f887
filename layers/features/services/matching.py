"""Which row of the source is which feature: by key where that says it, else by the whole row, else by the place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from layers.features.services.bulk_load import STAGING, LeftOut


@dataclass(frozen=True)
class Matching:
    """What is compared: the rows of the staging table with the features `standing`, a relation with the columns of the
    layer's table. `whole` are two expressions, on `s` and on `t`, that are equal where the rows say the same.

    It leaves the temporary tables `feature_match` (fid, public_id, valid_from) and, of those that could mean several,
    `feature_doubt` (fid or public_id).
    """

    table: sql.Identifier
    standing: sql.Composable
    key: Sequence[str]
    whole: tuple[sql.Composable, sql.Composable]

    def run(self, cursor: CursorWrapper, *, doubt: bool) -> LeftOut:
        """Find all pairs. What can't be told apart stays without one; with `doubt` it is noted and left alone."""
        self._do(cursor, _TABLES)
        if self.key:
            self._do(cursor, _BY_KEY, s=STAGING, t=self.standing)
        cursor.execute("ANALYZE feature_match")
        self._do(cursor, _REST)
        cursor.execute("SELECT count(*) FROM rest_staged")
        if not cursor.fetchone()[0]:
            return LeftOut(0, ())
        self._do(cursor, _BY_WHOLE)
        if self.key:
            self._do(cursor, _BY_PLACE)
            self._do(cursor, _BY_KEY, s=sql.SQL(_LEFT_STAGED), t=sql.SQL(_LEFT_STANDING).format(table=self.table))
        if not doubt:
            return LeftOut(0, ())
        self._do(cursor, _DOUBT)
        cursor.execute("SELECT fid FROM feature_doubt WHERE fid IS NOT NULL")
        return LeftOut.of([row[0] for row in cursor.fetchall()])

    def _do(self, cursor: CursorWrapper, statement: str, **more: sql.Composable) -> None:
        of_s, of_t = (key_of(alias, self.key) for alias in ("s", "t"))
        whole_s, whole_t = self.whole
        parts = {"table": self.table, "staging": STAGING, "standing": self.standing, **more}
        parts |= {"of_s": of_s, "of_t": of_t, "whole_s": whole_s, "whole_t": whole_t}
        cursor.execute(
            sql.SQL(statement).format(**{name: part for name, part in parts.items() if f"{{{name}}}" in statement})
        )


def key_of(alias: str, names: Sequence[str]) -> sql.Composable:
    """The key of a row as one text, in which no value is a value too; without a key all are alike."""
    columns = [sql.SQL("{}.{}").format(sql.SQL(alias), sql.Identifier(name)) for name in names]
    return sql.SQL("ROW({})::text").format(sql.SQL(", ").join(columns)) if columns else sql.SQL("''::text")


_TABLES = """
CREATE TEMPORARY TABLE feature_match (fid bigint, public_id bigint, valid_from date) ON COMMIT DROP;
CREATE TEMPORARY TABLE feature_doubt (fid bigint, public_id bigint) ON COMMIT DROP
"""
# A key that stands once on both sides says it. Counted by hash, without sorting.
_BY_KEY = """
INSERT INTO feature_match SELECT a.fid, b.public_id, b.valid_from FROM
(SELECT {of_s} AS key, min(s.fid) AS fid FROM {s} s GROUP BY 1 HAVING count(*) = 1) a JOIN
(SELECT {of_t} AS key, min(t.public_id) AS public_id, min(t.valid_from) AS valid_from FROM {t} t GROUP BY 1
 HAVING count(*) = 1) b USING (key)
"""
_REST = """
CREATE TEMPORARY TABLE rest_standing ON COMMIT DROP AS
SELECT t.public_id, t.valid_from, {of_t} AS key FROM {standing} t
WHERE NOT EXISTS (SELECT FROM feature_match m WHERE m.public_id = t.public_id);
ANALYZE rest_standing;
CREATE TEMPORARY TABLE rest_staged ON COMMIT DROP AS
SELECT s.fid, {of_s} AS key FROM {staging} s
WHERE NOT EXISTS (SELECT FROM feature_match m WHERE m.fid = s.fid)
  AND EXISTS (SELECT FROM rest_standing r WHERE r.key = {of_s});
ANALYZE rest_staged
"""
# Rows that say the same are the same, one for one.
_BY_WHOLE = """
INSERT INTO feature_match SELECT a.fid, b.public_id, b.valid_from FROM
(SELECT fid, key, whole, row_number() OVER (PARTITION BY key, whole ORDER BY fid) AS n FROM
 (SELECT s.fid, r.key, {whole_s} AS whole FROM rest_staged r JOIN {staging} s USING (fid)) x) a JOIN
(SELECT public_id, valid_from, key, whole, row_number() OVER (PARTITION BY key, whole ORDER BY public_id) AS n FROM
 (SELECT t.public_id, t.valid_from, r.key, {whole_t} AS whole
  FROM rest_standing r JOIN {table} t USING (public_id, valid_from)) y) b USING (key, whole, n)
"""
_LEFT_STAGED = """(SELECT s.* FROM staged_features s JOIN rest_staged r USING (fid)
WHERE NOT EXISTS (SELECT FROM feature_match m WHERE m.fid = s.fid))"""
_LEFT_STANDING = """(SELECT t.* FROM rest_standing r JOIN {table} t USING (public_id, valid_from)
WHERE NOT EXISTS (SELECT FROM feature_match m WHERE m.public_id = t.public_id))"""
# Each lies on the other's representative point, and on no other's of that key. The index of the layer is asked first:
# a key that stands ten thousand times would make a hundred million pairs.
_BY_PLACE = """
INSERT INTO feature_match SELECT fid, public_id, valid_from FROM (
    SELECT s.fid, t.public_id, t.valid_from, count(*) OVER (PARTITION BY s.fid) AS of_staged,
           count(*) OVER (PARTITION BY t.public_id) AS of_standing
    FROM rest_staged r JOIN {staging} s USING (fid)
    CROSS JOIN LATERAL (SELECT * FROM {table} l WHERE l.geom && s.geom OFFSET 0) t
    JOIN rest_standing q ON q.public_id = t.public_id AND q.valid_from = t.valid_from AND q.key = r.key
    WHERE ST_Intersects(t.geom, ST_PointOnSurface(s.geom)) AND ST_Intersects(s.geom, ST_PointOnSurface(t.geom))
      AND NOT EXISTS (SELECT FROM feature_match m WHERE m.fid = s.fid)
      AND NOT EXISTS (SELECT FROM feature_match m WHERE m.public_id = t.public_id)
) pairs WHERE of_staged = 1 AND of_standing = 1
"""
_DOUBT = """
WITH a AS (SELECT r.* FROM rest_staged r WHERE NOT EXISTS (SELECT FROM feature_match m WHERE m.fid = r.fid)),
b AS (SELECT r.* FROM rest_standing r WHERE NOT EXISTS (SELECT FROM feature_match m WHERE m.public_id = r.public_id))
INSERT INTO feature_doubt
SELECT fid, NULL FROM a WHERE key IN (SELECT key FROM b) UNION ALL
SELECT NULL, public_id FROM b WHERE key IN (SELECT key FROM a)
"""
