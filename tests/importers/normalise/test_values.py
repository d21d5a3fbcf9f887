"""Typed values as offices write them, and what would not go."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.normalise.values import TYPES, convert


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["1.5", "2", " 3 ", "-0.5", "1e3"], [1.5, 2, 3, -0.5, 1000]),
        (["1.234,5", "12,5", "1.234"], [1234.5, 12.5, 1234]),  # the comma shows that the point groups
        (["1,234.5", "1,234", "1.5"], [1234.5, 1234, 1.5]),
        (["1.234", "2.5"], [1.234, 2.5]),  # a point alone is a decimal mark
        (["1,234", "2,5"], [1.234, 2.5]),
        (["1.234.567", "1 234,5", "1\xa0234"], [1234567, 1234.5, 1234]),
        (["0,125", "100.000"], [0.125, 100.0]),
        (["+5", "", None, "NULL", "nan"], [5, None, None, None, None]),
    ],
)
def test_decimals(written: list[str | None], expected: list[float | None]) -> None:
    converted = convert(pa.array(written), "decimal")
    assert converted.values.to_pylist() == expected
    assert converted.failures == 0


@pytest.mark.parametrize(
    ("type_name", "values"),
    [
        ("decimal", ["abc", "12.34.5", "inf", "1e999", "1,2,3", "12 m²", "--1"]),
        ("integer", ["2.5", "abc", "1e30"]),
        ("boolean", ["?", "2", "maybe"]),
        ("date", ["30/02/2020", "2020-13-01", "0", "31.4.2021", "hôm nay", "20200230"]),
        ("time", ["2020-01-01 25:00", "2020-01-01 10:61", "10:00"]),
    ],
)
def test_what_would_not_go_is_marked(type_name: str, values: list[str]) -> None:
    converted = convert(pa.array([*values, None, ""]), type_name)
    assert converted.values.null_count == len(values) + 2
    assert converted.failed.to_pylist() == [True] * len(values) + [False, False]


@pytest.mark.parametrize(
    ("column", "type_name", "expected"),
    [
        (pa.array(["1", "2.0", "1.234.567"]), "integer", [1, 2, 1234567]),
        (pa.array([1.0, 2.0, None]), "integer", [1, 2, None]),
        (pa.array([1, 2], pa.int32()), "decimal", [1.0, 2.0]),
        (pa.array([Decimal("1.50")]), "decimal", [1.5]),
        (pa.array(["có", "Không", "x", "0", "TRUE"]), "boolean", [True, False, True, False, True]),
        (pa.array([1, 0, None]), "boolean", [True, False, None]),
        (pa.array(["31/12/2020", "1.2.2021", "2020-02-29", "20260731", "5-6-2024 10:00"]), "date",
         [date(2020, 12, 31), date(2021, 2, 1), date(2020, 2, 29), date(2026, 7, 31), date(2024, 6, 5)]),
        (pa.array([datetime(2020, 1, 2, 3, 4)]), "date", [date(2020, 1, 2)]),
        (pa.array(["31/12/2020 10:20", "2020-02-29T10:00:05Z", "2020-01-01"]), "time",
         [datetime(2020, 12, 31, 10, 20), datetime(2020, 2, 29, 10, 0, 5), datetime(2020, 1, 1)]),
        (pa.array([date(2020, 1, 2)]), "time", [datetime(2020, 1, 2)]),
        (pa.array([1.0, 2.5, None]), "text", ["1", "2.5", None]),
        (pa.array([" a ", "", "<Null>", "Đa\u0302\u0301t"]), "text", ["a", None, None, "Đất"]),
        (pa.array([12, 7]), "text", ["12", "7"]),
        (pa.array([date(2020, 1, 2)]), "text", ["2020-01-02"]),
        (pa.chunked_array([["1"], ["2"]]), "integer", [1, 2]),
    ],
)  # fmt: skip
def test_conversions(column: pa.Array, type_name: str, expected: list[Any]) -> None:
    converted = convert(column, type_name)
    assert converted.values.to_pylist() == expected
    assert converted.failures == 0


NUMBERS = st.integers(-(10**12), 10**12)


@given(st.lists(st.tuples(NUMBERS, st.integers(0, 99)), min_size=1))
def test_vietnamese_and_international_writing_say_the_same(numbers: list[tuple[int, int]]) -> None:
    international = [f"{whole:,}.{cents:02d}" for whole, cents in numbers]
    vietnamese = [text.translate(str.maketrans(",.", ".,")) for text in international]
    plain = [text.replace(",", "") for text in international]
    assert convert(pa.array(vietnamese), "decimal").values.equals(convert(pa.array(plain), "decimal").values)
    assert convert(pa.array(international), "decimal").values.equals(convert(pa.array(plain), "decimal").values)


@given(st.lists(st.dates(date(1, 1, 1), date(9999, 12, 31)), min_size=1))
def test_dates_in_every_writing(days: list[date]) -> None:
    for mark in "/-.":
        written = pa.array([f"{day.day}{mark}{day.month:02d}{mark}{day.year:04d}" for day in days])
        assert convert(written, "date").values.to_pylist() == days
    assert convert(pa.array([day.isoformat() for day in days]), "date").values.to_pylist() == days


@given(st.lists(st.text() | st.none()), st.sampled_from(sorted(TYPES)))
def test_any_text_is_converted_empty_or_marked(values: list[str | None], type_name: str) -> None:
    converted = convert(pa.array(values, pa.string()), type_name)
    assert len(converted.values) == len(converted.failed) == len(values)
    assert converted.failed.null_count == 0
    for value, failed in zip(converted.values.to_pylist(), converted.failed.to_pylist(), strict=True):
        assert not (failed and value is not None)
