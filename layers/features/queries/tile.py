"""Vector tiles, built by one statement in PostgreSQL."""

from dataclasses import dataclass, replace

from django.db import connection
from psycopg2 import sql

from gis.spatial.crs import WEB_MERCATOR
from gis.spatial.kinds import GeometryKind
from layers.access.seen import SeenLayer
from layers.features.filters.condition import Condition, answered
from layers.features.queries.box import project_box
from layers.features.queries.moment import NOW, Moment, relation, valid
from layers.features.queries.tile_plane import in_web_mercator

EXTENT = 4096
BUFFER = 64
MAX_ZOOM = 24
HALF_WORLD = 20037508.342789244
FEATURES_A_TILE = 50_000
"""More than this would be nothing but colour; the rest is left out, biggest ids last."""


@dataclass(frozen=True)
class TileAddress:
    """A tile of WebMercatorQuad: zoom, column from the west, row from the north."""

    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        return 0 <= self.z <= MAX_ZOOM and 0 <= self.x < 2**self.z and 0 <= self.y < 2**self.z

    @property
    def size(self) -> float:
        """Edge in metres of Web Mercator."""
        return 2 * HALF_WORLD / 2**self.z

    def bounds(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """West, south, east, north in Web Mercator; `margin` as a share of the edge."""
        west, north = self.x * self.size - HALF_WORLD, HALF_WORLD - self.y * self.size
        grow = margin * self.size
        return west - grow, north - self.size - grow, west + self.size + grow, north + grow


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
    box = project_box(_clamped(tile.bounds(BUFFER / EXTENT)), WEB_MERCATOR, description.storage_epsg)
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
            {"around": box.around, "z": tile.z, "x": tile.x, "y": tile.y, **(filter_.parameters if filter_ else {})},
        )
        return bytes(cursor.fetchone()[0])


def _drawn(description: SeenLayer, tile: TileAddress) -> sql.Composable:
    """The geometry in tile coordinates. Computed from the stored one: a second, stored geometry would be a second
    truth, twice the disk, and nearly twice the load time (measured)."""
    bounds = tile.bounds(BUFFER / EXTENT)
    geometry = in_web_mercator(sql.SQL("t.geom"), description.storage_epsg, bounds, tile.size / EXTENT)
    return sql.SQL("ST_AsMVTGeom({}, ST_TileEnvelope(%(z)s, %(x)s, %(y)s), {}, {}, true) AS geom").format(
        geometry, sql.Literal(EXTENT), sql.Literal(BUFFER)
    )


def _large_enough(description: SeenLayer, tile: TileAddress) -> sql.Composable:
    """Leave out at small scales what would be under half a pixel of 512."""
    if description.geometry_kind is GeometryKind.POINT or tile.z >= 15:
        return sql.SQL("")
    metres = tile.size / 1024
    unit = metres / 111_320 if description.storage.is_geographic else metres
    return sql.SQL("AND ST_XMax(t.geom) - ST_XMin(t.geom) + ST_YMax(t.geom) - ST_YMin(t.geom) > {}").format(
        sql.Literal(unit)
    )


def _clamped(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = (min(max(value, -HALF_WORLD), HALF_WORLD) for value in bounds)
    return west, south, east, north
