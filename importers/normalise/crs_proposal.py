"""Which coordinate system puts a file's numbers into a chosen place: proposed with its reasons, never assumed.

Each way to read the numbers (`crs_candidates`) is tried on a sample of the features. A good one puts all of them inside
the outlines of the place; among good ones the zone that the ministry sets for the very communes in which they come to
lie goes first, then features of layers that are there already. What place alone can't tell apart (UTM and TM-3 on one
meridian lie 330 to 720 m from each other) is ranked all the same, and said to be `alike`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.spatial.crs import WEB_MERCATOR, WGS84, Crs, transformer
from gis.spatial.vn2000 import SYSTEMS
from importers.normalise.crs_candidates import Points, Reading, readings

SAMPLE = 200
MARGIN = 0.005
"""Degrees by which outlines are widened: they are simplified."""
LEAST_INSIDE = 0.5
"""Below this share inside the place a system is no candidate, unless nothing is better."""
ALIKE = 0.05
MOST = 6
_NEAR_DEGREES = 0.5

_OFFICIAL, _OF_PLACE, _USUAL, _OTHER_ZONE, _OLD = 1.0, 0.8, 0.6, 0.4, 0.1
"""How likely a system is before looking at the place: set for the commune, for another one of the place, in general
use, another TM-3 zone, one of before 2000."""


class Ground(StrEnum):
    """Why a candidate stands where it stands."""

    OFFICIAL = "official"
    OF_PLACE = "of_place"
    USUAL = "usual"
    OTHER_ZONE = "other_zone"
    OLD = "old"


@dataclass(frozen=True)
class Outlined:
    """A commune of the place: its outline in degrees (WGS 84), and the EPSG numbers of the zones set for it, today's
    province's and those of the provinces before July 2025. Sources: Circulars 973/2001 and 24/2025."""

    outline: BaseGeometry
    zones: frozenset[int]


@dataclass(frozen=True)
class ChosenPlace:
    """Where the data should lie. `preferred` are the zones of the era that was named: they go first among equals."""

    name: str
    communes: Sequence[Outlined]
    preferred: frozenset[int] = frozenset()

    @cached_property
    def where(self) -> "_Where":
        return _Where(self)


@dataclass(frozen=True)
class Candidate:
    """A way to read the numbers, best first.

    `score` 0 to 1. `inside`: share of the sampled features in the place. `distance_km`: of the others, in the middle,
    from the place. `overlap`: share that lies on features of layers that are there; None where there are none to ask.
    `bounds`: west, south, east, north of the sample in degrees. `alike`: another one fits as well.
    """

    reading: Reading
    score: float
    inside: float
    distance_km: float
    ground: Ground
    bounds: tuple[float, float, float, float]
    overlap: float | None = None
    alike: bool = False

    def as_json(self) -> dict[str, object]:
        """For a page that shows it on a map, or a program that asks again with it."""
        return {
            "crs": str(Crs(self.reading.epsg)),
            "name": Crs(self.reading.epsg).name,
            "swap_axes": self.reading.swapped,
            "unit": str(self.reading.unit),
            "options": self.reading.options,
            "score": round(self.score, 3),
            "inside": round(self.inside, 3),
            "distance_km": round(self.distance_km, 1),
            "overlap": None if self.overlap is None else round(self.overlap, 3),
            "ground": str(self.ground),
            "alike": self.alike,
            "bounds": [round(value, 6) for value in self.bounds],
        }


Overlap = Callable[[Points], float | None]
"""The share of points (degrees, WGS 84) that lie on features which are there already; None where there are none."""


def no_overlap(_points: Points) -> float | None:
    """For where no layer is there."""
    return None


