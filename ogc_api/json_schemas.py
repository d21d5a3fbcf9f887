"""A field as JSON Schema (2020-12), and as OpenAPI 3.0 has it, which knows no `const`."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType
from layers.codes.meaning import CodeList, best_on, stories
from layers.codes.queries import list_lists
from ogc_api.titles import ANOTHER_VALUE, said

SCHEMA_JSON = "application/schema+json"
GEOMETRY_FORMATS = {
    GeometryKind.POINT: "geometry-point",
    GeometryKind.LINE: "geometry-multilinestring",
    GeometryKind.POLYGON: "geometry-multipolygon",
}
"""What a geometry is, as Part 5 says it in a schema."""
_TYPES: dict[FieldType, dict[str, Any]] = {
    FieldType.TEXT: {"type": "string"},
    FieldType.INTEGER: {"type": "integer"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.BOOLEAN: {"type": "boolean"},
    FieldType.DATE: {"type": "string", "format": "date"},
    FieldType.TIME: {"type": "string", "format": "date-time"},
}


def json_schema(field: FieldDescription, language: str | None = None) -> dict[str, Any]:
    """Type, range, pattern and codes of the field's values. Ranges of dates have no keyword in JSON Schema.

    A code field's codes are said with their titles, ended ones too. They don't bind: several may be joined by "+", and
    imports keep what isn't in the list.
    """
    schema = dict(_TYPES[field.type.value_type])
    if field.pattern:
        schema["pattern"] = f"^(?:{field.pattern})$"
    if schema["type"] in ("integer", "number"):
        bounds = {"minimum": field.minimum, "maximum": field.maximum}
        schema |= {word: bound for word, bound in bounds.items() if bound is not None}
    known = {one.name: one for one in list_lists()}.get(field.code_list) if field.code_list else None
    if known is not None:
        codes = [{"const": code, "title": title} for code, title in _titles(known, language)]
        schema["anyOf"] = [{"oneOf": codes}, {"title": said(ANOTHER_VALUE, language)}]
    return schema


def openapi_schema(field: FieldDescription) -> dict[str, Any]:
    """The same for OpenAPI 3.0; codes stand once for all fields, see `code_schemas`."""
    if field.code_list and field.code_list in {one.name for one in list_lists()}:
        return {"$ref": f"#/components/schemas/{_name(field.code_list)}"}
    return json_schema(field)


def code_schemas(lists: set[str], language: str) -> dict[str, dict[str, Any]]:
    """The schemas that `openapi_schema` refers to, for the lists that are in use."""
    return {
        _name(one.name): {
            "title": one.title(language),
            "type": "string",
            "anyOf": [
                *({"type": "string", "enum": [code], "title": title} for code, title in _titles(one, language)),
                {"type": "string", "title": said(ANOTHER_VALUE, language)},
            ],
        }
        for one in list_lists()
        if one.name in lists
    }


def _name(code_list: str) -> str:
    return f"codes-{code_list}"


def _titles(known: CodeList, language: str | None) -> list[tuple[str, str]]:
    """Each code once, as it means today or meant last."""
    today, spoken = timezone.localdate(), language or get_language() or "vi"
    return [(code, best_on(story, today).title(spoken)) for code, story in stories(known.codes).items()]
