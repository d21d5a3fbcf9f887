"""Who may decide what, on which day."""

from datetime import date

import pytest

from layers.access.errors import AccessRefused, NotAllowed
from layers.access.powers import AUTHORITIES, GRADES, LEVELS, SUBJECTS, WORKS, shipped_powers
from layers.access.queries.powers import decision_powers, who_decides
from layers.access.services import add_power, end_power
from layers.codes.shipped import shipped_lists

pytestmark = pytest.mark.django_db
NOW, BEFORE = date(2026, 11, 25), date(2026, 6, 30)


def authorities(subject: str, on: date = NOW, **asked: str) -> list[str]:
    return [one.authority for one in who_decides(subject, on=on, **asked)]


@pytest.mark.parametrize(
    ("asked", "who"),
    [
        ({"works_grade": "III", "works": "other"}, ["zone_board", "commune_committee"]),
        ({"works_grade": "IV", "works": "other"}, ["zone_board", "commune_committee"]),
        ({"works_grade": "II", "works": "other"}, ["zone_board", "construction_department"]),
        ({"works_grade": "special", "works": "other"}, ["zone_board", "construction_department"]),
        ({"works_grade": "II", "works": "house"}, ["zone_board", "commune_committee"]),
        ({"works": "house"}, ["zone_board", "commune_committee"]),
    ],
)
def test_permits_by_grade(asked: dict, who: list[str]) -> None:
    """Decree 217/2026, article 53."""
    assert authorities("building_permit", **asked) == who
    assert authorities("building_permit", on=BEFORE, **asked) == [], "in force since 1/7/2026"


def test_plans_by_level() -> None:
    assert authorities("plan_approval", plan_level="sub_area") == ["provincial_committee"]
    assert "commune_committee" in authorities("plan_approval", plan_level="detailed")
    assert not any(one.verified for one in who_decides("plan_approval", on=NOW)), "nobody has read the text"


def test_what_ships_has_known_words_and_a_source() -> None:
    lists = shipped_lists()
    assert {code.code for code in lists["plan_level"].codes} == set(LEVELS)
    assert {code.code for code in lists["works_grade"].codes} == set(GRADES)
    rows = list(shipped_powers())
    assert len(decision_powers()) == len(rows)
    for row in rows:
        assert row["subject"] in SUBJECTS and row["authority"] in AUTHORITIES and row["source"] and row["valid_from"]
        assert row["plan_level"] in ("", *LEVELS) and row["works_grade"] in ("", *GRADES)
        assert row["works"] in ("", *WORKS)
        assert bool(row["condition_vi"]) == bool(row["condition_en"])


def test_a_power_ends_and_another_begins() -> None:
    (old,) = who_decides("plan_approval", plan_level="sub_area", on=NOW)
    end_power(old.id, date(2027, 1, 1))
    new = add_power(
        "plan_approval", "commune_committee", plan_level="sub_area", valid_from=date(2027, 1, 1), source="QĐ 5/2026",
    )  # fmt: skip
    assert authorities("plan_approval", plan_level="sub_area") == ["provincial_committee"]
    assert [one.id for one in who_decides("plan_approval", plan_level="sub_area", on=date(2027, 1, 1))] == [new]
    assert {one.id for one in decision_powers()} >= {old.id, new}, "the past stays"


@pytest.mark.parametrize(
    "given",
    [
        {"subject": "war"},
        {"authority": "king"},
        {"plan_level": "national"},
        {"works_grade": "V"},
        {"works": "bridge"},
        {"source": "  "},
        {"source": "x" * 301},
        {"valid_to": date(2026, 1, 1)},
        {"plan_level": "sub_area", "authority": "provincial_committee"},  # it stands already
    ],
)
def test_powers_that_are_refused(given: dict) -> None:
    words = {"subject": "plan_approval", "authority": "zone_board", "valid_from": NOW, "source": "QĐ 1", **given}
    before = decision_powers()
    with pytest.raises(AccessRefused, match="E-ACCESS-27"):
        add_power(words.pop("subject"), words.pop("authority"), **words)
    assert decision_powers() == before


def test_ends_that_are_refused(person) -> None:
    (old,) = who_decides("plan_approval", plan_level="sub_area", on=NOW)
    with pytest.raises(AccessRefused, match="E-ACCESS-27"):
        end_power(old.id, old.valid_from)
    with pytest.raises(AccessRefused, match="E-ACCESS-28"):
        end_power(987654, NOW)
    with pytest.raises(NotAllowed, match="E-ACCESS-10"):
        end_power(old.id, NOW, reason="?", by=person("lan", "planner"))
    end_power(old.id, NOW)
    with pytest.raises(AccessRefused, match="E-ACCESS-28"):
        end_power(old.id, NOW)
