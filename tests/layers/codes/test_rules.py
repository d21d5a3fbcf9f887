"""What must hold of any list: one meaning for each code and day, and a table that gives the same codes back."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import assume, given
from hypothesis import strategies as st

from gis.errors import CodesRefused
from layers.codes import queries
from layers.codes.meaning import Code, Successor, best_on
from layers.codes.models import Code as CodeRow
from layers.codes.models import CodeList as CodeListRow
from layers.codes.resolving import Resolver, Standing
from layers.codes.services import import_list
from layers.codes.soundness import check_codes
from layers.codes.table import read_table, write_table

FIRST = date(2020, 1, 1)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text).strip()
)
SPAN = st.tuples(st.none() | st.integers(0, 12), st.none() | st.integers(0, 12)).filter(
    lambda span: None in span or span[0] < span[1]  # type: ignore[operator]
)


def day(number: int | None) -> date | None:
    return None if number is None else FIRST + timedelta(days=number)


SPANS = st.lists(st.tuples(st.sampled_from("ABC"), SPAN), max_size=8)


@given(SPANS)
def test_one_meaning_a_code_and_day(spans: list[tuple[str, tuple[int | None, int | None]]]) -> None:
    """A list is taken if and only if no day has two meanings of a code; the days looked at reach beyond all spans."""
    codes = [
        Code(code, f"{code}{number}", valid_from=day(a), valid_to=day(b)) for number, (code, (a, b)) in enumerate(spans)
    ]
    days = [FIRST + timedelta(days=number) for number in range(-1, 14)]
    meanings = [sum(one.code == code and one.holds_on(each) for one in codes) for code in "ABC" for each in days]
    if max(meanings) > 1:
        with pytest.raises(CodesRefused, match="E-CODE-08"):
            check_codes("x", codes)
        return
    check_codes("x", codes)
    for each in days:
        for code in {one.code for one in codes}:
            story = [one for one in codes if one.code == code]
            holding = [one for one in story if one.holds_on(each)]
            assert best_on(story, each) in (holding or story)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Code, ...]:
    names = draw(st.lists(st.sampled_from(["ODT", "KĐD", "a_b", "=1", "x;y", 'q"', "D,E"]), min_size=1, unique=True))
    source = TEXT.filter(lambda text: not set(text) & set("[]|"))
    return tuple(
        Code(
            code=name,
            title_vi=draw(TEXT.filter(bool)),
            title_en=draw(TEXT),
            group=draw(TEXT),
            colour=draw(st.sampled_from(["", "#00ff7f"])),
            valid_from=draw(st.none() | st.dates(date(1900, 1, 1), date(2000, 1, 1))),
            valid_to=draw(st.none() | st.dates(date(2000, 1, 2), date(2100, 1, 1))),
            successors=tuple(
                Successor(to, draw(source.filter(bool)))
                for to in draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
            ),
            source=draw(source),
            note=draw(TEXT),
        )
        for name in names
    )


@given(tables())
def test_a_table_gives_the_same_codes_back(codes: tuple[Code, ...]) -> None:
    assert read_table(write_table(codes).encode(), "x") == codes


LAND = [
    Code("ODT", "Đất ở tại đô thị", "Urban residential land"),
    Code("ONT", "Đất ở tại nông thôn"),
    Code("LUC", "Đất chuyên trồng lúa", "Rice"),
    Code("LUK", "Đất lúa khác", "Rice"),
    Code("TON", "Đất tôn giáo", valid_to=date(2025, 1, 1)),
    Code("odt", "Chữ thường"),
]


@pytest.mark.parametrize(
    ("value", "standing", "became"),
    [
        ("ODT", Standing.KNOWN, "ODT"),
        ("ONT+LUC", Standing.KNOWN, "ONT+LUC"),
        ("ont + luc", Standing.RESPELT, "ONT+LUC"),
        ("Đất ở tại  đô thị", Standing.RESPELT, "ODT"),
        ("ĐẤT Ở TẠI NÔNG THÔN+LUC", Standing.RESPELT, "ONT+LUC"),
        ("urban residential land", Standing.RESPELT, "ODT"),
        ("Rice", Standing.UNKNOWN, "Rice"),  # two codes are called so
        ("oDT", Standing.UNKNOWN, "oDT"),  # two codes differ by case alone
        ("TON", Standing.ENDED, "TON"),
        ("ODT+ton", Standing.ENDED, "ODT+ton"),
        ("ont+XYZ", Standing.UNKNOWN, "ont+XYZ"),
        ("ODT+", Standing.UNKNOWN, "ODT+"),
        ("+", Standing.UNKNOWN, "+"),
    ],
)
def test_how_values_are_recognised(value: str, standing: Standing, became: str) -> None:
    seen = Resolver(LAND, date(2026, 11, 24)).resolve(value)
    assert (seen.standing, seen.value) == (standing, became)
    assert Resolver(LAND, date(2024, 12, 31)).resolve("TON").standing is Standing.KNOWN


def _former(code: str, year: int, *successors: str) -> Code:
    links = tuple(Successor(one, "TT 8/2024") for one in successors)
    return Code(code, code, valid_to=date(year, 8, 1), successors=links)


SUCCEEDED = [
    *LAND,
    _former("LNQ", 2024, "CLN"),
    _former("LNK", 2014, "LNQ"),  # by way of another that ended
    _former("COC", 2024, "ODT", "ONT"),  # split
    _former("AAA", 2024, "BBB"),
    _former("BBB", 2024, "AAA"),  # in a circle
    _former("NEU", 2030, "ODT"),  # not yet
    Code("CLN", "Đất trồng cây lâu năm"),
]


@pytest.mark.parametrize(
    ("value", "now"),
    [
        ("LNQ", "CLN"),
        ("lnq", "CLN"),
        ("LNK", "CLN"),
        ("ont + LNQ", "ONT+CLN"),
        ("LNQ+LNK", "CLN"),
        ("LNQ+TON", None),
        ("LNQ+XYZ", None),
        ("COC", None),
        ("TON", None),
        ("AAA", None),
        ("NEU", None),
    ],
)
def test_what_holds_in_the_place_of_a_code_that_ended(value: str, now: str | None) -> None:
    assert Resolver(SUCCEEDED, date(2026, 11, 24)).resolve(value).now == now


@pytest.mark.django_db
@given(SPANS.filter(bool))
def test_postgresql_holds_the_same_rule(spans: list[tuple[str, tuple[int | None, int | None]]]) -> None:
    """What is taken is read back day by day; what is refused the database would refuse too."""
    codes = [Code(code, f"{code}{n}", valid_from=day(a), valid_to=day(b)) for n, (code, (a, b)) in enumerate(spans)]
    try:
        import_list(write_table(codes).encode(), "random", replace=True)
    except CodesRefused:
        with pytest.raises(IntegrityError, match=r"code_one_meaning|code_once_a_day"), transaction.atomic():
            kept = CodeListRow.objects.create(name="unsound", title_vi="a", title_en="a")
            CodeRow.objects.bulk_create(
                CodeRow(list=kept, code=c.code, title_vi="a", valid_from=c.valid_from, valid_to=c.valid_to, position=0)
                for c in codes
            )
        return
    assert queries.exported("random") == write_table(codes)
    for each in (FIRST + timedelta(days=number) for number in range(-1, 14)):
        assert queries.codes_of("random", each) == [code for code in codes if code.holds_on(each)]


@pytest.mark.django_db
@given(tables())
def test_a_list_is_what_was_exported_of_it(codes: tuple[Code, ...]) -> None:
    try:
        check_codes("random", codes)
    except CodesRefused:
        assume(False)  # a code that follows itself
    import_list(write_table(codes).encode(), "random", replace=True)
    table = queries.exported("random")
    assert read_table(table.encode(), "random") == codes
    assert import_list(table.encode(), "random", replace=True).changes == []
