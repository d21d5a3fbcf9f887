"""The outcome of converting a column, and what the conversions to every type share."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

EMPTY_WORDS = ("", "<null>", "null", "none", "(null)", "nan", "n/a")


@dataclass(frozen=True)
class Converted:
    """`values` of the target type, null where there was nothing or no way; `failed` is true where there was no way."""

    values: pa.Array
    failed: pa.Array

    @property
    def failures(self) -> int:
        return int(pc.sum(self.failed).as_py() or 0)


def text_of(column: pa.Array) -> pa.Array:
    """Any column as text: whole numbers without a decimal part, dates and times as ISO 8601."""
    if is_text(column.type):
        return column
    if pa.types.is_floating(column.type):
        return pc.replace_substring_regex(pc.cast(column, pa.string()), r"\.0$", "")
    if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        return pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.string())
    return pc.cast(column, pa.string())


def is_one_of(text: pa.Array, words: tuple[str, ...]) -> pa.Array:
    """Whether each text is one of the words, whatever its case; null where it is null."""
    found = pc.is_in(pc.utf8_lower(text), value_set=pa.array(words, pa.string()))
    return pc.if_else(pc.is_valid(text), found, pa.scalar(None, pa.bool_()))


def left_over(text: pa.Array, values: pa.Array) -> pa.Array:
    """Where there was a word to convert and no value came of it."""
    wanted = pc.invert(pc.fill_null(is_one_of(text, EMPTY_WORDS), True))
    return pc.and_(wanted, pc.is_null(values))


def none_failed(column: pa.Array) -> pa.Array:
    """A mask that is false for every row."""
    return pa.array(np.zeros(len(column), dtype=bool))


def is_text(kind: pa.DataType) -> bool:
    """Whether a type is one of Arrow's two kinds of text."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
