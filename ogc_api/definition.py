"""The API definition (OpenAPI 3.0), derived from the building blocks and the catalog; it refers to nothing outside."""

from collections.abc import Iterator
from typing import Any

from gis import __version__
from layers.access.seen import SeenLayer
from layers.access.view import View
from ogc_api.block import BuildingBlock, Parameter, Route
from ogc_api.field_filters import filterable
from ogc_api.json_schemas import code_schemas, openapi_schema
from ogc_api.pygeoapi_bridge import DESCRIPTION, TITLE
from ogc_api.registry import BUILDING_BLOCKS
from ogc_api.titles import said

Document = dict[str, Any]

_PROBLEM = {
    "description": "A refusal with a code, what happened and a way out (RFC 7807)",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["title", "status", "code"],
                "properties": {
                    "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
                    "detail": {"type": "string"}, "code": {"type": "string"},
                },
            }
        },
        "text/html": {"schema": {"type": "string"}},
    },
}  # fmt: skip
REFUSALS = ("400", "404", "default")
CACHED_MEDIA = "application/vnd.mapbox-vector-tile"


def definition(view: View, base_url: str, language: str = "en") -> Document:
    """The whole document for one address, of the layers that are seen."""
    layers = list(view.layers.values())
    return {
        "openapi": "3.0.3",
        "info": {
            "title": TITLE[language],
            "description": DESCRIPTION[language],
            "version": __version__,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "servers": [{"url": base_url}],
        "tags": [{"name": block.title, "externalDocs": {"url": block.specification}} for block in BUILDING_BLOCKS],
        "paths": {path: found for block in BUILDING_BLOCKS for path, found in _paths(block, layers, language)},
        "components": {
            "responses": {"problem": _PROBLEM},
            "schemas": code_schemas({field.code_list for layer in layers for field in layer.fields}, language),
        },
    }


def _paths(block: BuildingBlock, layers: list[SeenLayer], language: str) -> Iterator[tuple[str, Document]]:
    for route in block.routes:
        if "{name}" not in route.path:
            method = "get" if route.body is None else "post"
            yield f"/{route.path}", {method: _operation(block.title, route, route.name, language)}
            continue
        for layer in layers:
            path = "/" + route.path.replace("{name}", layer.name)
            yield path, {"get": _operation(block.title, route, f"{route.name}-{layer.name}", language, layer)}


def _operation(tag: str, route: Route, operation_id: str, language: str, layer: SeenLayer | None = None) -> Document:
    summary = route.vi if language == "vi" and route.vi else route.summary
    parameters = [_path_parameter(place, language) for place in route.places]
    parameters += [_query_parameter(parameter, language) for parameter in route.parameters]
    if layer and route.field_parameters:
        fields = filterable(layer, (parameter.name for parameter in route.parameters))
        parameters += [
            _query_parameter(Parameter(field.name, said(field.title, language), openapi_schema(field)), language)
            for field in fields
        ]
    answers: Document = {
        "200": {"description": summary, "content": {media: {"schema": _schema(media)} for media in route.media_types}}
    }
    if CACHED_MEDIA in route.media_types:
        answers["304"] = {"description": "Not modified"}
    refusal = {"$ref": "#/components/responses/problem"}
    sent = {"required": True, "content": {"application/json": {"schema": dict(route.body)}}} if route.body else None
    return {
        **({"requestBody": sent} if sent else {}),
        "tags": [tag],
        "summary": f"{summary}: {said(layer.title, language)}" if layer else summary,
        "operationId": operation_id,
        "parameters": parameters,
        "responses": answers | dict.fromkeys(REFUSALS, refusal),
    }


def _schema(media_type: str) -> Document:
    if "json" in media_type:
        return {"type": "object"}
    return {"type": "string", "format": "binary"} if media_type == CACHED_MEDIA else {"type": "string"}


def _path_parameter(place: Parameter, language: str) -> Document:
    return {
        "name": place.name,
        "in": "path",
        "description": _described(place, language),
        "required": True,
        "schema": dict(place.schema),
    }


def _query_parameter(parameter: Parameter, language: str) -> Document:
    return {
        "name": parameter.name,
        "in": "query",
        "description": _described(parameter, language),
        "required": False,
        "schema": dict(parameter.schema),
        "style": "form",
        "explode": parameter.explode,
    }


def _described(parameter: Parameter, language: str) -> str:
    return parameter.vi if language == "vi" and parameter.vi else parameter.description
