"""A field's range, pattern and default over a whole column: what the table would refuse doesn't get that far."""

from datetime import UTC
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from layers.catalog.description import FieldDescription, FieldType, Value
from layers.catalog.field_rules import parsed


def breaking(field: FieldDescription, values: pa.Array) -> pa.Array:
    """Which values of the field's type break its range or pattern; never null."""
    broken = pa.repeat(False, len(values))
    if field.minimum is not None:
        broken = pc.or_(broken, pc.less(values, _scalar(field, field.minimum, values.type)))
    if field.maximum is not None:
        broken = pc.or_(broken, pc.greater(values, _scalar(field, field.maximum, values.type)))
    if field.pattern:
        broken = pc.or_(broken, pc.invert(pc.match_substring_regex(values, f"^(?:{field.pattern})$")))
    return pc.fill_null(broken, False)


def with_default(field: FieldDescription, values: pa.Array) -> pa.Array:
    """The field's default where there is no value."""
    return values if field.default is None else pc.fill_null(values, _scalar(field, field.default, values.type))


def _scalar(field: FieldDescription, value: Value, kind: pa.DataType) -> pa.Scalar:
    found: Any = parsed(field, value)
    if field.type is FieldType.TIME:  # columns of times are in UTC and don't say so
        found = found.astimezone(UTC).replace(tzinfo=None)
    return pa.scalar(found, kind)
