"""Clients that nobody here wrote edit what is served: OWSLib, and the very requests of QGIS; and two at the same time."""

import json
import threading
from collections.abc import Sequence
from typing import Any

import owslib.ogcapi
import pyogrio
import pytest
import requests
from owslib.ogcapi.features import Features

from tests.layers.features.rows import run
from tests.ogc_api.editing import CRS_5899, GEOJSON, MERGE_PATCH, Editing, plot, square, stored

LAYERS = ("plots", "strict_plots")
URI_5899 = CRS_5899.strip("<>")


@pytest.fixture(scope="module")
def items(city: Editing, editing_site: str) -> str:
    return f"{editing_site}/ogc/collections/plots/items"


def test_owslib_creates_updates_and_deletes(
    city: Editing, editing_site: str, items: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From dictionaries; text it would call XML."""
    monkeypatch.setattr(
        owslib.ogcapi, "REQUEST_HEADERS", dict(owslib.ogcapi.REQUEST_HEADERS)
    )  # it keeps what it was given for everybody
    features = Features(f"{editing_site}/ogc/", headers={"Authorization": f"Bearer {city.keys['editor']}"})
    document = {**plot(), "geometry": _in_degrees()}
    assert features.collection_item_create("plots", document)
    address = features.response_headers["Location"]
    feature = address.rsplit("/", 1)[1]
    assert address == f"{items}/{feature}"
    document["properties"]["floors"] = 5
    assert features.collection_item_update("plots", feature, document)
    assert features.collection_item("plots", feature)["properties"]["floors"] == 5
    assert features.collection_item_delete("plots", feature)
    with pytest.raises(RuntimeError, match="E-FEATURE-01"):
        features.collection_item("plots", feature)


def _in_degrees() -> dict[str, Any]:
    x, y = 106.8, 10.9
    return {"type": "Polygon", "coordinates": [[[x, y], [x + 1e-4, y], [x + 1e-4, y + 1e-4], [x, y + 1e-4], [x, y]]]}


def test_gdal_only_reads() -> None:
    """Its driver writes nothing by now; what it may do is tested in test_other_clients.py."""
    assert pyogrio.list_drivers()["OAPIF"] == "r"


def test_the_requests_of_qgis(city: Editing, items: str) -> None:
    """As its provider sends them (src/providers/wfs/oapif, 3.40): what it asks before it lets anybody edit, a feature
    with every field named, Content-Crs without brackets, geometry and attributes as two patches, no If-Match."""
    with requests.Session() as qgis:
        qgis.headers["X-API-Key"] = city.keys["editor"]
        assert "POST" in qgis.options(items).headers["Allow"]
        for item in (f"{items}/1", f"{items}/unknown_id"):
            assert {"PUT", "PATCH", "DELETE"} <= set(qgis.options(item).headers["Allow"].split(", "))
        nothing = dict.fromkeys(("floors", "height", "built", "seen", "lit", "note"))
        document = plot(**nothing)
        headers = {"Content-Type": GEOJSON, "Content-Crs": URI_5899}
        made = qgis.post(items, json.dumps(document), headers=headers)
        assert made.status_code == 201
        feature = made.headers["Location"][made.headers["Location"].rindex("/items/") + len("/items/") :]
        item, patch = f"{items}/{feature}", {"Content-Type": MERGE_PATCH}
        assert qgis.get(item).json()["properties"]["height"] == 3.5
        moved = json.dumps({"geometry": square(30)})
        assert qgis.patch(item, moved, headers={**patch, "Content-Crs": URI_5899}).status_code == 204
        assert qgis.patch(item, json.dumps({"properties": {"floors": 3}}), headers=patch).status_code == 204
        whole = {
            **document,
            "geometry": square(60),
            "properties": {**document["properties"], "note": "put"},
            "id": feature,
        }
        assert qgis.put(item, json.dumps(whole), headers=headers).status_code == 204
        found = qgis.get(item, params={"crs": URI_5899}).json()
        assert found["geometry"]["coordinates"][0] == square(60)["coordinates"]
        assert (found["properties"]["floors"], found["properties"]["note"]) == (None, "put")
        assert qgis.delete(item).status_code == 204
        assert qgis.get(item).status_code == 404


def test_of_two_who_saw_the_same_version_one_writes(city: Editing, items: str) -> None:
    """By real connections, at the same moment, twelve times."""
    feature = city.add(floors=0)
    keys = (city.keys["editor"], city.keys["manager"])
    for turn in range(1, 13):
        ready, statuses = threading.Barrier(2), []

        def write(key: str, floors: int) -> None:
            body = json.dumps({"properties": {"floors": floors}})
            headers = {"Authorization": f"Bearer {key}", "Content-Type": MERGE_PATCH, "If-Match": f'"{turn}"'}  # noqa: B023  # joined within the turn
            ready.wait()  # noqa: B023
            answer = requests.patch(f"{items}/{feature}", body, headers=headers, timeout=60)
            statuses.append((answer.status_code, floors))  # noqa: B023

        writers = [threading.Thread(target=write, args=(key, 2 * turn + n)) for n, key in enumerate(keys)]
        for one in writers:
            one.start()
        for one in writers:
            one.join()
        assert sorted(status for status, _ in statuses) == [204, 412]
        (floors,) = (floors for status, floors in statuses if status == 204)
        assert (stored(feature)["floors"], stored(feature)["version"]) == (floors, turn + 1)


def test_transactions_in_opposite_order_don_t_block_each_other(city: Editing, editing_site: str) -> None:
    """Each changes the same features, from the first to the last and from the last to the first; and adds to two layers,
    one after the other, in either order."""
    ids = [city.add() for _ in range(6)]
    changes = [
        {"action": "update", "collection": "plots", "featureId": one, "feature": {"properties": {"floors": 1}}}
        for one in ids
    ]
    assert _at_once(city, editing_site, changes, changes[::-1]) == [200, 200]
    assert run("SELECT DISTINCT version FROM feature.plots WHERE public_id = ANY(%s)", ids) == [(3,)]
    for _ in range(4):
        assert _at_once(city, editing_site, *(_additions(order) for order in (LAYERS, LAYERS[::-1]))) == [200, 200]


def _additions(layers: Sequence[str]) -> list[dict[str, Any]]:
    return [{"action": "insert", "collection": layer, "items": [plot(), plot()]} for layer in layers]


def _at_once(city: Editing, site: str, *transactions: list[dict[str, Any]]) -> list[int]:
    ready, statuses = threading.Barrier(len(transactions)), list[int]()

    def write(actions: list[dict[str, Any]]) -> None:
        headers = {
            "Authorization": f"Bearer {city.keys['editor']}",
            "Content-Type": "application/json",
            "Content-Crs": CRS_5899,
        }
        body = json.dumps({"transaction": actions})
        ready.wait()
        statuses.append(requests.post(f"{site}/ogc/transactions", body, headers=headers, timeout=60).status_code)

    writers = [threading.Thread(target=write, args=(actions,)) for actions in transactions]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    return statuses
