"""What a field's description must hold to, and what its values must: one place for the tables' constraints, for
imports and for forms."""

import math
import re
from datetime import date, datetime
from typing import Any

from gis.errors import LayerRefused
from layers.catalog.description import FieldDescription, FieldType, Value

RANGED = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.DATE, FieldType.TIME})
LONGEST_PATTERN = 200


def check_field(field: FieldDescription) -> None:
    """Refuse a field whose rules make no sense.

    Raises:
        LayerRefused: E-FIELD-01 a rule that its type doesn't have, E-FIELD-02 a default, minimum or maximum that is no
            value of its type, E-FIELD-03 an unreadable pattern, E-FIELD-04 a default or a range that breaks the rules.
    """
    for rule, given, fits in (
        ("code_list", field.code_list, field.type is FieldType.CODE),
        ("target", field.target, field.type is FieldType.LINK),
        ("pattern", field.pattern, field.type is FieldType.TEXT),
        ("minimum", field.minimum is not None, field.type in RANGED),
        ("maximum", field.maximum is not None, field.type in RANGED),
    ):
        needed = rule in ("code_list", "target") and fits
        if (bool(given) and not fits) or (needed and not given):
            raise LayerRefused("E-FIELD-01", field=field.name, rule=rule, type=str(field.type))
    _check_pattern(field)
    for rule in ("default", "minimum", "maximum"):
        given = getattr(field, rule)
        if given is not None:
            try:
                parsed(field, given)
            except ValueError:
                raise LayerRefused("E-FIELD-02", field=field.name, rule=rule, value=repr(given)[:40]) from None
    low, high = (None if bound is None else parsed(field, bound) for bound in (field.minimum, field.maximum))
    if low is not None and high is not None and low > high:
        raise LayerRefused("E-FIELD-04", field=field.name, rule="minimum", reason=f"{field.minimum} > {field.maximum}")
    if field.default is not None and (broken := broken_rule(field, field.default)):
        raise LayerRefused("E-FIELD-04", field=field.name, rule="default", reason=broken)


def broken_rule(field: FieldDescription, value: Value) -> str:
    """The rule that a value of the field's type breaks, in words of the description; empty where it keeps all."""
    mine = parsed(field, value)
    if field.minimum is not None and mine < parsed(field, field.minimum):
        return f"minimum {field.minimum}"
    if field.maximum is not None and mine > parsed(field, field.maximum):
        return f"maximum {field.maximum}"
    if field.pattern and not re.fullmatch(field.pattern, str(value), re.ASCII):
        return f"pattern {field.pattern}"
    return ""


def parsed(field: FieldDescription, value: Value) -> Any:
    """The value as Python compares it.

    Raises:
        ValueError: where it is none of the field's type.
    """
    kind = field.type.value_type
    wanted: tuple[type, ...] = _PLAIN[kind]
    if not isinstance(value, wanted) or (isinstance(value, bool) and kind is not FieldType.BOOLEAN):
        raise ValueError(value)
    if kind is FieldType.DATE:
        return date.fromisoformat(str(value))
    if kind is FieldType.TIME:
        found = datetime.fromisoformat(str(value))
        if found.tzinfo is None:
            raise ValueError(value)
        return found
    if kind is FieldType.DECIMAL and not _is_double(value):
        raise ValueError(value)
    if kind is FieldType.INTEGER and not -(2**63) <= int(value) < 2**63:
        raise ValueError(value)
    return value


def _is_double(value: Value) -> bool:
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


_PLAIN: dict[FieldType, tuple[type, ...]] = {
    FieldType.TEXT: (str,),
    FieldType.INTEGER: (int,),
    FieldType.DECIMAL: (int, float),
    FieldType.BOOLEAN: (bool,),
    FieldType.DATE: (str,),
    FieldType.TIME: (str,),
}


def _check_pattern(field: FieldDescription) -> None:
    """Groups that look around, back references and classes by Unicode name mean other things in PostgreSQL."""
    if not field.pattern:
        return
    try:
        re.compile(field.pattern)
    except re.error as error:
        raise LayerRefused("E-FIELD-03", field=field.name, pattern=field.pattern[:60], reason=str(error)) from None
    if len(field.pattern) > LONGEST_PATTERN or _NOT_SHARED.search(field.pattern):
        raise LayerRefused("E-FIELD-03", field=field.name, pattern=field.pattern[:60], reason="not portable")


_NOT_SHARED = re.compile(r"\(\?(?!:)|\\[^dsDS.\-/()\[\]{}+*?^$|\\]|[+*?}][+?]")
