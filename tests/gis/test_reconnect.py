"""Connections are kept for ever and not looked at before each request: a dead one is found out and replaced."""

import pytest
from django.db import connection
from django.test import Client

from tests.databases import administer

READING = [
    "/ogc/collections/parcels/items",
    "/ogc/collections/parcels/items/1",
    "/api/search?q=12/45",
    "/api/layers",
    "/",
]


def lose_the_connection() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    administer(f"SELECT pg_terminate_backend({pid})")


@pytest.mark.parametrize("path", READING)
def test_what_reads_is_asked_again(demo: None, path: str) -> None:
    assert Client().get(path).status_code == 200
    lose_the_connection()
    assert Client().get(path).status_code == 200


def test_what_writes_looks_first(demo: None) -> None:
    lose_the_connection()
    asked = {"inputs": {"parcel": 1}}
    answer = Client().post("/ogc/processes/parcel-zoning/execution", asked, content_type="application/json")
    assert answer.status_code == 200


def test_an_error_of_a_living_database_is_raised_once(demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refused(*_: object, **__: object) -> None:
        asked.append(1)
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE SQLSTATE '53200'; END $$")  # out of memory

    monkeypatch.setattr("ogc_api.building_blocks.features.read_item", refused)
    client = Client(raise_request_exception=False)
    assert client.get("/ogc/collections/parcels/items/1").status_code == 500
    assert len(asked) == 1
