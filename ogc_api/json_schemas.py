"""A field as JSON Schema (2020-12, and what OpenAPI 3.0 has of it)."""

from typing import Any

from layers.catalog.description import FieldDescription, FieldType

_TYPES: dict[FieldType, dict[str, Any]] = {
    FieldType.TEXT: {"type": "string"},
    FieldType.INTEGER: {"type": "integer"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.BOOLEAN: {"type": "boolean"},
    FieldType.DATE: {"type": "string", "format": "date"},
    FieldType.TIME: {"type": "string", "format": "date-time"},
}


def json_schema(field: FieldDescription) -> dict[str, Any]:
    """Type, range and pattern of the field's values. Ranges of dates have no keyword in JSON Schema."""
    schema = dict(_TYPES[field.type.value_type])
    if field.pattern:
        schema["pattern"] = f"^(?:{field.pattern})$"
    if schema["type"] in ("integer", "number"):
        bounds = {"minimum": field.minimum, "maximum": field.maximum}
        schema |= {word: bound for word, bound in bounds.items() if bound is not None}
    return schema
