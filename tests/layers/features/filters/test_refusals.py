"""Filters that are refused over the API, each with its code and the place: never a 5xx, and never a guess."""

import json

import pytest
from django.test import Client
from psycopg2 import sql

from gis.errors import InvalidRequest
from layers.access.seen import SeenLayer
from layers.features.filters import Condition, condition, condition_of
from layers.features.filters.text_encoding import read_text
from tests.layers.features.filters.houses import HOUSES, ITEMS, ask, found
from tests.layers.features.rows import run
from tests.ogc_api.client import EPSG

REFUSED: list[tuple[str, str, str]] = [
    # What isn't there
    ("nothing = 1", "E-FILTER-02", "1:1"),
    ("Name = 'x'", "E-FILTER-02", "1:1"),  # names are case-sensitive
    ("extra = 'x'", "E-FILTER-02", "1:1"),
    ("public_id = 1", "E-FILTER-02", "1:1"),
    ("commune_code = '26041'", "E-FILTER-02", "1:1"),
    ("ctid IS NULL", "E-FILTER-02", "1:1"),
    ("\"name; DROP TABLE feature.houses; --\" = 'x'", "E-FILTER-02", "1:1"),
    ("\"t.name\" = 'x'", "E-FILTER-02", "1:1"),
    ("pg_sleep(9) = 1", "E-FILTER-09", "1:1"),
    ("S_DWITHIN(geom, POINT(1 2), 3)", "E-FILTER-09", "1:1"),
    ("version() = 'x'", "E-FILTER-09", "1:1"),
    # Unlike with unlike
    ("name = 1", "E-FILTER-03", "1:8"),
    ("size = '12'", "E-FILTER-03", "1:8"),
    ("size = TRUE", "E-FILTER-03", "1:8"),
    ("built = '1975-04-30'", "E-FILTER-03", "1:9"),
    ("seen > 'now'", "E-FILTER-03", "1:8"),
    ("name > built", "E-FILTER-03", "1:8"),
    ("listed < TRUE", "E-FILTER-03", "1:1"),
    ("geom = POINT(1 2)", "E-FILTER-03", "1:1"),
    ("name", "E-FILTER-03", "1:1"),
    ("1", "E-FILTER-03", "1:1"),
    ("size + 1", "E-FILTER-03", "1:6"),
    ("name + 1 = 2", "E-FILTER-03", "1:1"),
    ("NOT name", "E-FILTER-03", "1:5"),
    ("size AND listed", "E-FILTER-03", "1:1"),
    ("size IN (1, 'x')", "E-FILTER-03", "1:13"),
    ("size BETWEEN 1 AND 'x'", "E-FILTER-03", "1:20"),
    ("size LIKE '1%'", "E-FILTER-03", "1:1"),
    ("CASEI(size) = '1'", "E-FILTER-03", "1:7"),
    ("S_INTERSECTS(name, POINT(1 2))", "E-FILTER-03", "1:14"),
    ("S_INTERSECTS(geom, 'POINT(1 2)')", "E-FILTER-03", "1:20"),
    ("T_AFTER(built, '1975-04-30')", "E-FILTER-03", "1:16"),
    ("T_AFTER(size, DATE('1975-04-30'))", "E-FILTER-03", "1:9"),
    ("T_AFTER(built, INTERVAL(size, '..'))", "E-FILTER-03", "1:25"),
    ("INTERVAL('..', '..') IS NULL", "E-FILTER-03", "1:1"),
    ("A_CONTAINS(name, ['x'])", "E-FILTER-03", "1:12"),
    ("A_CONTAINS([1], ['x'])", "E-FILTER-03", "1:17"),
    ("A_CONTAINS([1, 'x'], [1])", "E-FILTER-03", "1:16"),
    ("area(name) = 1", "E-FILTER-03", "1:6"),
    # Operands and patterns
    ("area() = 1", "E-FILTER-15", "1:1"),
    ("area(geom, geom) = 1", "E-FILTER-15", "1:1"),
    ("S_INTERSECTS(geom)", "E-FILTER-15", "1:1"),
    ("T_AFTER(built)", "E-FILTER-15", "1:1"),
    ("CASEI(name, name) = 'x'", "E-FILTER-15", "1:1"),
    ("name LIKE name", "E-FILTER-16", "1:11"),
    ("name LIKE 1", "E-FILTER-16", "1:11"),
    # Places
    ("S_INTERSECTS(geom, BBOX(106, 11, 105, 10))", "E-FILTER-08", "1:20"),  # south of its north
    ("S_WITHIN(geom, GEOMETRYCOLLECTION(POINT(106 10), LINESTRING(106 10, 107 11)))", "E-FILTER-17", "1:1"),
]


