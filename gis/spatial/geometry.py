"""Geometry rules, vectorised over arrays of shapely geometries: kinds, finiteness, repair, dimension.

Repair keeps area: `make_valid` by linework for polygons, and only parts of the wanted dimension survive. Vertices that
stand twice in a row go, and so do slivers where a width for them is said.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from gis.spatial.kinds import GeometryKind
from gis.spatial.slivers import without_slivers

Geometries = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float64]
Owners = npt.NDArray[np.int64]
"""Of each point, the number of its geometry."""


@dataclass(frozen=True)
class CleanedGeometries:
    """`geometries` valid, two-dimensional and of the kind, single or multi, None where rejected; polygons turn
    counter-clockwise. The masks have the same length; `as_read` are those that nothing was done to.

    `reasons` gives GEOS's reason for each of the repaired ones, in their order; `before` holds those as they were, in
    two dimensions. `thinned` lost slivers, `repeated` a vertex that stood twice in a row.
    """

    geometries: Geometries
    as_read: Mask
    missing: Mask
    not_finite: Mask
    irreparable: Mask
    repaired: Mask
    flattened: Mask
    thinned: Mask
    repeated: Mask
    before: Geometries
    reasons: list[str]


def clean(geometries: Geometries, kind: GeometryKind, sliver: float = 0.0) -> CleanedGeometries:
    """Bring geometries of any validity into valid, two-dimensional ones of the kind. Parts and holes whose mean width
    is below `sliver`, in units of the geometries' system, are taken out."""
    has_z = shapely.has_z(geometries)
    flat = shapely.force_2d(geometries) if has_z.any() else geometries
    valid = shapely.is_valid(flat)
    empty = shapely.is_missing(flat) | shapely.is_empty(flat)
    # What is valid is finite, except that a point of NaN counts as empty: only the others are looked into.
    finite = np.ones(len(flat), dtype=bool)
    doubtful = ~valid | empty
    finite[doubtful] = _finite(flat[doubtful])
    not_finite = ~finite
    missing = empty & finite
    flattened = has_z & ~missing
    usable = finite & ~missing
    broken = usable & ~valid
    cleaned = flat.copy()
    turned, repeated, thinned = (np.zeros(len(flat), dtype=bool) for _ in range(3))
    if kind is not GeometryKind.POINT:
        sound = flat[~doubtful]
        points, owner = shapely.get_coordinates(sound, return_index=True)
        repeated[~doubtful] = _repeating(points, owner, len(sound))
        cleaned[repeated] = shapely.remove_repeated_points(flat[repeated], 0.0)
        repeated[repeated] = shapely.get_num_coordinates(cleaned[repeated]) < shapely.get_num_coordinates(
            flat[repeated]
        )
    if kind is GeometryKind.POLYGON:
        turned[~doubtful] = _clockwise(sound, points, owner)
        cleaned[turned] = shapely.orient_polygons(cleaned[turned])
    reasons: list[str] = []
    if broken.any():
        reasons = [reason.split("[")[0].strip() for reason in shapely.is_valid_reason(flat[broken])]
        mended = _of_dimension(shapely.make_valid(flat[broken]), kind)
        cleaned[broken] = shapely.orient_polygons(mended) if kind is GeometryKind.POLYGON else mended
    if kind is GeometryKind.POLYGON and sliver > 0:
        areal = usable & np.isin(shapely.get_type_id(cleaned), _TYPES[kind])
        cleaned[areal], thinned[areal] = without_slivers(cleaned[areal], sliver)
    if kind is GeometryKind.POINT:
        turned |= _take_apart(cleaned)
    fits = np.isin(shapely.get_type_id(cleaned), _TYPES[kind])
    kept = usable & fits
    cleaned[~kept] = None
    mended_ones = fits[broken]
    return CleanedGeometries(
        geometries=cleaned,
        as_read=kept & ~(has_z | turned | broken | repeated | thinned),
        missing=missing,
        not_finite=not_finite,
        irreparable=usable & ~fits,
        repaired=broken & fits,
        flattened=flattened & kept,
        thinned=thinned & kept,
        repeated=repeated & kept,
        before=flat[broken][mended_ones],
        reasons=[reason for reason, mended_one in zip(reasons, mended_ones, strict=True) if mended_one],
    )


_TYPES = {
    GeometryKind.POINT: (shapely.GeometryType.POINT,),
    GeometryKind.LINE: (shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING),
    GeometryKind.POLYGON: (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON),
}


def _clockwise(geometries: Geometries, points: Points, owner: Owners) -> Mask:
    """Polygons whose rings don't surely turn as RFC 7946 has them; most sources have them so, or all the other way.

    The sign of a lone ring's area tells, a tenth of the time that GEOS takes to bring out its rings.
    """
    types = shapely.get_type_id(geometries)
    ringed = (types == shapely.GeometryType.POLYGON) & (shapely.get_num_interior_rings(geometries) == 0)
    clockwise: Mask = np.isin(types, _TYPES[GeometryKind.POLYGON])
    if not ringed.all():
        chosen = ringed[owner]
        points, owner = points[chosen], (np.cumsum(ringed) - 1)[owner[chosen]]
    if not len(points):
        return clockwise
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    x, y = (points - points[starts][owner]).T  # from the ring's first point: far from the origin digits would be lost
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    cross[starts[1:] - 1] = 0  # from one ring to the next
    clockwise[ringed] = np.bincount(owner[:-1], cross, minlength=len(starts)) <= 0
    return clockwise


def _repeating(points: Points, owner: Owners, count: int) -> Mask:
    """Which may have a vertex that stands twice in a row; where one ring or part ends as the next begins, too."""
    repeating = np.zeros(count, dtype=bool)
    if len(points):
        same = (points[1:, 0] == points[:-1, 0]) & (points[1:, 1] == points[:-1, 1]) & (owner[1:] == owner[:-1])
        repeating[owner[1:][same]] = True
    return repeating


def _take_apart(geometries: Geometries) -> Mask:
    """Turn multipoints of one into that point, in place, and say which they were."""
    lone: Mask = (shapely.get_type_id(geometries) == shapely.GeometryType.MULTIPOINT) & (
        shapely.get_num_geometries(geometries) == 1
    )
    geometries[lone] = shapely.get_geometry(geometries[lone], 0)
    return lone


def _finite(geometries: Geometries) -> Mask:
    """Whether all coordinates are numbers: bounds ignore NaN, so the coordinates themselves are looked at."""
    coordinates, owner = shapely.get_coordinates(geometries, return_index=True)
    finite = np.ones(len(geometries), dtype=bool)
    bad = ~np.isfinite(coordinates).all(axis=1)
    finite[owner[bad]] = False
    return finite


def _of_dimension(geometries: Geometries, kind: GeometryKind) -> Geometries:
    """Keep the parts of the kind's dimension; a ring that collapsed to a line is no polygon."""
    kept = np.empty(len(geometries), dtype=object)
    for index, geometry in enumerate(geometries):  # only the repaired few come here
        parts = [p for p in shapely.get_parts(geometry, return_index=False) if not p.is_empty]
        flat = [q for p in parts for q in shapely.get_parts(p)]
        fitting = [p for p in flat if shapely.get_dimensions(p) == kind.dimension]
        kept[index] = shapely.union_all(fitting) if fitting else None
    return kept
