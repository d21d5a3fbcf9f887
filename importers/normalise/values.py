"""From a column as the file types it to a column as the layer types it, and which values would not go.

Vietnamese writing is understood beside the international one: `1.234,5` and `1 234,5` are 1234.5, dates are day
first. One point or comma alone is a decimal mark, unless the column shows that it groups thousands (see `to_decimal`).
Text is trimmed and composed (NFC); empty text and a database's words for nothing become null.
"""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from importers.normalise.conversion import Converted, is_one_of, left_over, none_failed, text_of
from importers.normalise.dates import to_date, to_time
from importers.normalise.numbers import to_decimal, to_integer

__all__ = ["TYPES", "Converted", "convert", "to_boolean", "to_date", "to_decimal", "to_integer", "to_text", "to_time"]

_TEXT_EMPTY = ("", "<null>", "(null)", "null")
_TRUE = ("1", "t", "true", "y", "yes", "x", "có", "co", "đúng", "c", "1.0")
_FALSE = ("0", "f", "false", "n", "no", "không", "khong", "sai", "k", "0.0")


def convert(column: pa.Array, type_name: str) -> Converted:
    """Convert to one of `TYPES`. Whole columns, not batches: how numbers are written shows only in all of them."""
    return TYPES[type_name](_one_array(column))


def to_text(column: pa.Array) -> Converted:
    """Trimmed, NFC; whole numbers without a decimal part, dates as ISO 8601."""
    text = text_of(column)
    distinct = pc.dictionary_encode(text)  # names and codes repeat themselves: each is looked at once
    if len(distinct.dictionary) * 2 < len(text):
        return Converted(_tidy(distinct.dictionary).take(distinct.indices), none_failed(column))
    return Converted(_tidy(text), none_failed(column))


def _tidy(text: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(text)
    is_ascii = pc.all(pc.string_is_ascii(trimmed)).as_py()
    composed = trimmed if is_ascii else pc.utf8_normalize(trimmed, form="NFC")
    return pc.if_else(is_one_of(trimmed, _TEXT_EMPTY), pa.scalar(None, pa.string()), composed)


def to_boolean(column: pa.Array) -> Converted:
    """1, true, yes, x, có, đúng … and their opposites."""
    if pa.types.is_boolean(column.type):
        return Converted(column, none_failed(column))
    word = pc.utf8_lower(pc.utf8_trim_whitespace(to_text(column).values))
    yes, no = is_one_of(word, _TRUE), is_one_of(word, _FALSE)
    values = pc.if_else(pc.or_(yes, no), yes, pa.scalar(None, pa.bool_()))
    return Converted(values, left_over(word, values))


TYPES: dict[str, Callable[[pa.Array], Converted]] = {
    "text": to_text,
    "integer": to_integer,
    "decimal": to_decimal,
    "boolean": to_boolean,
    "date": to_date,
    "time": to_time,
}


def _one_array(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
