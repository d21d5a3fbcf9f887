"""Which column is east and which is north.

Survey lists of Vietnam print X = northing and Y = easting, everyone else X = easting. On Vietnamese land VN-2000
northings are 0.9 to 2.6 million metres and eastings 0.3 to 0.75 million, latitudes 8 to 24 and longitudes 102 to 118
degrees, so the numbers tell; where they don't, X is taken for the easting.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from importers.normalise.attributes import plain

NORTHING_M, EASTING_M = (900_000.0, 2_600_000.0), (300_000.0, 750_000.0)
LATITUDE, LONGITUDE = (8.0, 24.0), (102.0, 118.0)

# Pairs of (name that says east or X, name that says north or Y), compared in plain form; the first that is there wins.
SURE_PAIRS = (
    ("lon", "lat"),
    ("long", "lat"),
    ("lng", "lat"),
    ("longitude", "latitude"),
    ("kinhdo", "vido"),
    ("easting", "northing"),
    ("east", "north"),
    ("xlon", "ylat"),
    ("pointx", "pointy"),
    ("stopli", "stopla"),
    ("stoplon", "stoplat"),
)
OPEN_PAIRS = (
    ("x", "y"),
    ("toadox", "toadoy"),
    ("tamx", "tamy"),
    ("xcoord", "ycoord"),
    ("coordx", "coordy"),
    ("e", "n"),
    ("geox", "geoy"),
    ("xvn2000", "yvn2000"),
    ("toadoxm", "toadoym"),
    ("xm", "ym"),
)


@dataclass(frozen=True)
class CoordinatePair:
    """The names of the columns, in the order east, north; `degrees` where the numbers can only be degrees."""

    east: str
    north: str
    degrees: bool


def coordinate_pair(columns: Mapping[str, pa.Array]) -> CoordinatePair | None:
    """Find the pair by name and settle its order by the numbers (null where a cell holds none)."""
    by_plain = {plain(name): name for name in reversed(list(columns))}
    for pairs, sure in ((SURE_PAIRS, True), (OPEN_PAIRS, False)):
        for x, y in pairs:
            if x in by_plain and y in by_plain and by_plain[x] != by_plain[y]:
                return _ordered(by_plain[x], by_plain[y], columns, sure)
    return None


def is_swapped(x: float, y: float) -> bool:
    """Whether a typical (x, y) of Vietnam can only be (north, east)."""
    return (_within(x, NORTHING_M) and _within(y, EASTING_M)) or (_within(x, LATITUDE) and _within(y, LONGITUDE))


def _ordered(x: str, y: str, columns: Mapping[str, pa.Array], sure: bool) -> CoordinatePair | None:
    middle = [pc.approximate_median(columns[name]).as_py() for name in (x, y)]
    if middle[0] is None or middle[1] is None:
        return CoordinatePair(x, y, degrees=False)
    degrees = all(_degrees(columns[name]) for name in (x, y))
    if not sure and is_swapped(*middle):
        x, y = y, x
    return CoordinatePair(x, y, degrees)


def _degrees(column: pa.Array) -> bool:
    finite = column.filter(pc.fill_null(pc.is_finite(column), False))
    ends = pc.min_max(finite).as_py()
    return ends["min"] is not None and ends["min"] >= -180 and ends["max"] <= 180


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
