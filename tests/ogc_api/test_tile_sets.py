"""Tile matrix sets beside the web's: that tiles of each show the same features where they lie."""

import pytest

from gis.spatial.crs import CRS84, WGS84, parse_crs, transformer
from tests.ogc_api import mvt
from tests.ogc_api.client import Api, ids_of
from tests.ogc_api.test_tiles import first_position

SETS = ("WebMercatorQuad", "WorldCRS84Quad", "VN2000Quad5899")
VIETNAMESE = ("provinces", "parcels")


def test_which_are_offered(api: Api) -> None:
    """Those of VN-2000 for layers of Vietnam alone."""
    assert tuple(one["id"] for one in api.json("/tileMatrixSets")["tileMatrixSets"]) == SETS
    assert [one["crs"] for one in api.json("/collections/parcels/tiles")["tilesets"]][2].endswith("/5899")
    assert len(api.json("/collections/toronto_trees/tiles")["tilesets"]) == 2
    assert api.ask("/collections/toronto_trees/tiles/VN2000Quad5899").status_code == 404
    assert api.ask("/collections/toronto_trees/tiles/VN2000Quad5899/0/0/0").status_code == 404


@pytest.mark.parametrize("name", SETS)
def test_a_definition_is_complete(api: Api, name: str) -> None:
    """OGC 17-083r4, requirement 2: every level with its scale, cell, corner and size; scale and cell agree."""
    document = api.json(f"/tileMatrixSets/{name}")
    metres = 111319.49079327358 if document["crs"] == CRS84.uri else 1.0
    for level, matrix in enumerate(document["tileMatrices"]):
        assert matrix["id"] == str(level)
        assert matrix["scaleDenominator"] == pytest.approx(matrix["cellSize"] * metres / 0.00028)
        assert matrix["cellSize"] == pytest.approx(document["tileMatrices"][0]["cellSize"] / 2**level)
    assert len(document["orderedAxes"]) == 2 and parse_crs(document["crs"])


def test_the_world_in_degrees_is_the_registered_one(api: Api) -> None:
    """OGC 17-083r4, D.2."""
    document = api.json("/tileMatrixSets/WorldCRS84Quad")
    first = document["tileMatrices"][0]
    assert document["uri"] == "http://www.opengis.net/def/tilematrixset/OGC/1.0/WorldCRS84Quad"
    assert first["scaleDenominator"] == pytest.approx(279541132.0143589)
    assert (first["pointOfOrigin"], first["matrixWidth"], first["matrixHeight"]) == ([-180, 90], 2, 1)


def test_metres_of_the_zone_are_even(api: Api) -> None:
    document = api.json("/tileMatrixSets/VN2000Quad5899")
    assert "uri" not in document and document["orderedAxes"] == ["E", "N"]
    assert [document["tileMatrices"][level]["cellSize"] for level in (0, 13, 16)] == [8192, 1, 0.125]


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("layer", VIETNAMESE)
def test_a_feature_is_where_the_set_says(api: Api, layer: str, name: str) -> None:
    """Its tile is found by the definition alone, as any client would."""
    document = api.json(f"/tileMatrixSets/{name}")
    page = api.json(f"/collections/{layer}/items", limit=1)
    lon, lat = first_position(page["features"][0]["geometry"]["coordinates"])
    crs = parse_crs(document["crs"])
    x, y = (lon, lat) if crs == CRS84 else transformer(WGS84, crs.epsg).transform(lon, lat)
    matrix = document["tileMatrices"][14]
    size = matrix["cellSize"] * matrix["tileWidth"]
    column, row = int((x - matrix["pointOfOrigin"][0]) // size), int((matrix["pointOfOrigin"][1] - y) // size)
    (part,) = mvt.read_tile(api.ask(f"/collections/{layer}/tiles/{name}/14/{row}/{column}").content)
    assert ids_of(page)[0] in part.features
    limits = api.json(f"/collections/{layer}/tiles/{name}")["tileMatrixSetLimits"][14]
    assert limits["minTileRow"] <= row <= limits["maxTileRow"]
    assert limits["minTileCol"] <= column <= limits["maxTileCol"]


@pytest.mark.parametrize(
    "place",
    [
        "WorldCRS84Quad/0/0/2", "WorldCRS84Quad/0/1/0", "WorldCRS84Quad/25/0/0", "VN2000Quad5899/0/0/1",
        "VN2000Quad9210/0/0/0", "webmercatorquad/0/0/0",
    ],
)  # fmt: skip
def test_what_is_not_there(api: Api, place: str) -> None:
    assert api.ask(f"/collections/parcels/tiles/{place}").status_code == 404
    assert api.ask(f"/tiles/{place}").status_code == 404


def test_the_world_in_degrees_has_two_first_tiles(api: Api) -> None:
    assert api.ask("/collections/provinces/tiles/WorldCRS84Quad/0/0/1").status_code == 200


def test_tilejson_is_of_the_web_alone(api: Api) -> None:
    assert api.ask("/collections/parcels/tiles/WorldCRS84Quad", f="tilejson").status_code == 400
    assert api.ask("/tiles/VN2000Quad5899", f="tilejson").status_code == 400
