"""Tile matrix sets as the tiles need them (OGC 17-083r4, clause 6): square tiles, each level halving the one before."""

from dataclasses import dataclass, field
from functools import lru_cache
from math import log2

import numpy as np

from gis.spatial.crs import METRES_A_DEGREE, WEB_MERCATOR, WGS84, transformer
from gis.spatial.vn2000 import SYSTEMS

Bounds = tuple[float, float, float, float]
HALF_WORLD = 20037508.342789244
MAX_ZOOM = 24
"""The deepest level of every set."""
VN2000_EDGE = 2.0**21
"""Metres of the one tile of level 0 of a VN-2000 zone: all of Vietnam with Hoàng Sa and Trường Sa, in cells of 8,192 m;
so a cell of level 13 is exactly a metre."""
VN2000_WEST, VN2000_NORTH = 500_000 - VN2000_EDGE / 2, 2_700_000.0
WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True)
class TileGrid:
    """One set: its system by EPSG number (4326 stands for CRS84), the north-west corner east first, the edge of a tile
    of level 0 in the system's units, and how many columns and rows level 0 has."""

    name: str
    epsg: int
    west: float
    north: float
    edge: float
    columns: int = 1
    rows: int = 1

    @property
    def bounds(self) -> Bounds:
        """All that it covers, east first in its own system."""
        return self.west, self.north - self.rows * self.edge, self.west + self.columns * self.edge, self.north

    def columns_at(self, z: int) -> int:
        return self.columns * 2**z

    def rows_at(self, z: int) -> int:
        return self.rows * 2**z


WEB_MERCATOR_QUAD = TileGrid("WebMercatorQuad", WEB_MERCATOR, -HALF_WORLD, HALF_WORLD, 2 * HALF_WORLD)
WORLD_CRS84_QUAD = TileGrid("WorldCRS84Quad", WGS84, -180.0, 90.0, 180.0, columns=2)


@lru_cache(maxsize=16)
def vn2000_quad(epsg: int) -> TileGrid:
    """The set of a VN-2000 zone, in its own metres."""
    return TileGrid(f"VN2000Quad{epsg}", epsg, VN2000_WEST, VN2000_NORTH, VN2000_EDGE)


@lru_cache(maxsize=16)
def grids(city_epsg: int) -> dict[str, TileGrid]:
    """The sets that are offered, by name: the web's, the world's in degrees, and the one of the city's zone."""
    zone = SYSTEMS.get(city_epsg)
    own = [vn2000_quad(city_epsg)] if zone is not None and zone.central_meridian else []
    return {grid.name: grid for grid in (WEB_MERCATOR_QUAD, WORLD_CRS84_QUAD, *own)}


@dataclass(frozen=True)
class TileAddress:
    """A tile: level, column from the west, row from the north."""

    z: int
    x: int
    y: int
    grid: TileGrid = field(default=WEB_MERCATOR_QUAD)

    @property
    def exists(self) -> bool:
        if not 0 <= self.z <= MAX_ZOOM:
            return False
        return 0 <= self.x < self.grid.columns_at(self.z) and 0 <= self.y < self.grid.rows_at(self.z)

    @property
    def size(self) -> float:
        """Edge in the units of the set's system."""
        return float(self.grid.edge / 2**self.z)

    @property
    def web_zoom(self) -> int:
        """The zoom of the web that shows as much."""
        metres = self.size * (METRES_A_DEGREE if self.grid.epsg == WGS84 else 1.0)
        return round(log2(2 * HALF_WORLD / metres))

    def bounds(self, margin: float = 0.0) -> Bounds:
        """West, south, east, north in the set's system; `margin` as a share of the edge."""
        west, north = self.grid.west + self.x * self.size, self.grid.north - self.y * self.size
        grow = margin * self.size
        return west - grow, north - self.size - grow, west + self.size + grow, north + grow

    def degrees(self, margin: float = 0.0) -> Bounds:
        """A rectangle in degrees that holds the tile; the world where the system says nothing of its corners."""
        bounds = clamped(self.bounds(margin), self.grid.bounds)
        if self.grid.epsg == WGS84:
            return bounds
        across, up = np.meshgrid(np.linspace(bounds[0], bounds[2], 9), np.linspace(bounds[1], bounds[3], 9))
        lon, lat = transformer(self.grid.epsg, WGS84).transform(across.ravel(), up.ravel())
        if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
            return WORLD
        west, south, east, north = float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
        slack = max(east - west, north - south) / 16  # between the points an edge may bend further
        return west - slack, south - slack, east + slack, north + slack


def clamped(bounds: Bounds, limits: Bounds) -> Bounds:
    """The part of the bounds that lies within the limits."""
    west, south = min(max(bounds[0], limits[0]), limits[2]), min(max(bounds[1], limits[1]), limits[3])
    east, north = min(max(bounds[2], limits[0]), limits[2]), min(max(bounds[3], limits[1]), limits[3])
    return west, south, east, north
