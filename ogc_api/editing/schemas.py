"""Features as they are sent, in JSON Schema as OpenAPI 3.0 has it: once a layer, and referred to."""

from typing import Any

from gis.spatial.kinds import GeometryKind
from layers.access.seen import SeenLayer
from layers.catalog.description import FieldDescription
from ogc_api.json_schemas import openapi_schema
from ogc_api.titles import said

_TYPES = {
    GeometryKind.POINT: ("Point",),
    GeometryKind.LINE: ("LineString", "MultiLineString"),
    GeometryKind.POLYGON: ("Polygon", "MultiPolygon"),
}


def feature_reference(layer: SeenLayer, language: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{layer.name}-feature"}


def patch_reference(layer: SeenLayer, language: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{layer.name}-patch"}


def feature_or_collection(layer: SeenLayer, language: str) -> dict[str, Any]:
    one = feature_reference(layer, language)
    several = {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "minItems": 1, "items": one},
        },
    }
    return {"oneOf": [one, several]}


def feature_schemas(layer: SeenLayer, language: str) -> dict[str, dict[str, Any]]:
    """What the references lead to: a whole feature, and a patch of one."""
    required = [one.name for one in layer.fields if one.required and one.default is None]
    properties: dict[str, Any] = {
        "type": "object",
        "properties": {one.name: _property(one, language) for one in layer.fields},
        "additionalProperties": False,
    }
    members = {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "integer", "minimum": 1},
        "geometry": _geometry(layer),
        "properties": properties,
    }
    whole = {**members, "properties": {**properties, **({"required": required} if required else {})}}
    return {
        f"{layer.name}-feature": {
            "type": "object", "required": ["type", "geometry", "properties"], "properties": whole,
        },
        f"{layer.name}-patch": {"type": "object", "properties": members},
    }  # fmt: skip


def _property(field: FieldDescription, language: str) -> dict[str, Any]:
    schema = openapi_schema(field)
    if "$ref" in schema:
        schema = {"allOf": [schema]}
    return {"title": said(field.title, language), **schema, **({} if field.required else {"nullable": True})}


def _geometry(layer: SeenLayer) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {
            "type": {"type": "string", "enum": list(_TYPES[layer.geometry_kind])},
            "coordinates": {"type": "array", "items": {}},
        },
    }
