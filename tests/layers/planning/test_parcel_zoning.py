"""Zones on parcels: what adds up, which plan decides, and what is said of overlaps."""

from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import NotFound
from layers.access.grants import Grant
from layers.access.queries import public_view
from layers.access.rights import Right
from layers.access.view import View
from layers.catalog.description import LayerDescription
from layers.catalog.services import finish_run, open_run
from layers.features.services import create_layer, remove_layer
from layers.planning.queries import ParcelZoning, parcel_zoning, parcels_zoning
from layers.templates import template_named
from tests.layers.planning.conftest import Box, add, add_shape

pytestmark = pytest.mark.django_db

GENERAL, SUB_AREA, DETAILED = "75QHC1250001", "75QPK1250001", "75QCT1250001"
Ground = dict[str, LayerDescription]


def parts(zoning: ParcelZoning) -> list[tuple[list[int], float]]:
    return [([zone.id for zone in part.zones], round(part.area.m2, 3)) for part in zoning.parts]


def adds_up(zoning: ParcelZoning) -> bool:
    return abs(sum(part.area.m2 for part in zoning.parts) + zoning.uncovered.m2 - zoning.area_m2) < 0.01


def test_parts_and_the_uncovered_rest(ground: Ground) -> None:
    parcel = add(ground["parcels"], (0, 0, 10, 10))
    homes = add(ground["zoning"], (-50, -50, 6, 50), chuc_nang="DAT_O_Nhomnhao", ma_ho_so_qh=SUB_AREA)
    street = add(ground["zoning"], (6, -50, 9, 50), chuc_nang="DAT_HTKT_DuongGT", ma_ho_so_qh=SUB_AREA)
    found = parcel_zoning(public_view(), parcel)
    assert parts(found) == [([homes], 60.0), ([street], 30.0)]
    assert round(found.uncovered.m2, 6) == 10.0
    assert round(found.uncovered.share, 6) == 0.1
    assert found.area_m2 == pytest.approx(100)
    assert found.epsg == 5899
    assert found.parts[0].zones[0].values["chuc_nang"] == "DAT_O_Nhomnhao"
    assert not found.parts[0].overlap


def test_a_parcel_that_no_zone_touches(ground: Ground) -> None:
    parcel = add(ground["parcels"], (0, 0, 10, 10))
    add(ground["zoning"], (10, 0, 20, 10), chuc_nang="X")  # shares an edge
    found = parcel_zoning(public_view(), parcel)
    assert found.parts == []
    assert found.uncovered.share == 1


def test_overlapping_zones_of_one_plan_are_a_part_of_their_own(ground: Ground) -> None:
    parcel = add(ground["parcels"], (0, 0, 10, 10))
    one = add(ground["zoning"], (0, 0, 6, 10), chuc_nang="A", ma_ho_so_qh=SUB_AREA)
    other = add(ground["zoning"], (4, 0, 10, 10), chuc_nang="B", ma_ho_so_qh=SUB_AREA)
    found = parcel_zoning(public_view(), parcel)
    assert parts(found) == [([one], 40.0), ([one, other], 20.0), ([other], 40.0)]
    assert [part.overlap for part in found.parts] == [False, True, False]
    assert [zone.values["chuc_nang"] for zone in found.parts[1].zones] == ["A", "B"]
    assert adds_up(found)


def test_the_most_detailed_plan_decides_and_the_others_are_listed(ground: Ground) -> None:
    parcel = add(ground["parcels"], (0, 0, 10, 10))
    general = add(ground["zoning"], (0, 0, 9, 10), chuc_nang="G", ma_ho_so_qh=GENERAL)
    sub_area = add(ground["zoning"], (0, 0, 6, 10), chuc_nang="S", ma_ho_so_qh=SUB_AREA)
    detailed = add(ground["zoning"], (0, 0, 2, 10), chuc_nang="D", ma_ho_so_qh=DETAILED)
    found = parcel_zoning(public_view(), parcel)
    assert parts(found) == [([detailed], 20.0), ([sub_area], 40.0), ([general], 30.0)]
    assert found.uncovered.m2 == pytest.approx(10)
    assert [(plan.code, plan.level, round(plan.covered.m2, 3)) for plan in found.plans] == [
        (DETAILED, "detailed", 20.0), (SUB_AREA, "sub_area", 60.0), (GENERAL, "general", 90.0)
    ]  # fmt: skip


