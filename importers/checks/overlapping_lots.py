"""Each place in a plan has one function: lots of the same plan don't overlap. Those of different plans do, one above
the other, and say nothing.
"""

from collections.abc import Iterable

from importers.checks.case import Case, Rule
from importers.checks.overlapping_parcels import overlapping
from importers.checks.tiles import Tile

PLAN = "ma_ho_so_qh"


def find_in(tile: Tile, tolerance: float) -> Iterable[Case]:
    return overlapping(tile, tolerance, in_group=True)


RULE = Rule("overlapping_lots", find_in=find_in, columns=lambda layer: (PLAN,))
