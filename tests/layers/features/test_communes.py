"""Today's commune is stored with a feature, whoever writes it, and found anew when outlines come later."""

from collections.abc import Callable
from datetime import date

import pytest

from gis.errors import DothiError
from layers.catalog.description import LayerDescription
from layers.features.authority import OPERATOR
from layers.features.services import (
    add_feature,
    change_feature,
    create_layer,
    layers_with_communes,
    refresh_communes,
    restore_version,
)
from tests.layers.administration.made import BIEN_HOA, CELL, SOUTH, TRAN_BIEN, WEST, box, codes, outlines, points
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamps(describe: Callable[..., LayerDescription]) -> LayerDescription:
    """A layer of points in the city's zone, without features."""
    layer = describe("lamps", kind="point")
    create_layer(layer)
    return layer


@pytest.fixture
def two_communes(db: None) -> None:
    outlines("communes", {TRAN_BIEN: box(0), BIEN_HOA: box(1)})


def moved_east() -> None:
    run("UPDATE feature.lamps SET geom = ST_Translate(geom, 2200, 0) WHERE public_id = 1")


def test_an_insert_by_raw_sql(two_communes, lamps) -> None:
    points(lamps, [(0.5, 0.5), (1.5, 0.5), (2.5, 0.5)])
    assert codes("lamps") == [(TRAN_BIEN, 1), (BIEN_HOA, 1), (None, 1)]


def test_a_code_follows_the_geometry_and_nothing_else(two_communes, lamps) -> None:
    points(lamps, [(0.5, 0.5)])
    moved_east()
    assert codes("lamps") == [(BIEN_HOA, 1)]
    run("UPDATE feature.lamps SET commune_code = 'forged'")
    assert codes("lamps") == [(BIEN_HOA, 1)]
    run("UPDATE feature.lamps SET name = 'x'")
    assert codes("lamps") == [(BIEN_HOA, 1)]


def test_a_restored_version_gets_the_code_of_today(two_communes, lamps) -> None:
    points(lamps, [(0.5, 0.5)])
    run("UPDATE feature.lamps SET name = 'second'")
    run("UPDATE feature.communes SET code = '26042' WHERE code = %s", TRAN_BIEN)
    restored = run("SELECT recorded_from FROM feature.lamps_history")[0][0]
    run("UPDATE feature.lamps SET geom = ST_Translate(geom, 1, 0)")
    assert restore_version("lamps", 1, restored, by=OPERATOR) == 4
    assert codes("lamps") == [("26042", 1)]


def test_features_written_by_hand(two_communes, lamps) -> None:
    east = {"type": "Point", "coordinates": [WEST + 1.5 * CELL, SOUTH + 0.5 * CELL]}
    west = {"type": "Point", "coordinates": [WEST + 0.5 * CELL, SOUTH + 0.5 * CELL]}
    written = add_feature("lamps", {"name": "a"}, east, by=OPERATOR)
    assert codes("lamps") == [(BIEN_HOA, 1)]
    change_feature("lamps", written.id, {}, west, by=OPERATOR)
    assert codes("lamps") == [(TRAN_BIEN, 1)]
    change_feature("lamps", written.id, {"name": "b"}, east, from_day=date(2026, 10, 1), by=OPERATOR)
    assert codes("lamps") == [(TRAN_BIEN, 1), (BIEN_HOA, 1)]


def test_drafts_have_a_code_too(two_communes, lamps) -> None:
    points(lamps, [(0.5, 0.5)])
    run(
        "INSERT INTO feature.lamps_draft (changeset, operation, public_id, valid_from, version, recorded_from, geom)"
        " SELECT gen_random_uuid(), 'U', public_id, valid_from, version, recorded_from, ST_Translate(geom, 2200, 0)"
        " FROM feature.lamps"
    )
    assert codes("lamps_draft") == [(BIEN_HOA, 1)]


def test_where_outlines_overlap_the_first_code_counts(lamps) -> None:
    outlines("communes", {BIEN_HOA: box(0), TRAN_BIEN: box(0, width=2)})
    points(lamps, [(0.5, 0.5)])
    assert codes("lamps") == [(TRAN_BIEN, 1)]


def test_outlines_of_another_day_do_not_count(two_communes, lamps) -> None:
    run("UPDATE feature.communes SET valid_to = CURRENT_DATE WHERE code = %s", TRAN_BIEN)
    points(lamps, [(0.5, 0.5)])
    assert codes("lamps") == [(None, 1)]


def test_a_layer_that_came_first_is_found_anew_without_an_edit(lamps) -> None:
    points(lamps, [(0.5, 0.5), (1.5, 0.5), (2.5, 0.5)])
    assert codes("lamps") == [(None, 3)]
    state = "SELECT public_id, version, recorded_from FROM feature.lamps ORDER BY 1"
    before = run(state)
    outlines("communes", {TRAN_BIEN: box(0), BIEN_HOA: box(1)})
    done = refresh_communes("lamps")
    assert (done.features, done.drafts, done.outside) == (2, 0, 1)
    assert codes("lamps") == [(TRAN_BIEN, 1), (BIEN_HOA, 1), (None, 1)]
    assert run(state) == before
    assert run("SELECT count(*) FROM feature.lamps_history") == [(0,)]
    assert refresh_communes("lamps").features == 0
    moved_east()
    assert run("SELECT max(version) FROM feature.lamps") == [(2,)], "the triggers are on again"


def test_units_themselves_lie_in_none(two_communes, lamps) -> None:
    assert layers_with_communes() == ["lamps"]
    assert codes("communes") == [(None, 2)]
    with pytest.raises(DothiError, match="E-UNIT-10"):
        refresh_communes("communes")
    with pytest.raises(DothiError, match="E-LAYER-05"):
        refresh_communes("no_such")


def test_nothing_to_find_by(lamps) -> None:
    with pytest.raises(DothiError, match="E-UNIT-06"):
        refresh_communes("lamps")


def test_places_that_no_system_knows_lie_in_none(two_communes, describe) -> None:
    far = describe("far", kind="point", epsg=28992)
    create_layer(far)
    run(
        "INSERT INTO feature.far (geom) VALUES (ST_SetSRID(ST_MakePoint(1e30, 1e30), 28992)), (ST_SetSRID(ST_MakePoint(92000, 437000), 28992))"
    )
    assert codes("far") == [(None, 2)]
    assert refresh_communes("far").outside == 2