def test_the_register_of_plans_says_level_decision_and_stage(ground: Ground) -> None:
    parcel = add(ground["parcels"], (0, 0, 10, 10))
    everywhere = (-100, -100, 100, 100)
    add(ground["plans"], everywhere, ma_ho_so_qh="P1", ten="Quy hoạch chung", level="Quy hoạch chung", decision="1/QĐ")
    add(ground["plans"], everywhere, ma_ho_so_qh="P2", level="Quy hoạch phân khu", decided_on=date(2020, 1, 1))
    add(ground["plans"], everywhere, ma_ho_so_qh="P3", level="sub_area", decided_on=date(2024, 1, 1))
    add(ground["plans"], everywhere, ma_ho_so_qh="P4", level="detailed", stage="Dự thảo")
    zones = {code: add(ground["zoning"], everywhere, ma_ho_so_qh=code) for code in ("P1", "P2", "P3", "P4")}
    found = parcel_zoning(public_view(), parcel)
    assert parts(found) == [([zones["P3"]], 100.0)]
    assert [plan.code for plan in found.plans] == ["P3", "P2", "P1"]
    assert (found.plans[2].title, found.plans[2].decision) == ("Quy hoạch chung", "1/QĐ")
    assert parts(parcel_zoning(public_view(), parcel, date(2022, 1, 1))) == [([zones["P2"]], 100.0)]


def test_a_draft_decides_for_nobody_whoever_may_read_the_register(ground: Ground) -> None:
    parcel = add(ground["parcels"], (0, 0, 10, 10))
    everywhere = (-100, -100, 100, 100)
    add(ground["plans"], everywhere, ma_ho_so_qh="P1", ten="Phân khu", level="sub_area", decision="1/QĐ")
    add(ground["plans"], everywhere, ma_ho_so_qh="P2", level="detailed", stage="Dự thảo")
    zones = {code: add(ground["zoning"], everywhere, ma_ho_so_qh=code) for code in ("P1", "P2")}
    blind = View(
        frozenset({Grant(Right.SEE, f"layer:{name}", "", None) for name in ("parcels", "zoning")}), ground.values()
    )
    assert set(blind.layers) == {"parcels", "zoning"}
    for view, told in ((public_view(), ("Phân khu", "1/QĐ")), (blind, (None, None))):
        found = parcel_zoning(view, parcel)
        assert parts(found) == [([zones["P1"]], 100.0)]
        assert [(plan.level, plan.title, plan.decision) for plan in found.plans] == [("sub_area", *told)]


def test_zones_are_those_valid_on_the_day(ground: Ground) -> None:
    parcel = add(ground["parcels"], (0, 0, 10, 10))
    old = add(ground["zoning"], (0, 0, 10, 10), chuc_nang="old", valid_to=date(2026, 1, 1))
    new = add(ground["zoning"], (0, 0, 10, 10), chuc_nang="new", valid_from=date(2026, 1, 1))
    assert parts(parcel_zoning(public_view(), parcel, date(2025, 12, 31))) == [([old], 100.0)]
    assert parts(parcel_zoning(public_view(), parcel, date(2026, 1, 1))) == [([new], 100.0)]


def test_invalid_geometry_written_by_sql_breaks_nothing(ground: Ground) -> None:
    parcel = add(ground["parcels"], (0, 0, 10, 10))
    bow_tie = "ST_Multi(ST_GeomFromText('POLYGON((400000 1210000, 400010 1210010, 400010 1210000, 400000 1210010, 400000 1210000))', 905899))"  # fmt: skip
    zone = add_shape(ground["zoning"], bow_tie, [], chuc_nang="X")
    found = parcel_zoning(public_view(), parcel)
    assert parts(found) == [([zone], 50.0)]
    twisted = add_shape(ground["parcels"], bow_tie, [])
    assert adds_up(parcel_zoning(public_view(), twisted))


def test_areas_are_those_of_the_survey(ground: Ground) -> None:
    """A parcel surveyed on another meridian has its legal area there (FACTS: old files keep the old one)."""
    run = open_run("parcels", "x")
    finish_run(run, loaded=True, findings=[], survey_epsg=9210)
    surveyed = add(ground["parcels"], (0, 0, 100, 100), import_run=run)
    plain = add(ground["parcels"], (0, 0, 100, 100))
    add(ground["zoning"], (-50, -50, 50, 150), chuc_nang="X")
    by_survey, by_storage = parcels_zoning(public_view(), [surveyed, plain])
    assert by_survey.epsg == 9210
    assert by_storage.epsg == 5899
    assert by_survey.area_m2 - by_storage.area_m2 > 1  # two degrees from the meridian
    assert adds_up(by_survey)
    assert by_survey.parts[0].area.share == pytest.approx(0.5, abs=1e-4)


