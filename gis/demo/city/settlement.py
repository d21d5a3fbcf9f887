"""The city in the making: which quarters are built over, which blocks are cut into lots, until the number is right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from gis.demo.city import LARGEST, SEED, SMALLEST
from gis.demo.city.blocks import FIELD, WIDE, Block, Layout, Scale, lay_out
from gis.demo.city.lots import Lots, cut, merge_to, whole
from gis.demo.city.outline import Ground, ground
from gis.demo.city.sites import Site, wanted
from gis.demo.city.streets import Axis, Quarter, coarse_quarters, fine_quarters, main_axes

GROSS_M2 = 190.0
"""Ground that one town lot takes with its share of streets, parks and schools."""
FIELD_SHARE, FIELDS_AT_MOST = 0.16, 4_000
DEPTH_M, WIDTH_M = 16.5, 4.9
_REACH_M = 30.0


@dataclass
class Settlement:
    """Everything that later steps need; `lots` goes with `blocks`, one by one, `sites` says what a block is for."""

    size: int
    ground: Ground
    quarters: list[Quarter]
    layouts: list[Layout]
    axes: list[Axis]
    blocks: list[Block]
    lots: list[Lots]
    sites: dict[int, Site]
    coarse: list[Quarter]
    """The quarters before the built ones were parted again."""


def settle(size: int) -> Settlement:
    """Lay out a city of exactly `size` parcels (2,000 to 300,000)."""
    size = min(max(size, SMALLEST), LARGEST)
    land = ground()
    factor = 1.0
    for attempt in range(12):
        grown = _attempt(size, land, 1.0 + 0.15 * attempt, factor)
        if grown is not None:
            return grown
        factor *= 0.97
    raise AssertionError("the ward is too small for this city")


def _attempt(size: int, land: Ground, generous: float, factor: float) -> Settlement | None:
    """One try; None where the built quarters hold fewer lots than wanted."""
    coarse, district_axes = coarse_quarters(land)
    fields = min(FIELD_SHARE * size, FIELDS_AT_MOST)
    wanted = (size - fields) * GROSS_M2 * generous
    ordered = sorted(coarse, key=lambda quarter: quarter.rank)
    areas = np.cumsum([quarter.outline.area for quarter in ordered])
    count = int(np.searchsorted(areas, wanted)) + 1
    dense = min(float(areas[-1]) / wanted, 1.0) ** 0.5 * 0.965 * factor if count > len(ordered) else 1.0
    for quarter in ordered[:count]:
        quarter.built = True
    rest = max(float(areas[-1] - areas[min(count, len(areas)) - 1]), 1.0)
    scale = Scale(DEPTH_M * dense, WIDTH_M * dense, max(rest * 0.93 / fields, 900.0))
    quarters, town_axes = fine_quarters(coarse, 1 + len(district_axes))
    axes = [*main_axes(land), *district_axes, *town_axes]
    layouts = _layouts(quarters, axes, scale)
    blocks = [block for layout in layouts for block in layout.blocks]
    order = sorted(range(len(blocks)), key=lambda i: (quarters[blocks[i].quarter].rank, i))
    sites = _sites(blocks, order, size)
    lots = _cut_to(size, blocks, order, sites, scale)
    if lots is None:
        return None
    return Settlement(size, land, quarters, layouts, axes, blocks, lots, sites, coarse)


def _layouts(quarters: list[Quarter], axes: list[Axis], scale: Scale) -> list[Layout]:
    tree = shapely.STRtree([axis.line for axis in axes])
    layouts = []
    for number, quarter in enumerate(quarters):
        near = sorted(tree.query(quarter.outline, predicate="dwithin", distance=_REACH_M))
        rng = np.random.default_rng([SEED, 1, number])
        layouts.append(lay_out(number, quarter, [axes[i] for i in near], scale, rng))
    return layouts


def _sites(blocks: Sequence[Block], order: Sequence[int], size: int) -> dict[int, Site]:
    """Whole blocks for what serves everyone, spread over the built city: so many for so many parcels."""
    rng = np.random.default_rng([SEED, 2])
    deep = [i for i in order if blocks[i].kind == WIDE and blocks[i].shape.area > 1_200]
    reachable = deep[: max(int(size / 42), 8)]
    rng.shuffle(reachable)
    return dict(zip(reachable, wanted(size), strict=False))


def _cut_to(
    size: int, blocks: Sequence[Block], order: Sequence[int], sites: dict[int, Site], scale: Scale
) -> list[Lots] | None:
    """Cut fields, then town blocks from the centre outwards; blocks beyond the last one stay whole, as land for later
    neighbourhoods."""
    lots = [whole(block) for block in blocks]
    total = len(blocks)
    fields = [i for i in order if blocks[i].kind == FIELD]
    for i in (*fields, *(i for i in order if blocks[i].kind != FIELD and i not in sites)):
        lots[i] = cut(blocks[i], scale, np.random.default_rng([SEED, 3, i]))
        total += len(lots[i].shapes) - 1
        if total >= size:
            lots[i] = merge_to(lots[i], len(lots[i].shapes) - (total - size))
            return lots
    return None


def parcel_counts(settlement: Settlement) -> npt.NDArray[np.int64]:
    """How many lots each block has."""
    return np.array([len(lots.shapes) for lots in settlement.lots])
