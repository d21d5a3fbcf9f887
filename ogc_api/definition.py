"""The API definition (OpenAPI 3.0), derived from the building blocks and the catalog; it refers to nothing outside."""

from collections.abc import Iterator
from typing import Any

from gis import __version__
from layers.access.rights import Right
from layers.access.seen import SeenLayer
from layers.access.view import View
from ogc_api.block import BuildingBlock, Operation, Parameter, Route
from ogc_api.editing.schemas import feature_schemas
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
BINARY = frozenset({CACHED_MEDIA, "application/flatgeobuf", "application/geopackage+sqlite3"})


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
        "paths": {path: found for block in BUILDING_BLOCKS for path, found in _paths(block, view, layers, language)},
        "components": {
            "responses": {"problem": _PROBLEM},
            "schemas": _schemas(view, layers, language),
        },
    }


def _schemas(view: View, layers: list[SeenLayer], language: str) -> Document:
    """Code lists that are in use, and features of the layers that may be edited."""
    found: Document = code_schemas({field.code_list for layer in layers for field in layer.fields}, language)
    for layer in layers:
        if view.may(Right.EDIT, layer.name):
            found |= feature_schemas(layer, language)
    return found


def _paths(block: BuildingBlock, view: View, layers: list[SeenLayer], language: str) -> Iterator[tuple[str, Document]]:
    for route in block.routes:
        if "{name}" not in route.path:
            yield f"/{route.path}", _methods(block.title, route, view, language)
            continue
        for layer in layers:
            yield "/" + route.path.replace("{name}", layer.name), _methods(block.title, route, view, language, layer)


def _methods(tag: str, route: Route, view: View, language: str, layer: SeenLayer | None = None) -> Document:
    """The operations of one path: those that change something for whoever may."""
    suffix = f"-{layer.name}" if layer else ""
    found = {"get": _operation(tag, route, route.name + suffix, language, layer)} if route.view else {}
    for method, operation in route.operations.items():
        if operation.right is None or (layer and view.may(operation.right, layer.name)):
            own_id = f"{method.lower()}-{route.name}{suffix}" if route.view else route.name + suffix
            found[method.lower()] = _writing(tag, route, operation, own_id, language, layer)
    return found


def _writing(
    tag: str, route: Route, operation: Operation, operation_id: str, language: str, layer: SeenLayer | None
) -> Document:
    summary = operation.vi if language == "vi" and operation.vi else operation.summary
    schemas = {
        media: dict(schema(layer, language)) if callable(schema) and layer else schema
        for media, schema in operation.body.items()
    }
    content = {media: {"schema": _schema(media)} for media in operation.media_types}
    body = {"required": True, "content": {media: {"schema": schema} for media, schema in schemas.items()}}
    return {
        **({"requestBody": body} if schemas else {}),
        "tags": [tag],
        "summary": f"{summary}: {said(layer.title, language)}" if layer else summary,
        "operationId": operation_id,
        "parameters": [
            *(_path_parameter(place, language) for place in route.places),
            *(_query_parameter(parameter, language) for parameter in operation.parameters),
            *(_header(header, layer, language) for header in operation.headers),
        ],
        "responses": {
            status: {"description": said_so, **({"content": content} if content else {})}
            for status, said_so in operation.answers.items()
        }
        | {status: {"$ref": "#/components/responses/problem"} for status in (*operation.refusals, "default")},
    }


def _header(header: Parameter, layer: SeenLayer | None, language: str) -> Document:
    """If-Match is needed where the layer is strict."""
    needed = header.name == "If-Match" and layer is not None and layer.strict_edits
    return {
        "name": header.name,
        "in": "header",
        "description": _described(header, language),
        "required": needed,
        "schema": dict(header.schema),
    }


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
    if route.view is not None:
        answers["304"] = {"description": "Not modified"}
    refusal = {"$ref": "#/components/responses/problem"}
    return {
        "tags": [tag],
        "summary": f"{summary}: {said(layer.title, language)}" if layer else summary,
        "operationId": operation_id,
        "parameters": parameters,
        "responses": answers | dict.fromkeys(REFUSALS, refusal),
    }


def _schema(media_type: str) -> Document:
    if media_type.partition(";")[0].endswith(("/json", "+json")):
        return {"type": "object"}
    return {"type": "string", "format": "binary"} if media_type in BINARY else {"type": "string"}


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
