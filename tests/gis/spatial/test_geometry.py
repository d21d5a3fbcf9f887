"""Repair keeps area and kind; what can't be mended is told apart from what is missing."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.spatial.geometry import clean
from gis.spatial.kinds import GeometryKind

BOWTIE = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
COORDINATE = st.floats(-1000, 1000, allow_nan=False).map(lambda v: round(v, 2))
RINGS = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=9)


def cleaned(*geometries: object, kind: str = "polygon"):
    return clean(np.array(geometries, dtype=object), GeometryKind(kind))


@given(st.lists(RINGS, min_size=1, max_size=6))
def test_every_ring_ends_valid_or_rejected(rings: list[list[tuple[float, float]]]) -> None:
    result = cleaned(*[shapely.Polygon(ring) for ring in rings])
    kept = result.geometries[~shapely.is_missing(result.geometries)]
    assert shapely.is_valid(kept).all()
    assert set(shapely.get_type_id(kept)) <= {shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON}
    assert (result.missing | result.not_finite | result.irreparable | ~shapely.is_missing(result.geometries)).all()
    assert shapely.is_ccw(shapely.get_exterior_ring(shapely.get_parts(kept))).all()


@given(st.lists(st.tuples(COORDINATE, COORDINATE, st.floats(0.5, 50), st.floats(0.5, 50)), min_size=1, max_size=8))
def test_a_valid_polygon_keeps_its_area(boxes: list[tuple[float, float, float, float]]) -> None:
    polygons = np.array([shapely.box(x, y, x + w, y + h) for x, y, w, h in boxes], dtype=object)
    result = clean(polygons, GeometryKind.POLYGON)
    assert shapely.area(result.geometries) == pytest.approx(shapely.area(polygons))
    assert not result.repaired.any()


def test_a_bow_tie_becomes_its_two_triangles() -> None:
    result = cleaned(BOWTIE)
    assert result.repaired.tolist() == [True]
    assert shapely.area(result.geometries[0]) == pytest.approx(2.0)
    assert result.reasons == ["Self-intersection"]


@pytest.mark.parametrize(
    ("geometry", "mask", "why"),
    [
        (None, "missing", "no geometry"),
        (shapely.Polygon(), "missing", "empty"),
        (shapely.Polygon([(0, 0), (1, 1), (2, 2)]), "irreparable", "a ring without area is a line"),
        (shapely.LineString([(0, 0), (1, 1)]), "irreparable", "a line is no polygon"),
        (shapely.Polygon([(0, 0), (1, float("inf")), (2, 2)]), "not_finite", "infinite"),
        (shapely.Polygon([(0, 0), (1, float("nan")), (2, 2)]), "not_finite", "not a number"),
        (shapely.Point(float("nan"), float("nan")), "not_finite", "GEOS calls it empty"),
    ],
)
def test_what_is_kept_out(geometry: object, mask: str, why: str) -> None:
    result = cleaned(geometry, shapely.box(0, 0, 1, 1))
    assert getattr(result, mask).tolist() == [True, False], why
    assert result.geometries[0] is None
    assert result.geometries[1] is not None


def test_heights_are_left_out_and_told() -> None:
    result = cleaned(shapely.Point(1, 2, 3), shapely.Point(1, 2), kind="point")
    assert result.flattened.tolist() == [True, False]
    assert not shapely.has_z(result.geometries).any()


def test_lone_multipoints_become_points() -> None:
    points = cleaned(shapely.MultiPoint([(1, 2)]), shapely.MultiPoint([(1, 2), (3, 4)]), kind="point")
    assert shapely.get_type_id(points.geometries[0]) == shapely.GeometryType.POINT
    assert points.irreparable.tolist() == [False, True]
    assert not points.as_read.any()


HOLE = [(2, 2), (3, 2), (3, 3), (2, 3)]


@pytest.mark.parametrize(
    ("geometry", "as_read"),
    [
        (shapely.box(0, 0, 1, 1, ccw=True), True),
        (shapely.box(0, 0, 1, 1, ccw=False), False),
        (shapely.box(570_000, 1_318_000, 570_000.01, 1_318_000.01), True),
        (shapely.Polygon(shapely.box(0, 0, 9, 9).exterior, [HOLE]), False),
        (shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3, ccw=False)]), False),
        (shapely.force_3d(shapely.box(0, 0, 1, 1)), False),
        (BOWTIE, False),
    ],
)
def test_what_nothing_was_done_to_is_told_and_all_turn_one_way(geometry: object, as_read: bool) -> None:
    result = cleaned(shapely.box(5, 5, 6, 6), geometry, shapely.box(7, 7, 8, 8, ccw=False))
    assert result.as_read.tolist() == [True, as_read, False]
    for part in shapely.get_parts(result.geometries):
        assert part.exterior.is_ccw
        assert not any(ring.is_ccw for ring in part.interiors)


def test_vertices_that_stand_twice_go() -> None:
    twice = shapely.Polygon([(0, 0), (4, 0), (4, 0), (4, 4), (0, 4)])
    result = cleaned(twice, shapely.box(9, 9, 10, 10))
    assert result.repeated.tolist() == [True, False]
    assert result.as_read.tolist() == [False, True]
    assert shapely.get_num_coordinates(result.geometries[0]) == 5


def test_where_one_part_ends_as_the_next_begins_nothing_stands_twice() -> None:
    parts = shapely.MultiPolygon([shapely.box(0, 0, 1, 1, ccw=True), shapely.box(1, 0, 2, 1, ccw=False)])
    touching = shapely.MultiPolygon(
        [shapely.Polygon([(0, 0), (1, 0), (0, 1)]), shapely.Polygon([(0, 0), (-1, 0), (0, -1)])]
    )
    assert cleaned(parts, touching).repeated.tolist() == [False, False]


@given(
    st.lists(st.tuples(st.floats(1, 40), st.floats(1, 40)), min_size=1, max_size=5),
    st.floats(1e-6, 0.009),
)
def test_slivers_go_and_what_was_meant_stays(sizes: list[tuple[float, float]], thin: float) -> None:
    meant = [shapely.box(100 * at, 0, 100 * at + w, h) for at, (w, h) in enumerate(sizes)]
    strip = shapely.box(0, 1000, 50, 1000 + thin)
    hole = shapely.box(0.3, 0.3, 0.3 + thin, 0.8)
    holed = shapely.Polygon(meant[0].exterior, [hole.exterior])
    given_ = shapely.MultiPolygon([holed, *meant[1:], strip])
    result = clean(np.array([given_], dtype=object), GeometryKind.POLYGON, sliver=0.01)
    assert result.thinned.tolist() == [True]
    assert result.geometries[0].equals(shapely.union_all(meant))
    assert not clean(np.array([given_], dtype=object), GeometryKind.POLYGON).thinned.any()


def test_a_feature_that_is_nothing_but_a_strip_stays() -> None:
    strip = shapely.box(0, 0, 50, 0.001)
    result = clean(np.array([strip], dtype=object), GeometryKind.POLYGON, sliver=0.01)
    assert (result.thinned.tolist(), result.geometries[0].area) == ([False], pytest.approx(0.05))
