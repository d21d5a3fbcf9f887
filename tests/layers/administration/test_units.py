"""Units of both eras: what the lists say, found by code and era, by name and by point."""

from collections import Counter
from datetime import date

import pytest

from gis.errors import DothiError, InvalidRequest, NotFound
from layers.access.queries import public_view
from layers.administration.queries import (
    REFORM,
    Era,
    Level,
    find_unit,
    predecessors,
    successors,
    unit_at,
    units_named,
)
from layers.administration.queries.gazetteer import gazetteer

pytestmark = pytest.mark.django_db

THEN, NOW = Era.BEFORE_2025_07, Era.TODAY
KINDS_TODAY = {"Tỉnh": 27, "Thành phố": 7, "Phường": 697, "Xã": 2_611, "Đặc khu": 13}


def named(code: str, era: Era) -> str:
    return find_unit(code, era=era).place


@pytest.mark.parametrize(
    ("day", "levels"),
    [
        (THEN.day, {"province": 63, "district": 696, "commune": 10_035}),
        (REFORM, {"province": 34, "commune": 3_321}),
        (date(2026, 4, 30), {"province": 34, "commune": 3_321}),
        (NOW.day, {"province": 34, "commune": 3_321}),
    ],
)
def test_as_many_as_the_law_says(day: date, levels: dict[str, int]) -> None:
    known = gazetteer()
    assert Counter(entry.level for entry in known.entries.values() if entry.valid_on(day)) == levels
    one_a_day = Counter(entry.code for entry in known.entries.values() if entry.valid_on(day))
    assert max(one_a_day.values()) == 1


def test_kinds_of_today() -> None:
    entries = gazetteer().entries.values()
    assert Counter(entry.kind for entry in entries if entry.valid_on(NOW.day)) == KINDS_TODAY


def test_every_unit_lies_in_one_that_stood_with_it() -> None:
    known = gazetteer()
    for entry in known.entries.values():
        for day in filter(None, (entry.valid_from, THEN.day if entry.valid_from is None else None)):
            levels = [one.level for one in known.around(entry, day)]
            expected = {"commune": ["province"], "province": [], "district": ["province"]}[entry.level]
            if entry.level == "commune" and day < REFORM:
                expected = ["district", "province"]
            assert levels == expected, entry


def test_every_commune_became_some_and_came_from_some() -> None:
    known = gazetteer()
    today = {entry for entry in known.entries.values() if entry.valid_on(NOW.day) and entry.level == "commune"}
    former = {entry for entry in known.entries.values() if entry.valid_on(THEN.day) and entry.level == "commune"}
    assert all(set(known.became(entry)) <= today and known.became(entry) for entry in former)
    assert all(known.came_from(entry) for entry in today)
    assert sum(len(known.became(entry)) > 1 for entry in former) == 471
    assert sum(len(known.came_from(entry)) > 1 for entry in today) == 3_181


def test_codes_are_reused_for_other_places() -> None:
    """FACTS: 3,315 of today's codes were an old commune's, 1,878 of another name by the letter (Hoà for Hòa too)."""
    known = gazetteer()
    then = {e.code: e for e in known.entries.values() if e.valid_on(THEN.day) and e.level == "commune"}
    now = {e.code: e for e in known.entries.values() if e.valid_on(NOW.day) and e.level == "commune"}
    reused = then.keys() & now.keys()
    assert len(reused) == 3_315
    refused = 0
    for code in reused:
        try:
            assert find_unit(code).is_of_today
        except InvalidRequest as error:
            assert error.code == "E-UNIT-02"
            refused += 1
    assert refused == 1_797


def test_a_code_means_what_it_meant_at_the_time() -> None:
    assert named("26041", THEN) == "Phường Trung Dũng, Thành phố Biên Hòa, Tỉnh Đồng Nai"
    assert named("26041", NOW) == "Phường Trấn Biên, Thành phố Đồng Nai"
    assert find_unit("26041", on=date(2025, 6, 30)).name == "Trung Dũng"
    assert find_unit("26041", on=date(2025, 7, 1)).name == "Trấn Biên"
    assert named("44", THEN) == "Tỉnh Quảng Bình"
    assert named("44", NOW) == "Tỉnh Quảng Trị"
    assert find_unit("731", era=THEN).level is Level.DISTRICT


