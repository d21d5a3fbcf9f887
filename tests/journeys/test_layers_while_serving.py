"""Layers and fields come, change and go while two workers serve 50 requests a second: each is seen within 2 s, and no
request fails."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import requests

from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.features.services import add_field, change_field, create_layer, drop_field, remove_layer, restore_field
from tests.conftest import served
from tests.layers.features.rows import run

SEEN_WITHIN = 2.0
A_SECOND = 50
ASKED = 24
"""Connections, one after the other: both workers answer some of so many."""
PATHS = (
    "/ogc/collections/plots/items?limit=10",
    "/ogc/collections/plots/items/7",
    "/ogc/collections/plots/items?limit=10&bbox=106.7,10.9,107,11",
    "/ogc/collections/plots/items?limit=10&name=P7",
    "/ogc/collections/plots/tiles/WebMercatorQuad/14/7716/13056",
    "/ogc/collections/plots",
    "/ogc/collections?f=json",
    "/ogc/openapi",
    "/api/layers",
)


@pytest.fixture
def site(own_database: str, describe: Callable[..., LayerDescription]) -> Iterator[str]:
    """A layer of 5,000 squares, served by two workers."""
    create_layer(describe(fields={"name": "text", "floors": "integer", "owner": "text"}, title_field="name"))
    run(
        "INSERT INTO feature.plots (name, floors, owner, geom) SELECT 'P' || n, n %% 7, 'O' || n, ST_Multi("
        "ST_MakeEnvelope(400000 + 20 * (n %% 100), 1210000 + 20 * (n / 100), 400015 + 20 * (n %% 100),"
        " 1210015 + 20 * (n / 100), 905899)) FROM generate_series(1, %s) n",
        5_000,
    )
    with served(own_database, workers=2) as address:
        yield address


@contextmanager
def fifty_a_second(site: str) -> Iterator[list[str]]:
    """Ask all the time, evenly; yields what came of it, a word a request."""
    answers: list[str] = []
    over = threading.Event()

    def ask(start: float) -> None:
        with requests.Session() as session:
            due = time.monotonic() + start
            number = 0
            while not over.is_set():
                time.sleep(max(0.0, due - time.monotonic()))
                due += CLIENTS / A_SECOND
                path = PATHS[number % len(PATHS)]
                number += 1
                try:
                    status = session.get(site + path, timeout=10).status_code
                    answers.append("ok" if status in (200, 204) else f"{status} {path}")
                except requests.RequestException as error:
                    answers.append(f"{error} {path}")

    threads = [threading.Thread(target=ask, args=(n / A_SECOND,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        over.set()
        for thread in threads:
            thread.join(20)


CLIENTS = 5


def test_every_change_is_seen_by_both_workers(site: str, describe: Callable[..., LayerDescription]) -> None:
    height = FieldDescription("height", Title("Chiều cao", "Height"), FieldType.DECIMAL, unit="m", default=3.5)
    changes: list[tuple[str, Callable[[], object], Callable[[], bool]]] = [
        (
            "a layer is there",
            lambda: create_layer(replace(describe("kiosks", kind="point"), title=Title("Ki-ốt", "Kiosks"))),
            lambda: _status(site, "/ogc/collections/kiosks/items") == 200 and "kiosks" in _names(site),
        ),
        ("a field is there", lambda: add_field("plots", height), lambda: _first(site).get("height") == 3.5),
        (
            "a field has another type",
            lambda: change_field("plots", "floors", type=FieldType.TEXT),
            lambda: isinstance(_first(site)["floors"], str),
        ),
        ("a field is gone", lambda: drop_field("plots", "owner", confirmed=True), lambda: "owner" not in _first(site)),
        ("a field is back", lambda: restore_field("plots", "owner"), lambda: _first(site).get("owner") == "O1"),
        (
            "a layer is gone",
            lambda: remove_layer("kiosks", confirmed=True),
            lambda: _status(site, "/ogc/collections/kiosks/items") == 404 and "kiosks" not in _names(site),
        ),
    ]
    with fifty_a_second(site) as answers:
        began = time.monotonic()
        for what, change, seen in changes:
            change()
            done = time.monotonic()
            while not all(seen() for _ in range(2)):
                assert time.monotonic() - done < SEEN_WITHIN, what
            time.sleep(max(0.0, done + SEEN_WITHIN - time.monotonic()))
            assert all(seen() for _ in range(ASKED)), what
        seconds = time.monotonic() - began
    assert [answer for answer in answers if answer != "ok"] == []
    assert len(answers) > 0.8 * A_SECOND * seconds, "asked too seldom to prove anything"


def _status(site: str, path: str) -> int:
    return requests.get(site + path, timeout=10).status_code


def _names(site: str) -> set[str]:
    return {layer["name"] for layer in requests.get(f"{site}/api/layers", timeout=10).json()["layers"]}


def _first(site: str) -> dict[str, object]:
    found: dict[str, object] = requests.get(f"{site}/ogc/collections/plots/items/1", timeout=10).json()["properties"]
    return found
