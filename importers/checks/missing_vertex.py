"""A vertex that one neighbour has on a shared straight edge and the other has not.

Both look the same on a map. But the edge is two edges on one side: a projection bends them apart, moving the vertex
opens a gap, and no program that compares boundaries finds them equal. Told once for each vertex and feature that lacks
it.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from importers.checks.case import Case, Numbers, Rule, Subject
from importers.checks.edges import rings_of
from importers.checks.tiles import STANDING, Tile

Points = npt.NDArray[np.float64]


def find_in(tile: Tile, tolerance: float) -> Iterable[Case]:
    """Vertices of those that don't fit their neighbours, against the edges of all such."""
    if not len(tile.flagged):
        return
    points, point_owner, starts, ends, edge_owner = _vertices_and_edges(tile.shapes[tile.flagged])
    point_owner, edge_owner = tile.flagged[point_owner], tile.flagged[edge_owner]
    edges = shapely.STRtree(np.asarray(shapely.linestrings(np.stack([starts, ends], axis=1)), dtype=object))
    point, edge = edges.query(shapely.points(points), predicate="dwithin", distance=tolerance)
    other = point_owner[point] != edge_owner[edge]
    point, edge = point[other], edge[other]
    near_end = np.minimum(
        np.linalg.norm(points[point] - starts[edge], axis=1), np.linalg.norm(points[point] - ends[edge], axis=1)
    ) <= tolerance  # fmt: skip
    lacking, at, inverse = np.unique(
        point * np.int64(len(tile.shapes)) + edge_owner[edge], return_index=True, return_inverse=True
    )
    has_it = np.zeros(len(lacking), dtype=bool)
    np.logical_or.at(has_it, inverse, near_end)
    for number in at[~has_it].tolist():
        lacks, has = int(edge_owner[edge[number]]), int(point_owner[point[number]])
        if tile.rows[lacks] == STANDING and tile.rows[has] == STANDING:
            continue
        if not (tile.own[lacks] or (tile.rows[lacks] == STANDING and tile.own[has])):
            continue
        rows, ids = tile.named(lacks, has)
        place = shapely.Point(points[point[number]])
        yield Case(rows, place, ids, {"lacks_id": int(tile.ids[lacks])} if tile.rows[lacks] == STANDING else {})


def merge(subject: Subject, cases: Sequence[Case], tolerance: float) -> Iterable[Case]:
    """Once for each place and feature that lacks it: several neighbours may have the vertex."""
    told: dict[tuple[object, ...], Case] = {}
    for case in cases:
        assert case.shape is not None  # noqa: S101  every one has its vertex
        place = np.round(shapely.get_coordinates(case.shape)[0] / tolerance).tolist()
        lacks = case.values.get("lacks_id") or -1 - case.rows[0]
        told.setdefault((lacks, *place), case)
    return told.values()


def _vertices_and_edges(shapes: npt.NDArray[np.object_]) -> tuple[Points, Numbers, Points, Points, Numbers]:
    """Every vertex once a ring, every edge, and the shape to which each belongs."""
    rings, ring_owner = rings_of(shapes)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    edge = ring[1:] == ring[:-1]  # the last vertex of a ring is its first
    starts, ends, owner = points[:-1][edge], points[1:][edge], ring_owner[ring[:-1][edge]]
    return starts, owner, starts, ends, owner


RULE = Rule("missing_vertex", find_in=find_in, merge=merge)
