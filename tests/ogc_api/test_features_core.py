"""OGC API - Features Part 1 (17-069r4), Annex A.2: conformance class Core, one test per abstract test."""

import re
from datetime import datetime, timedelta

import pytest

from tests.ogc_api.client import CRS84, GEOJSON, LAYERS, Api, ids_of, link_of, links_of, media_type

CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
each_layer = pytest.mark.parametrize("layer", LAYERS)


def parameter_of(api: Api, layer: str, name: str) -> dict:
    operation = api.json("/openapi")["paths"][f"/collections/{layer}/items"]["get"]
    return next(p for p in operation["parameters"] if p["name"] == name)


def test_http(api: Api) -> None:
    """/conf/core/http: HTTP/1.1."""
    assert api.ask("/").raw.version == 11


def test_root_op_and_success(api: Api) -> None:
    """/conf/core/root-op, root-success: service-desc or service-doc, conformance and data."""
    for path in ("", "/"):
        document = api.json(path)
        rels = {link["rel"] for link in document["links"]}
        assert rels >= {"self", "alternate", "service-desc", "service-doc", "conformance", "data"}
        assert document["title"] and document["description"]


def test_api_definition_op_and_success(api: Api) -> None:
    """/conf/core/api-definition-op, api-definition-success: what service-desc and service-doc lead to."""
    landing = api.json("")
    for rel in ("service-desc", "service-doc"):
        for link in links_of(landing, rel):
            answer = api.ask(link["href"])
            assert answer.status_code == 200
            assert media_type(answer) == link["type"].partition(";")[0]


def test_conformance_op_and_success(api: Api) -> None:
    """/conf/core/conformance-op, conformance-success."""
    classes = api.json("/conformance")["conformsTo"]
    assert CORE in classes
    assert len(classes) == len(set(classes))


def test_fc_md_op_and_success(api: Api) -> None:
    """/conf/core/fc-md-op, fc-md-success."""
    document = api.json("/collections")
    assert {collection["id"] for collection in document["collections"]} >= set(LAYERS)


def test_fc_md_links(api: Api) -> None:
    """/conf/core/fc-md-links: self, alternate, each with rel and type."""
    document = api.json("/collections")
    assert link_of(document, "self", "application/json")
    assert link_of(document, "alternate", "text/html")
    assert all({"rel", "type", "href"} <= link.keys() for link in document["links"])


def test_fc_md_items_and_links(api: Api) -> None:
    """/conf/core/fc-md-items, fc-md-items-links: for each encoding a link `items`."""
    for collection in api.json("/collections")["collections"]:
        assert {link["type"] for link in links_of(collection, "items")} == {GEOJSON, "text/html"}


@each_layer
def test_fc_md_extent(api: Api, layer: str) -> None:
    """/conf/core/fc-md-extent: every feature lies within the extent."""
    extent = api.json(f"/collections/{layer}")["extent"]["spatial"]
    ((west, south, east, north),) = extent["bbox"]
    assert extent["crs"] == CRS84
    assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    whole = api.json(f"/collections/{layer}/items", limit=1)["numberMatched"]
    box = f"{west},{south},{east},{north}"
    assert api.json(f"/collections/{layer}/items", limit=1, bbox=box)["numberMatched"] == whole


@each_layer
def test_sfc_md_op_and_success(api: Api, layer: str) -> None:
    """/conf/core/sfc-md-op, sfc-md-success: one collection says what the list says of it."""
    listed = next(c for c in api.json("/collections")["collections"] if c["id"] == layer)
    assert api.json(f"/collections/{layer}") == listed
    assert listed["itemType"] == "feature"


@each_layer
def test_fc_op_and_response(api: Api, layer: str) -> None:
    """/conf/core/fc-op, fc-response: 200 and a FeatureCollection."""
    answer = api.ask(f"/collections/{layer}/items")
    assert (answer.status_code, media_type(answer)) == (200, GEOJSON)
    assert answer.json()["type"] == "FeatureCollection"


@each_layer
def test_fc_limit_definition(api: Api, layer: str) -> None:
    """/conf/core/fc-limit-definition."""
    limit = parameter_of(api, layer, "limit")
    assert (limit["in"], limit["required"], limit["style"], limit["explode"]) == ("query", False, "form", False)
    assert limit["schema"]["type"] == "integer" and limit["schema"]["minimum"] == 1
    assert limit["schema"]["default"] == 10 <= limit["schema"]["maximum"]


@each_layer
def test_fc_limit_response(api: Api, layer: str) -> None:
    """/conf/core/fc-limit-response: no more than asked for, 10 where nothing was asked."""
    assert len(api.json(f"/collections/{layer}/items")["features"]) == 10
    assert len(api.json(f"/collections/{layer}/items", limit=3)["features"]) == 3


@each_layer
def test_fc_bbox_definition(api: Api, layer: str) -> None:
    """/conf/core/fc-bbox-definition."""
    bbox = parameter_of(api, layer, "bbox")
    assert (bbox["in"], bbox["required"], bbox["style"], bbox["explode"]) == ("query", False, "form", False)
    assert bbox["schema"]["type"] == "array" and bbox["schema"]["items"] == {"type": "number"}
    assert {(o["minItems"], o["maxItems"]) for o in bbox["schema"]["oneOf"]} == {(4, 4), (6, 6)}


