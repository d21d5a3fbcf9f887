"""Several edits as one transaction: all of them or none, with what is wrong in each."""

from typing import Any

import pytest

from tests.layers.features.rows import run
from tests.ogc_api.editing import CRS_5899, GEOJSON, Editing, count, plot, stored
from tests.ogc_api.test_editing_refused import refused

ITEMS = "/collections/plots/items"
TRANSACTION = "application/ogc-tx+json"


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def transact(city: Editing, *actions: Any, who: str = "editor", kind: str = TRANSACTION, **members: Any) -> Any:
    body = {"transaction": list(actions), **members}
    return city.ask("POST", "/transactions", body, who=who, kind=kind, Content_Crs=CRS_5899)


def test_a_collection_is_added_as_one(city: Editing) -> None:
    before = count()
    answer = city.ask("POST", ITEMS, collection(*(plot(at=20 * n) for n in range(5))), Content_Crs=CRS_5899)
    assert (answer.status_code, answer["Content-Type"]) == (201, "application/json")
    document = answer.json()
    assert document["summary"] == {"totalInserted": 5, "totalReplaced": 0, "totalUpdated": 0, "totalDeleted": 0}
    ids = [one["id"] for one in document["results"]]
    assert ids == sorted(ids) and count() == before + 5
    for one in document["results"]:
        assert one == {
            "action": "insert", "collection": "plots", "id": one["id"], "version": 1, "etag": '"1"',
            "href": f"http://testserver/ogc{ITEMS}/{one['id']}",
        }  # fmt: skip
    moments = run("SELECT count(DISTINCT recorded_from) FROM feature.plots WHERE public_id = ANY(%s)", ids)
    assert moments == [(1,)], "one transaction"


def test_nothing_of_a_collection_is_added_where_one_is_wrong(city: Editing) -> None:
    before = count()
    wrong = collection(plot(), plot(floors=99), plot(), plot(number="x", lit=1))
    document = refused(city.ask("POST", ITEMS, wrong, Content_Crs=CRS_5899), 422, "E-FEATURE-03")
    assert [(one["pointer"], one["code"]) for one in document["errors"]] == [
        ("#/features/1/properties/floors", "E-FEATURE-03"),
        ("#/features/3/properties/number", "E-FEATURE-03"),
        ("#/features/3/properties/lit", "E-FEATURE-03"),
    ]
    twice = plot()
    document = refused(city.ask("POST", ITEMS, collection(twice, twice), Content_Crs=CRS_5899), 409, "E-FEATURE-06")
    assert [one["pointer"] for one in document["errors"]] == ["#/features/1"]
    assert count() == before


def test_a_thousand_at_once(city: Editing) -> None:
    before = count()
    answer = city.ask("POST", ITEMS, collection(*(plot(at=n) for n in range(1000))), Content_Crs=CRS_5899)
    assert answer.status_code == 201 and count() == before + 1000
    refused(city.ask("POST", ITEMS, collection(*(plot() for _ in range(1001)))), 413, "E-EDIT-09")


def test_problems_are_counted_to_a_limit(city: Editing) -> None:
    wrong = collection(*(plot(floors=-1) for _ in range(60)))
    assert len(city.ask("POST", ITEMS, wrong, Content_Crs=CRS_5899).json()["errors"]) == 50


