"""The form in which people fill a layer's fields, derived from its description: what `accepted_values` takes, no more
and no less. The command line and `/api/layers/{layer}/form` give it; an editor draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title, Value
from layers.codes.queries import codes_of


class Widget(StrEnum):
    """How a value is given."""

    TEXT = "text"
    WHOLE_NUMBER = "whole_number"
    NUMBER = "number"
    CHECKBOX = "checkbox"
    DAY = "day"
    TIME = "time"
    CHOICE = "choice"
    FEATURE = "feature"
    FILE = "file"


_WIDGETS = {
    FieldType.TEXT: Widget.TEXT,
    FieldType.INTEGER: Widget.WHOLE_NUMBER,
    FieldType.DECIMAL: Widget.NUMBER,
    FieldType.BOOLEAN: Widget.CHECKBOX,
    FieldType.DATE: Widget.DAY,
    FieldType.TIME: Widget.TIME,
    FieldType.CODE: Widget.CHOICE,
    FieldType.LINK: Widget.FEATURE,
    FieldType.FILE: Widget.FILE,
}


@dataclass(frozen=True)
class Choice:
    """A code of today and what it means."""

    code: str
    title: Title


@dataclass(frozen=True)
class Input:
    """One field of the form. `required`: somebody has to fill it, unless a default does. `target` is the layer
    whose feature is chosen."""

    name: str
    title: Title
    widget: Widget
    required: bool
    unit: str
    default: Value | None
    minimum: Value | None
    maximum: Value | None
    pattern: str
    choices: Sequence[Choice]
    target: str


def form_of(description: LayerDescription) -> list[Input]:
    """The fields in the layer's order, with the codes that hold today."""
    return [_input(field) for field in description.fields]


def form_document(description: LayerDescription) -> dict[str, Any]:
    """The form as JSON; what doesn't apply is left out."""
    return {
        "layer": description.name,
        "geometry": str(description.geometry_kind),
        "inputs": [_document(one) for one in form_of(description)],
    }


def _input(field: FieldDescription) -> Input:
    return Input(
        field.name,
        field.title,
        _WIDGETS[field.type],
        field.required and field.default is None,
        field.unit,
        field.default,
        field.minimum,
        field.maximum,
        field.pattern,
        _choices(field),
        field.target,
    )


def _choices(field: FieldDescription) -> list[Choice]:
    if field.type is not FieldType.CODE:
        return []
    return [Choice(code.code, Title(code.title("vi"), code.title("en"))) for code in codes_of(field.code_list)]


def _document(one: Input) -> dict[str, Any]:
    always = {"name": one.name, "title": _both(one.title), "widget": str(one.widget), "required": one.required}
    rest = {
        "unit": one.unit or None,
        "default": one.default,
        "minimum": one.minimum,
        "maximum": one.maximum,
        "pattern": one.pattern or None,
        "choices": [{"code": choice.code, "title": _both(choice.title)} for choice in one.choices] or None,
        "target": one.target or None,
    }
    return {**always, **{name: value for name, value in rest.items() if value is not None}}


def _both(title: Title) -> dict[str, str]:
    return {"vi": title.vi, "en": title.en}