def test_zones_in_another_system_meet_the_parcel(ground: Ground, describe) -> None:
    remove_layer("zoning", confirmed=True)
    zoning = template_named("zoning").instantiated(storage_epsg=4756)
    create_layer(zoning)
    parcel = add(ground["parcels"], (0, 0, 10, 10))
    half = "ST_Multi(ST_Transform(ST_MakeEnvelope(399000, 1209000, 400005, 1211000, 905899), 904756))"
    add_shape(zoning, half, [], chuc_nang="X")
    found = parcel_zoning(public_view(), parcel)
    assert found.parts[0].area.m2 == pytest.approx(50, abs=0.5)  # a 2 km edge, straight in degrees
    assert adds_up(found)


def test_plans_may_have_layers_of_their_own(ground: Ground) -> None:
    """General and sub-area lots are delivered apart: both are asked, whatever system each is kept in."""
    general = template_named("zoning").instantiated(name="general_zoning", storage_epsg=9210)
    create_layer(general)
    parcel = add(ground["parcels"], (0, 0, 10, 10))
    add(ground["zoning"], (0, 0, 6, 10), ma_ho_so_qh=SUB_AREA)
    everywhere = "ST_Multi(ST_Transform(ST_MakeEnvelope(399900, 1209900, 400100, 1210100, 905899), 909210))"
    add_shape(general, everywhere, [], ma_ho_so_qh=GENERAL)
    found = parcel_zoning(public_view(), parcel)
    assert [(part.zones[0].layer, round(part.area.m2, 3)) for part in found.parts] == [
        ("zoning", 60.0), ("general_zoning", 40.0)
    ]  # fmt: skip
    assert adds_up(found)


def test_unknown_parcels(ground: Ground) -> None:
    with pytest.raises(NotFound) as refusal:
        parcel_zoning(public_view(), 12345)
    assert refusal.value.code == "E-FEATURE-01"
    assert list(parcels_zoning(public_view(), [12345])) == []


def test_many_are_answered_as_one(ground: Ground) -> None:
    parcels = [add(ground["parcels"], (10 * n, 0, 10 * n + 10, 10)) for n in range(20)]
    for n in range(10):
        add(ground["zoning"], (15 * n, 0, 15 * n + 15, 8), chuc_nang=str(n), ma_ho_so_qh=SUB_AREA)
    together = list(parcels_zoning(public_view(), parcels))
    assert [found.parcel for found in together] == parcels
    assert together == [parcel_zoning(public_view(), parcel) for parcel in parcels]


coordinates = st.integers(-1500, 1500).map(lambda n: n / 100)
sizes = st.integers(1, 2500).map(lambda n: n / 100)
boxes: st.SearchStrategy[Box] = st.tuples(coordinates, coordinates, sizes, sizes).map(
    lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3])
)
zones = st.lists(
    st.tuples(boxes, st.sampled_from([GENERAL, SUB_AREA, DETAILED]), st.integers(0, 314).map(lambda n: n / 100)),
    max_size=8,
)


@given(st.lists(boxes, min_size=1, max_size=4), zones)
def test_parts_and_rest_always_make_up_the_parcel(ground: Ground, parcels: list[Box], zones) -> None:
    """Random parcels and turned zones of three plans that overlap at will, to 0.01 m²; no piece is counted twice."""
    with transaction.atomic():
        ids = [add(ground["parcels"], box) for box in parcels]
        for (west, south, east, north), plan, angle in zones:
            turned = "ST_Multi(ST_Rotate(ST_MakeEnvelope(%s, %s, %s, %s, 905899), %s, 400000, 1210000))"
            values = [400000 + west, 1210000 + south, 400000 + east, 1210000 + north, angle]
            add_shape(ground["zoning"], turned, values, ma_ho_so_qh=plan)
        for found in parcels_zoning(public_view(), ids):
            assert adds_up(found)
            assert all(part.area.m2 >= 0.01 for part in found.parts)
            covered = covered_by_any(found.parcel)
            assert abs(sum(part.area.m2 for part in found.parts) - covered) < 0.01 + 0.01 * len(zones)
            for plan in found.plans:
                assert plan.covered.m2 <= found.area_m2 + 0.01
        transaction.set_rollback(True)


def covered_by_any(parcel: int) -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(ST_Area(ST_Intersection(p.geom, (SELECT ST_Union(geom) FROM feature.zoning))), 0)"
            " FROM feature.parcels p WHERE public_id = %s",
            [parcel],
        )
        return float(cursor.fetchone()[0])
