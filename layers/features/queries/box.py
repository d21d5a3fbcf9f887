"""A bounding box of a request in the coordinate system of a layer."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from gis.spatial.crs import WGS84, Crs, transformer, usable_bounds

Bounds = tuple[float, float, float, float]
STEPS = 17
"""Points along each edge: straight edges in one system are curved in another."""


@dataclass(frozen=True)
class ProjectedBox:
    """Both as hexadecimal WKB in the layer's CRS: `area` follows the box's edges, `inside` is a rectangle along the
    axes that lies wholly in it (features inside it need no further test)."""

    area: str
    inside: str


@lru_cache(maxsize=2048)
def project_box(bbox: Bounds, source_epsg: int, target_epsg: int) -> ProjectedBox | None:
    """Project west, south, east, north; None where the box can't touch anything in the target system.

    A box in degrees whose west is greater than its east crosses the 180th meridian (OGC API Features, 7.15.3).
    """
    west, south, east, north = bbox
    if source_epsg == WGS84 and west > east:
        parts = [
            _project((west, south, 180.0, north), WGS84, target_epsg),
            _project((-180.0, south, east, north), WGS84, target_epsg),
        ]
    else:
        parts = [_project(bbox, source_epsg, target_epsg)]
    found = [part for part in parts if part is not None]
    if not found:
        return None
    area = shapely.union_all([part[0] for part in found])
    return ProjectedBox(shapely.to_wkb(area, hex=True), shapely.to_wkb(found[0][1], hex=True))


def _project(bbox: Bounds, source_epsg: int, target_epsg: int) -> tuple[shapely.Geometry, shapely.Geometry] | None:
    if source_epsg == target_epsg:
        box = shapely.box(*bbox)
        return box, box
    clipped = _clip(bbox, source_epsg, target_epsg)
    if clipped is None:
        return None
    west, south, east, north = clipped
    x, y = np.linspace(west, east, STEPS), np.linspace(south, north, STEPS)
    change = transformer(source_epsg, target_epsg).transform
    bottom, right = np.column_stack(change(x, np.full(STEPS, south))), np.column_stack(change(np.full(STEPS, east), y))
    top, left = np.column_stack(change(x, np.full(STEPS, north))), np.column_stack(change(np.full(STEPS, west), y))
    ring = np.concatenate([bottom, right[1:], top[::-1][1:], left[::-1][1:]])
    if not np.isfinite(ring).all():
        return None
    area = shapely.make_valid(shapely.Polygon(ring))
    x0, y0, x1, y1 = left[:, 0].max(), bottom[:, 1].max(), right[:, 0].min(), top[:, 1].min()
    inside = shapely.box(x0, y0, x1, y1) if x0 < x1 and y0 < y1 else shapely.centroid(area)
    return area, inside


def _clip(bbox: Bounds, source_epsg: int, target_epsg: int) -> Bounds | None:
    """Cut a box in degrees to where the target system is usable; a transverse Mercator turns over far away."""
    if not Crs(source_epsg).is_geographic or Crs(target_epsg).is_geographic:
        return bbox
    usable = usable_bounds(target_epsg)
    west, south = max(bbox[0], usable[0]), max(bbox[1], usable[1])
    east, north = min(bbox[2], usable[2]), min(bbox[3], usable[3])
    return (west, south, east, north) if west <= east and south <= north else None
