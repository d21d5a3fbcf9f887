"""Features are created, replaced, changed and removed over the API: what comes back, and who is late."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.spatial.crs import Crs, parse_crs, transformer
from ogc_api.editing.preconditions import versions_in
from ogc_api.pygeoapi_bridge import offered_crs
from tests.layers.features.rows import run
from tests.ogc_api.editing import (
    CRS_5899,
    EAST,
    GEOJSON,
    MERGE_PATCH,
    NORTH,
    PLOTS,
    SECRET_OWNER,
    Editing,
    count,
    plot,
    square,
    stored,
)
from tests.ogc_api.test_editing_refused import refused

ITEMS = "/collections/plots/items"
IN_5899 = "http://www.opengis.net/def/crs/EPSG/0/5899"


def test_a_life_over_http(city: Editing) -> None:
    made = city.ask("POST", ITEMS, plot(floors=2), Content_Crs=CRS_5899)
    assert (made.status_code, made.content) == (201, b"")
    address, feature = made["Location"], int(made["Location"].rsplit("/", 1)[1])
    assert address == f"http://testserver/ogc{ITEMS}/{feature}" and made["ETag"] == '"1"'
    got = city.get(feature)
    assert got["ETag"].startswith('"1-')
    item, number = f"{ITEMS}/{feature}", got.json()["properties"]["number"]
    new = plot(at=100, number=number, note="x")
    replaced = city.ask("PUT", item, new, Content_Crs=CRS_5899, If_Match=got["ETag"])
    assert (replaced.status_code, replaced.content, replaced["ETag"]) == (204, b"", '"2"')
    assert stored(feature) == {
        "number": number, "floors": None, "height": 3.5, "built": None, "seen": None, "lit": None, "note": "x",
        "owner": None, "version": 2,
    }  # fmt: skip
    patched = city.ask("PATCH", item, {"properties": {"floors": 7, "note": None}}, kind=MERGE_PATCH, If_Match='"2"')
    assert (patched.status_code, patched["ETag"]) == (204, '"3"')
    found = city.get(feature, crs=IN_5899).json()
    assert (found["properties"]["floors"], found["properties"]["note"]) == (7, None)
    assert found["geometry"]["coordinates"][0] == square(100)["coordinates"]
    gone = city.ask("DELETE", item, If_Match='"3"')
    assert (gone.status_code, gone.content) == (204, b"")
    assert city.get(feature).status_code == 404
    refused(city.ask("DELETE", item), 404, "E-FEATURE-01")


# Versions


def test_a_feature_that_is_known_isn_t_sent_again(city: Editing) -> None:
    """If-None-Match (RFC 9110, 13.1.2): the very representation, whose tag another system or language doesn't have."""
    feature = city.add()
    path = f"{ITEMS}/{feature}"
    tag = city.ask("GET", path)["ETag"]
    for sent in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        again = city.ask("GET", path, If_None_Match=sent)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert city.ask("HEAD", path)["ETag"] == tag
    for other in (f"{path}?crs={IN_5899}", f"{path}?lang=en"):
        assert city.ask("GET", other, If_None_Match=tag).status_code == 200
    city.ask("PATCH", path, {"properties": {"floors": 1}}, kind=MERGE_PATCH)
    assert city.ask("GET", path, If_None_Match=tag).status_code == 200


@pytest.mark.parametrize("seen", ['"1"', '"1-0123456789abcdef"', 'W/"1-ff"', '"9", "1"', '"other",W/"1"', "*", None])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_who_saw_the_present_version_writes(city: Editing, method: str, seen: str | None) -> None:
    """If-Match compares the version alone: the feature may have been seen in any system or language."""
    answer = _write(city, city.add(), method, seen)
    assert answer.status_code == 204
    assert answer.headers.get("ETag") == (None if method == "DELETE" else '"2"')


@pytest.mark.parametrize("seen", ['"2"', '"0"', '"other"', '"2", "3"', '""', '"1x"', '"-1"'])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_who_saw_another_is_told_which_stands(city: Editing, method: str, seen: str) -> None:
    feature = city.add()
    before = stored(feature)
    answer = _write(city, feature, method, seen)
    assert "1" in refused(answer, 412, "E-FEATURE-02")["title"] and answer.json()["version"] == 1
    assert stored(feature) == before


@pytest.mark.parametrize("seen", ["1", "abc", '"1', '"a b"', ",", ""])
def test_if_match_that_is_no_list_of_tags(city: Editing, seen: str) -> None:
    refused(_write(city, city.add(), "DELETE", seen), 400, "E-EDIT-11")


