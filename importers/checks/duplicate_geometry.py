"""The same shape twice is one feature twice, as when a delivery was pasted in a second time.

Shapes are the same where they cover the same ground, in whatever order their vertices come. Told once for each shape.
"""

from collections.abc import Iterable

import numpy as np
import shapely

from importers.checks.case import Case, Numbers, Rule
from importers.checks.tiles import STANDING, Tile

ROUNDED = 0.001
"""Metres to which rectangles are compared before shapes are."""


def find_in(tile: Tile, tolerance: float) -> Iterable[Case]:
    """Those alike by their rectangles are compared as they are."""
    boxes = np.round(shapely.bounds(tile.shapes) / (ROUNDED * tile.subject.unit)).astype(np.int64)
    digest = boxes @ np.array([73_856_093, 19_349_663, 83_492_791, 49_979_687], np.int64)
    order = np.argsort(digest, kind="stable")
    starts = np.flatnonzero(np.diff(digest[order], prepend=digest[order][:1] - 1))
    ends = np.append(starts[1:], len(order))
    several = ends - starts > 1
    for start, end in zip(starts[several], ends[several], strict=True):
        yield from _alike(tile, order[start:end])


def _alike(tile: Tile, positions: Numbers) -> Iterable[Case]:
    left = list(positions)
    while len(left) > 1:
        first, rest = left[0], np.array(left[1:])
        same = shapely.equals(tile.shapes[first], tile.shapes[rest])
        alike, left = np.concatenate([[first], rest[same]]), list(rest[~same])
        if len(alike) < 2 or not (tile.rows[alike] != STANDING).any():
            continue
        if not tile.tells(alike[:, None])[0]:
            continue
        rows, ids = tile.named(*alike)
        rows = tuple(sorted(rows))
        yield Case(rows, tile.shapes[first], ids, out=rows if ids else rows[1:])


RULE = Rule("duplicate_geometry", find_in=find_in)
