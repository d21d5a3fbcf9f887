"""Numbers in the ways they are written: `1.234,5` and `1 234,5` in Vietnam, `1,234.5` elsewhere, all 1234.5."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from importers.normalise.conversion import EMPTY_WORDS, Converted, is_one_of, is_text, none_failed, text_of

_NUMBER = r"^[+-]?(\d+|\d{1,3}([ .,'\x{a0}\x{202f}]\d{3})+)([.,]\d+)?([eE][+-]?\d+)?$|^[+-]?[.,]\d+$"
_NUMBER_PY = re.compile(_NUMBER.replace(r"\x{a0}", "\xa0").replace(r"\x{202f}", "\u202f"))
_PLAIN = r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$"


def looks_numeric(text: str) -> bool:
    """Whether a cell is written as a number, in either way of writing."""
    return bool(_NUMBER_PY.match(text.strip()))


def to_decimal(column: pa.Array) -> Converted:
    """To double.

    Text with both marks: the last one is the decimal mark. With one kind of mark: repeated, it groups; once, it is the
    decimal mark, except a point before exactly three digits in a column where another value proves the comma to be
    the decimal mark (`1.234` beside `12,5`), and the other way round.
    """
    if not is_text(column.type):
        return _from_numbers(column)
    trimmed = pc.utf8_trim_whitespace(column)
    present = pc.invert(pc.fill_null(is_one_of(trimmed, EMPTY_WORDS), True))
    if pc.all(pc.or_(pc.match_substring_regex(trimmed, _PLAIN), pc.invert(present))).as_py() is not False:
        values = _parsed(trimmed, present)
        return Converted(values, pc.and_(present, pc.is_null(values)))
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
        return Converted(values, none_failed(column))
    decimal = to_decimal(column)
    whole = pc.and_(pc.equal(pc.floor(decimal.values), decimal.values), pc.less(pc.abs(decimal.values), 2.0**53))
    keep = pc.fill_null(whole, False)
    values = pc.cast(pc.if_else(keep, decimal.values, pa.scalar(None, pa.float64())), pa.int64())
    return Converted(values, pc.or_(decimal.failed, pc.and_(pc.is_valid(decimal.values), pc.invert(keep))))


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
    numbers = pc.cast(pc.if_else(wanted, bare, pa.scalar(None, pa.string())), pa.float64())
    return pc.if_else(pc.is_finite(numbers), numbers, pa.scalar(None, pa.float64()))


def _from_numbers(column: pa.Array) -> Converted:
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        values = pc.cast(column, pa.float64(), safe=False)
        finite = pc.fill_null(pc.is_finite(values), True)
        keep = pc.if_else(finite, values, pa.scalar(None, pa.float64()))
        return Converted(keep, pc.and_(pc.invert(finite), pc.invert(pc.fill_null(pc.is_nan(values), False))))
    return to_decimal(text_of(column))
