"""Queryables as query parameters: `?so_to=12` (Features Part 1, 7.15.5 and Part 3, 7). What may not be seen is an
unknown parameter."""

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest

from gis import rfc3339
from gis.errors import InvalidRequest
from layers.access.seen import SeenLayer
from layers.catalog.description import FieldDescription, FieldType
from layers.features.filters import queryables
from ogc_api.parameters import NUMBER


def filterable(description: SeenLayer, reserved: Iterable[str]) -> tuple[FieldDescription, ...]:
    """The queryables whose names don't mean something else here: a city may well call a field `limit`."""
    taken = set(reserved)
    return tuple(field for field in queryables(description) if field.name not in taken)


def read_equal(request: HttpRequest, fields: Iterable[FieldDescription]) -> dict[str, Any]:
    """The values that fields must have, each of its field's type.

    Raises:
        InvalidRequest: E-REQUEST-10 where a value can't be one of the field.
    """
    asked = request.GET
    return {field.name: _value(field, asked[field.name]) for field in fields if field.name in asked}


def _value(field: FieldDescription, text: str) -> Any:
    try:
        return _READERS[field.type.value_type](text)
    except ValueError:
        raise InvalidRequest("E-REQUEST-10", field=field.name, value=repr(text)[:40]) from None


def _text(text: str) -> str:
    if "\0" in text:  # PostgreSQL's text can't hold it
        raise ValueError(text)
    return text


def _whole(text: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> float:
    if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise ValueError(text)
    return float(text)


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


_READERS: dict[FieldType, Callable[[str], Any]] = {
    FieldType.TEXT: _text,
    FieldType.INTEGER: _whole,
    FieldType.DECIMAL: _decimal,
    FieldType.BOOLEAN: _truth,
    FieldType.DATE: rfc3339.full_date,
    FieldType.TIME: rfc3339.date_time,
}
