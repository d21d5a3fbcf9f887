"""Withheld areas: what may be one, who may set it, and that its shape is told nobody."""

import math
from datetime import timedelta

import pytest
import shapely
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from layers.access.errors import AccessRefused, NotAllowed
from layers.access.models import WithheldArea
from layers.access.queries.lists import withheld_areas
from layers.access.services import add_withheld, change_withheld, end_withheld

BASE = shapely.box(106.82, 10.94, 106.83, 10.95)


def test_set_changed_and_ended(person) -> None:
    boss = person("boss", "administrator")
    add_withheld("base", "Doanh trại", BASE, ["theme:land", "*"], reason="QĐ mật số 3", by=boss)
    (area,) = withheld_areas()
    assert (area.code, area.choices, area.action, area.holds) == ("base", ["theme:land", "*"], "drop", True)
    assert area.km2 == pytest.approx(1.21, abs=0.02)
    assert not hasattr(area, "shape")
    change_withheld("base", action="generalise", grid=1000.0, choices=["access:shared"], reason="sửa", by=boss)
    (area,) = withheld_areas()
    assert (area.action, area.grid, area.choices) == ("generalise", 1000.0, ["access:shared"])
    change_withheld("base", shape=shapely.MultiPolygon([BASE, shapely.box(106.9, 11, 106.91, 11.01)]))
    assert WithheldArea.objects.get().shape.num_geom == 2
    end_withheld("base", reason="bàn giao", by=boss)
    assert withheld_areas() == []
    assert [one.holds for one in withheld_areas(ended=True)] == [False]
    with pytest.raises(AccessRefused, match="E-ACCESS-24"):
        end_withheld("base", reason="lần nữa", by=boss)


@pytest.mark.parametrize(
    ("given_words", "code"),
    [
        ({"shape": shapely.Point(106.8, 10.9)}, "E-ACCESS-22"),
        ({"shape": shapely.LineString([(106.8, 10.9), (106.9, 11)])}, "E-ACCESS-22"),
        ({"shape": shapely.Polygon()}, "E-ACCESS-22"),
        ({"shape": shapely.Polygon([(106, 10), (106.1, 10.1), (106.1, 10), (106, 10.1)])}, "E-ACCESS-22"),  # a bow tie
        ({"shape": shapely.box(102.0, 8.0, 110.0, 23.5)}, "E-ACCESS-22"),  # the whole country
        ({"shape": shapely.box(106.5, 10.5, 107.2, 11.2)}, "E-ACCESS-22"),  # a whole province
        ({"shape": shapely.box(10.94, 106.82, 10.95, 106.83)}, "E-ACCESS-22"),  # axes the other way round
        ({"shape": shapely.box(400_000, 1_209_000, 400_100, 1_209_100)}, "E-ACCESS-22"),  # metres
        ({"choices": []}, "E-ACCESS-22"),
        ({"choices": ["all"]}, "E-ACCESS-22"),
        ({"choices": ["*", "-"]}, "E-ACCESS-22"),
        ({"choices": ["own"]}, "E-ACCESS-22"),
        ({"grid": 0.0}, "E-ACCESS-22"),
        ({"grid": -5.0}, "E-ACCESS-22"),
        ({"grid": math.nan}, "E-ACCESS-22"),
        ({"grid": math.inf}, "E-ACCESS-22"),
        ({"action": "blur"}, "E-ACCESS-22"),
        ({"kind": "fun"}, "E-ACCESS-22"),
        ({"title": " "}, "E-ACCESS-22"),
        ({"code": "Khu A"}, "E-ACCESS-22"),
        ({"code": "taken"}, "E-ACCESS-23"),
        ({"valid_to": timezone.now() - timedelta(days=1)}, "E-ACCESS-07"),
    ],
)
def test_areas_that_are_refused(office: str, given_words: dict, code: str) -> None:
    add_withheld("taken", "Có rồi", BASE, ["*"])
    words = {"code": "base", "title": "Doanh trại", "shape": BASE, "choices": ["*"], **given_words}
    with pytest.raises(AccessRefused, match=code):
        add_withheld(words.pop("code"), words.pop("title"), words.pop("shape"), words.pop("choices"), **words)
    assert WithheldArea.objects.count() == 1


@pytest.mark.parametrize("role", ["", "data_manager", "auditor"])
def test_who_does_not_manage_access_sets_none(person, role: str) -> None:
    lan = person("lan", role)
    with pytest.raises(NotAllowed, match="E-ACCESS-10"):
        add_withheld("base", "Doanh trại", BASE, ["*"], reason="?", by=lan)
    add_withheld("base", "Doanh trại", BASE, ["*"])
    with pytest.raises(NotAllowed, match="E-ACCESS-10"):
        end_withheld("base", reason="?", by=lan)
    with pytest.raises(NotAllowed, match="E-ACCESS-10"):
        change_withheld("base", grid=10.0, reason="?", by=lan)


@given(st.floats(0.0005, 0.1), st.floats(0.0005, 0.1), st.booleans())
def test_any_ring_with_or_without_a_hole_has_its_true_area(db, width: float, height: float, hole: bool) -> None:
    from django.db import transaction

    outer = shapely.box(106.8, 10.9, 106.8 + width, 10.9 + height)
    inner = shapely.box(106.8 + width / 4, 10.9 + height / 4, 106.8 + width / 2, 10.9 + height / 2)
    shape = outer.difference(inner) if hole else outer
    with transaction.atomic():
        add_withheld("base", "Doanh trại", shape, ["*"])
        (found,) = withheld_areas()
        whole = width * 109.3 * height * 110.6  # km a degree at 10.9 N
        assert found.km2 == pytest.approx(whole * (15 / 16 if hole else 1), rel=0.01)
        transaction.set_rollback(True)
