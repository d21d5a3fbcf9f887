"""What each operator finds, on a layer with every type of field: the standard's classes one by one."""

import json

import pytest

from gis.spatial.crs import Crs, transformer
from tests.layers.features.filters.houses import found
from tests.layers.features.rows import ORIGIN
from tests.ogc_api.client import EPSG

pytestmark = pytest.mark.usefixtures("houses")


@pytest.mark.parametrize(
    ("filter_", "ids"),
    [
        # Comparisons; the third feature has nothing in its fields
        ("name = 'Nhà Đỏ'", [1]),
        ("'Nhà Đỏ' = name", [1]),
        ("\"name\" = 'Nhà Đỏ'", [1]),
        ("name = 'nhà đỏ'", []),  # exact
        ("name <> 'Nhà Đỏ'", [2]),  # NULL isn't unequal either
        ("NOT name = 'Nhà Đỏ'", [2]),
        ("size < 0", [2]),
        ("size > -4.5", [1, 2]),
        ("size >= 12 AND size <= 12", [1]),
        ("name < 'a'", [1]),  # N before a: the order of Unicode
        ("listed = TRUE", [1]),
        ("listed", [1]),
        ("NOT listed", [2]),
        ("(size > 0) = listed", [1, 2]),
        ("name IS NULL", [3]),
        ("name IS NOT NULL", [1, 2]),
        ("geom IS NULL", []),
        ("size = 12 OR name IS NULL", [1, 3]),
        ("size = 12 OR size = -3 AND listed = TRUE", [1]),  # AND binds closer
        ("(size = 12 OR size = -3) AND listed = TRUE", [1]),
        ("TRUE", [1, 2, 3]),
        ("FALSE", []),
        ("id IN (2, 3)", [2, 3]),
        ("id = 2", [2]),
        # Advanced comparison
        ("name LIKE 'Nhà%'", [1]),
        ("name LIKE '%à\\_100\\%'", [2]),  # escaped
        ("name LIKE 'nh__%'", [2]),
        ("name NOT LIKE 'nh%'", [1]),
        ("size BETWEEN -3 AND 11", [2]),
        ("size NOT BETWEEN -3 AND 11", [1]),
        ("size IN (12, 13)", [1]),
        ("size NOT IN (12, 13)", [2]),
        ("name IN ('x', 'Nhà Đỏ')", [1]),
        # Case and accents
        ("CASEI(name) = CASEI('NHÀ ĐỎ')", [1]),
        ("CASEI(name) LIKE casei('NHÀ%')", [1, 2]),
        ("ACCENTI(name) = ACCENTI('Nha Do')", [1]),
        ("ACCENTI(name) = 'Nha Do'", [1]),
        ("ACCENTI(CASEI(name)) LIKE ACCENTI(CASEI('NHÁ%'))", [1, 2]),
        ("CASEI(ACCENTI(name)) IN (CASEI(ACCENTI('NHA dó')))", [1]),
        # Properties and arithmetic
        ("size > height", [1]),
        ("height < size", [1]),
        ("built <= built", [1, 2]),
        ("size = 3 * height - 1.5", [1]),
        ("size + 1 = 13", [1]),
        ("size / 8 = 1.5", [1]),
        ("size div 8 = 1", [1]),
        ("size % 5 = 2", [1]),
        ("size % 2 = -1", [2]),
        ("2 ^ 3 ^ 0 = 2 AND size = 12", [1]),
        ("size / height > 2", [1]),  # divided by nothing is unknown
        ("size * height = 54", [1]),
        # Days, times, intervals
        ("built = DATE('1975-04-30')", [1]),
        ("built > DATE('2000-01-01')", [2]),
        ("built BETWEEN DATE('1975-01-01') AND DATE('1975-12-31')", [1]),
        ("seen = TIMESTAMP('2026-11-21T00:00:00Z')", [1]),
        ("seen > TIMESTAMP('2026-11-21T00:00:00Z')", [2]),
        ("seen = DATE('2026-11-21')", [1, 2]),  # by days of the city: 23:30 is the 21st
        ("seen > DATE('2026-11-21')", []),
        ("built = seen", [2]),
        ("T_AFTER(built, DATE('2000-01-01'))", [2]),
        ("T_BEFORE(built, DATE('2000-01-01'))", [1]),
        ("T_EQUALS(built, DATE('1975-04-30'))", [1]),
        ("T_DISJOINT(built, INTERVAL('1975-01-01', '1975-12-31'))", [2]),
        ("T_INTERSECTS(built, INTERVAL('1975-04-30', '..'))", [1, 2]),
        ("T_INTERSECTS(built, INTERVAL('..', '1975-04-30'))", [1]),
        ("T_INTERSECTS(seen, INTERVAL('2026-11-21', '2026-11-21'))", [1, 2]),
        ("T_INTERSECTS(seen, INTERVAL('2026-11-21', '2026-11-21T12:00:00Z'))", [1]),
        ("T_INTERSECTS(seen, INTERVAL('2026-11-21T12:00:00Z', '2026-11-21'))", [2]),
        ("T_DURING(built, INTERVAL('1975-04-30', '2027-01-01'))", [2]),
        ("T_CONTAINS(INTERVAL(built, seen), DATE('2000-01-01'))", [1]),
        ("T_STARTS(DATE('1975-04-30'), INTERVAL(built, '..'))", [1]),
        ("T_STARTEDBY(INTERVAL(built, '..'), DATE('1975-04-30'))", [1]),
        ("T_FINISHES(INTERVAL('..', '1975-04-30'), INTERVAL('..', built))", []),
        ("T_FINISHES(DATE('1975-04-30'), INTERVAL('1970-01-01', built))", [1]),
        ("T_FINISHEDBY(INTERVAL('1970-01-01', built), DATE('1975-04-30'))", [1]),
        ("T_MEETS(INTERVAL('1970-01-01', '1975-04-30'), INTERVAL(built, '..'))", [1]),
        ("T_METBY(INTERVAL(built, '..'), INTERVAL('1970-01-01', '1975-04-30'))", [1]),
        ("T_OVERLAPS(INTERVAL('1970-01-01', '1980-01-01'), INTERVAL(built, '..'))", [1]),
        ("T_OVERLAPPEDBY(INTERVAL(built, '..'), INTERVAL('1970-01-01', '1980-01-01'))", [1]),
        ("valid_from = DATE('2020-01-01')", [2]),
        ("valid_to IS NULL", [1, 3]),
        # Functions and arrays
        ("area(geom) = 100 AND length(geom) = 40", [1, 2, 3]),
        ("distance(geom, centroid(geom)) = 0", [1, 2, 3]),
        ("abs(size) = 3", [2]),
        ("floor(height) = 4 AND ceil(height) = 5", [1]),
        ("char_length(name) = 6", [1]),
        ("year(built) = 1975", [1]),
        ("A_CONTAINS(parts(other), ['LUC'])", [1]),
        ("A_CONTAINEDBY(parts(other), ['ONT', 'CLN'])", [2]),
        ("A_OVERLAPS(parts(other), ['LUC', 'CLN'])", [1]),
        ("A_EQUALS(parts(other), ['LUC', 'ONT'])", [1]),
        ("A_CONTAINS([1, 2.5], [size, 2.5]) OR A_EQUALS([], [])", [1, 2, 3]),
    ],
)
def test_what_is_found(filter_: str, ids: list[int]) -> None:
    assert found(filter_) == ids


