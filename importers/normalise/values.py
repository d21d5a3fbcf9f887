"""From a column as the file types it to a column as the layer types it, and which values would not go.

Vietnamese writing is understood beside the international one: `1.234,5` and `1 234,5` are 1234.5, dates are day
first. One point or comma alone is a decimal mark, unless the column shows that it groups thousands (see `to_decimal`).
Text is trimmed and composed (NFC); empty text and a database's words for nothing become null.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

EMPTY_WORDS = ("", "<null>", "null", "none", "(null)", "nan", "n/a")
_TEXT_EMPTY = ("", "<null>", "(null)", "null")

_NUMBER = r"^[+-]?(\d+|\d{1,3}([ .,'\x{a0}\x{202f}]\d{3})+)([.,]\d+)?([eE][+-]?\d+)?$|^[+-]?[.,]\d+$"
_NUMBER_PY = re.compile(_NUMBER.replace(r"\x{a0}", "\xa0").replace(r"\x{202f}", "\u202f"))
_PLAIN = r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$"
_TRUE = ("1", "t", "true", "y", "yes", "x", "có", "co", "đúng", "c", "1.0")
_FALSE = ("0", "f", "false", "n", "no", "không", "khong", "sai", "k", "0.0")
_DATES = (
    r"^(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>\d{4})(?:[ T].*)?$",
    r"^(?P<y>\d{4})[/.\-](?P<m>\d{1,2})[/.\-](?P<d>\d{1,2})(?:[ T].*)?$",
    r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})$",
)
_CLOCK = r"[ T](?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$"


@dataclass(frozen=True)
class Converted:
    """`values` of the target type, null where there was nothing or no way; `failed` is true where there was no way."""

    values: pa.Array
    failed: pa.Array

    @property
    def failures(self) -> int:
        return int(pc.sum(self.failed).as_py() or 0)


def looks_numeric(text: str) -> bool:
    """Whether a cell is written as a number, in either way of writing."""
    return bool(_NUMBER_PY.match(text.strip()))


def convert(column: pa.Array, type_name: str) -> Converted:
    """Convert to one of `TYPES`."""
    return TYPES[type_name](_one_array(column))


def to_text(column: pa.Array) -> Converted:
    """Trimmed, NFC; whole numbers without a decimal part, dates as ISO 8601."""
    trimmed = pc.utf8_trim_whitespace(_text_of(column))
    values = pc.if_else(_is_one_of(trimmed, _TEXT_EMPTY), pa.scalar(None, pa.string()), pc.utf8_normalize(trimmed, "NFC"))
    return Converted(values, _none_failed(column))


def to_decimal(column: pa.Array) -> Converted:
    """To double.

    Text with both marks: the last one is the decimal mark. With one kind of mark: repeated, it groups; once, it is the
    decimal mark, except a point before exactly three digits in a column where another value proves the comma to be
    the decimal mark (`1.234` beside `12,5`), and the other way round.
    """
    if not _is_text(column.type):
        return _from_numbers(column)
    trimmed = pc.utf8_trim_whitespace(column)
    present = pc.invert(pc.fill_null(_is_one_of(trimmed, EMPTY_WORDS), True))
    if pc.all(pc.or_(pc.match_substring_regex(trimmed, _PLAIN), pc.invert(present))).as_py() is not False:
        return Converted(_parsed(trimmed, present), _none_failed(column))
    comma_is_decimal = bool(pc.any(pc.match_substring_regex(trimmed, r"^[+-]?[\d. ]*,(\d{1,2}|\d{4,})$")).as_py())
    point_is_decimal = bool(pc.any(pc.match_substring_regex(trimmed, r"^[+-]?[\d, ]*\.(\d{1,2}|\d{4,})$")).as_py())
    well_formed = pc.fill_null(pc.match_substring_regex(trimmed, _NUMBER), False)
    tidy = _tidied(trimmed, group_points=comma_is_decimal, group_commas=point_is_decimal)
    values = _parsed(tidy, pc.and_(present, well_formed))
    return Converted(values, pc.and_(present, pc.is_null(values)))


def to_integer(column: pa.Array) -> Converted:
    """To int64; a number with a fraction, or beyond 2^53 when it had to be read as a decimal, would not go."""
    if pa.types.is_integer(column.type):
        values = pc.cast(column, pa.int64(), safe=False)
        return Converted(values, _none_failed(column))
    decimal = to_decimal(column)
    whole = pc.and_(pc.equal(pc.floor(decimal.values), decimal.values), pc.less(pc.abs(decimal.values), 2.0**53))
    keep = pc.fill_null(whole, False)
    values = pc.cast(pc.if_else(keep, decimal.values, pa.scalar(None, pa.float64())), pa.int64())
    return Converted(values, pc.or_(decimal.failed, pc.and_(pc.is_valid(decimal.values), pc.invert(keep))))


def to_boolean(column: pa.Array) -> Converted:
    """1, true, yes, x, có, đúng … and their opposites."""
    if pa.types.is_boolean(column.type):
        return Converted(column, _none_failed(column))
    word = pc.utf8_lower(pc.utf8_trim_whitespace(to_text(column).values))
    yes, no = _is_one_of(word, _TRUE), _is_one_of(word, _FALSE)
    values = pc.if_else(pc.or_(yes, no), yes, pa.scalar(None, pa.bool_()))
    return Converted(values, _left_over(word, values))


def to_date(column: pa.Array) -> Converted:
    """To date32: day first with / - or . between, year first, or 20260731; a time of day behind it is dropped."""
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        return Converted(pc.cast(column, pa.date32(), safe=False), _none_failed(column))
    text = to_text(column).values
    values = pc.coalesce(*(_dated(text, pattern) for pattern in _DATES))
    return Converted(values, _left_over(text, values))


def to_time(column: pa.Array) -> Converted:
    """To timestamp[us] without zone: ISO 8601, or a day-first date with a time of day; a bare date is its midnight."""
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        zone = getattr(column.type, "tz", None)
        naive = pc.local_timestamp(column) if zone else column
        return Converted(pc.cast(naive, pa.timestamp("us"), safe=False), _none_failed(column))
    text = to_text(column).values
    days = pc.cast(to_date(text).values, pa.timestamp("us"))
    clock = pc.extract_regex(text, _CLOCK)
    hours, minutes, seconds = (_part(clock, name, 0) for name in "hms")
    valid = (hours < 24) & (minutes < 60) & (seconds < 60)
    past_midnight = pa.array((hours * 3600 + minutes * 60 + seconds) * 1_000_000, pa.duration("us"))
    values = pc.if_else(pa.array(valid), pc.add(days, past_midnight), pa.scalar(None, pa.timestamp("us")))
    return Converted(values, _left_over(text, values))


TYPES: dict[str, Callable[[pa.Array], Converted]] = {
    "text": to_text,
    "integer": to_integer,
    "decimal": to_decimal,
    "boolean": to_boolean,
    "date": to_date,
    "time": to_time,
}


def _tidied(text: pa.Array, *, group_points: bool, group_commas: bool) -> pa.Array:
    """The numbers in the international way of writing."""
    text = pc.replace_substring_regex(text, r"^\+|[ '\x{a0}\x{202f}]", "")
    no_points, no_commas = pc.replace_substring(text, ".", ""), pc.replace_substring(text, ",", "")
    point_comma = pc.replace_substring(no_points, ",", ".")
    points, commas = pc.count_substring(text, "."), pc.count_substring(text, ",")
    groups_of_three = pc.match_substring_regex(text, r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$")
    both = pc.and_(pc.greater(points, 0), pc.greater(commas, 0))
    only_points = pc.and_(pc.greater(points, 0), pc.equal(commas, 0))
    drop_points = pc.or_(pc.greater(points, 1), pc.and_(groups_of_three, group_points))
    drop_commas = pc.or_(pc.greater(commas, 1), pc.and_(groups_of_three, group_commas))
    return pc.if_else(
        both,
        pc.if_else(pc.match_substring_regex(text, r",\d*$|,\d*[eE]"), point_comma, no_commas),
        pc.if_else(
            only_points, pc.if_else(drop_points, no_points, text), pc.if_else(drop_commas, no_commas, point_comma)
        ),
    )


def _parsed(text: pa.Array, wanted: pa.Array) -> pa.Array:
    bare = pc.replace_substring_regex(text, r"^\+", "")
    return pc.cast(pc.if_else(wanted, bare, pa.scalar(None, pa.string())), pa.float64())


def _from_numbers(column: pa.Array) -> Converted:
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        values = pc.cast(column, pa.float64(), safe=False)
        finite = pc.fill_null(pc.is_finite(values), True)
        keep = pc.if_else(finite, values, pa.scalar(None, pa.float64()))
        return Converted(keep, pc.and_(pc.invert(finite), pc.invert(pc.fill_null(pc.is_nan(values), False))))
    return to_decimal(to_text(column).values)


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


def _text_of(column: pa.Array) -> pa.Array:
    if _is_text(column.type):
        return column
    if pa.types.is_floating(column.type):
        return pc.replace_substring_regex(pc.cast(column, pa.string()), r"\.0$", "")
    if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        return pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.string())
    return pc.cast(column, pa.string())


def _is_one_of(text: pa.Array, words: tuple[str, ...]) -> pa.Array:
    """Null where the text is null."""
    found = pc.is_in(pc.utf8_lower(text), value_set=pa.array(words, pa.string()))
    return pc.if_else(pc.is_valid(text), found, pa.scalar(None, pa.bool_()))


def _left_over(text: pa.Array, values: pa.Array) -> pa.Array:
    """Where there was a word to convert and no value came of it."""
    wanted = pc.invert(pc.fill_null(_is_one_of(text, EMPTY_WORDS), True))
    return pc.and_(wanted, pc.is_null(values))


def _none_failed(column: pa.Array) -> pa.Array:
    return pa.array(np.zeros(len(column), dtype=bool))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _one_array(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
