"""The ways in which numbers of unknown meaning may be read: every system that Vietnamese files come in, both orders of
the axes, metres and millimetres."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from gis.spatial.crs import WEB_MERCATOR, WGS84, Crs
from gis.spatial.vn2000 import SYSTEMS

Points = npt.NDArray[np.float64]
"""n x 2: first and second coordinate as the file has them."""

HN72_GAUSS_KRUEGER = (2044, 2045)
"""HN-72 in 6-degree zones 18 and 19; eastings begin with the zone's number."""
INDIAN_UTM = (3148, 3149)
"""Indian 1960 / UTM 48N and 49N: maps of the South before 1975."""
MILLIMETRES = 1000.0
_NORTHINGS_M = (850_000.0, 2_650_000.0)
"""All of the country in any transverse Mercator system, with a margin."""


class Unit(StrEnum):
    """What the numbers count: the unit of the system, or thousandths of it, as drawings in millimetres do."""

    M = "m"
    MM = "mm"


@dataclass(frozen=True)
class Reading:
    """One way to read: the system, whether the first number is the northing, and the unit."""

    epsg: int
    swapped: bool = False
    unit: Unit = Unit.M

    @property
    def options(self) -> str:
        """What to say on the command line for it."""
        words = [f"--crs {Crs(self.epsg)}"]
        if self.swapped:
            words.append("--swap-axes")
        if self.unit is Unit.MM:
            words.append("--unit mm")
        return " ".join(words)

    def applied(self, points: Points) -> Points:
        """The points east first and in the system's unit."""
        read = points[:, ::-1] if self.swapped else points
        return read / MILLIMETRES if self.unit is Unit.MM else read


def is_local(points: Points) -> bool:
    """Whether the numbers are too small for metres in any system of the country, and too large for degrees: their
    leading digits were cut off, or they count from a corner of the site."""
    if not len(points):
        return False
    largest = float(np.median(np.abs(points).max(axis=1)))
    return 180 < largest < _NORTHINGS_M[0]


def readings(points: Points) -> Iterator[Reading]:
    """The ways that the size of the numbers leaves open; none for truncated or local coordinates.

    Numbers up to 180 can only be degrees. Northings on Vietnamese land are 0.9 to 2.6 million metres, and eastings less
    than 0.9 million but in systems that number their zones and in Web Mercator.
    """
    first, second = np.median(points, axis=0)
    if max(abs(first), abs(second)) <= 180:
        for epsg in (WGS84, 4756, 4147):
            yield from (Reading(epsg), Reading(epsg, swapped=True))
        return
    for unit, size in ((Unit.M, 1.0), (Unit.MM, MILLIMETRES)):
        for swapped, east, north in ((False, first, second), (True, second, first)):
            for epsg in _of_size(east / size, north / size):
                yield Reading(epsg, swapped, unit)


def _of_size(east: float, north: float) -> tuple[int, ...]:
    if not _NORTHINGS_M[0] <= north <= _NORTHINGS_M[1]:
        return ()
    if 11_000_000 <= east <= 13_300_000:
        return (WEB_MERCATOR,)
    if 17_900_000 <= east <= 20_100_000:
        return HN72_GAUSS_KRUEGER
    if -200_000 <= east <= 1_200_000:
        return (*(epsg for epsg, system in SYSTEMS.items() if system.central_meridian is not None), *INDIAN_UTM)
    return ()
