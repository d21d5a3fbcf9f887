"""The layer `houses` and what it answers to a filter."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from tests.ogc_api.client import ids_of

FIELDS = {
    "name": "text", "size": "integer", "height": "decimal", "listed": "boolean", "built": "date", "seen": "time",
    "other": "text",
}  # fmt: skip
HOUSES = LayerDescription(
    "houses", Title("Nhà", "Houses"), "land", GeometryKind.POLYGON,
    tuple(FieldDescription(name, Title(name, name), FieldType(kind)) for name, kind in FIELDS.items()),
    storage_epsg=5899,
)  # fmt: skip
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
