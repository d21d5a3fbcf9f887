"""The edges of polygons, and which of them two polygons share, one on each side."""

import numpy as np
import numpy.typing as npt
import shapely

Geometries = npt.NDArray[np.object_]
Hashes = npt.NDArray[np.uint64]
Owners = npt.NDArray[np.int64]
"""Of each vertex or edge, the number of what it belongs to."""
_MIX = np.uint64(0x9E37_79B9_7F4A_7C15)
"""An odd number that spreads the bits of a coordinate (Fibonacci hashing)."""


def has_unshared_edges(polygons: Geometries) -> npt.NDArray[np.bool_]:
    """Which polygons have an edge that isn't, to the last bit and the other way round, the edge of exactly one other.

    Rings have to turn alike in all of them. Vertices are compared by hashes of 64 bits.
    """
    start, end, owner = _edges(polygons)
    either_way = start + end
    forward = start < end
    order = np.argsort(either_way, kind="stable")
    sorted_keys, sorted_forward = either_way[order], forward[order]
    new = np.concatenate([[True], sorted_keys[1:] != sorted_keys[:-1], [True]])
    first = np.flatnonzero(new[:-1])
    counts = np.diff(np.append(first, len(sorted_keys)))
    pairs = first[counts == 2]
    matched = pairs[sorted_forward[pairs] != sorted_forward[pairs + 1]]
    shared = np.zeros(len(order), dtype=bool)
    shared[order[matched]] = shared[order[matched + 1]] = True
    found = np.zeros(len(polygons), dtype=bool)
    found[owner[~shared]] = True
    return found


def _edges(polygons: Geometries) -> tuple[Hashes, Hashes, Owners]:
    """The hashes of each edge's ends, and whose it is."""
    points, polygon = shapely.get_coordinates(polygons, return_index=True)
    hashed = _hashed(points)
    lone = _has_one_ring(hashed, polygon, len(polygons))
    of_lone = lone[polygon]
    several = np.flatnonzero(~lone)
    rings, of_ring = rings_of(polygons[several])
    others, ring = shapely.get_coordinates(rings, return_index=True)
    parts = [
        _between(hashed[of_lone], polygon[of_lone], np.arange(len(polygons))),
        _between(_hashed(others), ring, several[of_ring]),
    ]
    start, end, owner = (np.concatenate(both) for both in zip(*parts, strict=True))
    return start, end, owner


def _between(hashed: Hashes, ring: Owners, polygon: Owners) -> tuple[Hashes, Hashes, Owners]:
    edge = ring[1:] == ring[:-1]
    return hashed[:-1][edge], hashed[1:][edge], polygon[ring[:-1][edge]]


def _has_one_ring(hashed: Hashes, polygon: Owners, count: int) -> npt.NDArray[np.bool_]:
    """Which polygons surely have a single ring: their first vertex is the last one too, and none between. To take the
    rings out of the others takes six times as long."""
    found = np.zeros(count, dtype=bool)
    if not len(polygon):
        return found
    firsts = np.flatnonzero(np.diff(polygon, prepend=-1))
    lasts = np.append(firsts[1:], len(polygon)) - 1
    sizes = lasts - firsts + 1
    again = np.add.reduceat(hashed == np.repeat(hashed[firsts], sizes), firsts)
    found[polygon[firsts]] = (hashed[firsts] == hashed[lasts]) & (again == 2)
    return found


def rings_of(polygons: Geometries) -> tuple[Geometries, npt.NDArray[np.int64]]:
    """Every ring, outer and inner, of single and of compound polygons, and to which it belongs."""
    parts, of_part = shapely.get_parts(polygons, return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    return rings, of_part[of_ring]


def _hashed(points: npt.NDArray[np.float64]) -> npt.NDArray[np.uint64]:
    """One number a vertex; minus zero is zero."""
    bits = np.ascontiguousarray(points + 0.0).view(np.uint64)
    x, y = bits[:, 0] * _MIX, bits[:, 1]
    x ^= x >> np.uint64(29)
    mixed = (x + y) * _MIX
    hashed: npt.NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(32))
    return hashed
