"""Personal fields and unmapped columns leave by no exit for those who may not see them (Law 91/2025)."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client

from layers.catalog.queries import stored_description
from tests.ogc_api import mvt
from tests.ogc_api.client import Api
from tests.ogc_api.test_tiles import first_position, tile_at

PERSONAL = "ten_chu"
NAME = "Nguyễn Thị Bí Mật"
TILES = "/collections/parcels/tiles/WebMercatorQuad"
BROWSER = {"Accept": "text/html"}


@pytest.fixture
def parcel(demo: None) -> Iterator[int]:
    """A parcel with an owner and a source column that nobody mapped, as long as the test runs."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE feature.parcels SET ten_chu = %s, extra = %s WHERE public_id = 1",
            [NAME, json.dumps({"cmnd": NAME, "dien_thoai": "0900000000"})],
        )
        yield 1
        transaction.set_rollback(True)


def test_the_layer_has_a_personal_field(demo: None) -> None:
    """What these tests rest on."""
    description = stored_description("parcels")
    assert [field.name for field in description.fields if field.personal] == [PERSONAL]


EXITS = [
    "", "/openapi", "/collections", "/collections/parcels", "/collections/parcels/items?limit=5",
    "/collections/parcels/items/1", "/collections/parcels/tiles", TILES, f"{TILES}?f=tilejson",
]  # fmt: skip


@pytest.mark.parametrize("path", EXITS)
def test_no_document_and_no_page_names_it(api: Api, path: str) -> None:
    for headers in ({}, BROWSER):
        text = api.ask(path, headers=headers).text
        assert PERSONAL not in text and '"extra"' not in text and "Chủ sử dụng đất" not in text


@pytest.mark.parametrize("path", ["/collections/parcels/items?limit=5", "/collections/parcels/items/1"])
def test_values_stay(parcel: int, path: str) -> None:
    for headers in ({}, BROWSER):
        content = Client().get(f"/ogc{path}", headers=headers).content.decode()
        assert "so_thua" in content or "Số thửa" in content
        assert NAME not in content and "0900000000" not in content and PERSONAL not in content


def test_tiles_don_t_carry_it(parcel: int) -> None:
    x, y = first_position(Client().get("/ogc/collections/parcels/items/1").json()["geometry"]["coordinates"])
    row, column = tile_at(x, y, 17)
    whole = Client().get(f"/ogc{TILES}/17/{row}/{column}")
    (layer,) = mvt.read_tile(whole.content)
    assert parcel in layer.features
    assert PERSONAL not in layer.keys and "extra" not in layer.keys
    assert NAME.encode() not in whole.content


def test_nothing_can_be_found_by_it(parcel: int) -> None:
    """An unknown parameter like any other: the refusal doesn't tell that the field is there."""
    for name in (PERSONAL, "extra", "cmnd"):
        refused = Client().get("/ogc/collections/parcels/items", {name: NAME, "lang": "en"})
        unknown = Client().get("/ogc/collections/parcels/items", {"q" * len(name): NAME, "lang": "en"})
        assert refused.status_code == 400
        assert refused.json() == json.loads(unknown.content.decode().replace("q" * len(name), name))
