"""Parts and rings too thin to be meant: left over by cutting, tracing and snapping in other programs."""

import numpy as np
import numpy.typing as npt
import shapely

Geometries = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]


def mean_width(geometries: Geometries) -> npt.NDArray[np.float64]:
    """Twice the area by the perimeter: the width of a long strip; 0 where there is no area."""
    around = shapely.length(geometries)
    width: npt.NDArray[np.float64] = np.divide(
        2 * shapely.area(geometries), around, out=np.zeros(len(geometries)), where=around > 0
    )
    return width


def without_slivers(polygons: Geometries, width: float) -> tuple[Geometries, Mask]:
    """Valid polygons without the parts and holes whose mean width is below `width` (units of their system), and which
    of them had any. The widest part always stays: nothing is removed whole."""
    out = polygons.copy()
    changed = np.zeros(len(polygons), dtype=bool)
    compound = np.flatnonzero((shapely.get_num_geometries(polygons) > 1) | (_holes(polygons) > 0))
    if not len(compound):
        return out, changed
    parts, of_part = shapely.get_parts(polygons[compound], return_index=True)
    thin = mean_width(parts) < width
    widest = np.zeros(len(parts), dtype=bool)
    widest[_widest(parts, of_part)] = True
    thin &= ~widest
    rings, of_ring = _inner_rings(parts)
    thin_rings = (
        mean_width(np.asarray(shapely.polygons(rings), dtype=object)) < width if len(rings) else np.zeros(0, dtype=bool)
    )
    hit = np.unique(np.concatenate([of_part[thin], of_part[of_ring[thin_rings]]]))
    for which in hit:  # the few that have any
        kept = [
            _without(parts[number], rings[of_ring == number][~thin_rings[of_ring == number]])
            for number in np.flatnonzero((of_part == which) & ~thin)
        ]
        out[compound[which]] = kept[0] if len(kept) == 1 else shapely.multipolygons(kept)
        changed[compound[which]] = True
    return out, changed


def _holes(polygons: Geometries) -> npt.NDArray[np.int64]:
    """How many holes each has; of several parts, of all together."""
    holes: npt.NDArray[np.int64] = shapely.get_num_interior_rings(polygons).astype(np.int64)
    many = np.flatnonzero(shapely.get_num_geometries(polygons) > 1)
    if len(many):
        parts, owner = shapely.get_parts(polygons[many], return_index=True)
        holes[many] = np.bincount(owner, shapely.get_num_interior_rings(parts), minlength=len(many)).astype(np.int64)
    return holes


def _widest(parts: Geometries, owner: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The index of the largest part of each owner."""
    order = np.lexsort((shapely.area(parts), owner))
    last = np.flatnonzero(np.diff(owner[order], append=-1))
    found: npt.NDArray[np.int64] = order[last]
    return found


def _inner_rings(parts: Geometries) -> tuple[Geometries, npt.NDArray[np.int64]]:
    rings, owner = shapely.get_rings(parts, return_index=True)
    first = np.diff(owner, prepend=-1) != 0
    return rings[~first], owner[~first]


def _without(part: shapely.Polygon, holes: Geometries) -> shapely.Polygon:
    """The part with these holes alone, its rings turning as they should."""
    polygon: shapely.Polygon = shapely.orient_polygons(shapely.Polygon(part.exterior, list(holes)))
    return polygon
