"""Lots: a block is cut by straight lines in its quarter's frame; all lines are noded first, so neighbours share edges.

Two rows lie back to back; at a street that bounds the quarter a column of lots faces that street.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from gis.demo.city.blocks import FIELD, ROWS, WIDE, Block, Scale

Points = npt.NDArray[np.float64]
SOUTH, NORTH, WEST, EAST = 0, 1, 2, 3
"""The side on which a lot meets its street."""


@dataclass
class Lots:
    """The lots of one block, in the frame. `front` is a side, `row` the order in which a surveyor walks."""

    shapes: npt.NDArray[np.object_]
    front: npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Cuts:
    lines: npt.NDArray[np.object_]
    back: float
    west: float
    east: float


def cut(block: Block, scale: Scale, rng: np.random.Generator) -> Lots:
    """Cut a block into lots."""
    cuts = _cuts(block, scale, rng)
    net = shapely.union_all([shapely.boundary(block.shape), *cuts.lines])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    inside = shapely.contains_xy(block.shape, shapely.get_coordinates(shapely.point_on_surface(faces)))
    shapes = _without_slivers(faces[inside], 0.3 * _usual(block, scale))
    return _ordered(shapes, cuts)


def whole(block: Block) -> Lots:
    """The block as one lot."""
    return Lots(np.array([block.shape], dtype=object), np.array([SOUTH]))


def _usual(block: Block, scale: Scale) -> float:
    return {ROWS: scale.depth * scale.width, WIDE: 250.0, FIELD: scale.field_m2}[block.kind]


def _cuts(block: Block, scale: Scale, rng: np.random.Generator) -> _Cuts:
    left, low, right, high = block.shape.bounds
    south, north = block.cell[1], block.cell[3]
    depth = (north - south) / 2
    back = (south + north) / 2 + rng.normal(0, 0.03) * depth
    west, east = left - 1, right + 1
    lines: list[Points] = []
    if block.kind == ROWS and high - low > 3 * scale.width and right - left > 3 * depth:
        if block.at_edge[0]:
            west = left + depth * 0.95
            lines += [_level(left - 1, west, _marks(low, high, scale.width, ROWS, rng)), _upright(west, low, high)]
        if block.at_edge[1]:
            east = right - depth * 0.95
            lines += [_level(east, right + 1, _marks(low, high, scale.width, ROWS, rng)), _upright(east, low, high)]
    width = {ROWS: scale.width, WIDE: 11.0, FIELD: scale.field_m2**0.5}[block.kind]
    lines.append(_level(west, east, np.array([back])))
    for front in (south - 1, north + 1):
        marks = _marks(west, east, width, block.kind, rng)
        lean = marks + rng.normal(0, 0.012, len(marks)) * depth
        lines.append(_lines(lean, np.full(len(marks), front), marks, np.full(len(marks), back)))
    made = np.asarray(shapely.linestrings(np.concatenate(lines)), dtype=object)
    return _Cuts(made, back, west, east)


def _lines(u: Points, v: Points, to_u: Points, to_v: Points) -> Points:
    return np.stack([np.column_stack([u, v]), np.column_stack([to_u, to_v])], axis=1)


def _level(start: float, end: float, at: Points) -> Points:
    return _lines(np.full(len(at), start), at, np.full(len(at), end), at)


def _upright(at: float, low: float, high: float) -> Points:
    return _lines(np.array([at]), np.array([low - 1]), np.array([at]), np.array([high + 1]))


def _marks(start: float, end: float, usual: float, kind: str, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Where to cut between start and end: mostly narrow fronts, some wider, a few of two or three lots."""
    count = max(int((end - start) / usual * 1.6) + 2, 3)
    if kind == ROWS:
        fronts = usual * rng.choice([0.82, 0.92, 1.0, 1.0, 1.1, 1.25, 1.6, 2.2], count) * rng.uniform(0.95, 1.05, count)
    else:
        fronts = usual * rng.uniform(0.7, 1.35, count)
    marks = start + np.cumsum(fronts)
    marks = marks[marks < end - 0.6 * usual]
    if not len(marks):
        return marks
    rest = end - marks[-1]
    return start + (marks - start) * ((end - start) / (marks[-1] - start + min(rest, usual)))


def _without_slivers(shapes: npt.NDArray[np.object_], least: float) -> npt.NDArray[np.object_]:
    """Give what is too small or too thin to the neighbour with the longest common edge."""
    kept = list(shapes)
    while len(kept) > 1:
        areas, lengths = shapely.area(kept), shapely.length(kept)
        poor = (areas < least) | (areas / lengths**2 < 0.018)
        if not poor.any():
            break
        worst = int(np.flatnonzero(poor)[np.argmin(areas[poor])])
        small = kept.pop(worst)
        common = shapely.length(shapely.intersection(shapely.boundary(kept), shapely.boundary(small)))
        taker = int(np.argmax(common))
        if common[taker] == 0:
            continue  # stands alone: it becomes part of the street
        kept[taker] = shapely.union(kept[taker], small)
    return np.array(kept, dtype=object)


def _ordered(shapes: npt.NDArray[np.object_], cuts: _Cuts) -> Lots:
    u, v = shapely.get_coordinates(shapely.centroid(shapes)).T
    front = np.where(v < cuts.back, SOUTH, NORTH)
    front = np.where(u < cuts.west, WEST, np.where(u > cuts.east, EAST, front))
    along = np.select([front == SOUTH, front == NORTH], [u, -u], np.where(front == WEST, -v, v))
    turn = np.array([1, 3, 0, 2])[front]  # west, south, east, north: once around the block
    order = np.lexsort((along, turn))
    return Lots(shapes[order], front[order])


def merge_to(lots: Lots, count: int) -> Lots:
    """Join neighbours, the smallest lot first, until `count` are left."""
    shapes, front = list(lots.shapes), list(lots.front)
    while len(shapes) > max(count, 1):
        small = int(np.argmin(shapely.area(shapes)))
        common = shapely.length(shapely.intersection(shapely.boundary(shapes), shapely.boundary(shapes[small])))
        common[small] = 0
        taker = int(np.argmax(common))
        shapes[taker] = shapely.union(shapes[taker], shapes[small])
        del shapes[small], front[small]
    return Lots(np.array(shapes, dtype=object), np.array(front))
