"""A bounding box of a request, as it is tested against the features of a layer.

A feature is in a box when it touches it **in the box's own coordinate system**, as a client would find by comparing
the answer with the box. The spatial index knows only the layer's system, where the box has curved edges: so two
rectangles are made there, one that surely holds the whole box and one that surely lies within it, and only features
between the two are transformed and compared exactly.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from gis.spatial.crs import WGS84, Crs, transformer, usable_bounds

Bounds = tuple[float, float, float, float]
STEPS = 33
"""Points along each edge (an odd number)."""
SLACK_METRES, SLACK_DEGREES = 1.0, 1e-5
"""Added to what the edges are found to bend: long edges of features bend too."""
FARTHEST = 1e9
"""No coordinate lies farther out; larger numbers would overflow in the exact test."""


@dataclass(frozen=True)
class ProjectedBox:
    """Three shapes as hexadecimal WKB: `around` and `inside` (None where there is no room for it) are rectangles in
    the layer's CRS, `exact` is the box in its own."""

    around: str
    inside: str | None
    exact: str


@lru_cache(maxsize=2048)
def project_box(bbox: Bounds, source_epsg: int, target_epsg: int) -> ProjectedBox | None:
    """Project west, south, east, north; None where the box can't touch anything in the target system.

    A box in degrees whose west is greater than its east crosses the 180th meridian (OGC API Features, 7.15.3).
    """
    west, south, east, north = (min(max(value, -FARTHEST), FARTHEST) for value in bbox)
    crosses = Crs(source_epsg).is_geographic and west > east
    parts = [(west, south, 180.0, north), (-180.0, south, east, north)] if crosses else [(west, south, east, north)]
    projected = [found for part in parts if (found := _project(part, source_epsg, target_epsg))]
    if not projected:
        return None
    around = shapely.box(*shapely.total_bounds([shapely.box(*outer) for outer, _ in projected]))
    inside = next((inner for _, inner in projected if inner is not None), None)
    return ProjectedBox(
        around=shapely.to_wkb(around, hex=True),
        inside=None if inside is None else shapely.to_wkb(shapely.box(*inside), hex=True),
        exact=shapely.to_wkb(shapely.union_all([_shape(part) for part in parts]), hex=True),
    )


def _project(bbox: Bounds, source_epsg: int, target_epsg: int) -> tuple[Bounds, Bounds | None] | None:
    """The rectangle around and the one inside."""
    if source_epsg == target_epsg:
        return bbox, _inwards(bbox, 0.0)
    clipped = _clip(bbox, source_epsg, target_epsg)
    if clipped is None:
        return None
    bottom, right, top, left = _edges(clipped, source_epsg, target_epsg)
    ring = np.concatenate([bottom, right, top, left])
    slack = SLACK_DEGREES if Crs(target_epsg).is_geographic else SLACK_METRES
    margin = max(_bend(edge) for edge in (bottom, right, top, left)) + slack
    (x0, y0), (x1, y1) = ring.min(axis=0), ring.max(axis=0)
    around = (float(x0 - margin), float(y0 - margin), float(x1 + margin), float(y1 + margin))
    return around, _inwards((left[:, 0].max(), bottom[:, 1].max(), right[:, 0].min(), top[:, 1].min()), margin)


def _edges(bbox: Bounds, source_epsg: int, target_epsg: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Points along the bottom, right, top and left edge in the target system."""
    west, south, east, north = bbox
    x, y, same = np.linspace(west, east, STEPS), np.linspace(south, north, STEPS), np.ones(STEPS)
    sides = ((x, south * same), (east * same, y), (x, north * same), (west * same, y))
    bottom, right, top, left = (
        np.column_stack(transformer(source_epsg, target_epsg).transform(*side)) for side in sides
    )
    return bottom, right, top, left


def _bend(edge: np.ndarray) -> float:
    """How far every second point lies from between its neighbours: four times what an edge leaves its chords by."""
    return float(np.abs(edge[1::2] - (edge[:-1:2] + edge[2::2]) / 2).max())


def _inwards(bounds: Bounds, margin: float) -> Bounds | None:
    """The rectangle a margin smaller, its numbers exact in single precision: PostGIS's `@` rounds boxes outwards to
    it, and a tree 0.8 m outside a box in degrees would count as within."""
    infinity = np.float32(np.inf)
    west, south = (_single(value + margin, infinity) for value in bounds[:2])
    east, north = (_single(value - margin, -infinity) for value in bounds[2:])
    return (west, south, east, north) if west < east and south < north else None


def _single(value: float, towards: np.float32) -> float:
    """The nearest single-precision number that isn't on the other side of `value`."""
    single = np.float32(value)
    short = float(single) < value if towards > 0 else float(single) > value  # as double: numpy would round `value` too
    return float(np.nextafter(single, towards)) if short else float(single)


def _shape(bbox: Bounds) -> shapely.Geometry:
    """The box, or the line or point that it is where it has no area."""
    west, south, east, north = bbox
    if west == east and south == north:
        return shapely.Point(west, south)
    if west == east or south == north:
        return shapely.LineString([(west, south), (east, north)])
    return shapely.box(*bbox)


def _clip(bbox: Bounds, source_epsg: int, target_epsg: int) -> Bounds | None:
    """Cut a box to where both systems are usable: a transverse Mercator turns over far away, and degrees wrap."""
    one, other = usable_bounds(source_epsg), usable_bounds(target_epsg)
    limits: Bounds = (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
    if limits[0] >= limits[2] or limits[1] >= limits[3]:
        return None
    if source_epsg != WGS84:
        limits = transformer(WGS84, source_epsg).transform_bounds(*limits, densify_pts=21)
    west, south = max(bbox[0], limits[0]), max(bbox[1], limits[1])
    east, north = min(bbox[2], limits[2]), min(bbox[3], limits[3])
    return (west, south, east, north) if west <= east and south <= north else None
