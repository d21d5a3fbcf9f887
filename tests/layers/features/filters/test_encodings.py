"""CQL2 text and CQL2 JSON: the standard's examples say the same in both, and what can't be read is refused in place."""

import json
from typing import Any

import pytest

from gis.errors import InvalidRequest
from layers.features.filters.json_encoding import read_json
from layers.features.filters.limits import DEEPEST, MOST_CHARACTERS, MOST_PARTS
from layers.features.filters.literals import MOST_VERTICES
from layers.features.filters.text_encoding import read_text


def op(name: str, *args: Any) -> dict[str, Any]:
    return {"op": name, "args": list(args)}


def prop(name: str) -> dict[str, str]:
    return {"property": name}


FOOTPRINT = [[43.5845, -79.5442], [43.6079, -79.4893], [43.5677, -79.4632], [43.6129, -79.3925], [43.6223, -79.3238],
             [43.6576, -79.3163], [43.7945, -79.1178], [43.8144, -79.1542], [43.8555, -79.1714], [43.7509, -79.639],
             [43.5845, -79.5442]]  # fmt: skip
RING = ", ".join(f"{y} {x}" for y, x in FOOTPRINT)
POLYGON = {"type": "Polygon", "coordinates": [[[-118, 33.8], [-118, 34], [-117.9, 34], [-117.9, 33.8], [-118, 33.8]]]}

EXAMPLES: list[tuple[str, Any]] = [
    # OGC 21-065r2, clauses 6 and 7 and the examples of its schemas
    ("avg(windSpeed) < 4", op("<", op("avg", prop("windSpeed")), 4)),
    ("city='Toronto'", op("=", prop("city"), "Toronto")),
    ("balance-150.0 > 0", op(">", op("-", prop("balance"), 150.0), 0)),
    ("updated >= DATE('2012-08-10')", op(">=", prop("updated"), {"date": "2012-08-10"})),
    ("geophys:SURVEY_NAME LIKE '%calcutta%'", op("like", prop("geophys:SURVEY_NAME"), "%calcutta%")),
    ("depth BETWEEN 100.0 and 150.0", op("between", prop("depth"), 100.0, 150.0)),
    ("cityName IN ('Toronto','Frankfurt','Tokyo','New York')",
     op("in", prop("cityName"), ["Toronto", "Frankfurt", "Tokyo", "New York"])),
    ("category NOT IN (1,2,3,4)", op("not", op("in", prop("category"), [1, 2, 3, 4]))),
    ("geophys:SURVEY_NAME IS NOT NULL", op("not", op("isNull", prop("geophys:SURVEY_NAME")))),
    ("CASEI(road_class) IN (CASEI('Οδος'),CASEI('Straße'))",
     op("in", op("casei", prop("road_class")), [op("casei", "Οδος"), op("casei", "Straße")])),
    ("ACCENTI(etat_vol) = ACCENTI('débárquér')", op("=", op("accenti", prop("etat_vol")), op("accenti", "débárquér"))),
    ("CASEI(geophys:SURVEY_NAME) LIKE CASEI('%Calcutta%')",
     op("like", op("casei", prop("geophys:SURVEY_NAME")), op("casei", "%Calcutta%"))),
    ("S_INTERSECTS(geometry,POINT(36.319836 32.288087))",
     op("s_intersects", prop("geometry"), {"type": "Point", "coordinates": [36.319836, 32.288087]})),
    ("S_CROSSES(road,POLYGON((" + RING + ")))",
     op("s_crosses", prop("road"), {"type": "Polygon", "coordinates": [FOOTPRINT]})),
    ("S_WITHIN(location,BBOX(-118,33.8,-117.9,34))",
     op("s_within", prop("location"), {"bbox": [-118, 33.8, -117.9, 34]})),
    ("S_INTERSECTS(g, BBOX(1, 2, -5, 3, 4, 9))", op("s_intersects", prop("g"), {"bbox": [1, 2, 3, 4]})),
    ("S_CONTAINS(geometry,POINT Z (-3.508362 -1.754181 5))",
     op("s_contains", prop("geometry"), {"type": "Point", "coordinates": [-3.508362, -1.754181]})),
    ("S_INTERSECTS(g, GEOMETRYCOLLECTION(POINT(1 -2), MULTIPOLYGON(((-118 33.8, -118 34, -117.9 34, -117.9 33.8, "
     "-118 33.8)))))",
     op("s_intersects", prop("g"), {"type": "GeometryCollection", "geometries": [
         {"type": "Point", "coordinates": [1, -2]},
         {"type": "MultiPolygon", "coordinates": [POLYGON["coordinates"]]}]})),
    ("T_INTERSECTS(event_time, INTERVAL('1969-07-16T05:32:00Z', '1969-07-24T16:50:35Z'))",
     op("t_intersects", prop("event_time"), {"interval": ["1969-07-16T05:32:00Z", "1969-07-24T16:50:35Z"]})),
    ("T_DURING(INTERVAL(touchdown, liftOff), INTERVAL('1969-07-16T13:32:00Z', '..'))",
     op("t_during", {"interval": [prop("touchdown"), prop("liftOff")]}, {"interval": ["1969-07-16T13:32:00Z", ".."]})),
    ("T_FINISHEDBY(a, DATE('2020-01-01'))", op("t_finishedBy", prop("a"), {"date": "2020-01-01"})),
    ("eventTime = TIMESTAMP('1969-07-20T20:17:40Z')", op("=", prop("eventTime"), {"timestamp": "1969-07-20T20:17:40Z"})),
    ("A_CONTAINS(layer:ids, ['layers-ca','layers-us'])", op("a_contains", prop("layer:ids"), ["layers-ca", "layers-us"])),
    ("vehicle_height > (bridge_clearance-1)",
     op(">", prop("vehicle_height"), op("-", prop("bridge_clearance"), 1))),
    ("swimming_pool=true AND (floors>5 OR material LIKE 'brick%' OR material LIKE '%brick%')",
     op("and", op("=", prop("swimming_pool"), True), op("or", op(">", prop("floors"), 5),
        op("like", prop("material"), "brick%"), op("like", prop("material"), "%brick%")))),
    ("NOT floors<5 or swimming_pool=true", op("or", op("not", op("<", prop("floors"), 5)), op("=", prop("swimming_pool"), True))),
    ("owner NOT LIKE '%Mike%'", op("not", op("like", prop("owner"), "%Mike%"))),
    ("owner = 'O''Brien' OR owner = 'O\\'Brien'", op("or", op("=", prop("owner"), "O'Brien"), op("=", prop("owner"), "O'Brien"))),
    ("value IS NULL OR value BETWEEN 10 AND 20", op("or", op("isNull", prop("value")), op("between", prop("value"), 10, 20))),
    ("2 + 3 * 4 ^ 2 div 5 % 3 - -1 = 1",
     op("=", op("-", op("+", 2, op("%", op("div", op("*", 3, op("^", 4, 2)), 5), 3)), -1), 1)),
    ("\"Ngày_cấp\" < DATE('2020-01-01') AND tên.đường = 'Lê Lợi'",
     op("and", op("<", prop("Ngày_cấp"), {"date": "2020-01-01"}), op("=", prop("tên.đường"), "Lê Lợi"))),
    ("Foo() = 1.5e3", op("=", op("foo"), 1500.0)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "document"), EXAMPLES)
