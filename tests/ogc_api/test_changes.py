"""The feed of changes over HTTP: form, links, refusals."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from layers.features.services import create_layer
from tests.layers.features.rows import insert_square, run

PATH = "/ogc/collections/plots/changes"


@pytest.fixture
def plots(own_database: str, describe: Any) -> None:
    description = describe(fields={"name": "text"})
    create_layer(description)
    create_layer(describe("trees"))
    with transaction.atomic():
        insert_square(description, name="a")
        run("UPDATE feature.plots SET name = 'b'")
    run("DELETE FROM feature.plots")


def ask(address: str = PATH, **query: str) -> Any:
    return Client().get(address, query, headers={"Accept": "application/json"})


def linked(document: dict[str, Any], rel: str) -> str:
    (found,) = [one["href"] for one in document["links"] if one["rel"] == rel]
    return found.removeprefix("http://testserver")


def test_entries_are_geojson_features(plots: None) -> None:
    answer = ask()
    document = answer.json()
    assert answer["Content-Type"] == "application/geo+json"
    assert [one["operation"] for one in document["features"]] == ["insert", "delete"]
    first, last = document["features"]
    assert (first["type"], first["id"], first["version"], first["validFrom"]) == ("Feature", 1, 2, None)
    assert (last["geometry"], last["properties"], last["version"]) == (None, None, 2)
    assert document["complete"] is True


def test_the_next_link_is_asked_again_and_again(plots: None) -> None:
    page, found = ask(limit="1", crs="http://www.opengis.net/def/crs/EPSG/0/5899").json(), []
    for _ in range(3):
        found += [one["operation"] for one in page["features"]]
        page = ask(linked(page, "next")).json()
    assert found == ["insert", "delete"]
    assert (page["features"], page["complete"]) == ([], True)
    run("INSERT INTO feature.plots (name, geom) SELECT name, geom FROM feature.plots_history LIMIT 1")
    again = ask(linked(page, "next")).json()["features"]
    assert [one["operation"] for one in again] == ["insert"]
    assert again[0]["geometry"]["coordinates"][0][0][0][0] > 1000, "in the coordinate system that was asked for"


def test_from_now_on(plots: None) -> None:
    document = ask(since="now").json()
    assert document["features"] == []
    assert ask(linked(document, "next")).json()["features"] == []


def test_a_text_sequence(plots: None) -> None:
    answer = ask(f="geojsonseq", limit="1")
    assert answer["Content-Type"] == "application/geo+json-seq"
    (record,) = answer.content.split(b"\x1e")[1:]
    assert (json.loads(record)["operation"], record[-1:]) == ("insert", b"\n")
    following = answer["Link"].split(">")[0].removeprefix("<http://testserver")
    assert b'"delete"' in ask(following).content


def test_a_page_for_people(plots: None) -> None:
    page = Client().get(PATH, headers={"Accept": "text/html"}).content.decode()
    assert page.index("Đã thêm") < page.index("Đã xóa")


def test_a_collection_leads_to_its_changes(plots: None) -> None:
    assert linked(ask("/ogc/collections/plots").json(), "monitor").startswith(PATH)


def token_of(layer: str) -> str:
    return str(ask(f"/ogc/collections/{layer}/changes").json()["token"])


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        (lambda: {"since": "xyz"}, 400, "E-FEED-01"),
        (lambda: {"since": ""}, 400, "E-FEED-01"),
        (lambda: {"since": "mốc"}, 400, "E-FEED-01"),
        (lambda: {"since": "a" * 5000}, 400, "E-FEED-01"),
        (lambda: {"since": token_of("plots")[:-2] + "xx"}, 400, "E-FEED-01"),
        (lambda: {"since": token_of("trees")}, 400, "E-FEED-02"),
        (lambda: {"limit": "0"}, 400, "E-REQUEST-03"),
        (lambda: {"bbox": "1,2,3,4"}, 400, "E-REQUEST-01"),
        (lambda: {"crs": "http://www.opengis.net/def/crs/EPSG/0/28992"}, 400, "E-REQUEST-04"),
        (lambda: {"since": _before(lambda: run("DELETE FROM feature.change_set"))}, 410, "E-FEED-03"),
        (lambda: {"since": _before(_made_personal)}, 410, "E-FEED-04"),
    ],
)
def test_refusals(plots: None, asked: Any, status: int, code: str) -> None:
    answer = ask(**asked())
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def _before(happening: Any) -> str:
    token = token_of("plots")
    happening()
    return token


def _made_personal() -> None:
    from layers.catalog.queries.layers import forget

    run("UPDATE catalog_field SET personal = true WHERE name = 'name'")
    run("UPDATE catalog_catalogversion SET number = number + 1")
    forget()
