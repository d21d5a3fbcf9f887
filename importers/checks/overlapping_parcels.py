"""Each piece of ground belongs to one parcel. What two have in common, wider than the tolerance, is told once a pair.

Width is the mean one, twice the area by the perimeter: strips from inexact drawing are long and thin. Two parcels of
the very same shape are told as duplicates, not as an overlap.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import shapely

from gis.spatial.slivers import mean_width
from importers.checks.case import Case, Rule
from importers.checks.tiles import Tile


def find_in(tile: Tile, tolerance: float) -> Iterable[Case]:
    return overlapping(tile, tolerance)


def overlapping(tile: Tile, tolerance: float, *, in_group: bool = False) -> Iterable[Case]:
    """Pairs of which one at least doesn't fit its neighbours; with `in_group` those of the same group alone."""
    if not len(tile.flagged):
        return
    left, right = tile.touching(tile.flagged)
    if in_group:
        same = np.array([a is not None and a == b for a, b in zip(tile.groups[left], tile.groups[right], strict=True)])
        left, right = left[same.astype(bool)], right[same.astype(bool)]
    common = shapely.intersection(tile.shapes[left], tile.shapes[right])
    for at in np.flatnonzero(shapely.area(common) > 0):
        shape = _areal(common[at])
        if shape is None or mean_width(np.array([shape], dtype=object))[0] <= tolerance:
            continue
        if shapely.equals(tile.shapes[left[at]], tile.shapes[right[at]]):
            continue
        rows, ids = tile.named(left[at], right[at])
        yield Case(rows, shape, ids, {"area": float(shapely.area(shape))})


def _areal(shape: shapely.Geometry) -> shapely.Geometry | None:
    """The polygons of it."""
    parts: npt.NDArray[np.object_] = shapely.get_parts(shapely.get_parts(shape))
    areal = parts[shapely.get_dimensions(parts) == 2]
    if not len(areal):
        return None
    return areal[0] if len(areal) == 1 else shapely.multipolygons(areal)


RULE = Rule("overlapping_parcels", find_in=find_in)
