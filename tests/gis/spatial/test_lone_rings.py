"""Rings turned and moved in bytes: the same as geometries made, changed and written again."""

import struct

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.spatial.lone_rings import LoneRings, each_once

MOVED = np.array([1.0, -2.0])
number = st.floats(-1e7, 1e7).map(lambda value: round(value, 3))
ring = st.lists(st.tuples(number, number), min_size=3, max_size=9)


def lone(points: list[tuple[float, float]]) -> shapely.Polygon:
    return shapely.Polygon(points)


def holed(points: list[tuple[float, float]]) -> shapely.Polygon:
    return shapely.Polygon([(-1e8, -1e8), (1e8, -1e8), (1e8, 1e8)], [points])


shape = st.one_of(
    ring.map(lone),
    ring.map(holed),
    ring.map(lambda points: shapely.MultiPolygon([lone(points)])),
    ring.map(lambda points: shapely.LineString(points)),
    ring.map(lambda points: lone([(x, y, 5.0) for x, y in points])),
    st.none(),
)


def column(shapes: list[shapely.Geometry | None], order: int = 1) -> pa.Array:
    return pa.array(shapely.to_wkb(np.array(shapes, dtype=object), byte_order=order, output_dimension=3), pa.binary())


def is_lone(one: shapely.Geometry | None) -> bool:
    return isinstance(one, shapely.Polygon) and not one.interiors and not one.has_z


@given(st.lists(shape, max_size=12), st.integers(0, 3))
def test_rings_of_one_polygon_are_turned_and_nothing_else(shapes, skipped):
    wkb = column(shapes).slice(skipped)
    shapes = shapes[skipped:]
    turned = LoneRings.of(wkb).counterclockwise()
    for before, after in zip(shapes, shapely.from_wkb(turned.to_numpy(zero_copy_only=False)), strict=True):
        if not is_lone(before):
            assert (before is None and after is None) or after.wkb == before.wkb
        else:
            coordinates = list(before.exterior.coords)
            assert list(after.exterior.coords) in (coordinates, coordinates[::-1])
            if before.is_valid and before.area > 1:  # what crosses itself turns both ways; below, digits decide
                assert after.exterior.is_ccw


@given(st.lists(shape, max_size=12))
def test_points_written_back_are_where_they_were(shapes):
    wkb = column(shapes)
    rings = LoneRings.of(wkb)
    assert rings.rows.tolist() == [row for row, one in enumerate(shapes) if is_lone(one)]
    moved = shapely.from_wkb(rings.with_points(rings.points + MOVED).to_numpy(zero_copy_only=False))
    for before, after in zip(shapes, moved, strict=True):
        expected = shapely.transform(before, lambda points: points + MOVED) if is_lone(before) else before
        assert (before is None and after is None) or after.wkb == expected.wkb


def test_bytes_in_the_other_order_are_left_alone():
    clockwise = column([shapely.Polygon([(0, 0), (0, 1), (1, 1)])], order=0)
    assert LoneRings.of(clockwise).counterclockwise() is clockwise


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_not_turned(bad):
    wkb = pa.array(
        [shapely.Polygon([(0, 0), (0, 1), (7, 1)]).wkb.replace(struct.pack("<d", 7), struct.pack("<d", bad))],
        pa.binary(),
    )
    assert LoneRings.of(wkb).counterclockwise().equals(wkb)


@pytest.mark.parametrize("cut", [0, 4, 9, 13, 60, 76])
def test_truncated_bytes_are_no_ring(cut):
    whole = shapely.Polygon([(0, 0), (0, 1), (1, 1)]).wkb
    assert not len(LoneRings.of(pa.array([whole[:cut], None, b""], pa.binary())).rows)


@given(st.lists(st.tuples(st.sampled_from([0.0, -0.0, 1.5, np.nan, np.inf]), number), max_size=30))
def test_each_point_is_changed_once(points):
    asked = []

    def change(x, y):
        asked.append(len(x))
        return y * 2, x - 1

    given_points = np.array(points, dtype=float).reshape(-1, 2)
    changed = each_once(given_points, change)
    assert np.array_equal(changed, np.column_stack((given_points[:, 1] * 2, given_points[:, 0] - 1)), equal_nan=True)
    assert sum(asked) == len({point.tobytes() for point in given_points})
