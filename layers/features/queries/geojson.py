"""How a row becomes a GeoJSON feature inside PostgreSQL."""

from psycopg2 import sql

from gis.spatial.crs import Crs
from layers.access.seen import SeenLayer
from layers.catalog.description import LayerDescription

DEGREE_DIGITS = 7  # about 1 cm
METRE_DIGITS = 3


def feature(description: SeenLayer, crs: Crs, *, placed: bool = True) -> sql.Composable:
    """The expression of one feature's JSON text from a row `t`: geometry in the CRS (null unless `placed`), seen
    fields as properties."""
    pairs = sql.SQL(", ").join(sql.SQL("t.{}").format(sql.Identifier(field.name)) for field in description.fields)
    properties = (
        sql.SQL("(SELECT row_to_json(p)::text FROM (SELECT {}) p)").format(pairs)
        if description.fields
        else sql.Literal("{}")
    )
    return sql.SQL(
        """'{{"type":"Feature","id":' || t.public_id || ',"geometry":' || {geometry}"""
        """ || ',"properties":' || {properties} || '}}'"""
    ).format(geometry=geometry(description, crs) if placed else sql.Literal("null"), properties=properties)


def geometry(description: SeenLayer, crs: Crs) -> sql.Composable:
    """GeoJSON of `t.geom` in the CRS, in its authority's axis order."""
    expression = _placed(description, crs)
    if crs.north_first:
        expression = sql.SQL("ST_FlipCoordinates({})").format(expression)
    return _written(expression, crs)


def east_first_geometry(description: LayerDescription, crs: Crs) -> sql.Composable:
    """The same, rounded alike, with x east or longitude first whatever the authority says."""
    return _written(_placed(description, crs), crs)


def _placed(description: LayerDescription, crs: Crs) -> sql.Composable:
    if crs.srid == description.storage.srid:
        return sql.SQL("t.geom")
    return sql.SQL("ST_Transform(t.geom, {})").format(sql.Literal(crs.srid))


def _written(expression: sql.Composable, crs: Crs) -> sql.Composable:
    digits = DEGREE_DIGITS if crs.is_geographic else METRE_DIGITS
    return sql.SQL("ST_AsGeoJSON({}, {}, 0)").format(expression, sql.Literal(digits))
