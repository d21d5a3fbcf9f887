"""A quarter's own coordinates: (u, v) in which its streets and lots are straight, bent into the city afterwards.

The way there and back is a turn and two shears by a sine, so it is exact both ways and keeps shared vertices shared.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.demo.city.streets import bearing

Points = npt.NDArray[np.float64]
STEP_M = 12.0
"""Long lines get a vertex at every step before they are bent."""


@dataclass(frozen=True)
class Frame:
    """Origin (east, north), turn in radians, and the bends: height (m), wave length / 2π (m), phase."""

    origin: tuple[float, float]
    turn: float
    bends: tuple[tuple[float, float, float], tuple[float, float, float]]

    def into(self, geometry: BaseGeometry) -> BaseGeometry:
        """From the city into the frame."""
        return shapely.transform(shapely.segmentize(geometry, STEP_M), self._into)

    def back(self, geometry: BaseGeometry) -> BaseGeometry:
        """From the frame into the city, to the millimetre."""
        return shapely.transform(geometry, self._back)

    def back_all(self, geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
        """The same for many at once."""
        placed: npt.NDArray[np.object_] = shapely.transform(geometries, self._back)
        return placed

    def _into(self, points: Points) -> Points:
        cosine, sine = np.cos(self.turn), np.sin(self.turn)
        a, b = ((points - self.origin) @ np.array([[cosine, -sine], [sine, cosine]])).T
        (high, long, phase), (wide, tall, shift) = self.bends
        v = b - high * np.sin(a / long + phase)
        return np.column_stack([a - wide * np.sin(v / tall + shift), v])

    def _back(self, points: Points) -> Points:
        u, v = points.T
        (high, long, phase), (wide, tall, shift) = self.bends
        a = u + wide * np.sin(v / tall + shift)
        b = v + high * np.sin(a / long + phase)
        cosine, sine = np.cos(self.turn), np.sin(self.turn)
        return np.round(np.column_stack([a, b]) @ np.array([[cosine, sine], [-sine, cosine]]) + self.origin, 3)


def frame_of(outline: shapely.Polygon, rng: np.random.Generator) -> Frame:
    """Along the quarter's long side, with bends of a few metres."""
    centre = outline.centroid
    return Frame(
        (round(centre.x, 3), round(centre.y, 3)),
        bearing(outline) + rng.normal(0, 0.02),
        (
            (rng.uniform(1.5, 6.0), rng.uniform(90, 160), rng.uniform(0, 6.28)),
            (rng.uniform(1.0, 5.0), rng.uniform(90, 160), rng.uniform(0, 6.28)),
        ),
    )
