"""A layer's way into the plane of one tile: across a tile a map projection is as good as affine.

PROJ takes half of a tile's time at street scale (measured: 16 of 32 ms for 1,200 parcels); six numbers take nothing.
Beyond the tile they say less and less, where it is cut off.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from psycopg2 import sql

from gis.spatial.crs import WEB_MERCATOR, srid_of, transformer

Bounds = tuple[float, float, float, float]
PRECISION = 0.25
"""How far, in units of the tile's grid, a point may be from where PROJ puts it: a thirtieth of a pixel of 512. With
4,096 units it is kept from zoom 13 on in Vietnam (0.02 units at zoom 16)."""
_STEPS = 5
"""Points across and down which are compared."""


def in_plane(
    geometry: sql.Composable, storage_epsg: int, bounds: Bounds, unit: float, plane_epsg: int = WEB_MERCATOR
) -> sql.Composable:
    """The geometry, in the storage system, as it lies in a tile's system within `bounds` (west, south, east, north
    there). `unit`: of the tile's grid, in that system's units."""
    if storage_epsg == plane_epsg:
        return geometry
    numbers = fitted(storage_epsg, bounds, unit * PRECISION, plane_epsg)
    if numbers is None:
        return sql.SQL("ST_Transform({}, {})").format(geometry, sql.Literal(srid_of(plane_epsg)))
    return sql.SQL("ST_Affine({}, {})").format(geometry, sql.SQL(", ").join(map(sql.Literal, numbers)))


@lru_cache(maxsize=4096)
def fitted(
    storage_epsg: int, bounds: Bounds, within: float, plane_epsg: int = WEB_MERCATOR
) -> tuple[float, ...] | None:
    """a, b, d, e, x and y of ST_Affine that fit best across the bounds; None where they miss by more than `within`."""
    west, south, east, north = bounds
    across, down = np.meshgrid(np.linspace(west, east, _STEPS), np.linspace(south, north, _STEPS))
    there = np.column_stack([across.ravel(), down.ravel()])
    back: Callable[..., tuple[np.ndarray, np.ndarray]] = transformer(plane_epsg, storage_epsg).transform
    stored = np.column_stack(back(there[:, 0], there[:, 1]))
    if not np.isfinite(stored).all():
        return None
    # Both from their middle: of numbers around a million too few digits would be left.
    origin, target = stored.mean(axis=0), there.mean(axis=0)
    matrix, *_ = np.linalg.lstsq(stored - origin, there - target, rcond=None)
    if np.abs((stored - origin) @ matrix + target - there).max() > within:
        return None
    shift = target - origin @ matrix
    return tuple(map(float, (matrix[0, 0], matrix[1, 0], matrix[0, 1], matrix[1, 1], *shift)))
