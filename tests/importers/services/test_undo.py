"""A run is taken back: the layer is what it was, the history keeps all, and what came later is never lost silently."""

from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from gis.errors import DothiError
from importers.services import Mode, undo_import
from layers.catalog.queries import get_run, list_runs
from layers.features.authority import OPERATOR
from layers.features.services import Absent, add_feature, change_feature, remove_feature, remove_layer
from tests.importers.services.files import EAST, NORTH
from tests.importers.services.test_modes import load, parcels
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db
SAID = "public_id, valid_from, valid_to, import_run, commune_code, extra, geom, so_to, so_thua, loai_dat, dia_chi"


def stands() -> list[tuple[Any, ...]]:
    """The layer but for the numbers of versions and when they were recorded."""
    return run(f"SELECT {SAID} FROM feature.parcels ORDER BY public_id, valid_from")


def change(folder: Path, **options: Any) -> int:
    """One changed, one moved, one retired, one new of the five that stand; gives the run."""
    frame = parcels(6, LOAIDAT=["CLN", "ODT", "ODT", "ODT", "ODT", "ODT"], KHAC="mới").drop(index=[4])
    frame.loc[1, "geometry"] = shapely.box(EAST + 20, NORTH, EAST + 31, NORTH + 10)
    report = load(folder, frame, mode=Mode.UPDATE, absent=Absent.RETIRE, **options)
    assert report.run is not None
    return report.run


@pytest.fixture
def first(tmp_path: Path) -> int:
    number = load(tmp_path, parcels(5, LOAIDAT="ODT", DIACHI="Hẻm 5")).run
    assert number is not None
    return number


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("day", [None, date(2026, 10, 1)], ids=["corrected", "from a day"])
def test_the_layer_is_what_it_was(tmp_path: Path, day: date | None) -> None:
    before = stands()
    number = change(tmp_path, from_day=day)
    changed = stands()
    assert changed != before
    undone = undo_import(number, by=OPERATOR)
    assert stands() == before
    assert run("SELECT feature_count FROM catalog_layer WHERE name = 'parcels'") == [(5,)]
    if day is None:
        assert (undone.removed, undone.restored, undone.returned, undone.left) == (1, 4, 1, 0)
    of_undoing, of_import = list_runs(limit=2)
    assert (of_import.state, of_import.undone_by) == ("undone", undone.run)
    assert (of_undoing.id, of_undoing.mode, of_undoing.undoes, of_undoing.state) == (
        undone.run,
        "undo",
        number,
        "loaded",
    )
    kept = run(f"SELECT {SAID} FROM feature.parcels_history WHERE import_run = %s", number)
    assert {row[:2] for row in kept} == {row[:2] for row in changed if row[3] == number}, "what was undone is kept"
    actions = [row[0] for row in run("SELECT action FROM audit.event ORDER BY id DESC LIMIT 6")]
    assert "import.undone" in actions


def test_the_first_load_is_undone_too(first: int) -> None:
    undone = undo_import(first, by=OPERATOR)
    assert (undone.removed, stands()) == (5, [])
    assert run("SELECT count(*) FROM feature.parcels_history WHERE operation = 'D'") == [(5,)]


def test_the_last_goes_first(tmp_path: Path, first: int) -> None:
    second = change(tmp_path)
    with pytest.raises(DothiError) as refused:
        undo_import(first, by=OPERATOR)
    assert (refused.value.code, refused.value.values["count"]) == ("E-RUN-10", 4)
    undo_import(second, by=OPERATOR)
    undo_import(first, by=OPERATOR)
    assert stands() == []


@pytest.mark.usefixtures("first")
def test_what_came_later_is_left_where_that_is_said(tmp_path: Path) -> None:
    """A changed feature is changed again, one that was touched by nobody else goes, a new one is changed."""
    number = change(tmp_path)
    change_feature("parcels", 1, {"loai_dat": "TMD"}, by=OPERATOR)
    change_feature("parcels", 6, {"dia_chi": "Hẻm 9"}, by=OPERATOR)
    before = {row[0]: row for row in stands()}
    with pytest.raises(DothiError) as refused:
        undo_import(number, by=OPERATOR)
    assert (refused.value.code, refused.value.values["count"]) == ("E-RUN-10", 2)
    assert {row[0]: row for row in stands()} == before
    assert get_run(number).state == "loaded"
    undone = undo_import(number, by=OPERATOR, keep_later=True)
    assert (undone.removed, undone.restored, undone.returned, undone.left) == (0, 3, 1, 2)
    after = {row[0]: row for row in stands()}
    assert (after[1], after[6]) == (before[1], before[6])
    assert [one["code"] for one in get_run(undone.run).findings] == ["W-RUN-01"]


@pytest.mark.usefixtures("first")
def test_what_was_removed_since_stays_removed(tmp_path: Path) -> None:
    number = change(tmp_path)
    remove_feature("parcels", 6, by=OPERATOR)
    undo_import(number, by=OPERATOR)
    assert [row[0] for row in stands()] == [1, 2, 3, 4, 5]


def test_a_rule_of_today_goes_before(tmp_path: Path, first: int) -> None:
    """The code of a retired feature was given to another."""
    frame = gpd.GeoDataFrame({"code": ["a", "b"], "name": "x"}, geometry=list(parcels(2).geometry), crs=5899)
    load(tmp_path, frame, "communes")
    number = load(tmp_path, frame[:1], "communes", mode=Mode.REPLACE).run
    assert number is not None
    ring = [[107, 11], [107.001, 11], [107.001, 11.001], [107, 11]]
    add_feature("communes", {"code": "b", "name": "y"}, {"type": "Polygon", "coordinates": [ring]}, by=OPERATOR)
    with pytest.raises(DothiError, match="E-RUN-11"):
        undo_import(number, by=OPERATOR)
    assert run("SELECT name FROM feature.communes ORDER BY code") == [("x",), ("y",)]
    assert [one.state for one in list_runs(limit=2)] == ["refused", "loaded"]


def test_what_can_t_be_undone(first: int) -> None:
    def code(number: int) -> str:
        with pytest.raises(DothiError) as refused:
            undo_import(number, by=OPERATOR)
        return refused.value.code

    assert code(first + 1000) == "E-RUN-08"
    undone = undo_import(first, by=OPERATOR)
    assert (code(first), code(undone.run)) == ("E-RUN-09", "E-RUN-09")


def test_a_removed_layer_is_not_the_next_of_its_name(tmp_path: Path, first: int) -> None:
    remove_layer("parcels", confirmed=True)
    load(tmp_path, parcels(2))
    with pytest.raises(DothiError, match="E-LAYER-05"):
        undo_import(first, by=OPERATOR)
    assert len(stands()) == 2
