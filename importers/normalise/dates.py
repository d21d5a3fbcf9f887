"""Dates and times: day first as Vietnam writes them, or ISO 8601."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importers.normalise.conversion import Converted, left_over, none_failed, text_of

_DATES = (
    r"^(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>\d{4})(?:[ T].*)?$",
    r"^(?P<y>\d{4})[/.\-](?P<m>\d{1,2})[/.\-](?P<d>\d{1,2})(?:[ T].*)?$",
    r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})$",
)
_CLOCK = r"[ T](?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$"


def to_date(column: pa.Array) -> Converted:
    """To date32: day first with / - or . between, year first, or 20260731; a time of day behind it is dropped."""
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        return Converted(pc.cast(column, pa.date32(), safe=False), none_failed(column))
    text = _trimmed(column)
    values = pc.coalesce(*(_dated(text, pattern) for pattern in _DATES))
    return Converted(values, left_over(text, values))


def to_time(column: pa.Array) -> Converted:
    """To timestamp[us] without zone: ISO 8601, or a day-first date with a time of day; a bare date is its midnight."""
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        zone = getattr(column.type, "tz", None)
        naive = pc.local_timestamp(column) if zone else column
        return Converted(pc.cast(naive, pa.timestamp("us"), safe=False), none_failed(column))
    text = _trimmed(column)
    days = pc.cast(to_date(text).values, pa.timestamp("us"))
    clock = pc.extract_regex(text, _CLOCK)
    hours, minutes, seconds = (_part(clock, name, 0) for name in "hms")
    valid = (hours < 24) & (minutes < 60) & (seconds < 60)
    past_midnight = pa.array((hours * 3600 + minutes * 60 + seconds) * 1_000_000, pa.duration("us"))
    values = pc.if_else(pa.array(valid), pc.add(days, past_midnight), pa.scalar(None, pa.timestamp("us")))
    return Converted(values, left_over(text, values))


def _dated(text: pa.Array, pattern: str) -> pa.Array:
    """Dates of the texts that match; a day its month doesn't have is null."""
    parts = pc.extract_regex(text, pattern)
    years, months, days = (_part(parts, name, 0) for name in "ymd")
    first = ((years - 1970) * 12 + months - 1).astype("datetime64[M]")
    dates = first.astype("datetime64[D]") + (days - 1)
    valid = (years > 0) & (months >= 1) & (months <= 12) & (days >= 1) & (dates.astype("datetime64[M]") == first)
    return pa.array(dates, pa.date32(), mask=~valid)


def _part(parts: pa.Array, name: str, otherwise: int) -> np.ndarray[Any, Any]:
    field = pc.struct_field(parts, name)
    digits = pc.if_else(pc.equal(field, ""), pa.scalar(None, pa.string()), field)
    return np.asarray(pc.fill_null(pc.cast(digits, pa.int64()), otherwise))


def _trimmed(column: pa.Array) -> pa.Array:
    return pc.utf8_trim_whitespace(text_of(column))
