"""OGC API - Features Part 3 (19-079r2) over the demo: queryables, functions, filter on items and on tiles."""

import json

import pytest
import shapely
from jsonschema import Draft202012Validator

from tests.ogc_api import mvt
from tests.ogc_api.client import EPSG, LAYERS, Api, ids_of, link_of, links_of, media_type
from tests.ogc_api.test_tiles import tile_at

each_layer = pytest.mark.parametrize("layer", LAYERS)
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
FUNCTIONS = "http://www.opengis.net/def/rel/ogc/1.0/functions"
ITEMS = "/collections/parcels/items"
FORMATS = {"toronto_trees": "geometry-point"}


@each_layer
def test_the_collection_leads_to_its_queryables(api: Api, layer: str) -> None:
    """/conf/queryables/get-queryables-op and its success."""
    found = links_of(api.json(f"/collections/{layer}"), QUERYABLES)
    assert {link["type"] for link in found} == {"application/schema+json", "text/html"}
    answer = api.ask(found[0]["href"])
    assert media_type(answer) == "application/schema+json"
    schema = answer.json()
    Draft202012Validator.check_schema(schema)
    assert (schema["type"], schema["additionalProperties"]) == ("object", False)
    assert schema["$id"] == f"{api.root}/collections/{layer}/queryables"
    geometry = schema["properties"].pop("geom")
    assert geometry["x-ogc-role"] == "primary-geometry"
    assert geometry["format"] == FORMATS.get(layer, "geometry-multipolygon")
    assert all(isinstance(one["type"], str) for one in schema["properties"].values())  # as QGIS reads them
    fields = set(api.json(f"/collections/{layer}/items", limit=1)["features"][0]["properties"])
    assert set(schema["properties"]) == fields | {"id", "valid_from", "valid_to"}


def test_queryables_say_what_codes_mean(api: Api) -> None:
    field = api.json("/collections/parcels/queryables", lang="vi")["properties"]["loai_dat"]
    codes = {one["const"]: one["title"] for one in field["anyOf"][0]["oneOf"]}
    assert codes["ODT"].startswith("Đất ở")
    page = api.ask("/collections/parcels/queryables?f=html&lang=vi").text
    assert "loai_dat" in page and "valid_from" in page


@each_layer
def test_each_queryable_is_a_parameter(api: Api, layer: str) -> None:
    """/conf/queryables-query-parameters: every property but the geometry, in the definition and in fact."""
    names = set(api.json(f"/collections/{layer}/queryables")["properties"]) - {"geom"}
    operation = api.json("/openapi")["paths"][f"/collections/{layer}/items"]["get"]
    assert names <= {parameter["name"] for parameter in operation["parameters"]}
    assert ids_of(api.json(f"/collections/{layer}/items", id=2)) == [2]
    assert api.json(f"/collections/{layer}/items", valid_from="1800-01-01")["numberReturned"] == 0


def test_functions_are_listed(api: Api) -> None:
    href = link_of(api.json("/"), FUNCTIONS)["href"]
    functions = {one["name"]: one for one in api.json(href)["functions"]}
    assert functions["area"]["returns"] == {"type": ["number"]}
    assert functions["area"]["arguments"] == [{"type": ["geometry"]}]
    assert "area(geometry)" in api.ask("/functions?f=html&lang=en").text


@each_layer
@pytest.mark.parametrize("language", ["cql2-text", "cql2-json"])
def test_pages_of_a_filter_are_all_it_finds(api: Api, layer: str, language: str) -> None:
    """/conf/features-filter/filter-op: next links carry the filter, numberMatched counts it."""
    filter_ = {
        "cql2-text": "id > 2 AND id < 10 AND NOT id = 5",
        "cql2-json": json.dumps(
            {"op": "and", "args": [
                {"op": ">", "args": [{"property": "id"}, 2]}, {"op": "<", "args": [{"property": "id"}, 10]},
                {"op": "<>", "args": [{"property": "id"}, 5]}]}
        ),
    }[language]  # fmt: skip
    pages = list(api.pages(f"/collections/{layer}/items", filter=filter_, **{"filter-lang": language}, limit=2))
    assert [id_ for page in pages for id_ in ids_of(page)] == [3, 4, 6, 7, 8, 9]
    assert {page["numberMatched"] for page in pages if "numberMatched" in page} <= {6}


