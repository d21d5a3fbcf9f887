"""The ground in tiles of some thousand features, each with its neighbours: what is compared stays small in memory.

Tiles are cut at medians, so that each holds as many features wherever they lie dense.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely

from gis.spatial.kinds import GeometryKind
from importers.checks.case import Numbers, Subject
from importers.checks.edges import has_unshared_edges

FEATURES = 20_000
"""In a tile: 20 MB of geometries; larger ones save no time."""
STANDING = -1
"""The row of a feature that stood in the layer before."""
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Tile:
    """`shapes` are the tile's own features (`own`), those of the file around them, and those that stood there before.
    `rows` are positions in the subject or STANDING, `ids` public ids or 0, `groups` values of the subject's grouping
    field. `margin` is how far around the tile neighbours are known, `box` the tile itself."""

    subject: Subject
    shapes: npt.NDArray[np.object_]
    own: Mask
    rows: Numbers
    ids: Numbers
    groups: npt.NDArray[np.object_]
    box: shapely.Polygon
    margin: float

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes)

    @cached_property
    def flagged(self) -> Numbers:
        """Polygons that don't fit their neighbours exactly, edge by edge, or leave a gap narrower than the margin.

        GEOS's validator of coverages says which. Where every edge is a neighbour's too, all is well; so it looks first
        at those alone that have an edge of their own and at what lies around them, and at the whole tile only if one of
        these doesn't fit (measured on 302,500 parcels without streets: 0.6 s instead of 3.7).
        """
        if self.subject.layer.geometry_kind is not GeometryKind.POLYGON or not len(self.shapes):
            return np.zeros(0, np.int64)
        loose = np.flatnonzero(has_unshared_edges(self.shapes))
        around = np.unique(self.tree.query(self.shapes[loose])[1])
        if len(around) < len(self.shapes) / 2 and not len(self._unfit(self.shapes[around])):
            return np.zeros(0, np.int64)
        unfit = self._unfit(self.shapes)
        return np.union1d(unfit, self._covered_twice()) if len(unfit) else unfit

    def _covered_twice(self) -> Numbers:
        """Where one survey lies over another, inner parcels fit their own neighbours, and GEOS looks no farther; only
        at the border does it show. So a point of each is looked for in the others."""
        point, over = self.tree.query(shapely.point_on_surface(self.shapes), predicate="intersects")
        twice = point != over
        return np.union1d(point[twice], over[twice])

    def _unfit(self, shapes: npt.NDArray[np.object_]) -> Numbers:
        if not len(shapes):
            return np.zeros(0, np.int64)
        edges = shapely.coverage_invalid_edges(shapes, gap_width=self.margin)
        found: Numbers = np.flatnonzero(~(shapely.is_missing(edges) | shapely.is_empty(edges)))
        return found

    def touching(self, of: Numbers) -> tuple[Numbers, Numbers]:
        """Each pair once of those among `of` with whatever in the tile they touch, where a new feature is in it, and
        this tile is the one to tell of it: the one that owns the pair's first new feature."""
        left, right = self.tree.query(self.shapes[of], predicate="intersects")
        left = of[left]
        low, high = np.minimum(left, right), np.maximum(left, right)
        pairs = np.unique(np.stack([low, high])[:, low != high], axis=1)
        told = self.tells(pairs)
        return pairs[0, told], pairs[1, told]

    def tells(self, pairs: Numbers) -> Mask:
        """Whether this tile owns the first new feature of each column of positions."""
        rows = self.rows[pairs]
        first = np.where(rows == STANDING, np.iinfo(np.int64).max, rows).argmin(axis=0)
        chosen = np.take_along_axis(pairs, first[None], axis=0)[0]
        told: Mask = self.own[chosen] & (rows != STANDING).any(axis=0)
        return told

    def named(self, *positions: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The rows of the new features among these, and the ids of those that stood there before."""
        rows = tuple(int(self.rows[at]) for at in positions if self.rows[at] != STANDING)
        return rows, tuple(int(self.ids[at]) for at in positions if self.rows[at] == STANDING)


def tiles(subject: Subject, margin: float, group: str = "", features: int = FEATURES) -> Iterator[Tile]:
    """Tile by tile, neighbours up to `margin` (units of the storage system) around each feature."""
    known = np.flatnonzero(np.isfinite(subject.bounds).all(axis=1))
    if not len(known):
        return
    west, south, east, north = np.ascontiguousarray(subject.bounds[known].T)  # side by side: four times as fast
    groups = subject.columns.get(group)
    values = groups.to_numpy() if groups is not None else np.full(len(subject), None, dtype=object)
    everywhere = (-np.inf, -np.inf, np.inf, np.inf)
    for own, box in _cut(np.arange(len(known)), ((west + east) / 2, (south + north) / 2), everywhere, features):
        left, bottom = float(west[own].min()) - margin, float(south[own].min()) - margin
        right, top = float(east[own].max()) + margin, float(north[own].max()) + margin
        near = np.flatnonzero((west <= right) & (east >= left) & (south <= top) & (north >= bottom))
        rows = known[near]
        standing = subject.standing.near((left, bottom, right, top), group)
        count = len(standing.ids)
        yield Tile(
            subject,
            np.concatenate([subject.shapes(rows), standing.geometries]),
            np.concatenate([np.isin(near, own, assume_unique=True), np.zeros(count, dtype=bool)]),
            np.concatenate([rows, np.full(count, STANDING)]),
            np.concatenate([np.zeros(len(rows), np.int64), standing.ids]),
            np.concatenate([values[rows], standing.values]),
            shapely.box(max(box[0], left), max(box[1], bottom), min(box[2], right), min(box[3], top)),
            margin,
        )


Box = tuple[float, float, float, float]


def _cut(
    rows: Numbers, middle: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]], box: Box, features: int
) -> Iterator[tuple[Numbers, Box]]:
    """Halves at the median of the longer side, until each part holds few enough."""
    if len(rows) <= features:
        yield rows, box
        return
    x, y = middle[0][rows], middle[1][rows]
    across = bool(np.ptp(x) >= np.ptp(y))
    along = x if across else y
    at = float(np.median(along))
    lower = along < at
    if not lower.any():  # all on one spot
        yield rows, box
        return
    west, south, east, north = box
    first, second = ((west, south, at, north), (at, south, east, north)) if across else (
        (west, south, east, at), (west, at, east, north),
    )  # fmt: skip
    yield from _cut(rows[lower], middle, first, features)
    yield from _cut(rows[~lower], middle, second, features)
