"""Rules over whole columns: each with what it finds and what it leaves alone."""

import pytest
import shapely

from importers.checks import CHECKS
from layers.checks.rules import RULES
from tests.importers.checks.ground import EAST, NORTH, coverage, found, subject

FOUR = coverage(2, 2)


def test_each_rule_has_its_description_and_each_description_its_rule() -> None:
    assert list(CHECKS) == list(RULES)
    assert [rule.number for rule in RULES.values()] == list(range(1, len(RULES) + 1))


def test_a_parcel_number_twice_in_a_sheet() -> None:
    """In the commune at survey; a parcel without a number repeats none."""
    numbered = subject(
        "parcels", [*FOUR, *coverage(2, 1)],
        ma_xa=["26041", "26041", "26041", "26050", "26041", "26041"],
        so_to=["1", "1", "2", "1", "1", None], so_thua=["7", "7", "7", "7", "8", "7"],
    )  # fmt: skip
    (case,) = found(numbered, "repeated_parcel_number")
    assert (case.rows, case.out, case.values["key"]) == ((0, 1), (1,), "26041 · 1 · 7")


def test_without_a_stated_commune_the_one_where_it_lies_counts() -> None:
    numbered = subject(
        "parcels", FOUR, communes=["26041", "26041", "26050", "26050"],
        so_to=["1", "1", "1", "1"], so_thua=["7", "8", "7", "9"],
    )  # fmt: skip
    assert found(numbered, "repeated_parcel_number") == []


def test_a_key_twice() -> None:
    lots = subject("zoning", FOUR, ma_ho_so_qh=["A", "A", "B", "A"], ky_hieu_lo=["1", "2", "1", "1"])
    (case,) = found(lots, "repeated_key")
    assert (case.rows, case.values["key"]) == ((0, 3), "A · 1")


@pytest.mark.parametrize(("stated", "cases"), [(400.0, 0), (403.9, 0), (404.5, 1), (395.0, 1), (None, 0)])
def test_a_stated_area(stated: float | None, cases: int) -> None:
    """Of 400 m²: 0.2 x 20 m² are allowed at 1/500, and what rounding takes."""
    square = subject("parcels", [shapely.box(EAST, NORTH, EAST + 20, NORTH + 20)], dien_tich=[stated])
    assert len(found(square, "stated_area")) == cases


def test_in_none_of_the_communes() -> None:
    (case,) = found(subject("parcels", FOUR, communes=["26041", None, "26041", "26041"]), "outside_communes")
    assert case.rows == (1,)
    assert found(subject("parcels", FOUR), "outside_communes") == []


@pytest.mark.django_db
def test_the_commune_at_survey_may_be_one_that_went_into_todays() -> None:
    """Trung Dũng (26041 before July 2025) went into Trấn Biên, which bears 26041 today; 26005 is elsewhere."""
    stated = subject("parcels", FOUR, communes=["26041"] * 4, ma_xa=["26041", "26029", "26005", None])
    cases = found(stated, "other_commune")
    assert [case.values["stated"] for case in cases if case.rows == (2,)] == ["26005"]
    assert (0,) not in [case.rows for case in cases]
