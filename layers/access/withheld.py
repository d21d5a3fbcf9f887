"""Withheld areas as queries need them: inside one, chosen layers are dropped or generalised at every exit."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely import wkb

from gis.spatial.crs import WGS84, transformer


@dataclass(frozen=True)
class Withheld:
    """One area. `shape` is the WKB of a multipolygon in longitude and latitude; `grid` (units of a layer's storage
    system) is None where features are dropped."""

    code: str
    shape: bytes
    choices: tuple[str, ...]
    grid: float | None

    def outline(self, epsg: int) -> "Outline":
        """The area in a storage system, by the pinned way."""
        return _outline(self.shape, epsg)


@dataclass(frozen=True)
class Outline:
    """WKB, and west, south, east, north of it."""

    shape: bytes
    bounds: tuple[float, float, float, float]

    def touches(self, bounds: tuple[float, float, float, float]) -> bool:
        west, south, east, north = bounds
        return self.bounds[0] <= east and west <= self.bounds[2] and self.bounds[1] <= north and south <= self.bounds[3]


@lru_cache(maxsize=4096)
def _outline(shape: bytes, epsg: int) -> Outline:
    def moved(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer(WGS84, epsg).transform(points[:, 0], points[:, 1]))

    found = shapely.transform(wkb.loads(shape), moved)
    west, south, east, north = found.bounds
    return Outline(wkb.dumps(found), (west, south, east, north))
