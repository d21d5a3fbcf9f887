"""OGC API - Features, Part 3: the queryables of a collection as JSON Schema, as far as the viewer may see them."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from layers.access.requests import view_of
from layers.access.seen import SeenLayer
from layers.features.filters import GEOMETRY, queryables
from ogc_api import negotiation, titles
from ogc_api.block import BuildingBlock, Route, absolute
from ogc_api.json_schemas import GEOMETRY_FORMATS, SCHEMA_JSON, json_schema
from ogc_api.links import HTML
from ogc_api.parameters import FORMAT, LANGUAGE, refuse_unknown

_ROLES = {"id": "id", "valid_from": "primary-interval-start", "valid_to": "primary-interval-end"}


def queryables_of(request: HttpRequest, name: str) -> HttpResponse:
    refuse_unknown(request, ())
    description = view_of(request).layer(name)
    document = _document(request, description)
    if negotiation.wanted(request) == negotiation.HTML:
        context = {"document": document, "description": description, "queryables": queryables(description),
                   "queryables_title": titles.QUERYABLES, "functions_title": titles.FUNCTIONS}  # fmt: skip
        return negotiation.page(request, "queryables", context)
    return negotiation.json_answer(request, document, SCHEMA_JSON)


def _document(request: HttpRequest, description: SeenLayer) -> dict[str, Any]:
    """Geometries have the formats and fields the roles of Part 5, which clients such as QGIS look for."""
    language = request.LANGUAGE_CODE
    properties: dict[str, Any] = {}
    for field in queryables(description):
        role = {"x-ogc-role": _ROLES[field.name]} if field.name in _ROLES else {}
        unit = {"x-ogc-unit": field.unit} if field.unit else {}
        properties[field.name] = {
            "title": titles.said(field.title, language), **json_schema(field, language), **unit, **role,
        }  # fmt: skip
    properties[GEOMETRY] = {
        "title": titles.said(titles.GEOMETRY, language),
        "x-ogc-role": "primary-geometry",
        "format": GEOMETRY_FORMATS[description.geometry_kind],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": absolute(request, f"/collections/{description.name}/queryables"),
        "type": "object",
        "title": titles.said(description.title, language),
        "properties": properties,
        "additionalProperties": False,
    }


BLOCK = BuildingBlock(
    title="Features, Part 3: Queryables",
    specification="https://docs.ogc.org/is/19-079r2/19-079r2.html",
    conformance=(
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    ),
    routes=(
        Route(
            "collections/{name}/queryables", "queryables", queryables_of, "What a collection is filtered by",
            (FORMAT, LANGUAGE), (SCHEMA_JSON, HTML), vi="Các thuộc tính để lọc tập dữ liệu",
        ),
    ),
)  # fmt: skip