def _write(city: Editing, feature: int, method: str, seen: str | None, layer: str = "plots") -> Any:
    number = stored(feature, layer)["number"]
    body = {"PUT": plot(number=number), "PATCH": {"properties": {"floors": 3}}, "DELETE": None}[method]
    kind = MERGE_PATCH if method == "PATCH" else GEOJSON
    match = {} if seen is None else {"If_Match": seen}
    path = f"/collections/{layer}/items/{feature}"
    return city.ask(method, path, body, kind=kind, Content_Crs=CRS_5899, **match)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_strict_layer_asks_for_the_version(city: Editing, method: str) -> None:
    """RFC 6585, 3: 428. `*` names no version."""
    feature = city.add("strict_plots")
    for seen in (None, "*"):
        refused(_write(city, feature, method, seen, "strict_plots"), 428, "E-EDIT-08")
    assert stored(feature, "strict_plots")["version"] == 1
    assert _write(city, feature, method, '"1"', "strict_plots").status_code == 204


def test_writes_without_a_version_are_recorded(city: Editing) -> None:
    first, second = city.add(), city.add()
    mark = run("SELECT coalesce(max(id), 0) FROM audit.event")[0][0]
    for method in ("PUT", "PATCH", "DELETE"):
        assert _write(city, first, method, None).status_code == 204
        assert _write(city, second, method, f'"{stored(second)["version"]}"').status_code == 204
    found = run(
        "SELECT ids, actor_kind, via FROM audit.event WHERE action = 'feature.unconditional' AND layer = 'plots' AND id > %s",
        mark,
    )
    assert found == [([first], "service", "key")] * 3


@pytest.mark.parametrize(
    ("text", "versions"),
    [(None, None), ("*", None), (' * ', None), ('"7"', {7}), ('W/"7-ab" , "8"', {7, 8}), ('"x"', {0}), ('"07"', {7})],
)  # fmt: skip
def test_versions_in_a_list_of_tags(text: str | None, versions: set[int] | None) -> None:
    assert versions_in(text) == versions


# Coordinate systems


@pytest.mark.parametrize("crs", [None, *offered_crs(PLOTS)], ids=str)
def test_a_geometry_comes_back_in_the_system_in_which_it_was_sent(city: Editing, crs: Crs | None) -> None:
    """Part 2 and the draft's abstract test /conf/features/crs: every system that is offered, in its axis order."""
    system = crs or parse_crs("CRS84")
    change = transformer(5899, system.epsg).transform
    ring = [change(x, y) for x, y in square(50)["coordinates"][0]]
    sent = [[y, x] if system.north_first else [x, y] for x, y in ring]
    document = {**plot(), "geometry": {"type": "Polygon", "coordinates": [sent]}}
    header = {"Content_Crs": f"<{crs.uri}>"} if crs else {}
    made = city.ask("POST", ITEMS, document, **header)
    assert made.status_code == 201, made.content
    feature = int(made["Location"].rsplit("/", 1)[1])
    place = run("SELECT ST_XMin(geom), ST_YMin(geom), ST_Area(geom) FROM feature.plots WHERE public_id = %s", feature)
    assert place == [
        (pytest.approx(EAST + 50, abs=0.002), pytest.approx(NORTH, abs=0.002), pytest.approx(100, abs=0.1))
    ]
    back = city.get(feature, crs=system.uri).json()["geometry"]["coordinates"][0][0]
    digits = 1e-6 if system.is_geographic else 0.01
    assert [len(position) for position in back] == [2] * 5
    for one, other in zip(back, sent, strict=True):
        assert one == pytest.approx(other, abs=digits)


def test_heights_and_older_members_do_no_harm(city: Editing) -> None:
    document = plot()
    flat = document["geometry"]["coordinates"][0]
    document["geometry"]["coordinates"] = [[[*position, 12.5] for position in flat]]
    document |= {
        "id": 77,
        "bbox": [1, 2, 3, 4],
        "links": [],
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5899"}},
    }
    made = city.ask("POST", ITEMS, document, Content_Crs=CRS_5899)
    assert made.status_code == 201, made.content
    assert not made["Location"].endswith("/77"), "the server gives ids"
    back = city.get(int(made["Location"].rsplit("/", 1)[1]), crs=IN_5899).json()
    assert back["geometry"]["coordinates"][0] == [flat]


