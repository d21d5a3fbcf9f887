"""The lines of a network meet: one that ends beside another, nearer than the tolerance, was meant to touch it.

An end that touches any other line, at its end or along it, is joined. An end with nothing near is an end.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from importers.checks.case import Case, Rule, Subject, shapes_of
from importers.checks.tiles import Tile

TOUCHING = 0.02
"""Metres within which lines are joined: degrees are written with seven decimals, which is a centimetre."""


def find_in(tile: Tile, tolerance: float) -> Iterable[Case]:
    own = np.flatnonzero(tile.own)
    parts, owner = shapely.get_parts(tile.shapes[own], return_index=True)
    owner = own[owner]
    opened = ~shapely.is_closed(parts)
    parts, owner = parts[opened], owner[opened]
    ends = np.concatenate([shapely.get_point(parts, 0), shapely.get_point(parts, -1)])
    owner = np.concatenate([owner, owner])
    end, other = tile.tree.query(ends, predicate="dwithin", distance=tolerance)
    elsewhere = owner[end] != other
    end, other = end[elsewhere], other[elsewhere]
    apart = shapely.distance(ends[end], tile.shapes[other])
    joined = np.zeros(len(ends), dtype=bool)
    np.logical_or.at(joined, end, apart <= TOUCHING * tile.subject.unit)
    order = np.lexsort((apart, end))
    _, first = np.unique(end[order], return_index=True)
    for at in order[first]:  # the nearest of each end
        if joined[end[at]]:
            continue
        rows, ids = tile.named(owner[end[at]], other[at])
        yield Case(rows, ends[end[at]], ids, {"distance": float(apart[at] / tile.subject.unit)}, out=rows[:1])


def merge(subject: Subject, cases: Sequence[Case], tolerance: float) -> Iterable[Case]:
    """Two ends that miss each other are one case."""
    if not cases:
        return []
    ends = shapes_of(cases)
    one, two = shapely.STRtree(ends).query(ends, predicate="dwithin", distance=tolerance)
    again = {
        int(b) for a, b in zip(one, two, strict=True)
        if a < b and (set(cases[a].rows), cases[a].ids) == (set(cases[b].rows), cases[b].ids)
    }  # fmt: skip
    return [case for number, case in enumerate(cases) if number not in again]


RULE = Rule("dangling_end", find_in=find_in, merge=merge)
