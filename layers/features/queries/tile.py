"""Vector tiles, built by one statement in PostgreSQL."""

from dataclasses import replace

from django.db import connection
from psycopg2 import sql

from gis.spatial.crs import METRES_A_DEGREE, Crs
from gis.spatial.kinds import GeometryKind
from layers.access.seen import SeenLayer
from layers.features.filters.condition import Condition, answered
from layers.features.queries.box import project_box
from layers.features.queries.moment import NOW, Moment, relation, valid
from layers.features.queries.tile_grid import TileAddress, clamped
from layers.features.queries.tile_plane import in_plane

EXTENT = 4096
BUFFER = 64
SMALLEST_LEFT_OUT = 2.0
"""Metres."""
FEATURES_A_TILE = 50_000
"""More than this would be nothing but colour; the rest is left out, biggest ids last."""


def of_tiles(seen: SeenLayer) -> SeenLayer:
    """The layer without personal fields. They are in no tile and choose none of its features, whoever asks: tiles are
    kept and passed on by many, and a map needs none."""
    return replace(seen, fields=tuple(field for field in seen.fields if not field.personal))


def read_tile(
    description: SeenLayer, tile: TileAddress, moment: Moment = NOW, filter_: Condition | None = None
) -> bytes:
    """The Mapbox Vector Tile of a layer; empty bytes where nothing lies there. `filter_` is a condition for the layer
    `of_tiles`.

    Raises:
        InvalidRequest: E-FILTER-11, E-FILTER-12.
    """
    box = project_box(clamped(tile.bounds(BUFFER / EXTENT), tile.grid.bounds), tile.grid.epsg, description.storage_epsg)
    if box is None:
        return b""
    fields = [sql.SQL("t.{}").format(sql.Identifier(field.name)) for field in description.fields if not field.personal]
    filtered = sql.SQL("AND {}").format(filter_.sql) if filter_ else sql.SQL("")
    with answered(filter_), connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT ST_AsMVT(m, {layer}, {extent}, 'geom', 'id') FROM (SELECT {columns} FROM {source} t"
                " WHERE t.geom && ST_SetSRID(%(around)s::geometry, {srid}) AND {valid} {filtered} {large_enough}"
                " LIMIT {most}) m WHERE m.geom IS NOT NULL"
            ).format(
                layer=sql.Literal(description.name),
                extent=sql.Literal(EXTENT),
                columns=sql.SQL(", ").join([sql.SQL("t.public_id AS id"), _drawn(description, tile), *fields]),
                source=relation(description, moment, box.bounds),
                srid=sql.Literal(description.storage.srid),
                valid=valid(moment),
                filtered=filtered,
                large_enough=_large_enough(description, tile),
                most=sql.Literal(FEATURES_A_TILE),
            ),
            {"around": box.around, **(filter_.parameters if filter_ else {})},
        )
        return bytes(cursor.fetchone()[0])


def _drawn(description: SeenLayer, tile: TileAddress) -> sql.Composable:
    """The geometry in tile coordinates. Computed from the stored one: a second, stored geometry would be a second
    truth, twice the disk, and nearly twice the load time (measured)."""
    bounds = tile.bounds(BUFFER / EXTENT)
    geometry = in_plane(sql.SQL("t.geom"), description.storage_epsg, bounds, tile.size / EXTENT, tile.grid.epsg)
    frame = sql.SQL(", ").join(map(sql.Literal, tile.bounds()))
    return sql.SQL("ST_AsMVTGeom({}, ST_MakeEnvelope({})::box2d, {}, {}, true) AS geom").format(
        geometry, frame, sql.Literal(EXTENT), sql.Literal(BUFFER)
    )


def _large_enough(description: SeenLayer, tile: TileAddress) -> sql.Composable:
    """Leave out at small scales what would be under half a pixel of 512; from about zoom 15 of the web on nothing."""
    metres = tile.size / 1024 * (METRES_A_DEGREE if Crs(tile.grid.epsg).is_geographic else 1.0)
    if description.geometry_kind is GeometryKind.POINT or metres < SMALLEST_LEFT_OUT:
        return sql.SQL("")
    unit = metres / METRES_A_DEGREE if description.storage.is_geographic else metres
    return sql.SQL("AND ST_XMax(t.geom) - ST_XMin(t.geom) + ST_YMax(t.geom) - ST_YMin(t.geom) > {}").format(
        sql.Literal(unit)
    )
