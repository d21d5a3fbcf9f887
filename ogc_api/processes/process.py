"""What a process declares; its description and the reading of its inputs are derived from it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gis.errors import InvalidRequest
from layers.access.view import View
from layers.catalog.description import Title

Document = dict[str, Any]


@dataclass(frozen=True)
class Input:
    """One input by value, with its JSON Schema (the types integer and string, the format date)."""

    title: Title
    schema: Mapping[str, Any]
    required: bool = True


@dataclass(frozen=True)
class Process:
    """A process that is executed at once, on what one viewer sees, and gives one output, by value."""

    id: str
    version: str
    title: Title
    description: Title
    inputs: Mapping[str, Input]
    output: str
    output_title: Title
    output_schema: Mapping[str, Any]
    execute: Callable[[View, Mapping[str, Any]], Document]


def read_inputs(process: Process, given: Any) -> dict[str, Any]:
    """The inputs of an execute request, each by value or as `{"value": …}` (Processes Part 1, 7.11.2).

    Raises:
        InvalidRequest: E-PROCESS-03 for a missing input, E-PROCESS-04 for a value that isn't of its schema,
            E-PROCESS-05 for one that the process doesn't have.
    """
    if not isinstance(given, dict):
        raise InvalidRequest("E-PROCESS-02", reason="inputs")
    for name in given:
        if name not in process.inputs:
            raise InvalidRequest("E-PROCESS-05", name=name[:40], known=", ".join(process.inputs))
    values = {}
    for name, described in process.inputs.items():
        value = given.get(name)
        if isinstance(value, dict) and value.keys() == {"value"}:
            value = value["value"]
        if value is None:
            if described.required:
                raise InvalidRequest("E-PROCESS-03", name=name)
            continue
        values[name] = _value(name, described.schema, value)
    return values


def _value(name: str, schema: Mapping[str, Any], value: Any) -> Any:
    if schema["type"] == "integer" and isinstance(value, int) and not isinstance(value, bool):
        if schema.get("minimum", value) <= value <= schema.get("maximum", value):
            return value
    elif (
        schema.get("format") == "date" and isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value)
    ):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    expected = f"{schema['type']} {schema.get('format', '')}".strip()
    raise InvalidRequest("E-PROCESS-04", name=name, value=repr(value)[:40], expected=expected)
