"""A bounding box of a request, as it is tested against the features of a layer.

A feature is in a box when it touches it **in the box's own coordinate system**, as a client would find by comparing
the answer with the box. The spatial index knows only the layer's system, where the box has curved edges: so
rectangles are made there that surely hold the whole box and surely lie within it, and only features that aren't
wholly in the inner one are transformed and compared exactly.
"""

import struct
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
    """Shapes as hexadecimal WKB. In the layer's CRS: `around`, whose rectangle holds the box, and `inside`, a rectangle
    within it (None where there is no room), so that what lies in it needs no further test. `exact` is the box in its
    own CRS."""

    around: str
    inside: str | None
    exact: str
    bounds: Bounds = (-FARTHEST, -FARTHEST, FARTHEST, FARTHEST)
    """The rectangle of `around`."""


@dataclass(frozen=True)
class _Part:
    """The same, of a box that doesn't cross the 180th meridian."""

    around: Bounds
    inside: Bounds | None


@lru_cache(maxsize=2048)
def project_box(bbox: Bounds, source_epsg: int, target_epsg: int) -> ProjectedBox | None:
    """Project west, south, east, north; None where the box can't touch anything in the target system.

    A box in degrees whose west is greater than its east crosses the 180th meridian (OGC API Features, 7.15.3).
    """
    west, south, east, north = (min(max(value, -FARTHEST), FARTHEST) for value in bbox)
    crosses = west > east and Crs(source_epsg).is_geographic
    boxes = [(west, south, 180.0, north), (-180.0, south, east, north)] if crosses else [(west, south, east, north)]
    parts = [found for box in boxes if (found := _project(box, source_epsg, target_epsg))]
    if not parts:
        return None
    inside = next((part.inside for part in parts if part.inside), None)
    return ProjectedBox(
        around=_wkb([part.around for part in parts]),
        inside=_wkb([inside]) if inside else None,
        exact=_wkb(boxes),
        bounds=_around([part.around for part in parts]),
    )


def _around(boxes: list[Bounds]) -> Bounds:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _wkb(boxes: list[Bounds]) -> str:
    west, south, east, north = boxes[0]
    if len(boxes) == 1 and west < east and south < north:  # nearly always: a tenth of what GEOS takes for it
        ring = (east, south, east, north, west, north, west, south, east, south)
        return _RECTANGLE.pack(1, 3, 1, 5, *ring).hex().upper()
    shapes = [_shape(box) for box in boxes]
    return shapely.to_wkb(shapes[0] if len(shapes) == 1 else shapely.union_all(shapes), hex=True)


_RECTANGLE = struct.Struct("<BIII10d")
"""A polygon of one ring in WKB."""


def _project(bbox: Bounds, source_epsg: int, target_epsg: int) -> _Part | None:
    if source_epsg == target_epsg:
        return _Part(bbox, _inwards(bbox, 0.0))
    clipped = _clip(bbox, source_epsg, target_epsg)
    if clipped is None:
        return None
    edges = _edges(clipped, source_epsg, target_epsg)
    bottom, right, top, left = edges
    slack = SLACK_DEGREES if Crs(target_epsg).is_geographic else SLACK_METRES
    margin = _bend(edges) + slack
    (x0, y0), (x1, y1) = edges.min(axis=(0, 1)), edges.max(axis=(0, 1))
    return _Part(
        around=(float(x0 - margin), float(y0 - margin), float(x1 + margin), float(y1 + margin)),
        inside=_inwards((left[:, 0].max(), bottom[:, 1].max(), right[:, 0].min(), top[:, 1].min()), margin),
    )


_ALONG, _SAME = np.linspace(0.0, 1.0, STEPS), np.ones(STEPS)
_ACROSS = np.concatenate([_ALONG, _SAME, _ALONG, 0 * _SAME])
_UP = np.concatenate([0 * _SAME, _ALONG, _SAME, _ALONG])


def _edges(bbox: Bounds, source_epsg: int, target_epsg: int) -> np.ndarray:
    """Points along the bottom, right, top and left edge in the target system, from south-west on each."""
    west, south, east, north = bbox
    eastings, northings = west + _ACROSS * (east - west), south + _UP * (north - south)
    points = np.column_stack(transformer(source_epsg, target_epsg).transform(eastings, northings))
    return points.reshape(4, STEPS, 2)


def _bend(edges: np.ndarray) -> float:
    """How far every second point lies from between its neighbours: four times what an edge leaves its chords by."""
    return float(np.abs(edges[:, 1::2] - (edges[:, :-1:2] + edges[:, 2::2]) / 2).max())


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


@lru_cache(maxsize=256)
def usable_limits(source_epsg: int, target_epsg: int) -> Bounds | None:
    """Where both systems are usable, in the source system: a transverse Mercator turns over far away, degrees wrap."""
    one, other = usable_bounds(source_epsg), usable_bounds(target_epsg)
    limits: Bounds = (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
    if limits[0] >= limits[2] or limits[1] >= limits[3]:
        return None
    if source_epsg != WGS84:
        limits = transformer(WGS84, source_epsg).transform_bounds(*limits, densify_pts=21)
    return limits


def _clip(bbox: Bounds, source_epsg: int, target_epsg: int) -> Bounds | None:
    limits = usable_limits(source_epsg, target_epsg)
    if limits is None:
        return None
    west, south = max(bbox[0], limits[0]), max(bbox[1], limits[1])
    east, north = min(bbox[2], limits[2]), min(bbox[3], limits[3])
    return (west, south, east, north) if west <= east and south <= north else None
