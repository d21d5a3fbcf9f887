"""The forms in which rows leave PostgreSQL: as text that is passed on, or as values."""

from collections.abc import Sequence
from enum import Enum, auto

from psycopg2 import sql

from gis.spatial.crs import CRS84, Crs
from layers.access.seen import SeenLayer
from layers.features.queries.geojson import DEGREE_DIGITS, METRE_DIGITS, geometry
from layers.features.queries.items import ItemsQuery, feature_in


class RowForm(Enum):
    """What stands in a row behind its public id.

    GEOJSON, JSON_FG: one text, the feature. WKT: a value for each seen field, then the geometry as text, rounded as in
    GeoJSON. WKB: the same with the geometry in binary, little-endian and unrounded. Both have the east coordinate first
    in every system, as files of such formats are read.
    """

    GEOJSON = auto()
    JSON_FG = auto()
    WKT = auto()
    WKB = auto()


def columns_of(seen: SeenLayer, query: ItemsQuery, form: RowForm) -> Sequence[sql.Composable]:
    """What is selected of rows `t`, behind the public id: the fields that are asked for, and the geometry if it is."""
    crs, given = query.crs, query.given(seen)
    if form is RowForm.GEOJSON:
        return [feature_in(seen, query)]
    if form is RowForm.JSON_FG:
        return [_json_fg(given, crs, placed=query.placed)]
    values = [sql.Identifier("t", field.name) for field in given.fields]
    if not query.placed:
        return [*values, sql.SQL("NULL")]
    if form is RowForm.WKB:
        return [*values, sql.SQL("ST_AsBinary({}, 'NDR')").format(_placed(seen, crs))]
    digits = DEGREE_DIGITS if crs.is_geographic else METRE_DIGITS
    return [*values, sql.SQL("ST_AsText({}, {})").format(_placed(seen, crs), sql.Literal(digits))]


def _placed(seen: SeenLayer, crs: Crs) -> sql.Composable:
    """`t.geom` in the system, east first."""
    if crs.srid == seen.storage.srid:
        return sql.SQL("t.geom")
    return sql.SQL("ST_Transform(t.geom, {})").format(sql.Literal(crs.srid))


_TIME = """
CASE WHEN t.valid_from > '-infinity' OR t.valid_to IS NOT NULL
THEN json_build_object('interval', json_build_array(
    CASE WHEN t.valid_from > '-infinity' THEN t.valid_from::text ELSE '..' END, coalesce((t.valid_to - 1)::text, '..')
))::text ELSE 'null' END
"""
"""The days for which a feature is valid (JSON-FG 1.0, 7.5): the last is one of them, where `valid_to` is none."""


def _json_fg(seen: SeenLayer, crs: Crs, *, placed: bool) -> sql.Composable:
    """In degrees of WGS 84 `geometry` says all and `place` is null; in any other system it is the other way round, as
    the profile "jsonfg" has it (JSON-FG 1.0, /req/core/place and /req/core/fallback)."""
    pairs = sql.SQL(", ").join(sql.SQL("t.{}").format(sql.Identifier(field.name)) for field in seen.fields)
    properties: sql.Composable = sql.Literal("{}")
    if seen.fields:
        properties = sql.SQL("(SELECT row_to_json(p)::text FROM (SELECT {}) p)").format(pairs)
    absent = sql.Literal("null")
    shape = geometry(seen, crs) if placed else absent
    in_geometry = crs == CRS84
    return sql.SQL(
        """'{{"type":"Feature","id":' || t.public_id || ',"time":' || {time} || ',"place":' || {place}"""
        """ || ',"geometry":' || {geometry} || ',"properties":' || {properties} || '}}'"""
    ).format(
        time=sql.SQL(_TIME),
        place=absent if in_geometry else shape,
        geometry=shape if in_geometry else absent,
        properties=properties,
    )