def test_dong_nai_is_a_central_city_since_the_last_of_april_2026() -> None:
    assert find_unit("75", on=date(2026, 4, 29)).full_name == "Tỉnh Đồng Nai"
    assert find_unit("75", on=date(2026, 4, 30)).full_name == "Thành phố Đồng Nai"
    assert find_unit("26041", on=date(2026, 4, 29)).place == "Phường Trấn Biên, Tỉnh Đồng Nai"
    assert find_unit("26485", on=date(2026, 4, 29)).kind == "Xã"
    assert find_unit("26485", on=date(2026, 4, 30)).kind == "Phường"
    assert {unit.name for unit in predecessors("75")} == {"Đồng Nai", "Bình Phước"}


def test_one_place_needs_no_era() -> None:
    assert find_unit("01").full_name == "Thành phố Hà Nội"
    assert find_unit("75").full_name == "Thành phố Đồng Nai"
    assert find_unit("26023").full_name == "Phường Quang Vinh"


def test_what_became_of_them() -> None:
    assert [unit.full_name for unit in successors("26041", era=THEN)] == ["Phường Trấn Biên"]
    assert successors("26041", era=NOW) == []
    former = predecessors("26041")
    assert {unit.name for unit in former} >= {"Trung Dũng", "Quang Vinh"}
    assert all(unit.valid_to == REFORM and unit.within[0].full_name == "Thành phố Biên Hòa" for unit in former)
    assert {unit.kind for unit in predecessors("26485")} == {"Xã", "Thị trấn"} or len(predecessors("26485")) > 1
    assert all(unit.valid_from is None for unit in predecessors("26485"))


def test_a_split_commune_has_several_successors() -> None:
    split = successors("06886", era=THEN)
    assert len(split) > 1
    assert "06978" in {unit.code for unit in split}, "Ba Chẽ, by the list of 2026"


def test_a_district_became_the_communes_that_took_its_own() -> None:
    communes = successors("731", era=THEN)
    assert {unit.level for unit in communes} == {Level.COMMUNE}
    assert {"26041"} < {unit.code for unit in communes}
    assert [unit.full_name for unit in successors("498", era=THEN)] == ["Đặc khu Hoàng Sa"]


@pytest.mark.parametrize(
    ("code", "asked", "refusal"),
    [
        ("99999", {}, "E-UNIT-01"),
        ("", {}, "E-UNIT-01"),
        ("260410", {"era": NOW}, "E-UNIT-01"),
        ("26041", {}, "E-UNIT-02"),
        ("44", {}, "E-UNIT-02"),
        ("26023", {"era": NOW}, "E-UNIT-03"),
        ("731", {"on": date(2025, 7, 1)}, "E-UNIT-03"),
        ("26041", {"on": date(2024, 12, 31)}, "E-UNIT-04"),
        ("26041", {"on": date(2026, 1, 1), "era": NOW}, "E-UNIT-05"),
    ],
)
def test_refused(code: str, asked: dict[str, object], refusal: str) -> None:
    for look in (find_unit, successors, *([] if refusal == "E-UNIT-02" else [predecessors])):
        with pytest.raises(DothiError) as refused:
            look(code, **asked)
        assert refused.value.code == refusal


def test_the_refusal_names_both_places() -> None:
    with pytest.raises(InvalidRequest) as refused:
        find_unit("26041")
    for language in ("vi", "en"):
        sentence = refused.value.sentence(language)
        assert "Phường Trung Dũng, Thành phố Biên Hòa, Tỉnh Đồng Nai (… – 2025-06-30)" in sentence
        assert "Phường Trấn Biên, Thành phố Đồng Nai (2025-07-01 – …)" in sentence


@pytest.mark.parametrize("words", ["Trấn Biên", "phường Trấn Biên", "tran bien", "PHUONG TRAN BIEN"])
def test_by_name(words: str) -> None:
    best = units_named(words, era=NOW)[0]
    assert (best.unit.code, best.score) == ("26041", 1.0)


def test_by_name_in_every_era() -> None:
    assert {match.unit.valid_to for match in units_named("Trung Dũng", most=3)} >= {REFORM}
    then = units_named("Biên Hòa", era=THEN, levels=[Level.DISTRICT])
    assert then[0].unit.place == "Thành phố Biên Hòa, Tỉnh Đồng Nai"
    assert not [match for match in units_named("Biên Hòa", era=NOW) if match.unit.level is Level.DISTRICT]
    assert units_named("%_'", era=NOW) == []
    assert len(units_named("An", most=5)) <= 5


def test_no_point_without_outlines() -> None:
    with pytest.raises(NotFound) as refused:
        unit_at(public_view(), 106.82, 10.95)
    assert refused.value.code == "E-UNIT-06"
