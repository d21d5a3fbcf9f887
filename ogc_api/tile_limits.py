"""Which tiles of a set a rectangle touches (OGC 17-083r4, 6.3: tile matrix set limits)."""

import math
from typing import Any

from gis.spatial.crs import WGS84, transformer, usable_bounds
from layers.features.queries.tile_grid import MAX_ZOOM, Bounds, TileGrid, clamped

WEB_LATITUDE = 85.05


def limits(grid: TileGrid, extent: Bounds | None) -> list[dict[str, Any]]:
    """By level, the first and last row and column that lie in the extent (degrees); none where it isn't in reach."""
    inside = _within(grid, extent) if extent else None
    return [_level(grid, inside, zoom) for zoom in range(MAX_ZOOM + 1)] if inside else []


def _within(grid: TileGrid, extent: Bounds) -> Bounds | None:
    west, south, east, north = usable_bounds(grid.epsg)
    reach = west, max(south, -WEB_LATITUDE), east, min(north, WEB_LATITUDE)
    if grid.epsg == WGS84:
        return clamped(extent, grid.bounds)
    if extent[0] > reach[2] or extent[2] < reach[0] or extent[1] > reach[3] or extent[3] < reach[1]:
        return None
    bounds = transformer(WGS84, grid.epsg).transform_bounds(*clamped(extent, reach), densify_pts=21)
    return clamped(bounds, grid.bounds) if all(map(math.isfinite, bounds)) else None


def _level(grid: TileGrid, inside: Bounds, zoom: int) -> dict[str, Any]:
    size = grid.edge / 2**zoom
    west, south, east, north = inside

    def at(distance: float, most: int) -> int:
        return min(max(int(distance // size), 0), most - 1)

    rows, columns = grid.rows_at(zoom), grid.columns_at(zoom)
    return {
        "tileMatrix": str(zoom),
        "minTileRow": at(grid.north - north, rows),
        "maxTileRow": at(grid.north - south, rows),
        "minTileCol": at(west - grid.west, columns),
        "maxTileCol": at(east - grid.west, columns),
    }
