"""Withheld areas as queries need them: inside one, chosen layers are dropped or generalised at every exit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from gis.spatial.crs import WGS84, transformer

if TYPE_CHECKING:  # every description as somebody sees it comes by here, and few cities withhold areas
    import numpy as np
    import shapely

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Withheld:
    """One area. `shape` is the WKB of a multipolygon in longitude and latitude; `grid` (units of a layer's storage
    system) is None where features are dropped."""

    id: int
    shape: bytes
    choices: tuple[str, ...]
    grid: float | None

    @cached_property
    def key(self) -> tuple[int, str, tuple[str, ...], float]:
        """The same for the same area, however often it is read; -1 for no grid."""
        return self.id, sha256(self.shape).hexdigest()[:16], self.choices, -1.0 if self.grid is None else self.grid


class AreaSet:
    """Some areas together, with an index of where they lie in each storage system."""

    def __init__(self, areas: Sequence[Withheld]) -> None:
        self.areas = tuple(areas)
        self.ids_literal = "{" + ",".join(str(area.id) for area in areas) + "}"
        self._trees: dict[int, shapely.STRtree] = {}

    def __bool__(self) -> bool:
        return bool(self.areas)

    def near(self, epsg: int, bounds: Bounds) -> list[Withheld]:
        """Those whose rectangles touch west, south, east, north in a storage system."""
        import shapely

        tree = self._trees.get(epsg)
        if tree is None:
            tree = self._trees[epsg] = shapely.STRtree([outline(area.shape, epsg) for area in self.areas])
        return [self.areas[index] for index in tree.query(shapely.box(*bounds))]


def outline(shape: bytes, epsg: int) -> "shapely.Geometry":
    """A shape in a storage system, by the pinned way."""
    import numpy as np
    import shapely

    def moved(points: "np.ndarray") -> "np.ndarray":
        return np.column_stack(transformer(WGS84, epsg).transform(points[:, 0], points[:, 1]))

    return shapely.transform(shapely.from_wkb(shape), moved)
