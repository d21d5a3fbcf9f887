"""Stored codes of features and of drafts, in every layer: whole communes by code, split ones by geometry."""

from collections.abc import Iterator, Sequence

from django.db import connection
from psycopg2 import sql

from layers.administration.reform import Move, Moves, Reform
from layers.features.services import layers_with_communes
from layers.features.services.commune_codes import both_tables, store_codes


class FeatureCodes:
    """The column `commune_code` of published and draft tables. History keeps the codes of its time."""

    def tables(self) -> Sequence[sql.Identifier]:
        return [relation for _place, relation in _places()]

    def preview(self, reform: Reform) -> Sequence[Moves]:
        return [moves for place, relation in _places() if (moves := _moves(place, relation, reform))]

    def move(self, reform: Reform) -> None:
        for _place, relation in _places():
            store_codes(relation, _found(relation, reform))


def _places() -> Iterator[tuple[str, sql.Identifier]]:
    for layer in layers_with_communes():
        published, drafts = both_tables(layer)
        yield layer, published
        yield f"{layer} (drafts)", drafts


def _moves(place: str, relation: sql.Identifier, reform: Reform) -> Moves | None:
    """None where no feature has one of the codes."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT old, code, count(*), bit_xor(hashtextextended("
                "concat_ws(':', public_id, valid_from, version, old, coalesce(code, '-')), 0)) FROM ({}) f"
                " GROUP BY old, code ORDER BY old, code NULLS LAST"
            ).format(_found(relation, reform))
        )
        rows = cursor.fetchall()
    if not rows:
        return None
    state = 0
    for *_moved, part in rows:
        state ^= part
    return Moves(place, [Move(old, code, count) for old, code, count, _part in rows if code != old], state)


def _found(relation: sql.Identifier, reform: Reform) -> sql.Composable:
    """The rows of a table that the reform concerns, with the code that each will have."""
    return sql.SQL(_FOUND).format(table=relation, srid=sql.Literal(reform.srid))


# A split commune's feature belongs to the successor that holds a point on it; the first code where outlines overlap.
_FOUND = """
SELECT t.ctid AS row, t.public_id, t.valid_from, t.version, t.commune_code AS old,
       CASE WHEN r.whole IS NOT NULL THEN r.whole ELSE (
           SELECT min(p.code)
           FROM (SELECT feature.place_of(t.geom, {srid}) AS at OFFSET 0) a
           JOIN reform_piece p ON p.old = r.old AND p.geom && a.at AND ST_Intersects(p.geom, a.at)
       ) END AS code
FROM {table} t JOIN reform_code r ON r.old = t.commune_code
"""
