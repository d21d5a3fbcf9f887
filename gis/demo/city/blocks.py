"""Blocks of a quarter: strips of lots between streets and alleys, laid in the quarter's own coordinates.

What is left between two reservations is a block, so blocks never touch a street. The plan widens streets: `planned`
is the block as the plan leaves it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.demo.city.frames import STEP_M, Frame, frame_of
from gis.demo.city.streets import ALLEY, RUN_IN_M, STREET, TRACK, Axis, Quarter

ROWS, WIDE, FIELD = "rows", "wide", "field"
CHAMFER_M = 2.5
"""Corners of blocks are cut back so that drivers see (vạt góc)."""
SMALLEST_BLOCK_M2 = 60.0
INSET_M = 0.06
"""Land left free at the ward's edge and the bank, since a straight line becomes a chord when it is bent."""


@dataclass(frozen=True)
class Scale:
    """How large lots are: metres of depth and width for town lots, square metres for field plots."""

    depth: float
    width: float
    field_m2: float


@dataclass
class Block:
    """One block in the coordinates of its quarter's frame: `cell` is west, south, east, north before clipping."""

    quarter: int
    kind: str
    shape: shapely.Polygon
    planned: BaseGeometry
    cell: tuple[float, float, float, float]
    at_edge: tuple[bool, bool]
    """Whether its western and eastern end lie at a street that bounds the quarter."""


@dataclass
class Layout:
    """A quarter laid out."""

    frame: Frame
    blocks: list[Block] = field(default_factory=list)
    axes: list[Axis] = field(default_factory=list)


@dataclass(frozen=True)
class _Lane:
    at: float
    width: float
    planned: float


def lay_out(number: int, quarter: Quarter, around: list[Axis], scale: Scale, rng: np.random.Generator) -> Layout:
    """Lay streets and blocks into a quarter; `around` are the axes that touch it."""
    layout = Layout(frame_of(quarter.outline, rng))
    ground = quarter.outline.buffer(-INSET_M)
    today = _without(ground, [axis.line.buffer(axis.width / 2) for axis in around])
    planned = _without(ground, [axis.line.buffer(axis.planned / 2) for axis in around])
    inner, inner_planned = layout.frame.into(today), layout.frame.into(planned)
    whole = layout.frame.into(quarter.outline.buffer(RUN_IN_M))
    if inner.is_empty or inner.area < SMALLEST_BLOCK_M2:
        return layout
    west, south, east, north = inner.bounds
    strips = list(_strips(south, north, quarter.built, scale, rng))
    through = _through(west, east, quarter.built, rng)
    for index, (low, high, kind) in enumerate(strips):
        above = strips[index + 1][0] - high if index + 1 < len(strips) else 0.0
        if above:
            lane = _Lane(high + above / 2, above, _planned(above))
            line = shapely.LineString([(west - 500, lane.at), (east + 500, lane.at)])
            layout.axes += _axes(layout.frame, line, whole, lane, quarter.built)
        lanes = _crossings(through, west, east, kind, rng)
        for lane in lanes:
            bottom = low - (low - strips[index - 1][1]) / 2 if index else south - 500
            line = shapely.LineString([(lane.at, bottom), (lane.at, high + above / 2 if above else north + 500)])
            layout.axes += _axes(layout.frame, line, whole, lane, quarter.built)
        below = low - strips[index - 1][1] if index else 0.0
        widened = (_planned(below) - below) / 2, (_planned(above) - above) / 2
        layout.blocks += _cells(number, (inner, inner_planned), lanes, (low, high, kind), widened, (west, east))
    return layout


