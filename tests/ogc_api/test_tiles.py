"""OGC API - Tiles Part 1 (20-057), Annex A, one test per abstract test; and what is in the tiles."""

import json
import math

import pytest
import shapely

from tests.ogc_api import mvt
from tests.ogc_api.client import LAYERS, MVT, Api, ids_of, link_of, links_of, media_type

each_layer = pytest.mark.parametrize("layer", LAYERS)
SET = "WebMercatorQuad"
SET_URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
TILING_SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
TILESETS_VECTOR = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
# From zoom 15 on nothing is left out for being small.
ZOOM_THAT_SHOWS_ALL = {
    "provinces": 6, "parcels": 15, "rotterdam_parcels": 15, "minneapolis_zoning": 15, "toronto_trees": 12,
}  # fmt: skip
KIND = {"toronto_trees": {1}}
POLYGONS = {3}


def tile_at(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    """Row and column."""
    n = 2**zoom
    y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * n
    return min(max(int(y), 0), n - 1), min(max(int((longitude + 180) / 360 * n), 0), n - 1)


def tiles_over(api: Api, layer: str, zoom: int) -> list[tuple[int, int]]:
    """Row and column of every tile that the layer's extent touches."""
    ((west, south, east, north),) = api.json(f"/collections/{layer}")["extent"]["spatial"]["bbox"]
    (top, left), (bottom, right) = tile_at(west, north, zoom), tile_at(east, south, zoom)
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


@each_layer
def test_core_tc_op(api: Api, layer: str) -> None:
    """/conf/core/tc-op: GET on the templated address."""
    template = link_of(api.json(f"/collections/{layer}/tiles/{SET}"), "item")["href"]
    for mark in ("{tileMatrix}", "{tileRow}", "{tileCol}"):
        template = template.replace(mark, "0")
    assert api.ask(template).status_code == 200


@each_layer
@pytest.mark.parametrize("name", ["tileMatrix", "tileRow", "tileCol"])
def test_core_tc_parameters(api: Api, layer: str, name: str) -> None:
    """/conf/core/tc-tilematrix-definition, tc-tilerow-definition, tc-tilecol-definition."""
    path = f"/collections/{layer}/tiles/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    parameters = {p["name"]: p for p in api.json("/openapi")["paths"][path]["get"]["parameters"]}
    assert parameters[name]["in"] == "path" and parameters[name]["required"]


@each_layer
def test_core_tc_success(api: Api, layer: str) -> None:
    """/conf/core/tc-success: exactly the layer's features, seen over all tiles of a zoom.

    A sliver thinner than a tile's grid has no area there: Minneapolis has one of 436 m by 2 cm.
    """
    zoom = ZOOM_THAT_SHOWS_ALL[layer]
    found: set[int] = set()
    for row, column in tiles_over(api, layer, zoom):
        answer = api.ask(f"/collections/{layer}/tiles/{SET}/{zoom}/{row}/{column}")
        assert (answer.status_code, media_type(answer)) == (200, MVT)
        for part in mvt.read_tile(answer.content):
            found |= part.features.keys()
    pages = api.pages(f"/collections/{layer}/items", limit=10_000)
    known = {number for page in pages for number in ids_of(page)}
    assert found <= known
    grid = 40_075_016.686 / 2**zoom / 4096
    assert all(thickness(api, layer, number) < grid for number in known - found)


@each_layer
@pytest.mark.parametrize(
    "place", ["25/0/0", "0/1/0", "0/0/1", "3/8/0", "-1/0/0", "0/-1/0", "a/0/0", "0/0/x", "1/0/99999999999999", "٣/1/1"]
)
def test_core_tc_error(api: Api, layer: str, place: str) -> None:
    """/conf/core/tc-error: 404 outside the matrix."""
    assert api.ask(f"/collections/{layer}/tiles/{SET}/{place}").status_code == 404


@each_layer
@pytest.mark.parametrize("place", ["14/0/0", "14/16383/16383", "24/0/16777215"])
def test_core_tc_error_empty(api: Api, layer: str, place: str) -> None:
    """/conf/core/tc-error: an empty tile is 200 with nothing in it, which is a valid tile."""
    answer = api.ask(f"/collections/{layer}/tiles/{SET}/{place}")
    assert (answer.status_code, media_type(answer), answer.content) == (200, MVT, b"")


@each_layer
@pytest.mark.parametrize("zoom", [0, 1, 3])
def test_small_scales_do_not_turn_over(api: Api, layer: str, zoom: int) -> None:
    """The whole world in a layer's own system is out of a transverse Mercator's reach: points are there all the same."""
    found: set[int] = set()
    for row in range(2**zoom):
        for column in range(2**zoom):
            for part in mvt.read_tile(api.ask(f"/collections/{layer}/tiles/{SET}/{zoom}/{row}/{column}").content):
                found |= part.features.keys()
    if layer == "toronto_trees":
        assert len(found) == api.json(f"/collections/{layer}/items", limit=1)["numberMatched"]
    elif layer == "provinces" and zoom == 3:
        assert len(found) == 34


@each_layer
def test_tileset_description(api: Api, layer: str) -> None:
    """/conf/tileset/description: data type, system, set, and a templated link with its media type."""
    document = api.json(f"/collections/{layer}/tiles/{SET}")
    assert (document["dataType"], document["tileMatrixSetURI"]) == ("vector", SET_URI)
    assert document["crs"] == "http://www.opengis.net/def/crs/EPSG/0/3857"
    assert path_ends(link_of(document, TILING_SCHEME)["href"], f"/tileMatrixSets/{SET}")
    item = link_of(document, "item", MVT)
    assert item["templated"] is True
    assert all(mark in item["href"] for mark in ("{tileMatrix}", "{tileRow}", "{tileCol}"))
    assert [part["id"] for part in document["layers"]] == [layer]


@each_layer
def test_tilesets_list_tileset_links(api: Api, layer: str) -> None:
    """/conf/tilesets-list/tileset-links: each entry with data type, system, set, self and tiling scheme."""
    entry, *others = api.json(f"/collections/{layer}/tiles")["tilesets"]
    for one in (entry, *others):
        assert {"dataType", "crs", "links"} <= one.keys() and api.json(link_of(one, TILING_SCHEME)["href"])["id"]
    assert "tileMatrixSetURI" in entry
    assert api.json(link_of(entry, "self")["href"]) == api.json(f"/collections/{layer}/tiles/{SET}")
    assert path_ends(link_of(entry, "self")["href"], f"/collections/{layer}/tiles/{SET}")
    assert api.json(link_of(entry, TILING_SCHEME)["href"])["id"] == SET


@each_layer
def test_geodata_tilesets_operation_and_desc_links(api: Api, layer: str) -> None:
    """/conf/geodata-tilesets/operation, desc-links: the collection leads to its tile sets."""
    (found,) = links_of(api.json(f"/collections/{layer}"), TILESETS_VECTOR)
    assert api.json(found["href"])["tilesets"]


@each_layer
def test_mvt_content(api: Api, layer: str) -> None:
    """/conf/mvt/content: version 2, the layer's name, geometries of its kind, its public fields and nothing else."""
    declared = api.json(f"/collections/{layer}/tiles/{SET}")["layers"][0]["propertiesSchema"]["properties"]
    zoom = ZOOM_THAT_SHOWS_ALL[layer]
    feature = api.json(f"/collections/{layer}/items", limit=1)["features"][0]
    x, y = first_position(feature["geometry"]["coordinates"])
    row, column = tile_at(x, y, zoom)
    (part,) = mvt.read_tile(api.ask(f"/collections/{layer}/tiles/{SET}/{zoom}/{row}/{column}").content)
    assert (part.name, part.version, part.extent) == (layer, 2, 4096)
    assert part.kinds == KIND.get(layer, POLYGONS)
    assert set(part.keys) <= declared.keys()
    known = {name: value for name, value in feature["properties"].items() if value is not None}
    assert part.features[feature["id"]] == pytest.approx(known)


def test_tile_matrix_set_is_the_registered_one(api: Api) -> None:
    """OGC 17-083r4, D.1: scale of level 0, corner, and halving cells."""
    document = api.json(f"/tileMatrixSets/{SET}")
    first, second = document["tileMatrices"][:2]
    assert document["uri"] == SET_URI
    assert first["scaleDenominator"] == pytest.approx(559082264.028717)
    assert first["pointOfOrigin"] == pytest.approx([-20037508.3427892, 20037508.3427892])
    assert second["cellSize"] == pytest.approx(first["cellSize"] / 2)
    assert [m["matrixWidth"] for m in document["tileMatrices"][:3]] == [1, 2, 4]


@each_layer
def test_oas30_completeness(api: Api, layer: str) -> None:
    """/conf/oas30/completeness: each tile address of the links is in the definition."""
    paths = api.json("/openapi")["paths"]
    for root in (f"/collections/{layer}/tiles", "/tiles"):
        assert {root, f"{root}/{{tileMatrixSetId}}"} <= paths.keys()
        assert f"{root}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}" in paths


@each_layer
def test_datetime_definition_and_response(api: Api, layer: str) -> None:
    """/conf/datetime/definition, response: nothing is valid before anything was recorded as valid, or it has no date."""
    path = f"/collections/{layer}/tiles/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    assert "datetime" in {p["name"] for p in api.json("/openapi")["paths"][path]["get"]["parameters"]}
    tile = f"/collections/{layer}/tiles/{SET}/0/0/0"
    assert api.ask(tile, datetime="2026-11-25").status_code == 200
    assert api.ask(tile, datetime="yesterday").status_code == 400


@each_layer
def test_tile_matrix_set_limits(api: Api, layer: str) -> None:
    """OGC 17-083r4, 6.3: a feature's tile lies within, in every set and level."""
    ((west, south, east, north),) = api.json(f"/collections/{layer}")["extent"]["spatial"]["bbox"]
    row, column = tile_at((west + east) / 2, (south + north) / 2, 14)
    document = api.json(f"/collections/{layer}/tiles/{SET}")
    one = document["tileMatrixSetLimits"][14]
    assert one["minTileRow"] <= row <= one["maxTileRow"] and one["minTileCol"] <= column <= one["maxTileCol"]
    assert document["centerPoint"]["coordinates"] == pytest.approx([(west + east) / 2, (south + north) / 2])


@each_layer
def test_tilejson(api: Api, layer: str) -> None:
    """TileJSON 3.0, with a template that leads to tiles."""
    document = api.json(f"/collections/{layer}/tiles/{SET}", f="tilejson")
    address = document["tiles"][0].replace("{z}", "0").replace("{x}", "0").replace("{y}", "0")
    assert document["tilejson"] == "3.0.0" and api.ask(address).status_code == 200
    assert document["vector_layers"][0]["id"] == layer


def test_a_tile_that_the_client_has_is_not_sent_again(api: Api) -> None:
    path = f"/collections/toronto_trees/tiles/{SET}/0/0/0"
    tag = api.ask(path).headers["ETag"]
    again = api.ask(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert api.ask(path, headers={"If-None-Match": '"another"'}).status_code == 200


def thickness(api: Api, layer: str, number: int) -> float:
    """About how wide a long polygon is, in metres of Web Mercator."""
    feature = api.json(f"/collections/{layer}/items/{number}", crs="http://www.opengis.net/def/crs/EPSG/0/3857")
    polygon = shapely.from_geojson(json.dumps(feature["geometry"]))
    return 2 * polygon.area / polygon.length


def path_ends(href: str, path: str) -> bool:
    return href.partition("?")[0].endswith(path)


def first_position(coordinates: list) -> tuple[float, float]:
    while isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    return coordinates[0], coordinates[1]
