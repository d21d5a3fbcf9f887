"""The API definition (OpenAPI 3.0), derived from the building blocks and the catalog; it refers to nothing outside."""

from collections.abc import Iterator
from typing import Any

from gis import __version__
from layers.catalog.description import FieldType, LayerDescription
from layers.catalog.queries import describe_layers
from ogc_api.block import Parameter, Route
from ogc_api.pygeoapi_bridge import DESCRIPTION, TITLE
from ogc_api.registry import BUILDING_BLOCKS

JSON_TYPES = {
    FieldType.TEXT: {"type": "string"},
    FieldType.INTEGER: {"type": "integer"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.BOOLEAN: {"type": "boolean"},
    FieldType.DATE: {"type": "string", "format": "date"},
    FieldType.TIME: {"type": "string", "format": "date-time"},
}


def definition(base_url: str) -> dict[str, Any]:
    """The whole document for one address."""
    layers = describe_layers()
    return {
        "openapi": "3.0.3",
        "info": {
            "title": TITLE["en"],
            "description": DESCRIPTION["en"],
            "version": __version__,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "servers": [{"url": base_url}],
        "tags": [{"name": block.title, "externalDocs": {"url": block.specification}} for block in BUILDING_BLOCKS],
        "paths": dict(_paths(layers)),
        "components": {"responses": {"problem": _PROBLEM}},
    }


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
        }
    },
}  # fmt: skip


def _paths(layers: list[LayerDescription]) -> Iterator[tuple[str, dict[str, Any]]]:
    for block in BUILDING_BLOCKS:
        for route in block.routes:
            if "{name}" not in route.path:
                yield f"/{route.path}", _operation(block.title, route, route.name)
                continue
            for layer in layers:
                path = "/" + route.path.replace("{name}", layer.name)
                yield path, _operation(block.title, route, f"{route.name}-{layer.name}", layer)


def _operation(tag: str, route: Route, operation_id: str, layer: LayerDescription | None = None) -> dict[str, Any]:
    parameters = [
        _path_parameter(part[1:-1]) for part in route.path.split("/") if part.startswith("{") and part != "{name}"
    ]
    parameters += [_query_parameter(parameter) for parameter in route.parameters]
    if layer and route.field_parameters:
        parameters += [
            _query_parameter(Parameter(field.name, field.title.en, JSON_TYPES[field.type]))
            for field in layer.public_fields
        ]
    summary = f"{route.summary}: {layer.title.en}" if layer else route.summary
    return {
        "get": {
            "tags": [tag],
            "summary": summary,
            "operationId": operation_id,
            "parameters": parameters,
            "responses": {
                "200": {
                    "description": route.summary,
                    "content": {media: {"schema": _schema(media)} for media in route.media_types},
                },
                "default": {"$ref": "#/components/responses/problem"},
            },
        }
    }


def _schema(media_type: str) -> dict[str, Any]:
    if "json" in media_type:
        return {"type": "object"}
    return {"type": "string", "format": "binary"} if "mapbox" in media_type else {"type": "string"}


def _path_parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _query_parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "required": False,
        "schema": dict(parameter.schema),
        "style": "form",
        "explode": parameter.explode,
    }
