"""`datetime` reads the layer as valid on a day or in a span of days (Features Part 1, 7.15.4)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from layers.catalog.queries.layers import forget
from layers.features.services import create_layer
from tests.layers.features.rows import insert_square, run
from tests.ogc_api import mvt
from tests.ogc_api.client import ids_of
from tests.ogc_api.test_tiles import tile_at

ALWAYS, PAST, CHANGED, FUTURE = 1, 2, 3, 4


@pytest.fixture
def plots(describe: Any, db: None) -> Iterator[None]:
    """One that was always there, one that is gone, one that changed its name in 2020, one to come."""
    description = describe("plots", fields={"name": "text"})
    create_layer(description)
    insert_square(description, 0, name="always")
    insert_square(description, 1, name="past", valid_from="2010-01-01", valid_to="2015-06-01")
    changed = insert_square(description, 2, name="before", valid_from="2000-01-01", valid_to="2020-01-01")
    insert_square(description, 2, name="after", valid_from="2020-01-01", public_id=changed)
    insert_square(description, 3, name="future", valid_from="2999-01-01")
    forget()
    yield
    forget()


def read(**query: Any) -> Any:
    answer = Client().get("/ogc/collections/plots/items", {"limit": 100, **query})
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize(
    ("datetime", "expected"),
    [
        ("1999-12-31", {ALWAYS: "always"}),
        ("2000-01-01", {ALWAYS: "always", CHANGED: "before"}),
        ("2012-01-01", {ALWAYS: "always", PAST: "past", CHANGED: "before"}),
        ("2015-05-31", {ALWAYS: "always", PAST: "past", CHANGED: "before"}),
        ("2015-06-01", {ALWAYS: "always", CHANGED: "before"}),  # valid_to is the first day it is no more
        ("2019-12-31", {ALWAYS: "always", CHANGED: "before"}),
        ("2020-01-01", {ALWAYS: "always", CHANGED: "after"}),
        ("2019-12-31T16:59:59Z", {ALWAYS: "always", CHANGED: "before"}),  # still the 31st in Vietnam
        ("2019-12-31T17:00:00Z", {ALWAYS: "always", CHANGED: "after"}),  # midnight in Vietnam
        ("2020-01-01T00:00:00+07:00", {ALWAYS: "always", CHANGED: "after"}),
        ("2020-01-01t00:00:00.123456789z", {ALWAYS: "always", CHANGED: "after"}),
        ("2999-01-01", {ALWAYS: "always", CHANGED: "after", FUTURE: "future"}),
        ("9999-12-31T23:59:59Z", {ALWAYS: "always", CHANGED: "after", FUTURE: "future"}),
        ("2014-01-01/2016-01-01", {ALWAYS: "always", PAST: "past", CHANGED: "before"}),
        ("2015-06-01/2019-01-01", {ALWAYS: "always", CHANGED: "before"}),
        ("2019-01-01/2021-01-01", {ALWAYS: "always", CHANGED: "after"}),  # both versions touch it: the last stands
        ("../2009-12-31", {ALWAYS: "always", CHANGED: "before"}),
        ("/2009-12-31", {ALWAYS: "always", CHANGED: "before"}),
        ("2016-01-01/..", {ALWAYS: "always", CHANGED: "after", FUTURE: "future"}),
        ("2016-01-01/", {ALWAYS: "always", CHANGED: "after", FUTURE: "future"}),
        ("../..", {ALWAYS: "always", PAST: "past", CHANGED: "after", FUTURE: "future"}),
    ],
)
def test_what_is_valid_then(plots: None, datetime: str, expected: dict[int, str]) -> None:
    page = read(datetime=datetime)
    assert {f["id"]: f["properties"]["name"] for f in page["features"]} == expected
    assert page["numberMatched"] == page["numberReturned"] == len(expected)
    assert read(datetime=datetime, limit=1)["numberMatched"] == len(expected)


def test_without_a_moment_it_is_today(plots: None) -> None:
    assert ids_of(read()) == [ALWAYS, CHANGED]


def test_a_span_pages_each_feature_once(plots: None) -> None:
    first = read(datetime="../..", limit=3)
    following = next(link["href"] for link in first["links"] if link["rel"] == "next")
    rest = Client().get(following.partition("testserver")[2]).json()
    assert ids_of(first) + ids_of(rest) == [ALWAYS, PAST, CHANGED, FUTURE]


def test_a_box_and_a_day_together(plots: None) -> None:
    box = {"bbox": "400039,1209999,400051,1210011", "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/5899"}
    for day, name in (("2010-01-01", "before"), ("2026-01-01", "after")):
        (feature,) = read(datetime=day, **box)["features"]
        assert (feature["id"], feature["properties"]["name"]) == (CHANGED, name)


@pytest.mark.parametrize(
    ("day", "names"), [("2012-01-01", {"always", "past", "before"}), ("2021-01-01", {"always", "after"})]
)
def test_tiles_on_a_day(plots: None, day: str, names: set[str]) -> None:
    longitude, latitude = run(
        "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(400005, 1210005), 905899), 4326) p) s"
    )[0]
    row, column = tile_at(longitude, latitude, 17)
    (layer,) = mvt.read_tile(
        Client().get(f"/ogc/collections/plots/tiles/WebMercatorQuad/17/{row}/{column}?datetime={day}").content
    )
    assert {feature["name"] for feature in layer.features.values()} == names


def test_an_item_is_as_it_is_today(plots: None) -> None:
    found = Client().get(f"/ogc/collections/plots/items/{CHANGED}").json()
    assert found["properties"]["name"] == "after"
    assert Client().get(f"/ogc/collections/plots/items/{PAST}").status_code == 404