@each_layer
def test_fc_bbox_response(api: Api, layer: str) -> None:
    """/conf/core/fc-bbox-response: features in the box only; six numbers are read as four (see also test_bbox)."""
    first = api.json(f"/collections/{layer}/items", limit=1)["features"][0]
    x, y = _first_position(first["geometry"]["coordinates"])
    box = f"{x - 1e-6:.7f},{y - 1e-6:.7f},{x + 1e-6:.7f},{y + 1e-6:.7f}"
    high = f"{x - 1e-6:.7f},{y - 1e-6:.7f},-100,{x + 1e-6:.7f},{y + 1e-6:.7f},9000"
    assert first["id"] in ids_of(api.json(f"/collections/{layer}/items", bbox=box, limit=1000))
    assert ids_of(api.json(f"/collections/{layer}/items", bbox=box, limit=1000)) == ids_of(
        api.json(f"/collections/{layer}/items", bbox=high, limit=1000)
    )


@each_layer
def test_fc_time_definition(api: Api, layer: str) -> None:
    """/conf/core/fc-time-definition."""
    moment = parameter_of(api, layer, "datetime")
    assert (moment["in"], moment["required"], moment["style"], moment["explode"]) == ("query", False, "form", False)
    assert moment["schema"] == {"type": "string"}


@each_layer
@pytest.mark.parametrize("value", ["2026-11-21", "2026-11-21T00:00:00Z", "../2026-11-21", "2026-01-01/..", "../.."])
def test_fc_time_response(api: Api, layer: str, value: str) -> None:
    """/conf/core/fc-time-response: features without dates are always valid (see also test_datetime)."""
    whole = api.json(f"/collections/{layer}/items", limit=1)["numberMatched"]
    assert api.json(f"/collections/{layer}/items", limit=1, datetime=value)["numberMatched"] == whole


@each_layer
def test_fc_links_and_rel_type_links(api: Api, layer: str) -> None:
    """/conf/core/fc-links, /conf/core/fc-rel-type: self, alternate and next, each with rel and type."""
    page = api.json(f"/collections/{layer}/items", limit=2)
    assert all({"rel", "type", "href"} <= link.keys() for link in page["links"])
    assert link_of(page, "self", GEOJSON) and link_of(page, "alternate", "text/html")
    assert link_of(page, "next", GEOJSON) and link_of(page, "collection")


@each_layer
def test_fc_time_stamp(api: Api, layer: str) -> None:
    """/conf/core/fc-timeStamp: the time of the answer, in UTC."""
    stamp = api.json(f"/collections/{layer}/items")["timeStamp"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp)
    age = datetime.now().astimezone() - datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    assert abs(age) < timedelta(minutes=1)


@each_layer
def test_fc_number_matched_and_returned(api: Api, layer: str) -> None:
    """/conf/core/fc-numberMatched, fc-numberReturned."""
    page = api.json(f"/collections/{layer}/items", limit=7)
    assert page["numberReturned"] == len(page["features"]) == 7
    assert page["numberMatched"] == sum(
        p["numberReturned"] for p in api.pages(f"/collections/{layer}/items", limit=10_000)
    )


@each_layer
def test_f_op_and_success(api: Api, layer: str) -> None:
    """/conf/core/f-op, f-success: a feature says the same alone as in its collection."""
    for feature in api.json(f"/collections/{layer}/items", limit=3)["features"]:
        answer = api.ask(f"/collections/{layer}/items/{feature['id']}")
        alone = answer.json()
        assert (answer.status_code, media_type(answer)) == (200, GEOJSON)
        assert {key: alone[key] for key in feature} == feature


@each_layer
def test_f_links(api: Api, layer: str) -> None:
    """/conf/core/f-links: self, alternate, collection."""
    number = api.json(f"/collections/{layer}/items", limit=1)["features"][0]["id"]
    feature = api.json(f"/collections/{layer}/items/{number}")
    assert link_of(feature, "self", GEOJSON) and link_of(feature, "alternate", "text/html")
    assert link_of(feature, "collection")["href"] == f"{api.root}/collections/{layer}"


@each_layer
def test_crs84(api: Api, layer: str) -> None:
    """/conf/core/crs84: longitude and latitude where nothing else was asked."""
    ((west, south, east, north),) = api.json(f"/collections/{layer}")["extent"]["spatial"]["bbox"]
    for feature in api.json(f"/collections/{layer}/items", limit=20)["features"]:
        x, y = _first_position(feature["geometry"]["coordinates"])
        assert west - 1e-6 <= x <= east + 1e-6 and south - 1e-6 <= y <= north + 1e-6


def test_query_param_unknown(api: Api) -> None:
    """/conf/core/query-param-unknown: 400, on every operation (more in test_refusals)."""
    paths = ["", "/conformance", "/openapi", "/collections", "/collections/parcels", "/collections/parcels/items"]
    for path in (*paths, "/collections/parcels/items/1"):
        assert api.ask(path, unknown="x").status_code == 400, path


def test_query_param_invalid(api: Api) -> None:
    """/conf/core/query-param-invalid: 400 (more in test_refusals)."""
    assert api.ask("/collections/parcels/items", limit="many").status_code == 400


def _first_position(coordinates: list) -> tuple[float, float]:
    while isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    return coordinates[0], coordinates[1]
