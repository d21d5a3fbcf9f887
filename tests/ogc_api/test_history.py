"""A layer as it was recorded at a time, and a feature's life: over the API and on its page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from layers.catalog.queries.layers import forget
from layers.features.services import create_layer
from tests.layers.features.rows import insert_square, run
from tests.ogc_api.client import ids_of

FEATURE = 1


@pytest.fixture
def times(own_database: str, describe: Any) -> Iterator[list[str]]:
    """A feature that was added, changed and removed, each in a transaction of its own; the times after each."""
    create_layer(describe("plots", fields={"name": "text", "floors": "integer"}))
    forget()
    taken = []
    for statement in (
        None,
        "UPDATE feature.plots SET name = 'sau', floors = 2",
        "DELETE FROM feature.plots",
    ):
        if statement is None:
            insert_square(describe("plots"), name="trước")
        else:
            run(statement)
        taken.append(
            run("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")[0][0]
        )
    yield taken
    forget()


def get(path: str, **query: Any) -> Any:
    return Client().get(path, query)


def test_items_as_recorded(times: list[str]) -> None:
    names = []
    for at in times:
        answer = get("/ogc/collections/plots/items", recorded=at)
        names.append([feature["properties"]["name"] for feature in answer.json()["features"]])
        assert answer.json()["numberMatched"] == len(names[-1])
    assert names == [["trước"], ["sau"], []]
    assert ids_of(get("/ogc/collections/plots/items").json()) == []
    box = "105,10,109,12"
    assert ids_of(get("/ogc/collections/plots/items", recorded=times[0], bbox=box).json()) == [FEATURE]


def test_one_feature_as_recorded(times: list[str]) -> None:
    path = f"/ogc/collections/plots/items/{FEATURE}"
    assert get(path, recorded=times[0]).json()["properties"] == {"name": "trước", "floors": None}
    assert get(path, recorded=times[2]).status_code == 404
    page = get(path, recorded=times[1], f="html", lang="vi").content.decode()
    assert "Dòng thời gian" in page
    assert "<del>trước</del> → sau" in page
    assert "Xóa" in page


@pytest.mark.parametrize("recorded", ["yesterday", "2026-11-24", "2026-11-24T10:00:00", ""])
def test_a_time_that_is_none(times: list[str], recorded: str) -> None:
    answer = get("/ogc/collections/plots/items", recorded=recorded)
    assert answer.status_code == 400
    assert answer.json()["code"] == "E-REQUEST-12"


def test_the_history_as_json(times: list[str]) -> None:
    document = get(f"/api/layers/plots/features/{FEATURE}/history").json()
    assert [version["operation"] for version in document["versions"]] == ["added", "changed", "removed"]
    assert document["versions"][1]["changes"] == [
        {"field": "name", "before": "trước", "after": "sau"},
        {"field": "floors", "before": None, "after": 2},
    ]


@pytest.mark.parametrize("path", ["plots/features/99", "nothing/features/1"])
def test_a_history_that_there_is_none_of(times: list[str], path: str) -> None:
    assert get(f"/api/layers/{path}/history").status_code == 404
