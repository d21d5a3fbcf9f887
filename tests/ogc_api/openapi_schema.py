"""The structure of an OpenAPI 3.0 document, as far as ours uses it, after the tables of OpenAPI 3.0.3, clause 4.7.

Objects take no keys but those the standard gives them, so a misspelt key is found.
"""

from typing import Any

TEXT = {"type": "string"}


def _object(needed: tuple[str, ...] = (), /, **properties: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | {"required": list(needed)} if needed else found


def _map(values: Any, keys: str = ".*") -> dict[str, Any]:
    return {"type": "object", "patternProperties": {keys: values}, "additionalProperties": False}


SCHEMA = {
    "type": "object",
    "properties": {
        "type": {"enum": ["array", "boolean", "integer", "number", "object", "string"]},
        "items": {"type": "object"},
        "format": TEXT,
    },
    "not": {"anyOf": [{"required": ["const"]}, {"required": ["$schema"]}]},
}
MEDIA_TYPE = _object(schema=SCHEMA, example={}, examples={}, encoding={})
CONTENT = _map(MEDIA_TYPE, r"^[\w.+-]+/[\w.+-]+(;.+)?$")
REFERENCE = _object(("$ref",), **{"$ref": {"type": "string", "pattern": "^#/components/"}})
RESPONSE = _object(("description",), description=TEXT, headers={}, content=CONTENT, links={})
RESPONSES = _map({"oneOf": [REFERENCE, RESPONSE]}, r"^([1-5][0-9X]{2}|default)$") | {"minProperties": 1}
_COMMON = {"name": TEXT, "description": TEXT, "deprecated": {"type": "boolean"}, "schema": SCHEMA, "example": {}}
PARAMETER = {
    "oneOf": [
        _object(
            ("name", "in", "required", "schema"),
            **_COMMON, required={"enum": [True]}, **{"in": {"enum": ["path"]}}, style={"enum": ["simple"]},
        ),
        _object(
            ("name", "in", "schema"),
            **_COMMON, required={"type": "boolean"}, **{"in": {"enum": ["query"]}}, explode={"type": "boolean"},
            style={"enum": ["form", "spaceDelimited", "pipeDelimited", "deepObject"]},
        ),
        _object(
            ("name", "in", "schema"),
            **_COMMON, required={"type": "boolean"}, **{"in": {"enum": ["header"]}}, style={"enum": ["simple"]},
        ),
    ]
}  # fmt: skip
OPERATION = _object(
    ("responses",),
    tags={"type": "array", "items": TEXT}, summary=TEXT, description=TEXT, operationId=TEXT,
    parameters={"type": "array", "items": PARAMETER}, responses=RESPONSES, security={}, servers={},
    requestBody=_object(("content",), description=TEXT, content=CONTENT, required={"type": "boolean"}),
)  # fmt: skip
OPENAPI_3_0 = _object(
    ("openapi", "info", "paths"),
    openapi={"type": "string", "pattern": r"^3\.0\.\d$"},
    info=_object(
        ("title", "version"), title=TEXT, description=TEXT, version=TEXT, termsOfService=TEXT,
        contact=_object(name=TEXT, url=TEXT, email=TEXT), license=_object(("name",), name=TEXT, url=TEXT),
    ),
    servers={"type": "array", "items": _object(("url",), url=TEXT, description=TEXT)},
    tags={
        "type": "array",
        "items": _object(
            ("name",), name=TEXT, description=TEXT,
            externalDocs=_object(("url",), url={"type": "string", "format": "uri"}, description=TEXT),
        ),
    },
    paths=_map(
        _object(**dict.fromkeys(("get", "post", "put", "patch", "delete"), OPERATION), parameters={}), "^/"
    ),
    components=_object(responses=_map({"oneOf": [REFERENCE, RESPONSE]}), schemas=_map(SCHEMA), parameters={}),
    externalDocs=_object(("url",), url=TEXT),
)  # fmt: skip
