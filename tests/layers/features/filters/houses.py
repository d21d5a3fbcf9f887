"""What the layer `houses` of the fixture answers to a filter."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.ogc_api.client import ids_of

ITEMS = "/ogc/collections/houses/items"


def ask(filter_: str, **more: Any) -> HttpResponse:
    return Client().get(ITEMS, {"filter": filter_, **more})


def found(filter_: str, **more: Any) -> list[int]:
    """The ids of all features found, which numberMatched counts."""
    answer = ask(filter_, **{"limit": 1000, **more})
    assert answer.status_code == 200, answer.content.decode()
    page = answer.json()
    assert page["numberMatched"] == page["numberReturned"]
    return ids_of(page)
