"""Where along a street a number stands: odd on the left, even on the right, counted from the street's beginning.

Numbers begin in the north or, where a street runs across, in the east (Decision 05/2006/QĐ-BXD, art. 8); known
addresses go before that rule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

USUAL_WIDTH_M = 12.0
BEHIND_LINE_M = 3.0
_FEWEST_KNOWN = 2


@dataclass(frozen=True)
class StreetAxis:
    """One line from the first number on, half the width between its lines, and where known numbers stand along it."""

    line: shapely.LineString
    half_width_m: float
    known: Mapping[int, float]

    def house(self, number: int, highest: int) -> shapely.Point:
        """Between its known neighbours on its side of the street, else by its share of the highest number."""
        own = sorted(one for one in self.known if one % 2 == number % 2)
        if len(own) < _FEWEST_KNOWN:
            own = sorted(self.known)
        if len(own) < _FEWEST_KNOWN:
            along = self.line.length * number / (highest + 1)
        else:
            along = _between(number, own, [self.known[one] for one in own])
        return self._beside(along, self.half_width_m + BEHIND_LINE_M, left=number % 2 == 1)

    def pole(self, rank: int, count: int) -> shapely.Point:
        """The pole of a rank (from 0) among so many, at even distances, on the right kerb."""
        return self._beside(self.line.length * (rank + 0.5) / count, self.half_width_m / 2, left=False)

    def _beside(self, along: float, distance: float, *, left: bool) -> shapely.Point:
        along = min(max(along, 0.0), self.line.length)
        before = np.asarray(self.line.interpolate(max(along - 1, 0)).coords[0])
        after = np.asarray(self.line.interpolate(min(along + 1, self.line.length)).coords[0])
        here = np.asarray(self.line.interpolate(along).coords[0])
        way = after - before
        length = float(np.hypot(*way))
        if not length:
            return shapely.Point(here)
        aside = np.array([-way[1], way[0]]) / length * (distance if left else -distance)
        return shapely.Point(here + aside)


def axis_of(
    parts: Sequence[shapely.Geometry], widths: Sequence[float | None], known: Mapping[int, shapely.Point]
) -> StreetAxis:
    """The parts of a street as one line, in the direction of its numbers."""
    line = _from_its_beginning(_chained(parts))
    measures = {number: float(line.project(point)) for number, point in known.items()}
    if _falls(measures):
        line = line.reverse()
        measures = {number: line.length - along for number, along in measures.items()}
    said = [width for width in widths if width]
    return StreetAxis(line, (float(np.median(said)) if said else USUAL_WIDTH_M) / 2, measures)


def _between(number: int, numbers: list[int], along: list[float]) -> float:
    """Linear between neighbours; beyond the outermost by the step between the two outermost."""
    if number < numbers[0] or number > numbers[-1]:
        a, b = (0, 1) if number < numbers[0] else (-1, -2)
        step = (along[a] - along[b]) / (numbers[a] - numbers[b])
        return along[a] + (number - numbers[a]) * step
    return float(np.interp(number, numbers, along))


def _falls(measures: Mapping[int, float]) -> bool:
    """Whether known numbers become smaller along the line."""
    if len(measures) < _FEWEST_KNOWN:
        return False
    numbers, along = np.array(list(measures)), np.array(list(measures.values()))
    return bool(np.cov(numbers, along)[0, 1] < 0)


def _chained(parts: Sequence[shapely.Geometry]) -> shapely.LineString:
    """One line of all parts: merged where they meet, else joined from an outer end on to whichever end is nearest."""
    merged = shapely.line_merge(shapely.union_all(list(parts)))
    left = [part for part in shapely.get_parts(merged) if part.geom_type == "LineString" and part.length]
    if len(left) == 1:
        return left[0]
    middle = shapely.centroid(shapely.MultiLineString(left))
    ends = [(one, flip) for one in range(len(left)) for flip in (False, True)]
    first, flip = max(ends, key=lambda e: shapely.Point(left[e[0]].coords[-1 if e[1] else 0]).distance(middle))
    chain = list((left[first].reverse() if flip else left[first]).coords)
    del left[first]
    while left:
        at = shapely.Point(chain[-1])
        ends = [(one, flip) for one in range(len(left)) for flip in (False, True)]
        nearest, flip = min(ends, key=lambda e: shapely.Point(left[e[0]].coords[-1 if e[1] else 0]).distance(at))
        chain += list((left[nearest].reverse() if flip else left[nearest]).coords)
        del left[nearest]
    return shapely.LineString(chain)


def _from_its_beginning(line: shapely.LineString) -> shapely.LineString:
    (x0, y0), (x1, y1) = line.coords[0][:2], line.coords[-1][:2]
    across = abs(x1 - x0) > abs(y1 - y0)
    begins_late = x1 > x0 if across else y1 > y0
    return line.reverse() if begins_late else line