STORED = {"filter-crs": EPSG.format(5899)}
X, Y = ORIGIN


@pytest.mark.parametrize(
    ("filter_", "ids"),
    [
        (f"S_INTERSECTS(geom, POINT({X + 5} {Y + 5}))", [1]),
        (f"S_INTERSECTS(geom, BBOX({X}, {Y}, {X + 20}, {Y + 10}))", [1, 2]),
        (f"S_WITHIN(geom, BBOX({X - 1}, {Y - 1}, {X + 25}, {Y + 11}))", [1]),
        (f"S_CONTAINS(geom, POINT({X + 25} {Y + 5}))", [2]),
        (f"S_DISJOINT(geom, BBOX({X}, {Y}, {X + 20}, {Y + 10}))", [3]),
        (f"S_TOUCHES(geom, BBOX({X + 10}, {Y}, {X + 15}, {Y + 10}))", [1]),
        (f"S_OVERLAPS(geom, BBOX({X + 5}, {Y}, {X + 15}, {Y + 10}))", [1]),
        (f"S_CROSSES(geom, LINESTRING({X - 5} {Y + 5}, {X + 15} {Y + 5}))", [1]),
        (f"S_EQUALS(geom, POLYGON(({X} {Y}, {X + 10} {Y}, {X + 10} {Y + 10}, {X} {Y + 10}, {X} {Y})))", [1]),
        (f"S_INTERSECTS(MULTIPOINT(({X + 5} {Y + 5}), ({X + 45} {Y + 5})), geom)", [1, 3]),
        (f"S_INTERSECTS(geom, MULTILINESTRING(({X} {Y}, {X + 1} {Y}), ({X - 2} {Y}, {X - 1} {Y})))", [1]),
        (f"S_INTERSECTS(geom, GEOMETRYCOLLECTION(POINT({X} {Y}), LINESTRING({X + 40} {Y}, {X + 41} {Y})))", [1, 3]),
        (f"S_WITHIN(POINT({X + 5} {Y + 5}), geom)", [1]),
        (f"distance(geom, POINT({X - 10} {Y})) = 10", [1]),
        (f"S_INTERSECTS(geom, POINT({X + 5} {Y + 5})) OR size = -3", [1, 2]),
        (f"NOT S_INTERSECTS(geom, POINT({X + 5} {Y + 5}))", [2, 3]),
        ("S_INTERSECTS(geom, geom)", [1, 2, 3]),
    ],
)
def test_where_it_is_found(filter_: str, ids: list[int]) -> None:
    assert found(filter_, **STORED) == ids