def test_both_encodings_are_the_same_tree(text: str, document: Any) -> None:
    assert read_text(text) == read_json(json.dumps(document))


DEEP = "NOT " * (DEEPEST + 1)
UNREADABLE_TEXT = [
    ("", "E-FILTER-01", "1:1"),
    ("size =", "E-FILTER-01", "1:7"),
    ("size = 1 AND", "E-FILTER-01", "1:13"),
    ("size = 1)", "E-FILTER-01", "1:9"),
    ("(size = 1", "E-FILTER-01", "1:10"),
    ("size = 1 size = 2", "E-FILTER-01", "1:10"),
    ("size = 1 = 1", "E-FILTER-01", "1:10"),  # which of the two first?
    ("size == 1", "E-FILTER-01", "1:7"),
    ("name = 'a", "E-FILTER-01", "1:8"),
    ("name LIKE 'a\\'", "E-FILTER-01", "1:11"),  # \' is a quote
    ("size =\n  ?", "E-FILTER-01", "2:3"),
    ("size = ٣", "E-FILTER-01", "1:8"),  # a digit to Python
    ("size IN ()", "E-FILTER-01", "1:10"),
    ("size BETWEEN 1", "E-FILTER-01", "1:15"),
    ("name = 'a'; DROP TABLE feature.houses; --", "E-FILTER-01", "1:11"),
    ("name = 'a' -- b", "E-FILTER-01", "1:15"),  # minus, and a sign is of numbers alone
    ("name = 'a' /* b */", "E-FILTER-01", "1:13"),
    ("name = 'a\0'", "E-FILTER-01", "1:10"),
    ("1 OR 1; SELECT pg_sleep(9)", "E-FILTER-01", "1:7"),
    ("name = $$x$$", "E-FILTER-01", "1:8"),
    ("name = %(limit)s", "E-FILTER-01", "1:8"),
    ("geom = POINT(1 2", "E-FILTER-01", "1:17"),
    ("x" * (MOST_CHARACTERS + 1), "E-FILTER-04", None),
    (f"{DEEP}listed", "E-FILTER-05", None),
    ("1" + "+1" * (DEEPEST + 1), "E-FILTER-05", None),
    (f"size IN ({'1,' * MOST_PARTS}1)", "E-FILTER-06", None),
    (f"S_INTERSECTS(geom, LINESTRING({'1 2,' * MOST_VERTICES}5 6))", "E-FILTER-07", "1:20"),
    ("geom = POINT EMPTY", "E-FILTER-08", "1:8"),
    ("geom = POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))", "E-FILTER-08", "1:8"),  # crosses itself
    ("geom = POLYGON((0 0, 1 1, 1 0))", "E-FILTER-08", "1:8"),  # isn't closed
    ("geom = LINESTRING(0 0)", "E-FILTER-08", "1:8"),
    ("geom = POINT(1 2 3 4 5)", "E-FILTER-08", "1:8"),
    ("geom = POINT(1e10 2)", "E-FILTER-08", "1:8"),
    ("geom = POINT(1e999 2)", "E-FILTER-08", "1:8"),
    ("geom = BBOX(1, 2, 3)", "E-FILTER-08", "1:8"),
    ("geom = BBOX('1', 2, 3, 4)", "E-FILTER-08", "1:8"),
    ("size = 1e999", "E-FILTER-10", "1:8"),
    ("size = " + "9" * 5000, "E-FILTER-10", "1:8"),
    ("built = DATE('2026-02-30')", "E-FILTER-10", "1:14"),
    ("built = DATE('30/04/1975')", "E-FILTER-10", "1:14"),
    ("built = DATE(1975)", "E-FILTER-10", "1:14"),
    ("seen = TIMESTAMP('2026-11-21')", "E-FILTER-10", "1:18"),
    ("seen = TIMESTAMP('2026-11-21T07:00:00')", "E-FILTER-10", "1:18"),  # without a zone
    ("T_AFTER(seen, INTERVAL('2026', '..'))", "E-FILTER-10", "1:24"),
    ("T_AFTER(seen, INTERVAL(1, '..'))", "E-FILTER-10", "1:24"),
    ("T_AFTER(seen, INTERVAL('..'))", "E-FILTER-15", "1:15"),
    ("built = DATE()", "E-FILTER-15", "1:9"),
]