@pytest.mark.parametrize(("filter_", "code", "at"), REFUSED)
def test_what_is_refused(filter_: str, code: str, at: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        condition_of(SeenLayer.of(HOUSES), read_text(filter_))
    assert (refusal.value.code, refusal.value.values["at"]) == (code, at)


def test_a_refusal_says_where_and_what_to_do(houses: None) -> None:
    answer = ask("size = 12 AND name = 1", lang="en")
    assert answer.status_code == 400
    assert json.loads(answer.content)["title"] == "At 1:22, number stands where string is wanted."
    assert "“)”" in json.loads(ask("size = 12)").content)["title"]


@pytest.mark.parametrize(
    "filter_",
    [
        "1e300 * 1e300 > height",
        "1e-300 * 1e-300 > height",
        "(size - 100) ^ 0.5 > 1",  # the root of less than nothing
        "10 ^ 400 > height",
    ],
)
def test_what_can_t_be_computed(houses: None, filter_: str) -> None:
    """Only the rows tell."""
    answer = ask(filter_)
    assert (answer.status_code, json.loads(answer.content)["code"]) == (400, "E-FILTER-11")
    assert found("size = 12") == [1]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"filter": "size = 1", "filter-lang": "cql-text"}, "E-FILTER-13"),
        ({"filter": "size = 1", "filter-lang": ""}, "E-FILTER-13"),
        ({"filter-lang": "cql2-text"}, "E-FILTER-14"),
        ({"filter-crs": EPSG.format(4326)}, "E-FILTER-14"),
        ({"filter": "size = 1", "filter-crs": EPSG.format(28992)}, "E-REQUEST-04"),  # not offered here
        ({"filter": "size = 1", "filter-crs": "WGS 84"}, "E-CRS-01"),
        ({"filter": "size = 1", "filter-lang": "cql2-json"}, "E-FILTER-01"),
        ({"filter": '{"op":"=","args":[{"property":"size"},1]}'}, "E-FILTER-01"),
        ({"filter": '{"op":"=","args":[{"property":"size"},"1"]}', "filter-lang": "cql2-json"}, "E-FILTER-03"),
        ({"filter": '{"op":"in","args":[{"property":"size"},1]}', "filter-lang": "cql2-json"}, "E-FILTER-15"),
        ({"filter": '{"op":"in","args":[{"property":"size"},[]]}', "filter-lang": "cql2-json"}, "E-FILTER-15"),
        ({"filter": '{"op":"and","args":[true]}', "filter-lang": "cql2-json"}, "E-FILTER-15"),
        ({"filter": '{"op":"between","args":[1,[0,2]]}', "filter-lang": "cql2-json"}, "E-FILTER-15"),
        ({"filter": '{"op":"like","args":[{"property":"name"},"x\\\\"]}', "filter-lang": "cql2-json"}, "E-FILTER-16"),
        ({"Filter": "size = 1"}, "E-REQUEST-01"),
    ],
)
def test_parameters_that_don_t_go_together(houses: None, parameters: dict[str, str], code: str) -> None:
    answer = Client().get(ITEMS, parameters)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize(
    ("filter_", "ids"),
    [
        ("name = ''' OR 1=1 --'", []),
        ("name = '%(limit)s' OR name = '%s'", []),
        ("name LIKE '%''; DROP TABLE feature.houses; --%'", []),
        ("name = '{}' OR name = '{0}'", []),
        ("size = 9223372036854775807", []),
        ("size < 99999999999999999999999", [1, 2]),  # beyond every whole number of PostgreSQL's
        ("size * 999999999999999999 > 0", [1]),
        ("size / 0 = 1 OR size % 0 = 1 OR size div 0 = 1", []),  # unknown
        ("built < DATE('9999-12-31') AND built > DATE('0001-01-01')", [1, 2]),
        ("T_BEFORE(seen, INTERVAL('9999-12-31', '9999-12-31T23:59:59Z'))", [1, 2]),
    ],
)
def test_odd_values_are_values(houses: None, filter_: str, ids: list[int]) -> None:
    assert found(filter_) == ids


def test_what_takes_too_long_is_stopped(houses: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(condition, "SECONDS", 1)
    with pytest.raises(InvalidRequest, match="E-FILTER-12"), condition.answered(Condition(sql.SQL("true"))):
        run("SELECT pg_sleep(60)")
    assert run("SHOW statement_timeout") == [("0",)]