@pytest.mark.parametrize("epsg", [4326, 4756, 3405, 9218, 3857])
def test_geometries_in_any_system_the_collection_offers(epsg: int) -> None:
    """The middle of the second house and a box around it, in the axis order of the authority."""
    there = Crs(epsg)
    (x, x0, x1), (y, y0, y1) = transformer(5899, epsg).transform([X + 25, X + 19, X + 31], [Y + 5, Y - 1, Y + 11])
    point, box = ((y, x), (y0, x0, y1, x1)) if there.north_first else ((x, y), (x0, y0, x1, y1))
    system = {"filter-crs": EPSG.format(epsg)}
    assert found(f"S_CONTAINS(geom, POINT({point[0]!r} {point[1]!r}))", **system) == [2]
    assert found(f"S_WITHIN(geom, BBOX({','.join(map(repr, box))}))", **system) == [2]
    as_json = {"op": "s_contains", "args": [{"property": "geom"}, {"type": "Point", "coordinates": point}]}
    assert found(json.dumps(as_json), **system, **{"filter-lang": "cql2-json"}) == [2]


@pytest.mark.parametrize(
    ("filter_", "ids"),
    [
        ("S_INTERSECTS(geom, BBOX(-180, -90, 180, 90))", [1, 2, 3]),
        ("S_WITHIN(geom, POLYGON((100 0, 120 0, 120 30, 100 30, 100 0)))", [1, 2, 3]),
        ("S_INTERSECTS(geom, BBOX(170, -90, 110, 90))", [1, 2, 3]),  # across the 180th meridian
        ("S_INTERSECTS(geom, BBOX(110, -90, 100, 90))", []),  # so is this, and leaves Vietnam out
        ("S_INTERSECTS(geom, POINT(-70 -33))", []),  # where the storage system has no numbers
        ("S_DISJOINT(geom, POINT(-70 -33))", [1, 2, 3]),
        ("S_EQUALS(geom, POINT(-70 -33)) OR S_CONTAINS(geom, POINT(-70 -33))", []),
        (
            "S_INTERSECTS(geom, GEOMETRYCOLLECTION(POINT(-70 -33), POLYGON((100 0, 120 0, 120 30, 100 30, 100 0))))",
            [1, 2, 3],
        ),
    ],
)
def test_the_whole_world_and_its_other_side(filter_: str, ids: list[int]) -> None:
    assert found(filter_) == ids
