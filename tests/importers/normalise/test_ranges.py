"""Ranges in text, as they are met in planning tables and as nothing can be made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.normalise.ranges import Range, parse_range, written_range

MET = [
    ("40-60", 40, 60),
    ("40 – 60", 40, 60),
    ("40%-60%", 40, 60),
    ("40 ÷ 60 %", 40, 60),
    ("3÷5", 3, 5),
    ("3~5 tầng", 3, 5),
    ("01 - 05 tầng", 1, 5),
    ("(3-5)", 3, 5),
    ("từ 3 đến 5 tầng", 3, 5),
    ("Từ 3 tới 5", 3, 5),
    ("0,8-1,6", 0.8, 1.6),
    ("0.8 - 1.6 lần", 0.8, 1.6),
    ("tối thiểu 2, tối đa 7", 2, 7),
    ("≥ 2; ≤ 7", 2, 7),
    ("≤ 7", None, 7),
    ("<=7", None, 7),
    ("=<7", None, 7),
    ("≤7 tầng", None, 7),
    ("tối đa 5 tầng", None, 5),
    ("TỐI ĐA: 60%", None, 60),
    ("không quá 5", None, 5),
    ("không vượt quá 5 tầng", None, 5),
    ("max 5", None, 5),
    ("5 tầng trở xuống", None, 5),
    ("≥ 20 %", 20, None),
    ("tối thiểu 20 %", 20, None),
    ("5 tầng trở lên", 5, None),
    ("40 %", 40, 40),
    ("7", 7, 7),
    ("1,5 lần", 1.5, 1.5),
]


@pytest.mark.parametrize(("text", "least", "most"), MET)
def test_what_is_met(text: str, least: float | None, most: float | None) -> None:
    assert parse_range(text) == Range(least, most)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "theo quy hoạch",
        "60-40",  # begins above its end
        "3-5-7",
        "5 tầng + 1 tum",
        "40-",
        "1/500",
        "12.000.000",
        "3 hoặc 5",
        "-5",
        "40-60 người",
    ],
)
def test_what_says_no_range(text: str) -> None:
    assert parse_range(text) is None


NUMBERS = st.integers(0, 10**7).map(lambda thousandths: thousandths / 1000)


@given(st.tuples(NUMBERS, NUMBERS), st.sampled_from(["both", "least", "most"]))
def test_round_trip(ends: tuple[float, float], kind: str) -> None:
    least, most = sorted(ends)
    span = Range(least if kind != "most" else None, most if kind != "least" else None)
    assert parse_range(written_range(span)) == span


@given(st.tuples(NUMBERS, NUMBERS), st.sampled_from(["{}-{}", "{} ÷ {} %", "từ {} đến {} tầng", "≥{} ≤{}"]))
def test_every_form_says_the_same(ends: tuple[float, float], form: str) -> None:
    least, most = sorted(ends)
    written = form.format(*(f"{number:.3f}".replace(".", ",") for number in (least, most)))
    assert parse_range(written) == Range(least, most)


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    found = parse_range(text)
    assert found is None or found.least is not None or found.most is not None
