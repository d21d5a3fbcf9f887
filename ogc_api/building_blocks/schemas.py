"""OGC API - Features, Part 5: the schema of a collection's features as they are got and sent, as far as it is seen."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from layers.access.requests import view_of
from layers.access.seen import SeenLayer
from layers.catalog.description import Title
from ogc_api import negotiation
from ogc_api.block import BuildingBlock, Route, absolute
from ogc_api.json_schemas import GEOMETRY_FORMATS, SCHEMA_JSON, json_schema
from ogc_api.links import HTML
from ogc_api.parameters import FORMAT, LANGUAGE, refuse_unknown
from ogc_api.titles import said

_ID = Title("Mã đối tượng", "Id of the feature")
_GEOMETRY = Title("Hình học", "Geometry")


def schema(request: HttpRequest, name: str) -> HttpResponse:
    refuse_unknown(request, ())
    document = _document(request, view_of(request).layer(name))
    if negotiation.wanted(request) == negotiation.HTML:
        return negotiation.page(request, "document", {"document": document})
    return negotiation.json_answer(request, document, SCHEMA_JSON)


def _document(request: HttpRequest, layer: SeenLayer) -> dict[str, Any]:
    """Requirements of the classes "Schemas", "Core roles for features" and "Returnables and receivables": the order of
    fields, their roles, units, and what only the server sets. What is sent keeps `required`; what is got may lack it:
    an import keeps what it can't complete."""
    language = request.LANGUAGE_CODE
    properties: dict[str, Any] = {
        "id": {"title": said(_ID, language), "type": "integer", "minimum": 1, "readOnly": True, "x-ogc-role": "id"},
        "geometry": {
            "title": said(_GEOMETRY, language),
            "format": GEOMETRY_FORMATS[layer.geometry_kind],
            "x-ogc-role": "primary-geometry",
        },
    }
    for field in layer.fields:
        unit = {"x-ogc-unit": field.unit} if field.unit else {}
        default = {"default": field.default} if field.default is not None else {}
        title = {"title": said(field.title, language)}
        properties[field.name] = {**title, **json_schema(field, language), **unit, **default}
    for place, described in enumerate(properties.values(), start=1):
        described["x-ogc-propertySeq"] = place
    required = [field.name for field in layer.fields if field.required and field.default is None]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": absolute(request, f"/collections/{layer.name}/schema"),
        "type": "object",
        "title": said(layer.title, language),
        "properties": properties,
        "required": ["geometry", *required],
        "additionalProperties": False,
    }


_CLASSES = ("schemas", "core-roles-features", "returnables-and-receivables")
BLOCK = BuildingBlock(
    title="Features, Part 5: Schemas",
    specification="https://docs.ogc.org/DRAFTS/23-058r1.html",
    conformance=(
        *(f"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/{name}" for name in _CLASSES),
        *(f"http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/{name}" for name in (_CLASSES[0], _CLASSES[2])),
    ),
    routes=(
        Route(
            "collections/{name}/schema", "schema", schema, "What its features are like", (FORMAT, LANGUAGE),
            (SCHEMA_JSON, HTML), vi="Cấu trúc đối tượng của tập dữ liệu",
        ),
    ),
)  # fmt: skip
