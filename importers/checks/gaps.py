"""Ground between parcels that belongs to none, narrower than the tolerance: boundaries that were meant to be one.

Found by closing: the parcels around grow by half the tolerance and shrink again, and what stays covered beyond them is
a gap. Streets and canals are wider, and stay open. What is narrower than what coordinates are written to is no gap.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from gis.spatial.slivers import mean_width
from importers.checks.case import Case, Rule, Subject, shapes_of
from importers.checks.tiles import STANDING, Tile

LEAST = 0.005
"""Metres of mean width; a vertex beside an edge by a centimetre leaves a triangle of this."""
SHARP = 20.0
"""Corners stay corners, down to 6 degrees."""


def find_in(tile: Tile, tolerance: float) -> Iterable[Case]:
    """The pieces of gaps in the tile; those across its edge are pieced together at the end."""
    if not len(tile.flagged):
        return
    around = np.unique(tile.tree.query(tile.shapes[tile.flagged], predicate="dwithin", distance=tolerance)[1])
    ground = shapely.union_all(tile.shapes[around])
    open_again = _grown(_grown(ground, tolerance / 2), -tolerance / 2)
    pieces = shapely.get_parts(shapely.difference(open_again, ground))
    pieces = pieces[shapely.intersects(pieces, tile.box)] if len(pieces) else pieces
    for piece in pieces[mean_width(pieces) > LEAST * tile.subject.unit / 10] if len(pieces) else ():
        others = tile.tree.query(piece, predicate="dwithin", distance=LEAST * tile.subject.unit)
        left = shapely.difference(piece, shapely.union_all(tile.shapes[others]))
        if left.is_empty or not (tile.rows[others] != STANDING).any():
            continue
        rows, ids = tile.named(*others)
        yield Case(rows, left, ids)


def merge(subject: Subject, cases: Sequence[Case], tolerance: float) -> Iterable[Case]:
    """Each gap once, with all that border on it."""
    if not cases:
        return
    whole = shapely.get_parts(shapely.union_all(shapes_of(cases)))
    whole = whole[shapely.get_dimensions(whole) == 2]
    whole = whole[mean_width(whole) > LEAST * subject.unit]
    if not len(whole):
        return
    gap, piece = shapely.STRtree(shapes_of(cases)).query(whole, predicate="intersects")
    for number, shape in enumerate(whole):
        of = [cases[at] for at in piece[gap == number]]
        rows = tuple(sorted({row for case in of for row in case.rows}))
        ids = tuple(sorted({id_ for case in of for id_ in case.ids}))
        yield Case(rows, shape, ids, {"area": float(shapely.area(shape)), "width": float(mean_width(whole)[number])})


def _grown(shape: shapely.Geometry, by: float) -> shapely.Geometry:
    return shapely.buffer(shape, by, join_style="mitre", mitre_limit=SHARP)


RULE = Rule("gaps", find_in=find_in, merge=merge)
