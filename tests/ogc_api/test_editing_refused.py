"""What is sent and refused, each with the reason beside it: a problem document with our code and where it is wrong."""

import gzip
import json
from typing import Any

import pytest

from tests.ogc_api.client import PROBLEM
from tests.ogc_api.editing import CRS_5899, GEOJSON, MERGE_PATCH, SECRET_OWNER, Editing, count, plot, square, stored

ITEMS = "/collections/plots/items"


def feature(**members: Any) -> dict[str, Any]:
    return {**plot(), **members}


def with_values(**values: Any) -> dict[str, Any]:
    return plot(**values)


def shaped(geometry: Any) -> dict[str, Any]:
    return feature(geometry=geometry)


def text(document: Any, old: str, new: str) -> bytes:
    return json.dumps(document).replace(old, new).encode()


DEEP = b"[" * 100_000
LONG_LINE = {"type": "LineString", "coordinates": [[400_000 + i / 1000, 1_210_000] for i in range(200_001)]}
BODIES: list[tuple[str, Any, int, str, list[str]]] = [
    # No JSON, or JSON that programs read differently
    ("nothing", b"", 400, "E-EDIT-04", []),
    ("half a document", b'{"type": "Feature",', 400, "E-EDIT-04", []),
    ("something behind it", b"{} {}", 400, "E-EDIT-04", []),
    ("single quotation marks", b"{'type': 'Feature'}", 400, "E-EDIT-04", []),
    ("another encoding", '{"type": "Thửa"}'.encode("utf-16"), 400, "E-EDIT-04", []),
    ("a byte that is no UTF-8", b'{"a": "\xff"}', 400, "E-EDIT-04", []),
    ("a member twice", text(feature(), '"type": "Feature"', '"type": "Feature", "type": "Feature"'), 400, "E-EDIT-05", []),
    ("a property twice", text(with_values(floors=1), '"floors": 1', '"floors": 1, "floors": 2'), 400, "E-EDIT-05", []),
    ("NaN", text(with_values(height=2.25), "2.25", "NaN"), 400, "E-EDIT-05", []),
    ("infinity", text(with_values(height=2.25), "2.25", "-Infinity"), 400, "E-EDIT-05", []),
    ("a number beyond all numbers", text(with_values(height=2.25), "2.25", "1e999"), 400, "E-EDIT-05", []),
    ("a whole number of 5,000 digits", text(with_values(height=7), "7", "7" * 5000), 400, "E-EDIT-05", []),
    ("half a character", text(with_values(note="zz"), "zz", "\\ud800"), 400, "E-EDIT-05", []),
    ("nested without end", DEEP, 400, "E-EDIT-05", []),
    ("a list", [feature()], 422, "E-EDIT-06", ["#"]),
    ("text", "Feature", 422, "E-EDIT-06", ["#"]),
    # No feature
    ("no type", {"geometry": square(), "properties": {"number": "P1"}}, 422, "E-EDIT-06", ["#/type"]),
    ("a geometry alone", square(), 422, "E-EDIT-06", ["#/type", "#/properties", "#/geometry"]),
    ("no properties", {"type": "Feature", "geometry": square()}, 422, "E-EDIT-06", ["#/properties"]),
    ("properties as a list", feature(properties=[]), 422, "E-EDIT-06", ["#/properties"]),
    ("no geometry", {"type": "Feature", "properties": {"number": "P1"}}, 422, "E-EDIT-06", ["#/geometry"]),
    ("null for a geometry", shaped(None), 422, "E-EDIT-06", ["#/geometry"]),
    ("a circle", shaped({"type": "Circle", "coordinates": [1, 2]}), 422, "E-EDIT-06", ["#/geometry"]),
    ("a collection of geometries", shaped({"type": "GeometryCollection", "geometries": [square()]}), 422, "E-EDIT-06", ["#/geometry"]),
    ("a type that is none", shaped({"type": ["Polygon"], "coordinates": []}), 422, "E-EDIT-06", ["#/geometry"]),
    ("coordinates not so deep", shaped({"type": "Polygon", "coordinates": [[1, 2], [3, 4]]}), 422, "E-EDIT-06", ["#/geometry"]),
    ("a position of one number", shaped({"type": "Point", "coordinates": [1]}), 422, "E-EDIT-06", ["#/geometry"]),
    ("text for a number", shaped({"type": "Point", "coordinates": ["1", 2]}), 422, "E-EDIT-06", ["#/geometry"]),
    ("another system in the body", feature(crs={"type": "name", "properties": {"name": "EPSG:4326"}}), 422, "E-EDIT-12", ["#/crs"]),
    ("a link for a system", feature(crs={"type": "link", "properties": {"href": "x"}}), 422, "E-EDIT-12", ["#/crs"]),
    # No feature of this layer
    ("a field that isn't there", with_values(colour="red"), 422, "E-FEATURE-03", ["#/properties/colour"]),
    ("a field with a slash", with_values(**{"a/b~c": 1}), 422, "E-FEATURE-03", ["#/properties/a~1b~0c"]),
    ("a field that the sender may not see", with_values(owner=SECRET_OWNER), 422, "E-FEATURE-03", ["#/properties/owner"]),
    ("a column of the system", with_values(version=7), 422, "E-FEATURE-03", ["#/properties/version"]),
    ("another's id", with_values(public_id=7), 422, "E-FEATURE-03", ["#/properties/public_id"]),
    ("a commune, which follows from the place", with_values(commune_code="26001"), 422, "E-FEATURE-03", ["#/properties/commune_code"]),
    ("an object for a value", with_values(note={"a": 1}), 422, "E-FEATURE-03", ["#/properties/note"]),
    ("not of the pattern", feature(properties={"number": "X1"}), 422, "E-FEATURE-03", ["#/properties/number"]),
    ("out of its range", with_values(floors=61), 422, "E-FEATURE-03", ["#/properties/floors"]),
    ("true for a number", with_values(floors=True), 422, "E-FEATURE-03", ["#/properties/floors"]),
    ("no day", with_values(built="30/02/2026"), 422, "E-FEATURE-03", ["#/properties/built"]),
    ("a time without its zone", with_values(seen="2026-11-24T10:00:00"), 422, "E-FEATURE-03", ["#/properties/seen"]),
    ("NUL", with_values(note="a\0b"), 422, "E-FEATURE-03", ["#/properties/note"]),
    ("nothing for what is required", feature(properties={}), 422, "E-FEATURE-04", ["#/properties/number"]),
    ("properties as null", feature(properties=None), 422, "E-FEATURE-04", ["#/properties/number"]),
    ("several things at once", feature(properties={"floors": -1, "built": 5, "lit": "yes"}, geometry={"type": "Point", "coordinates": [1, 2]}), 422, "E-FEATURE-12",
     ["#/properties/floors", "#/properties/built", "#/properties/lit", "#/properties/number", "#/geometry"]),
    ("another kind of geometry", shaped({"type": "Point", "coordinates": [400_000, 1_210_000]}), 422, "E-FEATURE-05", ["#/geometry"]),
    ("an empty one", shaped({"type": "Polygon", "coordinates": []}), 422, "E-FEATURE-05", ["#/geometry"]),
    ("one that crosses itself", shaped({"type": "Polygon", "coordinates": [[[4e5, 1.21e6], [400010, 1210010], [400010, 1.21e6], [4e5, 1210010], [4e5, 1.21e6]]]}), 422, "E-FEATURE-05", ["#/geometry"]),
    ("degrees said to be metres", shaped({"type": "Polygon", "coordinates": [[[106.8, 10.9], [106.9, 10.9], [106.9, 11], [106.8, 10.9]]]}), 422, "E-FEATURE-05", ["#/geometry"]),
    ("far from its system", shaped({"type": "Polygon", "coordinates": [[[1.21e7, 4e7], [1.22e7, 4e7], [1.22e7, 4.1e7], [1.21e7, 4e7]]]}), 422, "E-FEATURE-05", ["#/geometry"]),
    ("too many vertices", shaped(LONG_LINE), 413, "E-EDIT-07", []),
    ("a collection of nothing", {"type": "FeatureCollection", "features": []}, 422, "E-EDIT-06", ["#/features"]),
    ("a collection without features", {"type": "FeatureCollection"}, 422, "E-EDIT-06", ["#/features"]),
    ("a wrong one in a collection", {"type": "FeatureCollection", "features": [plot(), 7]}, 422, "E-EDIT-06", ["#/features/1"]),
    ("too many in a collection", {"type": "FeatureCollection", "features": [{}] * 1001}, 413, "E-EDIT-09", []),
]  # fmt: skip


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem document, with a sentence and a way out."""
    assert answer["Content-Type"] == PROBLEM, answer.content
    body: dict[str, Any] = answer.json()
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code), body
    assert body["title"] and body["detail"]
    assert b"Traceback" not in answer.content and b"psycopg2" not in answer.content and b"SELECT" not in answer.content
    return body


@pytest.mark.parametrize(
    ("body", "status", "code", "pointers"), [one[1:] for one in BODIES], ids=[one[0] for one in BODIES]
)
def test_a_new_feature_is_refused(city: Editing, body: Any, status: int, code: str, pointers: list[str]) -> None:
    before = count()
    document = refused(city.ask("POST", ITEMS, body, Content_Crs=CRS_5899), status, code)
    assert [one["pointer"] for one in document.get("errors", [])] == pointers
    assert all(one["code"] and one["title"] and one["detail"] for one in document.get("errors", []))
    assert SECRET_OWNER not in json.dumps({**document, "errors": []})
    assert count() == before


def test_where_json_ends_to_be_json_is_said(city: Editing) -> None:
    title = city.ask("POST", f"{ITEMS}?lang=en", b'{"type": "Feature",\n  "properties": {"number" "P1"}}').json()[
        "title"
    ]
    assert "line 2, column 27" in title
    title = city.ask("POST", f"{ITEMS}?lang=en", b'{"type": "Feature",\n  "properties": {"number": "\xc3("}}').json()[
        "title"
    ]
    assert "UTF-8 in line 2, column 29" in title


HEADERS: list[tuple[str, dict[str, Any], int, str]] = [
    ("a form", {"kind": "application/x-www-form-urlencoded"}, 415, "E-EDIT-02"),
    ("a form with files", {"kind": "multipart/form-data; boundary=x"}, 415, "E-EDIT-02"),
    ("text", {"kind": "text/plain"}, 415, "E-EDIT-02"),
    ("GML", {"kind": "application/gml+xml"}, 415, "E-EDIT-02"),
    ("a patch to a collection", {"kind": MERGE_PATCH}, 415, "E-EDIT-02"),
    ("another charset", {"kind": f"{GEOJSON}; charset=iso-8859-1"}, 415, "E-EDIT-02"),
    ("compressed", {"Content_Encoding": "gzip"}, 415, "E-EDIT-02"),
    ("a system that is none", {"Content_Crs": "<WGS84>"}, 400, "E-CRS-01"),
    ("a system without a number", {"Content_Crs": "<http://www.opengis.net/def/crs/EPSG/0/>"}, 400, "E-CRS-01"),
    ("our own number of a system", {"Content_Crs": "EPSG:905899"}, 400, "E-CRS-01"),
    ("a system that isn't offered", {"Content_Crs": "<http://www.opengis.net/def/crs/EPSG/0/28992>"}, 400, "E-REQUEST-04"),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "status", "code"), [one[1:] for one in HEADERS], ids=[one[0] for one in HEADERS])
def test_refused_for_a_header(city: Editing, headers: dict[str, Any], status: int, code: str) -> None:
    sent = {"Content_Crs": CRS_5899, **headers}
    body = gzip.compress(json.dumps(plot()).encode()) if "Content_Encoding" in headers else plot()
    refused(city.ask("POST", ITEMS, body, **sent), status, code)


def test_a_body_over_the_limit(city: Editing) -> None:
    refused(city.ask("POST", ITEMS, b" " * 10_000_001), 413, "E-EDIT-03")


def test_an_unknown_parameter(city: Editing) -> None:
    refused(city.ask("POST", f"{ITEMS}?crs=x", plot(), Content_Crs=CRS_5899), 400, "E-REQUEST-01")


@pytest.mark.parametrize("kind", [GEOJSON, f"{GEOJSON};charset=UTF-8", "application/json", "Application/Geo+JSON", ""])
def test_what_a_body_may_say_of_itself(city: Editing, kind: str) -> None:
    assert city.ask("POST", ITEMS, plot(), kind=kind, Content_Crs=CRS_5899).status_code == 201


CHANGES: list[tuple[str, str, Any, int, str, list[str]]] = [
    ("another's id on replacing", "PUT", feature(id=999_999), 422, "E-EDIT-10", ["#/id"]),
    ("another's id in a patch", "PATCH", {"id": 999_999, "properties": {"floors": 1}}, 422, "E-EDIT-10", ["#/id"]),
    ("half a feature on replacing", "PUT", {"type": "Feature", "properties": {"number": "P1"}}, 422, "E-EDIT-06", ["#/geometry"]),
    ("a collection on replacing", "PUT", {"type": "FeatureCollection", "features": []}, 422, "E-EDIT-06", ["#/type", "#/properties", "#/geometry"]),
    ("a required value left out on replacing", "PUT", feature(properties={"floors": 1}), 422, "E-FEATURE-04", ["#/properties/number"]),
    ("a required value taken away", "PATCH", {"properties": {"number": None}}, 422, "E-FEATURE-04", ["#/properties/number"]),
    ("the geometry taken away", "PATCH", {"geometry": None}, 422, "E-EDIT-06", ["#/geometry"]),
    ("all properties taken away", "PATCH", {"properties": None}, 422, "E-EDIT-06", ["#/properties"]),
    ("coordinates alone", "PATCH", {"geometry": {"coordinates": square()["coordinates"]}}, 422, "E-EDIT-06", ["#/geometry"]),
    ("another type", "PATCH", {"type": "Tree"}, 422, "E-EDIT-06", ["#/type"]),
    ("what the writer may not see", "PATCH", {"properties": {"owner": None}}, 422, "E-FEATURE-03", ["#/properties/owner"]),
    ("two wrong values", "PATCH", {"properties": {"floors": "x", "lit": 1}}, 422, "E-FEATURE-12", ["#/properties/floors", "#/properties/lit"]),
    ("no document", "PATCH", [], 422, "E-EDIT-06", ["#"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "body", "status", "code", "pointers"), [one[1:] for one in CHANGES], ids=[one[0] for one in CHANGES]
)
def test_a_change_is_refused(
    city: Editing, method: str, body: Any, status: int, code: str, pointers: list[str]
) -> None:
    """And leaves the feature as it is."""
    number = city.add(floors=2)
    before = stored(number)
    kind = MERGE_PATCH if method == "PATCH" else GEOJSON
    document = refused(city.ask(method, f"{ITEMS}/{number}", body, kind=kind, Content_Crs=CRS_5899), status, code)
    assert [one["pointer"] for one in document["errors"]] == pointers
    assert stored(number) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("feature_id", ["0", "999999999", "abc", "1.0", "-1", "%00", "9" * 40, "%D9%A1"])
def test_what_isn_t_there_can_t_be_changed(city: Editing, method: str, feature_id: str) -> None:
    body = None if method == "DELETE" else plot()
    kind = MERGE_PATCH if method == "PATCH" else GEOJSON
    answer = city.ask(method, f"{ITEMS}/{feature_id}", body, kind=kind, Content_Crs=CRS_5899)
    refused(answer, 404, "E-FEATURE-01")


def test_a_key_that_another_has(city: Editing) -> None:
    first = city.add()
    number = stored(first)["number"]
    refused(city.ask("POST", ITEMS, plot(number=number), Content_Crs=CRS_5899), 409, "E-FEATURE-06")
    second = city.add()
    answer = city.ask("PATCH", f"{ITEMS}/{second}", {"properties": {"number": number}}, kind=MERGE_PATCH)
    refused(answer, 409, "E-FEATURE-06")


def test_in_vietnamese_unless_english_is_asked_for(city: Editing) -> None:
    vietnamese, english = city.ask("POST", ITEMS, plot(lit=1)), city.ask("POST", f"{ITEMS}?lang=en", plot(lit=1))
    for words in ("title", "detail"):
        assert vietnamese.json()[words] != english.json()[words]
        assert vietnamese.json()["errors"][0][words] != english.json()["errors"][0][words]
    assert "dòng 1, cột 2" in city.ask("POST", ITEMS, b"{").json()["title"]