def _strips(
    south: float, north: float, built: bool, scale: Scale, rng: np.random.Generator
) -> Iterator[tuple[float, float, str]]:
    """South, north and kind of each strip; what lies between two is a street or an alley."""
    depths: list[float] = []
    gaps: list[float] = []
    kinds: list[str] = []
    total = 0.0
    while total < north - south or not depths:
        if not built:
            depth, kind, gap = 2 * scale.field_m2**0.5 * rng.uniform(0.8, 1.2), FIELD, 4.0
        elif rng.random() < 0.13:
            depth, kind, gap = rng.uniform(58, 82), WIDE, float(rng.choice([8.0, 9.0, 10.0]))
        else:
            depth, kind = 2 * scale.depth * rng.uniform(0.86, 1.12), ROWS
            gap = float(rng.choice([3.5, 4.0, 4.5, 7.0, 8.0]))
        depths.append(depth)
        gaps.append(gap)
        kinds.append(kind)
        total += depth + gap
    if len(depths) > 1 and total - (north - south) > depths[-1] / 2:
        depths, gaps, kinds = depths[:-1], gaps[:-1], kinds[:-1]
    stretch = max((north - south - sum(gaps[:-1])) / sum(depths), 0.2)
    low = south
    for depth, gap, kind in zip(depths, gaps, kinds, strict=True):
        yield low, low + depth * stretch, kind
        low += depth * stretch + gap


def _through(west: float, east: float, built: bool, rng: np.random.Generator) -> list[_Lane]:
    """Streets across all strips."""
    step = rng.uniform(130, 190) if built else 600.0
    count = int((east - west) / step)
    middles = west + (east - west) * (np.arange(1, count + 1) / (count + 1))
    width = 4.0 if not built else float(rng.choice([7.0, 8.0, 10.0]))
    return [_Lane(float(at + rng.normal(0, 8)), width, _planned(width)) for at in middles]


def _crossings(through: list[_Lane], west: float, east: float, kind: str, rng: np.random.Generator) -> list[_Lane]:
    """The through streets and, where they lie far apart, an alley between two of them."""
    ends = [west, *(lane.at for lane in through), east]
    lanes = list(through)
    for start, end in pairwise(ends):
        if kind == ROWS and end - start > 100 and rng.random() < 0.65:
            at = (start + end) / 2 + rng.normal(0, (end - start) * 0.1)
            lanes.append(_Lane(float(at), 3.5, 4.0))
    return sorted(lanes, key=lambda lane: lane.at)


def _cells(
    number: int,
    inner: tuple[BaseGeometry, BaseGeometry],
    lanes: list[_Lane],
    strip: tuple[float, float, str],
    widened: tuple[float, float],
    ends: tuple[float, float],
) -> Iterator[Block]:
    """The blocks of one strip."""
    low, high, kind = strip
    edges = [_Lane(ends[0] - 50, 0, 0), *lanes, _Lane(ends[1] + 50, 0, 0)]
    for left, right in pairwise(edges):
        cell = left.at + left.width / 2, low, right.at - right.width / 2, high
        if cell[2] - cell[0] < 8:
            continue
        planned = shapely.box(
            left.at + left.planned / 2, low + widened[0], right.at - right.planned / 2, high - widened[1]
        )
        opened = shapely.buffer(
            shapely.intersection(inner[0], shapely.box(*cell)), -CHAMFER_M, join_style="mitre"
        ).buffer(CHAMFER_M, join_style="bevel")
        for part in shapely.get_parts(opened):
            if part.area > SMALLEST_BLOCK_M2:
                allowed = shapely.intersection(part, shapely.intersection(inner[1], planned))
                at_edge = part.bounds[0] > cell[0] + 1, part.bounds[2] < cell[2] - 1
                yield Block(number, kind, part, allowed, cell, at_edge)


def _axes(frame: Frame, line: shapely.LineString, whole: BaseGeometry, lane: _Lane, built: bool) -> Iterator[Axis]:
    road_class = STREET if lane.width >= 6 else ALLEY if built else TRACK
    for part in shapely.get_parts(shapely.intersection(line, whole)):
        if part.length > 6:
            bent = shapely.LineString(frame.back(shapely.segmentize(part, STEP_M)).coords)
            yield Axis("", road_class, lane.width, lane.planned, bent)


def _planned(width: float) -> float:
    """What the plan makes of a street: alleys become 4 or 6 m, streets 9 m and more."""
    return width and max(width, 4.0 if width < 4 else 6.0 if width < 6 else 9.0 if width < 9 else width)


def _without(outline: shapely.Polygon, reservations: list[BaseGeometry]) -> BaseGeometry:
    return shapely.difference(outline, shapely.union_all(reservations)) if reservations else outline
