"""How documents and values are shown on pages."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from layers.catalog.description import FieldDescription, FieldType, Title
from layers.codes import queries as codes
from ogc_api import titles

register = template.Library()
NUMBERS = (FieldType.INTEGER, FieldType.DECIMAL)


@register.filter
def as_json(value: Any) -> str:
    """The document, indented for reading."""
    return json.dumps(value, ensure_ascii=False, indent=2)


@register.filter
def said(title: Title) -> str:
    """A title in the language of the page."""
    return titles.said(title)


@register.filter
def counted(number: int) -> str:
    """2.000 in Vietnamese, 2,000 in English."""
    return _grouped(number, None)


@register.filter
def shown(value: Any, field: FieldDescription) -> str:
    """A field's value without its unit, as people read it; the same rules as on the map."""
    if value is None or value == "":
        return ""
    if field.type is FieldType.CODE:
        return codes.shown(field.code_list, str(value), get_language() or "vi")
    if field.type is FieldType.BOOLEAN:
        return titles.said(titles.YES if value else titles.NO)
    if field.type is FieldType.DATE:
        return "/".join(reversed(str(value).split("-")))
    if field.type is FieldType.TIME:
        return _in_the_city(str(value))
    if field.type is FieldType.DECIMAL:
        return _grouped(round(value, 3), 1 if field.unit == "m²" else None)
    # A number without a unit is a thing's name (sheet 12, parcel 1045): its digits aren't grouped.
    return _grouped(value, None) if field.type is FieldType.INTEGER and field.unit else str(value)


@register.filter
def type_name(field: FieldDescription) -> str:
    """What kind of values a field has, in words."""
    return titles.said(titles.TYPES[field.type])


@register.filter
def alignment(field: FieldDescription) -> SafeString:
    """The class of a table's column: numbers stand to the right."""
    return SafeString("text-end text-nowrap" if field.type in NUMBERS else "")


def _grouped(number: float, digits: int | None) -> str:
    if digits is None and isinstance(number, float) and number.is_integer():
        number = int(number)
    english = f"{number:,}" if digits is None else f"{number:,.{digits}f}"
    return english if get_language() == "en" else english.translate(str.maketrans(",.", ".,"))


def _in_the_city(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%d/%m/%Y %H:%M")
