"""Features are created, replaced, changed and removed over the API: what comes back, who may, and who is late."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests import databases
from tests.ogc_api.editing import CRS_5899, GEOJSON, MERGE_PATCH, Editing, build, count, plot, square, stored

ITEMS = "/collections/plots/items"


@pytest.fixture(scope="module")
def city(template_database: str, django_db_blocker: Any) -> Iterator[Editing]:
    name = f"{template_database}_editing"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        with databases.connected_to(name):
            yield build()
        databases.drop(name)


def test_a_life_over_http(city: Editing) -> None:
    made = city.ask("POST", ITEMS, plot(floors=2), Content_Crs=CRS_5899)
    assert (made.status_code, made.content) == (201, b"")
    address, feature = made["Location"], int(made["Location"].rsplit("/", 1)[1])
    assert address == f"http://testserver/ogc{ITEMS}/{feature}" and made["ETag"] == '"1"'
    got = city.get(feature)
    assert got["ETag"].startswith('"1-')
    item, number = f"{ITEMS}/{feature}", got.json()["properties"]["number"]
    replaced = city.ask(
        "PUT", item, plot(at=100, number=number, note="x"), Content_Crs=CRS_5899, If_Match=got["ETag"]
    )
    assert (replaced.status_code, replaced.content, replaced["ETag"]) == (204, b"", '"2"')
    assert stored(feature) | {"owner": None} == {
        "number": number, "floors": None, "height": 3.5, "built": None, "seen": None, "lit": None, "note": "x",
        "owner": None, "version": 2,
    }  # fmt: skip
    patched = city.ask("PATCH", item, {"properties": {"floors": 7, "note": None}}, kind=MERGE_PATCH, If_Match='"2"')
    assert (patched.status_code, patched["ETag"]) == (204, '"3"')
    found = city.get(feature, crs="http://www.opengis.net/def/crs/EPSG/0/5899").json()
    assert (found["properties"]["floors"], found["properties"]["note"]) == (7, None)
    assert found["geometry"]["coordinates"][0] == square(100)["coordinates"]
    gone = city.ask("DELETE", item, If_Match='"3"')
    assert (gone.status_code, gone.content) == (204, b"")
    assert city.get(feature).status_code == 404
    assert city.ask("DELETE", item).status_code == 404