@pytest.mark.parametrize("query", [{}, {"crs": IN_5899}, {"crs": "http://www.opengis.net/def/crs/EPSG/0/4326"}])
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_what_was_got_and_is_sent_back_moves_nothing(city: Editing, method: str, query: dict[str, str]) -> None:
    """Coordinates leave rounded: an edit of an attribute must not shift a boundary by that."""
    document = {**plot(), "geometry": square(12.3456789, 9.87654321)}
    made = city.ask("POST", ITEMS, document, Content_Crs=CRS_5899)
    feature = int(made["Location"].rsplit("/", 1)[1])
    before = run("SELECT geom FROM feature.plots WHERE public_id = %s", feature)
    got = city.get(feature, **query)
    changed = got.json()
    changed["properties"]["floors"] = 9
    answer = city.ask(method, f"{ITEMS}/{feature}", changed, Content_Crs=got["Content-Crs"], If_Match=got["ETag"])
    assert answer.status_code == 204, answer.content
    assert stored(feature)["floors"] == 9
    assert run("SELECT geom FROM feature.plots WHERE public_id = %s", feature) == before


# What isn't seen


def test_what_the_writer_may_not_see_stays_when_a_feature_is_replaced(city: Editing) -> None:
    feature = city.add(who="manager", owner=SECRET_OWNER)
    got = city.get(feature)
    assert "owner" not in got.json()["properties"]
    assert _write(city, feature, "PUT", got["ETag"]).status_code == 204
    assert stored(feature)["owner"] == SECRET_OWNER
    number = stored(feature)["number"]
    whole = city.ask("PUT", f"{ITEMS}/{feature}", plot(number=number), who="manager", Content_Crs=CRS_5899)
    assert whole.status_code == 204 and stored(feature)["owner"] is None


def test_desktop_programs_name_every_field(city: Editing) -> None:
    """QGIS sends null for what nobody filled in; a default stands in where something is required."""
    nothing = dict.fromkeys(("floors", "height", "built", "seen", "lit", "note"))
    feature = city.add(**nothing)
    assert stored(feature)["height"] == 3.5
    number = stored(feature)["number"]
    answer = city.ask("PUT", f"{ITEMS}/{feature}", plot(number=number, **nothing), Content_Crs=CRS_5899)
    assert answer.status_code == 204 and stored(feature)["height"] == 3.5


# A model


_VALUES = st.fixed_dictionaries(
    {},
    optional={
        "floors": st.none() | st.integers(0, 60),
        "height": st.floats(-1e6, 1e6),
        "lit": st.none() | st.booleans(),
        "note": st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
        "built": st.none() | st.dates().map(str),
    },
)


@settings(max_examples=12)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["put", "patch", "stale", "get"]), _VALUES, st.integers(0, 500)), max_size=8
    )
)
def test_a_feature_is_what_its_writers_made_of_it(city: Editing, steps: list[tuple[str, dict[str, Any], int]]) -> None:
    """Beside a dict; each write is a version of its own, and a stale one changes nothing."""
    first = plot()
    number = first["properties"]["number"]
    made = city.ask("POST", ITEMS, first, Content_Crs=CRS_5899)
    path = made["Location"].removeprefix("http://testserver/ogc")
    feature, before, tag = int(path.rsplit("/", 1)[1]), count(), made["ETag"]
    empty = {"floors": None, "height": 3.5, "built": None, "seen": None, "lit": None, "note": None}
    model, place, versions = {"number": number, **empty}, 0.0, [1]
    for what, values, at in steps:
        if what == "put":
            answer = city.ask("PUT", path, plot(at=at, number=number, **values), Content_Crs=CRS_5899, If_Match=tag)
            model, place = {"number": number, **empty, **values}, float(at)
        elif what == "patch":
            answer = city.ask("PATCH", path, {"properties": values}, kind=MERGE_PATCH, If_Match=tag)
            model |= values
        elif what == "stale":
            answer = city.ask("PATCH", path, {"properties": {"floors": 1}}, kind=MERGE_PATCH, If_Match='"0"')
            assert answer.status_code == 412
            continue
        if what in ("put", "patch"):
            assert answer.status_code == 204, answer.content
            tag = answer["ETag"]
            versions.append(int(json.loads(tag)))
        got = city.get(feature, crs=IN_5899)
        assert got.json()["properties"] == {**model, "height": pytest.approx(model["height"])}
        assert got.json()["geometry"]["coordinates"][0] == square(place)["coordinates"]
    wrote = [what for what, values, _ in steps if what == "put" or (what == "patch" and values)]
    assert versions == sorted(versions) and len(set(versions)) == len(wrote) + 1
    assert city.ask("DELETE", path, If_Match=tag).status_code == 204
    assert city.get(feature).status_code == 404 and count() == before - 1
