"""Fields as query parameters: each value is read as its field's type (Features Part 1, 7.15.5)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from layers.catalog.queries.layers import forget
from layers.features.services import create_layer
from tests.layers.features.rows import insert_square
from tests.ogc_api.client import ids_of

FIELDS = {
    "name": "text", "size": "integer", "height": "decimal", "listed": "boolean", "built": "date", "seen": "time",
    "limit": "integer", "f": "text",
}  # fmt: skip


@pytest.fixture
def houses(describe: Any, db: None) -> Iterator[None]:
    description = describe("houses", fields=FIELDS)
    create_layer(description)
    insert_square(
        description, 0, name="Nhà số 1", size=12, height=4.5, listed=True, built="1975-04-30",
        seen="2026-11-21T07:00:00+07:00", **{"limit": 1, "f": "x"},
    )  # fmt: skip
    insert_square(description, 1, name="", size=-3, height=1e21, listed=False, built="2026-11-21")
    insert_square(description, 2)
    forget()
    yield
    forget()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"name": "Nhà số 1"}, [1]),
        ({"name": "nhà số 1"}, []),  # as written
        ({"name": ""}, [2]),  # empty, which isn't the same as unknown
        ({"name": "12"}, []),
        ({"size": "12"}, [1]),
        ({"size": "+12"}, [1]),
        ({"size": "012"}, [1]),
        ({"size": "-3"}, [2]),
        ({"height": "4.5"}, [1]),
        ({"height": "4.50"}, [1]),
        ({"height": "45e-1"}, [1]),
        ({"height": "1e21"}, [2]),
        ({"listed": "true"}, [1]),
        ({"listed": "false"}, [2]),
        ({"built": "1975-04-30"}, [1]),
        ({"seen": "2026-11-21T00:00:00Z"}, [1]),
        ({"seen": "2026-11-21T07:00:00+07:00"}, [1]),
        ({"size": "12", "listed": "true"}, [1]),
        ({"size": "12", "listed": "false"}, []),
    ],
)
def test_a_value_finds_what_equals_it(houses: None, query: dict[str, str], found: list[int]) -> None:
    page = Client().get("/ogc/collections/houses/items", query).json()
    assert (ids_of(page), page["numberMatched"]) == (found, len(found))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("size", "12.0"), ("size", "twelve"), ("size", ""), ("size", "9" * 30), ("size", "٣"), ("height", "high"),
        ("height", "inf"), ("height", "1,5"), ("listed", "yes"), ("listed", "1"), ("built", "30/04/1975"),
        ("built", "1975-04-31"), ("seen", "2026-11-21"), ("seen", "2026-11-21T07:00:00"), ("name", "a\0b"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(houses: None, field: str, value: str) -> None:
    answer = Client().get("/ogc/collections/houses/items", {field: value})
    assert (answer.status_code, answer.json()["code"]) == (400, "E-REQUEST-10")


def test_a_field_called_like_a_parameter_is_no_filter(houses: None) -> None:
    """`limit` stays the limit; its field is in the answer and in the definition once, as the parameter."""
    page = Client().get("/ogc/collections/houses/items", {"limit": "2", "f": "json"}).json()
    assert page["numberReturned"] == 2
    assert page["features"][0]["properties"]["limit"] == 1
    operation = Client().get("/ogc/openapi").json()["paths"]["/collections/houses/items"]["get"]
    names = [parameter["name"] for parameter in operation["parameters"]]
    assert sorted(names) == sorted(set(names))


def test_pages_show_every_type_as_people_read_it(houses: None) -> None:
    vietnamese = Client().get("/ogc/collections/houses/items/1?f=html").content.decode()
    assert (
        "4,5" in vietnamese and "30/04/1975" in vietnamese and "21/11/2026 07:00" in vietnamese and "Có" in vietnamese
    )
    english = Client().get("/ogc/collections/houses/items/1?f=html&lang=en").content.decode()
    assert "4.5" in english and "Yes" in english
