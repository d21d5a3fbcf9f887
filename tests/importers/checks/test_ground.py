"""Clean ground says nothing, and each planted defect is found once, where it was planted, in tiles of any size."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.checks.ground import EAST, NORTH, STEP, all_found, coverage, found, subject

COLUMNS, ROWS = 6, 5
SEEDS = st.integers(0, 10_000)
TILES = st.sampled_from([4, 11, 20_000])


def at(x: int, y: int) -> int:
    return x * ROWS + y


def ring(shape: shapely.Polygon) -> list[tuple[float, float]]:
    return list(shape.exterior.coords)[:-1]


@given(seed=SEEDS, features=TILES, street_after=st.sampled_from([0, 2, 3]))
def test_clean_ground_says_nothing(seed: int, features: int, street_after: int) -> None:
    shapes = coverage(COLUMNS, ROWS, seed, street_after)
    assert list(all_found(subject("parcels", shapes), features)) == []


@given(seed=SEEDS, features=TILES, x=st.integers(0, COLUMNS - 2), y=st.integers(0, ROWS - 1), by=st.floats(0.1, 3))
def test_an_overlap_is_found_once(seed: int, features: int, x: int, y: int, by: float) -> None:
    """The middle of the eastern side goes into the neighbour."""
    shapes = coverage(COLUMNS, ROWS, seed)
    vertices = ring(shapes[at(x, y)])
    middle = vertices[3]
    vertices[3] = (middle[0] + by, middle[1])
    shapes[at(x, y)] = shapely.Polygon(vertices)
    ((rule, case),) = all_found(subject("parcels", shapes), features)
    assert (rule, set(case.rows)) == ("overlapping_parcels", {at(x, y), at(x + 1, y)})
    assert case.shape.distance(shapely.Point(middle)) < 1e-6
    assert case.values["area"] == pytest.approx(case.shape.area)


@given(seed=SEEDS, features=TILES, x=st.integers(0, COLUMNS - 2), y=st.integers(0, ROWS - 1), by=st.floats(0.1, 0.35))
def test_a_gap_is_found_once(seed: int, features: int, x: int, y: int, by: float) -> None:
    """The middle of the eastern side goes back from the neighbour."""
    shapes = coverage(COLUMNS, ROWS, seed)
    vertices = ring(shapes[at(x, y)])
    middle = vertices[3]
    vertices[3] = (middle[0] - by, middle[1])
    shapes[at(x, y)] = shapely.Polygon(vertices)
    ((rule, case),) = all_found(subject("parcels", shapes), features)
    assert rule == "gaps"
    assert {at(x, y), at(x + 1, y)} <= set(case.rows)
    assert case.shape.distance(shapely.Point(middle)) < 0.01


@given(seed=SEEDS, features=TILES, x=st.integers(0, COLUMNS - 2), y=st.integers(0, ROWS - 1), share=st.floats(0.2, 0.8))
def test_a_vertex_that_the_neighbour_has_not_is_found_once(
    seed: int, features: int, x: int, y: int, share: float
) -> None:
    shapes = coverage(COLUMNS, ROWS, seed)
    vertices = ring(shapes[at(x, y)])
    (ax, ay), (bx, by) = vertices[2], vertices[3]
    added = (ax + share * (bx - ax), ay + share * (by - ay))
    shapes[at(x, y)] = shapely.Polygon([*vertices[:3], added, *vertices[3:]])
    ((rule, case),) = all_found(subject("parcels", shapes), features)
    assert (rule, case.rows) == ("missing_vertex", (at(x + 1, y), at(x, y)))  # who lacks it comes first
    assert case.shape.distance(shapely.Point(added)) < 1e-6


@given(seed=SEEDS, features=TILES, x=st.integers(0, COLUMNS - 1), y=st.integers(0, ROWS - 1), turn=st.integers(0, 7))
def test_a_duplicate_is_found_once(seed: int, features: int, x: int, y: int, turn: int) -> None:
    """Its ring may begin elsewhere, or run the other way."""
    shapes = coverage(COLUMNS, ROWS, seed)
    vertices = ring(shapes[at(x, y)])
    shapes.append(shapely.Polygon([*vertices[turn:], *vertices[:turn]]))
    ((rule, case),) = all_found(subject("parcels", shapes), features)
    assert (rule, case.rows, case.out) == ("duplicate_geometry", (at(x, y), len(shapes) - 1), (len(shapes) - 1,))


@given(seed=SEEDS, features=TILES)
def test_a_second_survey_over_the_first_is_found_everywhere(seed: int, features: int) -> None:
    """Where both fit their own neighbours exactly, edges alone would show it only at the border."""
    first, second = coverage(4, 4, seed), coverage(4, 4, seed + 1)
    both = subject("parcels", first + second)
    overlaps = {frozenset(case.rows) for case in found(both, "overlapping_parcels", features=features)}
    wanted = {
        frozenset((a, len(first) + b))
        for a, one in enumerate(first)
        for b, other in enumerate(second)
        if one.intersection(other).area > 1
    }
    assert wanted <= overlaps


def test_a_parcel_inside_another_overlaps_it() -> None:
    shapes = [
        shapely.box(EAST, NORTH, EAST + 50, NORTH + 50),
        shapely.box(EAST + 10, NORTH + 10, EAST + 20, NORTH + 20),
    ]
    ((rule, case),) = all_found(subject("parcels", shapes))
    assert (rule, case.values["area"]) == ("overlapping_parcels", 100.0)


def test_a_hole_that_another_fills_is_clean() -> None:
    island = shapely.box(EAST + 10, NORTH + 10, EAST + 20, NORTH + 20)
    around = shapely.box(EAST, NORTH, EAST + 50, NORTH + 50).difference(island)
    assert list(all_found(subject("parcels", [around, island]))) == []


def test_where_three_meet_at_a_straight_side_the_long_one_lacks_a_vertex() -> None:
    west = shapely.box(EAST, NORTH, EAST + 10, NORTH + 20)
    south = shapely.box(EAST + 10, NORTH, EAST + 20, NORTH + 10)
    north = shapely.box(EAST + 10, NORTH + 10, EAST + 20, NORTH + 20)
    ((rule, case),) = all_found(subject("parcels", [west, south, north]))
    assert (rule, case.rows[0]) == ("missing_vertex", 0)
    assert case.shape.equals(shapely.Point(EAST + 10, NORTH + 10))


def test_a_street_is_no_gap_and_a_strip_is() -> None:
    """Wider than the tolerance is a street."""
    for width, expected in ((0.6, 0), (0.4, 1)):
        left, right = (
            shapely.box(EAST, NORTH, EAST + 9, NORTH + 40),
            shapely.box(EAST + 9 + width, NORTH, EAST + 20, NORTH + 40),
        )
        assert len(found(subject("parcels", [left, right]), "gaps")) == expected


def test_a_long_gap_across_tiles_is_one() -> None:
    south = [shapely.box(EAST + i * 10, NORTH, EAST + i * 10 + 10, NORTH + 10) for i in range(40)]
    north = [shapely.box(EAST + i * 10, NORTH + 10.2, EAST + i * 10 + 10, NORTH + 20) for i in range(40)]
    (case,) = found(subject("parcels", south + north), "gaps", features=6)
    assert case.shape.area == pytest.approx(80, rel=0.01)
    assert set(case.rows) == set(range(80))


def test_lots_of_two_plans_may_lie_one_above_the_other() -> None:
    shapes = [shapely.box(EAST, NORTH, EAST + 50, NORTH + 50), shapely.box(EAST + 10, NORTH, EAST + 60, NORTH + 50)]
    two = subject("zoning", shapes, ma_ho_so_qh=["75QPK", "75QHC"])
    assert found(two, "overlapping_lots") == []
    (case,) = found(subject("zoning", shapes, ma_ho_so_qh=["75QPK", "75QPK"]), "overlapping_lots")
    assert case.values["area"] == pytest.approx(2000)


NET = [
    shapely.LineString([(EAST, NORTH), (EAST + 100, NORTH)]),
    shapely.LineString([(EAST + 50, NORTH), (EAST + 50, NORTH + 80)]),  # joins the first along it
    shapely.LineString([(EAST + 100, NORTH), (EAST + 160, NORTH)]),
]


@pytest.mark.parametrize(
    ("line", "cases"),
    [
        ([(EAST + 50, NORTH + 80.3), (EAST + 50, NORTH + 120)], 1),  # two ends that miss each other
        ([(EAST + 20, NORTH + 0.2), (EAST + 20, NORTH + 60)], 1),  # an end beside a line
        ([(EAST + 20, NORTH + 0.7), (EAST + 20, NORTH + 60)], 0),  # far enough to be an end
        ([(EAST + 20, NORTH), (EAST + 20, NORTH + 60)], 0),  # on it
        ([(EAST + 70, NORTH - 30), (EAST + 90, NORTH - 30), (EAST + 80, NORTH - 10), (EAST + 70, NORTH - 30)], 0),
    ],
)
@pytest.mark.parametrize("features", [2, 20_000])
def test_ends_beside_another_line(line: list[tuple[float, float]], cases: int, features: int) -> None:
    network = subject("water_pipes", [*NET, shapely.LineString(line)])
    assert len(found(network, "dangling_end", features=features)) == cases


def test_steps_are_those_of_the_ground() -> None:
    assert coverage(1, 1)[0].area == pytest.approx(STEP * STEP, rel=0.4)