@each_layer
def test_a_feature_is_found_by_its_own_place(api: Api, layer: str) -> None:
    """In degrees and in the storage system, and together with a box."""
    collection = api.json(f"/collections/{layer}")
    for crs in ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", collection["storageCrs"]):
        feature = api.json(f"/collections/{layer}/items/3", crs=crs)
        # Answers are rounded: a point isn't quite where the answer says.
        low_x, low_y, high_x, high_y = shapely.from_geojson(json.dumps(feature["geometry"])).bounds
        by = 1e-6 if abs(low_x) <= 180 else 0.01
        box = {"bbox": [low_x - by, low_y - by, high_x + by, high_y + by]}
        filter_ = json.dumps({"op": "s_within", "args": [{"property": "geom"}, box]})
        asked = {"filter": filter_, "filter-lang": "cql2-json", "filter-crs": crs, "limit": 10_000}
        found = ids_of(api.json(f"/collections/{layer}/items", **asked))
        assert 3 in found and found == sorted(found)
        ((west, south, east, north),) = collection["extent"]["spatial"]["bbox"]
        boxed = ids_of(api.json(f"/collections/{layer}/items", bbox=f"{west},{south},{east},{north}", **asked))
        assert boxed == found


def test_the_box_of_a_filter_is_the_box_of_the_request(api: Api) -> None:
    ((west, south, east, north),) = api.json("/collections/parcels")["extent"]["spatial"]["bbox"]
    box = f"{west},{south},{(west + east) / 2},{(south + north) / 2}"
    asked = ids_of(api.json(ITEMS, bbox=box, limit=10_000))
    assert 0 < len(asked) < api.json(ITEMS, limit=1)["numberMatched"]
    assert ids_of(api.json(ITEMS, filter=f"S_INTERSECTS(geom, BBOX({box}))", limit=10_000)) == asked


def test_tiles_hold_what_the_filter_finds(api: Api) -> None:
    feature = api.json(f"{ITEMS}/3")
    inside = shapely.from_geojson(json.dumps(feature["geometry"])).point_on_surface()
    row, column = tile_at(inside.x, inside.y, 16)
    path = f"/collections/parcels/tiles/WebMercatorQuad/16/{row}/{column}"
    (whole,) = mvt.read_tile(api.ask(path).content)
    (layer,) = mvt.read_tile(api.ask(path, filter="id = 3").content)
    assert set(layer.features) == {3} < set(whole.features)
    by_place = f"S_INTERSECTS(geom, POINT({inside.y} {inside.x})) AND area(geom) > 0"
    (layer,) = mvt.read_tile(api.ask(path, filter=by_place, **{"filter-crs": EPSG.format(4326)}).content)
    assert set(layer.features) == {3}
    assert mvt.read_tile(api.ask(path, filter="FALSE").content) == []
    refused = api.ask(path, filter="ten_chu IS NULL")
    assert (refused.status_code, refused.json()["code"]) == (400, "E-FILTER-02")


def test_a_personal_field_is_no_queryable(api: Api) -> None:
    assert "ten_chu" not in api.ask("/collections/parcels/queryables").text
    refused, absent = (api.ask(ITEMS, filter=f"{name} = 'x'").json() for name in ("ten_chu", "ten_xyz"))
    assert refused["title"].replace("ten_chu", "ten_xyz") == absent["title"]


def test_the_page_shows_the_filter(api: Api) -> None:
    page = api.ask(ITEMS, filter="so_to < '<b>'", f="html").text
    assert "filter=so_to &lt; &#x27;&lt;b&gt;&#x27;" in page


def test_chosen_properties_without_geometry(api: Api) -> None:
    """Every page of it, and the page for people; a field that isn't seen can't be chosen."""
    pages = list(api.pages(ITEMS, properties="so_thua,so_to", skipGeometry="true", filter="id <= 4", limit=3))
    features = [feature for page in pages for feature in page["features"]]
    assert [feature["id"] for feature in features] == [1, 2, 3, 4]
    assert all(feature["geometry"] is None for feature in features)
    assert all(set(feature["properties"]) == {"so_to", "so_thua"} for feature in features)
    (placed,) = api.json(ITEMS, properties="", id=1)["features"]
    assert placed["properties"] == {} and placed["geometry"]["type"] == "MultiPolygon"
    page = api.ask(ITEMS, properties="so_to", f="html", lang="vi").text
    assert "Số tờ" in page and "Số thửa" not in page


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"properties": "so_to,nothing"}, "E-REQUEST-20"),
        ({"properties": "ten_chu"}, "E-REQUEST-20"),
        ({"properties": "geom"}, "E-REQUEST-20"),
        ({"skipGeometry": "yes"}, "E-REQUEST-02"),
    ],
)
def test_choices_that_are_refused(api: Api, asked: dict[str, str], code: str) -> None:
    answer = api.ask(ITEMS, **asked)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