def test_a_mixed_transaction_in_two_collections(city: Editing) -> None:
    one, two, three = city.add(), city.add(floors=2), city.add("strict_plots")
    number = stored(one)["number"]
    answer = transact(
        city,
        {"action": "insert", "collection": "strict_plots", "items": [plot(), plot()]},
        {"action": "replace", "collection": "plots", "featureId": one, "version": 1, "feature": plot(number=number, note="x")},
        {"action": "update", "collection": "plots", "featureId": two, "feature": {"properties": {"floors": None}}},
        {"action": "update", "collection": "plots", "featureId": two, "version": 2, "feature": {"properties": {"lit": True}}},
        {"action": "delete", "collection": "strict_plots", "featureId": three, "ifMatch": '"1-abc"'},
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    document = answer.json()
    assert document["summary"] == {"totalInserted": 2, "totalReplaced": 1, "totalUpdated": 2, "totalDeleted": 1}
    assert [(r["action"], r["collection"], r.get("version")) for r in document["results"]] == [
        ("insert", "strict_plots", 1), ("insert", "strict_plots", 1), ("replace", "plots", 2), ("update", "plots", 2),
        ("update", "plots", 3), ("delete", "strict_plots", None),
    ]  # fmt: skip
    assert (stored(one)["note"], stored(two)["floors"], stored(two)["lit"]) == ("x", None, True)
    assert not stored(three, "strict_plots")
    events = run("SELECT ids FROM audit.event WHERE action = 'feature.unconditional' ORDER BY id DESC LIMIT 1")
    assert events == [([two],)]


def test_a_lost_update_takes_the_whole_transaction_back(city: Editing) -> None:
    one, two = city.add(), city.add()
    before = count()
    answer = transact(
        city,
        {"action": "insert", "collection": "plots", "items": [plot()]},
        {"action": "delete", "collection": "plots", "featureId": one, "version": 1},
        {"action": "delete", "collection": "plots", "featureId": two, "version": 7},
        {"action": "delete", "collection": "plots", "featureId": 999_999, "version": 1},
    )
    document = refused(answer, 412, "E-FEATURE-02")
    assert [(e["pointer"], e["code"]) for e in document["errors"]] == [
        ("#/transaction/2", "E-FEATURE-02"), ("#/transaction/3", "E-FEATURE-01"),
    ]  # fmt: skip
    assert count() == before and stored(one)["version"] == 1


INSERT = {"action": "insert", "collection": "plots", "items": [plot()]}
REFUSED: list[tuple[str, Any, int, str, list[str]]] = [
    ("no list", {"transaction": {}}, 422, "E-EDIT-06", ["#/transaction"]),
    ("nothing", {"transaction": []}, 422, "E-EDIT-06", ["#/transaction"]),
    ("no envelope", [INSERT], 422, "E-EDIT-06", ["#/transaction"]),
    ("each by itself", {"semantic": "batch", "transaction": [INSERT]}, 422, "E-EDIT-06", ["#/semantic"]),
    ("an action that is none", {"transaction": [{**INSERT, "action": "upsert"}]}, 422, "E-EDIT-06", ["#/transaction/0/action"]),
    ("no action", {"transaction": [INSERT, 7]}, 422, "E-EDIT-06", ["#/transaction/1/action"]),
    ("no collection", {"transaction": [{"action": "delete", "featureId": 1}]}, 422, "E-EDIT-06", ["#/transaction/0/collection"]),
    ("no items", {"transaction": [{"action": "insert", "collection": "plots"}]}, 422, "E-EDIT-06", ["#/transaction/0/items"]),
    ("no feature", {"transaction": [{"action": "replace", "collection": "plots", "featureId": 1}]}, 422, "E-EDIT-06", ["#/transaction/0/feature"]),
    ("no id", {"transaction": [{"action": "delete", "collection": "plots"}]}, 422, "E-EDIT-06", ["#/transaction/0/featureId"]),
    ("an id that is none", {"transaction": [{"action": "delete", "collection": "plots", "featureId": "1"}]}, 422, "E-EDIT-06", ["#/transaction/0/featureId"]),
    ("a version that is none", {"transaction": [{"action": "delete", "collection": "plots", "featureId": 1, "version": "1"}]}, 422, "E-EDIT-06", ["#/transaction/0/version"]),
    ("two versions", {"transaction": [{"action": "delete", "collection": "plots", "featureId": 1, "version": 1, "ifMatch": '"1"'}]}, 422, "E-EDIT-06", ["#/transaction/0/version"]),
    ("a tag that is none", {"transaction": [{"action": "delete", "collection": "plots", "featureId": 1, "ifMatch": "1"}]}, 400, "E-EDIT-11", ["#/transaction/0/ifMatch"]),
    ("a strict layer without a version", {"transaction": [{"action": "delete", "collection": "strict_plots", "featureId": 1}]}, 428, "E-EDIT-08", ["#/transaction/0"]),
    ("a layer that may not be known", {"transaction": [INSERT, {**INSERT, "collection": "secret"}]}, 404, "E-LAYER-05", ["#/transaction/1/collection"]),
    ("a layer that isn't there", {"transaction": [INSERT, {**INSERT, "collection": "nothing"}]}, 404, "E-LAYER-05", ["#/transaction/1/collection"]),
    ("too many", {"transaction": [{**INSERT, "items": [plot()] * 501}] * 2}, 413, "E-EDIT-09", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status", "code", "pointers"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED]
)
def test_a_transaction_is_refused(city: Editing, body: Any, status: int, code: str, pointers: list[str]) -> None:
    before = count()
    document = refused(city.ask("POST", "/transactions", body, kind=TRANSACTION, Content_Crs=CRS_5899), status, code)
    assert [one["pointer"] for one in document.get("errors", [])] == pointers
    assert count() == before


def test_who_may_send_a_transaction(city: Editing) -> None:
    refused(transact(city, INSERT, who=""), 401, "E-EDIT-01")
    refused(transact(city, INSERT, who="viewer"), 403, "E-ACCESS-01")
    refused(transact(city, INSERT, kind=GEOJSON), 415, "E-EDIT-02")
    assert transact(city, {**INSERT, "items": [plot()]}, kind="application/json").status_code == 200
    assert city.ask("OPTIONS", "/transactions").headers["Accept-Post"] == f"{TRANSACTION}, application/json"
