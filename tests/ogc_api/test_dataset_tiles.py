"""OGC API - Tiles Part 1 (20-057), Annex A: tiles of the whole dataset, and of some of its collections."""

import pytest

from tests.ogc_api import mvt
from tests.ogc_api.client import MVT, Api, link_of, links_of, media_type
from tests.ogc_api.test_tiles import TILESETS_VECTOR, TILING_SCHEME, tile_at

SET = "WebMercatorQuad"


@pytest.fixture(scope="module")
def place(api: Api) -> str:
    """A tile in the midst of the parcels."""
    ((west, south, east, north),) = api.json("/collections/parcels")["extent"]["spatial"]["bbox"]
    row, column = tile_at((west + east) / 2, (south + north) / 2, 16)
    return f"16/{row}/{column}"


def layers_in(content: bytes) -> dict[str, set[int]]:
    return {part.name: set(part.features) for part in mvt.read_tile(content)}


def test_dataset_tilesets_landingpage(api: Api) -> None:
    """/conf/dataset-tilesets/landingpage, operation: the landing page leads to the tile sets."""
    (found,) = links_of(api.json("/"), TILESETS_VECTOR)
    sets = api.json(found["href"])["tilesets"]
    assert [one["crs"].rpartition("/")[2] for one in sets] == ["3857", "CRS84", "5899"]


def test_dataset_tilesets_links(api: Api) -> None:
    """/conf/dataset-tilesets/desc-links, /conf/tilesets-list/tileset-links."""
    for one in api.json("/tiles")["tilesets"]:
        assert api.json(link_of(one, "self")["href"]) == one
        assert one["dataType"] == "vector" and api.json(link_of(one, TILING_SCHEME)["href"])["tileMatrices"]
        address = link_of(one, "item", MVT)["href"]
        for mark in ("{tileMatrix}", "{tileRow}", "{tileCol}"):
            address = address.replace(mark, "0")
        assert api.ask(address).status_code == 200


def test_tileset_metadata(api: Api) -> None:
    """OGC 17-083r4, clause 7: each collection with its geometry, its fields and its levels; bounds, centre, limits."""
    document = api.json(f"/tiles/{SET}")
    names = {one["id"] for one in api.json("/collections")["collections"]}
    assert {one["id"] for one in document["layers"]} == names
    for one in document["layers"]:
        alone = api.json(f"/collections/{one['id']}/tiles/{SET}")["layers"]
        assert alone == [one] and {"geometryDimension", "propertiesSchema", "minTileMatrix", "maxTileMatrix"} <= set(
            one
        )
    assert {"boundingBox", "centerPoint", "tileMatrixSetLimits"} <= document.keys()


def test_a_tile_has_each_collection_as_a_layer(api: Api, place: str) -> None:
    """/conf/dataset-tilesets, /conf/mvt/content: as the tiles of the collections one by one."""
    answer = api.ask(f"/tiles/{SET}/{place}")
    found = layers_in(answer.content)
    assert media_type(answer) == MVT and "parcels" in found and len(found) > 3
    for name, ids in found.items():
        assert layers_in(api.ask(f"/collections/{name}/tiles/{SET}/{place}").content) == {name: ids}


def test_layers_of_large_scales_are_not_in_small_ones(api: Api) -> None:
    late = {one["id"] for one in api.json(f"/tiles/{SET}")["layers"] if int(one["minTileMatrix"]) > 3}
    assert late and not late & layers_in(api.ask(f"/tiles/{SET}/3/3/6").content).keys()


def test_collections_selection_definition(api: Api) -> None:
    """/conf/collections-selection/definition: a list with commas."""
    path = "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"
    parameters = {one["name"]: one for one in api.json("/openapi")["paths"][path]["get"]["parameters"]}
    assert parameters["collections"]["schema"]["type"] == "array" and parameters["collections"]["explode"] is False


@pytest.mark.parametrize("asked", [["parcels"], ["parcels", "provinces"], ["provinces", "parcels", "parcels"]])
def test_collections_selection_response(api: Api, place: str, asked: list[str]) -> None:
    """/conf/collections-selection/response: those and no other, in their order, in tiles and in what is said of them."""
    wanted = list(dict.fromkeys(asked))
    chosen = ",".join(asked)
    assert list(layers_in(api.ask(f"/tiles/{SET}/{place}", collections=chosen).content)) == wanted
    document = api.json(f"/tiles/{SET}", collections=chosen)
    assert [one["id"] for one in document["layers"]] == wanted
    tile_json = api.json(f"/tiles/{SET}", collections=chosen, f="tilejson")
    assert [one["id"] for one in tile_json["vector_layers"]] == wanted
    for address in (link_of(document, "item")["href"], tile_json["tiles"][0]):
        z, y, x = place.split("/")
        for mark, value in zip(
            ("{z}", "{y}", "{x}", "{tileMatrix}", "{tileRow}", "{tileCol}"), (z, y, x) * 2, strict=True
        ):
            address = address.replace(mark, value)
        assert list(layers_in(api.ask(address).content)) == wanted


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"collections": ""}, 400, "E-TILE-01"),
        ({"collections": "parcels,"}, 400, "E-TILE-01"),
        ({"collections": "parcels,nowhere"}, 404, "E-LAYER-05"),
        ({"collections": "Parcels"}, 404, "E-LAYER-05"),
        ({"collection": "parcels"}, 400, "E-REQUEST-01"),
        ({"datetime": "soon"}, 400, "E-REQUEST-06"),
        ({"f": "png"}, 400, "E-REQUEST-02"),
    ],
)
def test_refusals(api: Api, asked: dict[str, str], status: int, code: str) -> None:
    answer = api.ask(f"/tiles/{SET}/0/0/0", **asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_tile_that_the_client_has_is_not_sent_again(api: Api, place: str) -> None:
    tag = api.ask(f"/tiles/{SET}/{place}").headers["ETag"]
    again = api.ask(f"/tiles/{SET}/{place}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert api.ask(f"/tiles/{SET}/{place}", collections="parcels", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/tiles", f"/tiles/{SET}", "/tiles/WorldCRS84Quad", "/tileMatrixSets/VN2000Quad5899"])
def test_pages(api: Api, path: str) -> None:
    answer = api.ask(path, headers={"Accept": "text/html"})
    assert (answer.status_code, media_type(answer)) == (200, "text/html")


def test_tilejson(api: Api) -> None:
    """TileJSON 3.0 of everything."""
    document = api.json(f"/tiles/{SET}", f="tilejson")
    west, south, east, north = document["bounds"]
    assert west <= document["center"][0] <= east and south <= document["center"][1] <= north
    assert document["tilejson"] == "3.0.0" and len(document["vector_layers"]) > 3