def sampled(points: Points, most: int = SAMPLE) -> Points:
    """Finite points, evenly taken."""
    finite = points[np.isfinite(points).all(axis=1)]
    step = -(-len(finite) // most) or 1
    return finite[::step]


def propose(points: Points, place: ChosenPlace, overlap: Overlap = no_overlap) -> list[Candidate]:
    """The best readings of a file's points, at most `MOST`; empty where the numbers are truncated or local, or no known
    system brings them near the place."""
    sample = sampled(points)
    if not len(sample):
        return []
    judged = [one for way in readings(sample) if (one := judge(way, sample, place)) is not None]
    close = [one for one in judged if one.inside >= LEAST_INSIDE]
    chosen = close or [one for one in judged if one.distance_km <= _NEAR_DEGREES * 111]
    ranked = sorted(chosen, key=lambda one: -one.score)[: 2 * MOST]
    seen = [replace(one, overlap=overlap(in_degrees(one.reading, sample))) for one in ranked]
    ranked = sorted((replace(one, score=_score(one, place)) for one in seen), key=lambda one: -one.score)[:MOST]
    best = ranked[0].inside if ranked else 0.0
    several = sum(one.inside >= best - ALIKE for one in ranked) > 1
    return [replace(one, alike=several and one.inside >= best - ALIKE) for one in ranked]


def judge(reading: Reading, sample: Points, place: ChosenPlace) -> Candidate | None:
    """One reading beside the place, whether it fits or not; None where it leads to no place on Earth."""
    degrees = in_degrees(reading, sample)
    usable = np.isfinite(degrees).all(axis=1) & (np.abs(degrees) <= (180, 90)).all(axis=1)
    if usable.mean() < LEAST_INSIDE:
        return None
    degrees = degrees[usable]
    inside, official = place.where.share_inside(degrees, reading.epsg)
    inside *= usable.mean()
    distance = place.where.distance_km(degrees) if inside < 1 else 0.0
    ground = _ground(reading.epsg, official, place)
    low, high = degrees.min(axis=0), degrees.max(axis=0)
    bounds = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    found = Candidate(reading, 0.0, float(inside), distance, ground, bounds)
    return replace(found, score=_score(found, place))


def in_degrees(reading: Reading, points: Points) -> Points:
    """Longitude and latitude in WGS 84 by the pinned way; infinite where the system can't have such numbers."""
    read = reading.applied(points)
    return np.column_stack(transformer(reading.epsg, WGS84).transform(read[:, 0], read[:, 1]))


def _ground(epsg: int, official: float, place: ChosenPlace) -> Ground:
    if official >= LEAST_INSIDE:
        return Ground.OFFICIAL
    if any(epsg in commune.zones for commune in place.communes):
        return Ground.OF_PLACE
    if epsg in (WGS84, WEB_MERCATOR, 4756, 3405, 3406):
        return Ground.USUAL
    return Ground.OTHER_ZONE if epsg in SYSTEMS else Ground.OLD


def _score(one: Candidate, place: ChosenPlace) -> float:
    likely = {
        Ground.OFFICIAL: _OFFICIAL, Ground.OF_PLACE: _OF_PLACE, Ground.USUAL: _USUAL, Ground.OTHER_ZONE: _OTHER_ZONE,
        Ground.OLD: _OLD,
    }[one.ground]  # fmt: skip
    if place.preferred and one.reading.epsg not in place.preferred and one.ground is Ground.OFFICIAL:
        likely -= 0.05
    if one.reading.epsg == 4756:  # degrees without a word are WGS 84 in most files; both are 200 m apart
        likely -= 0.05
    near = one.inside + (1 - one.inside) * 0.5 * float(np.exp(-one.distance_km / 20))
    parts = 0.8 + 0.2 * likely if one.overlap is None else 0.7 + 0.15 * likely + 0.15 * one.overlap
    return near * parts


class _Where:
    """The communes of a place behind one index."""

    def __init__(self, place: ChosenPlace) -> None:
        self.zones = [commune.zones for commune in place.communes]
        outlines: npt.NDArray[np.object_] = shapely.buffer([commune.outline for commune in place.communes], MARGIN)
        self.tree = shapely.STRtree(outlines)

    def share_inside(self, degrees: Points, epsg: int) -> tuple[float, float]:
        """Of the points: in any commune, and in one for which the zone is set."""
        point, commune = self.tree.query(shapely.points(degrees), predicate="intersects")
        set_for = np.array([epsg in zones for zones in self.zones], dtype=bool)
        return len(np.unique(point)) / len(degrees), len(np.unique(point[set_for[commune]])) / len(degrees)

    def distance_km(self, degrees: Points) -> float:
        """Of the middle of the points from the nearest commune, a degree taken for 111 km."""
        middle = shapely.Point(*np.median(degrees, axis=0))
        nearest = self.tree.geometries[self.tree.nearest(middle)]
        return float(shapely.distance(middle, nearest)) * 111
