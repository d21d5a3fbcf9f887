"""OGC API - Features Part 2 (18-058r1), Annex A: conformance class CRS, one test per abstract test."""

import json
from typing import Any

import numpy as np
import pytest
import shapely

from gis.spatial.crs import parse_crs, transformer
from tests.ogc_api.client import CRS84, EPSG, LAYERS, Api, ids_of

each_layer = pytest.mark.parametrize("layer", LAYERS)
STORAGE = {
    "provinces": EPSG.format(4756),
    "parcels": EPSG.format(5899),
    "rotterdam_parcels": EPSG.format(28992),
    "minneapolis_zoning": EPSG.format(4326),
    "toronto_trees": EPSG.format(4326),
}
NORTH_FIRST = {EPSG.format(4326), EPSG.format(4756)}
VIETNAMESE = [EPSG.format(n) for n in (4756, 3405, 3406, 5896, 5899, 9205, 9210, 9218)]
UNOFFERED = [EPSG.format(2154), EPSG.format(900913), EPSG.format(905899)]


def test_crs_uri(api: Api) -> None:
    """/conf/crs/crs-uri: every system is named by its URI."""
    for collection in api.json("/collections")["collections"]:
        for uri in collection["crs"]:
            assert uri == CRS84 or uri.startswith("http://www.opengis.net/def/crs/EPSG/0/")
            assert parse_crs(uri).uri == uri


@each_layer
def test_fc_md_crs_list(api: Api, layer: str) -> None:
    """/conf/crs/fc-md-crs-list: each collection lists its systems, CRS84 first."""
    systems = api.json(f"/collections/{layer}")["crs"]
    assert systems[0] == CRS84 and len(systems) == len(set(systems))
    assert {EPSG.format(4326), EPSG.format(3857), STORAGE[layer]} <= set(systems)
    if layer in ("provinces", "parcels"):
        assert set(VIETNAMESE) <= set(systems)


@each_layer
def test_fc_md_storage_crs(api: Api, layer: str) -> None:
    """/conf/crs/fc-md-storageCrs, fc-md-storageCrs-valid-value: the stored system is one of the list."""
    document = api.json(f"/collections/{layer}")
    assert document["storageCrs"] == STORAGE[layer]
    assert document["storageCrs"] in document["crs"]


@each_layer
def test_fc_crs_definition(api: Api, layer: str) -> None:
    """/conf/crs/fc-crs-definition, fc-bbox-crs-definition: both are parameters of items, `crs` of item too."""
    paths = api.json("/openapi")["paths"]
    items = {p["name"]: p for p in paths[f"/collections/{layer}/items"]["get"]["parameters"]}
    item = {p["name"]: p for p in paths[f"/collections/{layer}/items/{{featureId}}"]["get"]["parameters"]}
    for parameter in (items["crs"], items["bbox-crs"], item["crs"]):
        assert parameter["schema"] == {"type": "string", "format": "uri"}
        assert (parameter["required"], parameter["style"], parameter["explode"]) == (False, "form", False)


@each_layer
@pytest.mark.parametrize("uri", UNOFFERED)
def test_fc_crs_valid_value(api: Api, layer: str, uri: str) -> None:
    """/conf/crs/fc-crs-valid-value, fc-bbox-crs-valid-value: 400 for what isn't listed, our own twins included."""
    assert api.ask(f"/collections/{layer}/items", crs=uri).status_code == 400
    assert api.ask(f"/collections/{layer}/items", bbox="1,2,3,4", **{"bbox-crs": uri}).status_code == 400
    assert api.ask(f"/collections/{layer}/items/1", crs=uri).status_code == 400


@each_layer
def test_fc_crs_default_value(api: Api, layer: str) -> None:
    """/conf/crs/fc-crs-default-value, fc-bbox-crs-default-value: CRS84."""
    assert api.ask(f"/collections/{layer}/items").headers["Content-Crs"] == f"<{CRS84}>"
    plain = api.json(f"/collections/{layer}/items", limit=5)["features"]
    assert api.json(f"/collections/{layer}/items", limit=5, crs=CRS84)["features"] == plain
    box = _box_of(plain[0]["geometry"])
    assert ids_of(api.json(f"/collections/{layer}/items", bbox=box, limit=1000)) == ids_of(
        api.json(f"/collections/{layer}/items", bbox=box, limit=1000, **{"bbox-crs": CRS84})
    )


@each_layer
def test_ogc_crs_header(api: Api, layer: str) -> None:
    """/conf/crs/ogc-crs-header, ogc-crs-header-value: Content-Crs with the URI in angle brackets."""
    for uri in api.json(f"/collections/{layer}")["crs"]:
        for path in (f"/collections/{layer}/items", f"/collections/{layer}/items/1"):
            assert api.ask(path, crs=uri).headers["Content-Crs"] == f"<{uri}>"


@each_layer
def test_fc_crs_action_and_geojson(api: Api, layer: str) -> None:
    """/conf/crs/fc-crs-action, geojson: transformed by the pinned way, in the authority's axis order.

    Every offered system, brought back by pyproj, gives the stored coordinates: to the rounding of both answers.
    """
    document = api.json(f"/collections/{layer}")
    storage = parse_crs(document["storageCrs"])
    stored = _points(api, layer, storage.uri, storage.north_first)
    rounding = 2e-6 if storage.is_geographic else 0.03
    for uri in document["crs"]:
        crs = parse_crs(uri)
        assert crs.north_first == (uri in NORTH_FIRST)
        points = _points(api, layer, uri, crs.north_first)
        back = np.column_stack(transformer(crs.epsg, storage.epsg).transform(points[:, 0], points[:, 1]))
        assert np.abs(back - stored).max() < rounding, uri


@each_layer
def test_fc_bbox_crs_action(api: Api, layer: str) -> None:
    """/conf/crs/bbox-crs-action: the same box in each system finds the feature (exactly so: see test_bbox)."""
    first = api.json(f"/collections/{layer}/items", limit=1)["features"][0]["id"]
    for uri in api.json(f"/collections/{layer}")["crs"]:
        feature = api.json(f"/collections/{layer}/items/{first}", crs=uri)
        box = _box_of(feature["geometry"], margin=1e-6 if parse_crs(uri).is_geographic else 0.01)
        assert first in ids_of(api.json(f"/collections/{layer}/items", bbox=box, limit=10_000, **{"bbox-crs": uri})), (
            uri
        )


def _points(api: Api, layer: str, uri: str, north_first: bool) -> np.ndarray:
    """Positions of the first features, east first."""
    features = api.json(f"/collections/{layer}/items", limit=5, crs=uri)["features"]
    points = np.concatenate([shapely.get_coordinates(_shape(feature["geometry"])) for feature in features])
    return points[:, ::-1] if north_first else points


def _shape(geometry: dict[str, Any]) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(geometry))


def _box_of(geometry: dict[str, Any], margin: float = 1e-6) -> str:
    return ",".join(str(number) for number in _shape(geometry).buffer(margin).bounds)