@pytest.mark.parametrize(("filter_", "code", "at"), UNREADABLE_TEXT)
def test_text_that_can_t_be_read(filter_: str, code: str, at: str | None) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        read_text(filter_)
    assert refusal.value.code == code
    assert at is None or refusal.value.values["at"] == at


UNREADABLE_JSON = [
    ("", "E-FILTER-01", "1:1"),
    ("size = 1", "E-FILTER-01", "1:1"),
    ('{"op": "=",\n "args": [1', "E-FILTER-01", "2:12"),
    ("null", "E-FILTER-01", "/"),
    ("{}", "E-FILTER-01", "/"),
    ('{"op": "and"}', "E-FILTER-01", "/"),
    ('{"op": 1, "args": []}', "E-FILTER-01", "/"),
    ('{"op": "=", "args": {"0": 1}}', "E-FILTER-01", "/"),
    ('{"op": "=", "args": [{"property": 1}, 2]}', "E-FILTER-01", "/args/0"),
    ('{"op": "not", "args": [{"op": "=", "args": [1, null]}]}', "E-FILTER-01", "/args/0/args/1"),
    ('{"op": "=", "args": [NaN, 1]}', "E-FILTER-01", "/"),
    ('{"type": "Feature", "geometry": null}', "E-FILTER-01", "/"),
    (f'"{"x" * MOST_CHARACTERS}"', "E-FILTER-04", None),
    ('{"op":"not","args":[' * (DEEPEST + 1), "E-FILTER-01", None),
    ('{"op":"not","args":[' * (DEEPEST + 1) + "true" + "]}" * (DEEPEST + 1), "E-FILTER-05", None),
    ("[" * 20_000, "E-FILTER-05", None),
    (f"[{'1,' * MOST_PARTS}1]", "E-FILTER-06", None),
    ('{"type": "Point", "coordinates": []}', "E-FILTER-08", "/"),
    ('{"type": "Point", "coordinates": ["1", 2]}', "E-FILTER-08", "/"),
    ('{"type": "Point"}', "E-FILTER-08", "/"),
    ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}', "E-FILTER-08", "/"),
    ('{"type": "GeometryCollection", "geometries": []}', "E-FILTER-08", "/"),
    ('{"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": []}]}', "E-FILTER-08", "/"),
    ('{"bbox": [1, 2, 3, true]}', "E-FILTER-08", "/"),
    ('{"bbox": [1, 2, 3, "4"]}', "E-FILTER-08", "/"),
    ('"\\u0000"', "E-FILTER-10", "/"),
    ('{"op": "=", "args": ["a", "\\ud800"]}', "E-FILTER-10", "/args/1"),
    (f'{{"op": "=", "args": [1{"0" * 5000}, 1]}}', "E-FILTER-10", "/args/0"),
    ('{"op": "=", "args": [1e999, 1]}', "E-FILTER-10", "/args/0"),
    ('{"op": "<", "args": [{"property": "built"}, {"date": "2026-13-01"}]}', "E-FILTER-10", "/args/1/date"),
    ('{"interval": ["..", "soon"]}', "E-FILTER-10", "/interval/1"),
    ('{"interval": [".."]}', "E-FILTER-15", "/"),
]


@pytest.mark.parametrize(("filter_", "code", "at"), UNREADABLE_JSON)
def test_json_that_can_t_be_read(filter_: str, code: str, at: str | None) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        read_json(filter_)
    assert refusal.value.code == code
    assert at is None or refusal.value.values["at"] == at


def test_parentheses_cost_nothing() -> None:
    assert read_text("(" * 5_000 + "listed" + ")" * 5_000) == read_text("listed")
