"""Features by bbox are exactly those that touch the box in its own system, whatever the index, the planner, the axis
order, the 180th meridian and single precision do."""

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.spatial.crs import Crs, parse_crs
from layers.features.queries import items as items_query
from tests.ogc_api.client import CRS84, EPSG, LAYERS, ids_of

CITY = (*LAYERS, "communes")
SYSTEMS = ("CRS84", "EPSG:4326", "EPSG:3857", "storage")
EXAMPLES = max(settings.default.max_examples // 4, 5)  # for each of many layers and systems
pytestmark = pytest.mark.usefixtures("demo")


def system_of(layer: str, name: str) -> str:
    if name == "storage":
        return Client().get(f"/ogc/collections/{layer}").json()["storageCrs"]
    return CRS84 if name == "CRS84" else EPSG.format(name.partition(":")[2])


class Naive:
    """The layer's geometries in one system, without index, tested one by one by PostGIS."""

    def __init__(self, layer: str, crs: Crs) -> None:
        self.srid = crs.srid
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS naive")
            cursor.execute(
                f"CREATE TEMP TABLE naive AS SELECT public_id, ST_Transform(geom, {self.srid}) AS geom"
                f" FROM feature.{layer}"
            )
            cursor.execute(
                "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_PointN(ST_ExteriorRing(ST_GeometryN(geom, 1)), 1) AS p FROM naive"
                " WHERE GeometryType(geom) LIKE '%POLYGON' UNION ALL SELECT geom FROM naive WHERE GeometryType(geom) ="
                " 'POINT') points ORDER BY md5(ST_AsText(p)) LIMIT 200"
            )
            self.corners = cursor.fetchall()
            cursor.execute(
                "SELECT min(ST_XMin(geom)), min(ST_YMin(geom)), max(ST_XMax(geom)), max(ST_YMax(geom)) FROM naive"
            )
            self.bounds = cursor.fetchone()

    def ids(self, box: tuple[float, float, float, float]) -> list[int]:
        west, south, east, north = box
        shape = f"ST_MakeEnvelope({west!r}, {south!r}, {east!r}, {north!r}, {self.srid})"
        if west == east and south == north:
            shape = f"ST_SetSRID(ST_MakePoint({west!r}, {south!r}), {self.srid})"
        elif west == east or south == north:
            shape = f"ST_SetSRID(ST_MakeLine(ST_MakePoint({west!r}, {south!r}), ST_MakePoint({east!r}, {north!r})), {self.srid})"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT public_id FROM naive WHERE ST_Intersects(geom, {shape}) ORDER BY 1")
            return [row[0] for row in cursor.fetchall()]


@st.composite
def boxes(draw: st.DrawFn, naive: Naive) -> tuple[float, float, float, float]:
    """Between vertices of features, which are met exactly or missed by a hair; from a point to beyond the layer."""
    x, y = draw(st.sampled_from(naive.corners))
    size = (naive.bounds[2] - naive.bounds[0]) * 10 ** draw(st.floats(-7, 0.3))
    hair = draw(st.sampled_from([0.0, 1e-9, -1e-9, 1e-7, -1e-7, 1e-6, -1e-6])) * max(abs(x), abs(y))
    width, height = draw(st.sampled_from([(0.0, 0.0), (size, 0.0), (size, size), (size, 3 * size), (size * 3, size)]))
    left, down = draw(st.sampled_from([0.0, 0.5, 1.0])), draw(st.sampled_from([0.0, 0.5, 1.0]))
    west, south = x + hair - left * width, y + hair - down * height
    return west, south, west + width, south + height


def ids_in(layer: str, uri: str, box: tuple[float, float, float, float], **query: Any) -> tuple[list[int], int | None]:
    """Ids of the first page and how many there are, over the API, in the axis order of the system."""
    west, south, east, north = (repr(float(number)) for number in box)
    written = f"{south},{west},{north},{east}" if parse_crs(uri).north_first else f"{west},{south},{east},{north}"
    answer = Client().get(f"/ogc/collections/{layer}/items", {"bbox": written, "bbox-crs": uri, "limit": 300, **query})
    assert answer.status_code == 200, answer.content
    document = json.loads(answer.content)
    return ids_of(document), document.get("numberMatched")


@pytest.mark.parametrize("name", SYSTEMS)
@pytest.mark.parametrize("layer", CITY)
def test_items_in_a_box_are_those_that_touch_it(layer: str, name: str) -> None:
    uri = system_of(layer, name)
    naive = Naive(layer, parse_crs(uri))

    @settings(max_examples=EXAMPLES)
    @given(box=boxes(naive))
    def agree(box: tuple[float, float, float, float]) -> None:
        expected = naive.ids(box)
        found, matched = ids_in(layer, uri, box)
        assert found == expected[:300]
        assert matched in (None, len(expected))

    agree()


@pytest.mark.parametrize("layer", CITY)
def test_both_ways_of_the_planner_give_the_same_page(layer: str) -> None:
    naive = Naive(layer, parse_crs(CRS84))

    @settings(max_examples=EXAMPLES)
    @given(box=boxes(naive), limit=st.sampled_from([1, 10, 200]))
    def agree(box: tuple[float, float, float, float], limit: int) -> None:
        with hit_cost(0.0):
            hits_first = ids_in(layer, CRS84, box, limit=limit)
        with hit_cost(math.inf):
            assert ids_in(layer, CRS84, box, limit=limit) == hits_first

    agree()


@contextmanager
def hit_cost(value: float) -> Iterator[None]:
    """Decide the planner's way: collecting a hit costs nothing, or more than anything."""
    before = items_query.HIT_COST
    items_query.HIT_COST = value
    try:
        yield
    finally:
        items_query.HIT_COST = before


@pytest.mark.parametrize("layer", CITY)
@pytest.mark.parametrize(
    ("uri", "box"),
    [
        (CRS84, (-180, -90, 180, 90)),
        (CRS84, (-1000, -1000, 1000, 1000)),
        (EPSG.format(4326), (-180, -90, 180, 90)),
        (EPSG.format(3857), (-20037508.342789244, -20037508.342789244, 20037508.342789244, 20037508.342789244)),
        (EPSG.format(3857), (-1e300, -1e300, 1e300, 1e300)),
        ("storage", (-1e7, -1e7, 1e7, 1e7)),
        ("storage", (-1e300, -1e300, 1e300, 1e300)),
    ],
)
def test_the_world_holds_everything(layer: str, uri: str, box: tuple[float, float, float, float]) -> None:
    whole = Client().get(f"/ogc/collections/{layer}/items?limit=1").json()["numberMatched"]
    found = ids_in(layer, system_of(layer, uri) if uri == "storage" else uri, box, limit=1)
    assert found == ([1], whole)


@pytest.mark.parametrize("layer", CITY)
@pytest.mark.parametrize(
    ("uri", "box"),
    [
        (CRS84, (-150, -60, -149, -59)),
        (CRS84, (0, 89.9, 1, 90)),
        (CRS84, (170, -10, -170, 10)),
        (CRS84, (500, 500, 600, 600)),
        (EPSG.format(3857), (1e8, 1e8, 1.1e8, 1.1e8)),
        (EPSG.format(3857), (-16e6, -9e6, -15e6, -8e6)),
        ("storage", (-7e6, -7e6, -6.9e6, -6.9e6)),
    ],
)
def test_far_outside_there_is_nothing(layer: str, uri: str, box: tuple[float, float, float, float]) -> None:
    assert ids_in(layer, system_of(layer, uri) if uri == "storage" else uri, box) == ([], 0)


@pytest.mark.parametrize(
    ("box", "layer", "everything"),
    [
        ((100, 5, -170, 30), "provinces", True),
        ((170, 5, 120, 30), "provinces", True),
        ((170, 5, -100, 30), "provinces", False),
        ((-80, 40, -100, 50), "toronto_trees", True),
        ((100, 40, -79, 50), "toronto_trees", True),
    ],
)
def test_a_box_across_the_180th_meridian(box: tuple[float, float, float, float], layer: str, everything: bool) -> None:
    """Features Part 1, 7.15.3: west greater than east."""
    whole = Client().get(f"/ogc/collections/{layer}/items?limit=1").json()["numberMatched"]
    assert ids_in(layer, CRS84, box, limit=1) == (([1], whole) if everything else ([], 0))


def test_vietnamese_zones_find_the_same_parcels() -> None:
    """A box in a neighbouring zone, in VN-2000 degrees (north first) and in another province's zone."""
    for epsg in (4756, 3405, 5896, 9205, 9218):
        crs = Crs(epsg)
        naive = Naive("parcels", crs)
        west, south, east, north = naive.bounds
        for share in (0.1, 0.5, 0.9):
            box = (west, south, west + share * (east - west), south + share * (north - south))
            found, matched = ids_in("parcels", crs.uri, box)
            expected = naive.ids(box)
            assert (found, matched) == (expected[:300], len(expected)), epsg
