"""A reform on a small grid: what is previewed is what happens, and nothing else does."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.errors import DothiError, InvalidRequest
from layers.access.queries import public_view
from layers.access.seen import SeenLayer
from layers.administration.models import Succession
from layers.administration.queries import find_unit, predecessors, successors, unit_at
from layers.administration.reform import Move
from layers.administration.services import apply_reform, preview_reform
from layers.features.queries import read_item
from layers.features.services import create_layer
from tests.layers.administration.made import (
    BIEN_HOA,
    CELL,
    DAY,
    LONG_BINH,
    SOUTH,
    TAM_HIEP,
    TRAN_BIEN,
    WEST,
    box,
    codes,
    linked,
    outlines,
    points,
    union,
)
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db
NEW = "99001"
MERGED_AND_SPLIT = linked(
    (TRAN_BIEN, TRAN_BIEN), (BIEN_HOA, TRAN_BIEN), (TAM_HIEP, TAM_HIEP), (TAM_HIEP, NEW)
)  # fmt: skip


@pytest.fixture
def new_communes(grid):
    """Trấn Biên takes Biên Hòa, and the eastern quarter of Tam Hiệp becomes a ward of its own."""
    return outlines(
        "new_communes", {TRAN_BIEN: box(0, width=2), TAM_HIEP: box(2, width=0.75), NEW: box(2.75, width=0.25)}
    )


def test_the_preview_says_what_would_happen_and_changes_nothing(new_communes) -> None:
    before = codes("lamps")
    preview = preview_reform(MERGED_AND_SPLIT, "new_communes")
    assert {one.place: one.moves for one in preview.moves} == {
        "lamps": [Move(TAM_HIEP, NEW, 1), Move(BIEN_HOA, TRAN_BIEN, 4)]
    }
    assert (preview.moving, preview.unknown) == (5, 0)
    assert [(one.code, list(one.others)) for one in preview.ends] == [
        (TAM_HIEP, [TAM_HIEP, NEW]), (TRAN_BIEN, [TRAN_BIEN]), (BIEN_HOA, [TRAN_BIEN]),
    ]  # fmt: skip
    assert [one.code for one in preview.begins] == [TAM_HIEP, TRAN_BIEN, NEW]
    assert (preview.lost_km2, preview.gained_km2) == (0, 0)
    assert codes("lamps") == before
    assert preview == preview_reform(MERGED_AND_SPLIT, "new_communes"), "the same token for the same state"


def test_applied_codes_move_and_nothing_else(new_communes) -> None:
    everything = "SELECT public_id, version, recorded_from, geom FROM feature.lamps ORDER BY 1"
    before = run(everything)
    log = run("SELECT count(*) FROM feature.change_log WHERE layer = 'lamps'")
    token = preview_reform(MERGED_AND_SPLIT, "new_communes").token
    applied = apply_reform(token, MERGED_AND_SPLIT, "new_communes")
    assert codes("lamps") == [(TAM_HIEP, 3), (LONG_BINH, 4), (TRAN_BIEN, 8), (NEW, 1)]
    assert run(everything) == before
    assert run("SELECT count(*) FROM feature.lamps_history") == [(0,)]
    assert run("SELECT count(*) FROM feature.change_log WHERE layer = 'lamps'") == log
    assert applied.document["moving"] == 5
    assert not applied.again
    assert Succession.objects.get().moved == applied.document


def test_units_of_before_and_after(new_communes) -> None:
    token = preview_reform(MERGED_AND_SPLIT, "new_communes").token
    apply_reform(token, MERGED_AND_SPLIT, "new_communes")
    eve = DAY - timedelta(days=1)
    assert find_unit(BIEN_HOA, on=eve).valid_to == DAY
    assert find_unit(TRAN_BIEN, on=eve).full_name == "Phường Trấn Biên"
    assert find_unit(TRAN_BIEN, on=DAY).place == "Phường Mới 26041, Thành phố Đồng Nai"
    assert [one.code for one in successors(BIEN_HOA, on=eve)] == [TRAN_BIEN]
    assert [one.code for one in successors(TAM_HIEP, on=eve)] == [TAM_HIEP, NEW]
    assert [one.code for one in predecessors(TRAN_BIEN, on=DAY)] == [TRAN_BIEN, BIEN_HOA]
    old = [one.full_name for one in successors("26041", on=date(2025, 6, 30))]
    assert old == ["Phường Mới 26041"], "of before July 2025, through both reforms"
    with pytest.raises(DothiError, match="E-UNIT-03"):
        find_unit(BIEN_HOA, on=DAY)


def test_outlines_change_and_those_of_before_stay_readable(new_communes) -> None:
    token = preview_reform(MERGED_AND_SPLIT, "new_communes").token
    apply_reform(token, MERGED_AND_SPLIT, "new_communes")
    at = WEST + 1.5 * CELL, SOUTH + 0.5 * CELL
    now = unit_at(public_view(), *at)
    assert now is not None
    assert now.code == TRAN_BIEN
    rows = run("SELECT code, valid_from::text, valid_to FROM feature.communes WHERE valid_to IS NOT NULL ORDER BY 1")
    assert rows == [(code, "-infinity", DAY) for code in sorted((TRAN_BIEN, BIEN_HOA, TAM_HIEP))]
    periods = run("SELECT count(*), count(DISTINCT public_id) FROM feature.communes WHERE code = %s", TRAN_BIEN)
    assert periods == [(2, 1)], "a code that goes on keeps its number"
    assert run("SELECT count(*) FROM feature.communes_history WHERE operation = 'U'") == [(3,)]
    points_inside = "SELECT feature.commune_at(geom) IS NOT DISTINCT FROM commune_code FROM feature.lamps"
    assert set(run(points_inside)) == {(True,)}


def test_drafts_move_too(new_communes) -> None:
    run(
        "INSERT INTO feature.lamps_draft (changeset, operation, public_id, valid_from, version, recorded_from, geom)"
        " SELECT gen_random_uuid(), 'U', public_id, valid_from, version, recorded_from, geom FROM feature.lamps"
    )
    assert codes("lamps_draft") == codes("lamps"), "found for drafts as for features"
    preview = preview_reform(MERGED_AND_SPLIT, "new_communes")
    assert [one.place for one in preview.moves] == ["lamps", "lamps (drafts)"]
    apply_reform(preview.token, MERGED_AND_SPLIT, "new_communes")
    assert codes("lamps_draft") == codes("lamps")


def test_what_no_successor_holds_is_told_and_becomes_unknown(grid) -> None:
    outlines("new_communes", {TAM_HIEP: box(2, width=0.5), NEW: box(2.75, width=0.25)})
    links = linked((TAM_HIEP, TAM_HIEP), (TAM_HIEP, NEW))
    preview = preview_reform(links, "new_communes")
    assert preview.moves[0].moves == [Move(TAM_HIEP, NEW, 1), Move(TAM_HIEP, None, 1)]
    assert preview.unknown == 1
    assert preview.lost_km2 == pytest.approx(1.2, abs=0.1)
    apply_reform(preview.token, links, "new_communes")
    assert (None, 1) in codes("lamps")


def test_a_second_time_nothing_more_happens(new_communes) -> None:
    token = preview_reform(MERGED_AND_SPLIT, "new_communes").token
    first = apply_reform(token, MERGED_AND_SPLIT, "new_communes")
    state = run("SELECT * FROM feature.communes ORDER BY public_id, valid_from")
    again = apply_reform(token, MERGED_AND_SPLIT, "new_communes")
    assert (again.again, again.document) == (True, first.document)
    assert run("SELECT * FROM feature.communes ORDER BY public_id, valid_from") == state
    with pytest.raises(InvalidRequest, match="E-UNIT-13"):
        preview_reform(MERGED_AND_SPLIT, "new_communes")


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE feature.lamps SET geom = ST_Translate(geom, 1, 0) WHERE commune_code = '{BIEN_HOA}'",
        f"DELETE FROM feature.lamps WHERE public_id = (SELECT min(public_id) FROM feature.lamps WHERE commune_code = '{TAM_HIEP}')",
        "UPDATE feature.new_communes SET full_name = 'Xã Khác' WHERE code = '99001'",
        "UPDATE feature.new_communes SET geom = ST_Multi(ST_Buffer(geom, 0.0001)) WHERE code = '99001'",
        f"UPDATE feature.communes SET name = 'Khác' WHERE code = '{BIEN_HOA}'",
    ],
)
def test_what_changed_since_the_preview_is_refused(new_communes, change: str) -> None:
    token = preview_reform(MERGED_AND_SPLIT, "new_communes").token
    run(change)
    before = codes("lamps"), run("SELECT * FROM feature.communes ORDER BY 1, 2")
    with pytest.raises(InvalidRequest) as refused:
        apply_reform(token, MERGED_AND_SPLIT, "new_communes")
    assert refused.value.code == "E-UNIT-19"
    assert (codes("lamps"), run("SELECT * FROM feature.communes ORDER BY 1, 2")) == before
    assert not Succession.objects.exists()


def test_what_the_reform_does_not_concern_may_change(new_communes) -> None:
    token = preview_reform(MERGED_AND_SPLIT, "new_communes").token
    run(f"UPDATE feature.lamps SET name = 'x' WHERE commune_code = '{LONG_BINH}'")
    apply_reform(token, MERGED_AND_SPLIT, "new_communes")


def test_back_by_a_reform_the_other_way(new_communes) -> None:
    before = codes("lamps")
    token = preview_reform(MERGED_AND_SPLIT, "new_communes").token
    apply_reform(token, MERGED_AND_SPLIT, "new_communes")
    outlines("former", {code: box(at) for at, code in enumerate((TRAN_BIEN, BIEN_HOA, TAM_HIEP))})
    back = linked(*((after, old) for old, after in MERGED_AND_SPLIT.pairs), day=DAY + timedelta(days=1))
    preview = preview_reform(back, "former")
    apply_reform(preview.token, back, "former")
    assert codes("lamps") == before
    assert [one.code for one in successors("26041", on=date(2025, 6, 30))] != []


QUARTERS = 8
WARDS = (TRAN_BIEN, BIEN_HOA, TAM_HIEP, LONG_BINH)


@settings(max_examples=12)
@given(
    ended=st.integers(1, 4),
    assigned=st.lists(st.integers(0, 3), min_size=16, max_size=16),
    places=st.lists(st.tuples(st.integers(0, 4 * QUARTERS - 1), st.integers(1, 9)), min_size=1, max_size=12),
)
def test_every_feature_has_one_commune_and_counts_move_as_previewed(describe, ended, assigned, places) -> None:
    """Random partitions: each of the first `ended` wards is cut into four strips, and strips make new wards."""
    with transaction.atomic():
        outlines("communes", {code: box(at) for at, code in enumerate(WARDS)})
        layer = describe("lamps", kind="point")
        create_layer(layer)
        points(layer, [((at + 0.5) / QUARTERS, row / 10) for at, row in places])
        strips = {at: assigned[at] for at in range(4 * ended)}
        after: dict[int, str] = {}
        for strip, ward in strips.items():  # a new ward takes the code of the first old one in it that is free
            if ward not in after:
                own = WARDS[strip // 4]
                after[ward] = own if own not in after.values() else f"9900{ward}"
        of_strip = {strip: after[ward] for strip, ward in strips.items()}
        outlines(
            "new_communes",
            {code: union(box(s / 4, width=0.25) for s, c in of_strip.items() if c == code) for code in after.values()},
        )
        links = linked(*{(WARDS[strip // 4], code) for strip, code in of_strip.items()})
        before = dict(run("SELECT public_id, commune_code FROM feature.lamps"))
        rows = run("SELECT public_id, version, geom FROM feature.lamps ORDER BY 1")
        preview = preview_reform(links, "new_communes")
        apply_reform(preview.token, links, "new_communes")
        now = dict(run("SELECT public_id, commune_code FROM feature.lamps"))
        strips_of_points = [at * 4 // QUARTERS for at, _row in places]
        expected = [of_strip.get(strip, WARDS[strip // 4]) for strip in strips_of_points]
        assert [now[id_] for id_ in sorted(now)] == expected
        moved = Counter((before[id_], code) for id_, code in now.items() if code != before[id_])
        said = {(move.before, move.after): move.count for one in preview.moves for move in one.moves}
        assert said == moved
        assert run("SELECT public_id, version, geom FROM feature.lamps ORDER BY 1") == rows
        assert read_item(SeenLayer.of(layer), 1).version == 1
        transaction.set_rollback(True)
