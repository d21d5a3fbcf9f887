"""Edges that no neighbour shares, beside a way that takes every ring out and compares coordinates."""

from collections import Counter

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from importers.checks.edges import has_unshared_edges, rings_of


def one_by_one(polygons: np.ndarray) -> list[bool]:
    rings, owner = rings_of(polygons)
    edges = [[(a, b) for a, b in zip(ring.coords[:-1], list(ring.coords)[1:], strict=True)] for ring in rings]
    told = Counter(edge for of_ring in edges for edge in of_ring)
    found = [False] * len(polygons)
    for of_ring, polygon in zip(edges, owner, strict=True):
        for a, b in of_ring:
            if told[a, b] != 1 or told[b, a] != 1:
                found[polygon] = True
    return found


HOLE_AT_THE_FIRST_VERTEX = Polygon(
    [(0, 0), (3, 0), (3, 3), (0, 3)], [[(0, 0), (1, 2), (2, 1)]]
)  # the hole begins and ends where the outer ring does
SHAPES = st.sampled_from(
    [
        *(box(x, y, x + 1, y + 1) for x in range(3) for y in range(3)),
        box(0, 0, 3, 3) - box(1, 1, 2, 2),
        MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)]),
        MultiPolygon([box(1, 1, 2, 2)]),
        HOLE_AT_THE_FIRST_VERTEX,
        Polygon([(0, 0), (1, 2), (2, 1)]),
        Polygon(),
    ]
)


@given(st.lists(SHAPES, max_size=10))
def test_as_one_by_one(shapes: list[shapely.Geometry]) -> None:
    polygons = shapely.orient_polygons(np.array(shapes, dtype=object))
    assert has_unshared_edges(polygons).tolist() == one_by_one(polygons)
