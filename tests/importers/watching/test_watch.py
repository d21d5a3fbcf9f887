"""A watched folder: taken when it has stopped growing, imported once, put away with its report, whatever is killed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gis.errors import DothiError
from importers.watching import WatchedFolder
from importers.watching.deliveries import taken, waiting
from layers.catalog.queries.runs import list_runs
from layers.jobs.queries import list_jobs
from tests.importers.services.files import geopackage, shapefile, squares
from tests.layers.jobs.workers import WorkerProcess, ended


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "hồ sơ đến"
    made.mkdir()
    (made / "dothi-import.toml").write_text('layer = "parcels"\ncrs = "EPSG:5899"\n[map]\nSOTO = "so_to"\n')
    return made


@pytest.fixture
def worker(own_database: str, tmp_path: Path) -> Iterator[None]:
    started = WorkerProcess(own_database, tmp_path / "jobs.log")
    yield
    started.kill()


def after_job(folder: Path) -> dict[str, Any]:
    """Look until the one job has ended and its delivery is put away; its report."""
    with WatchedFolder(folder, settle=0) as watched:
        watched.look()
        watched.look()
        (job,) = list_jobs()
        ended(job.id)
        ((_, place),) = [one for one in watched.look() if one[1]]
    assert place is not None
    return {"place": place, **json.loads((place / "dothi-report.json").read_text())}


def test_a_delivery_is_imported_and_put_away_with_its_report(own_database: str, worker: None, folder: Path) -> None:
    shapefile(folder, squares(5, SOTO=[7] * 5, SOTHUA=range(5)), name="tờ 7")
    report = after_job(folder)
    assert report["place"].parent == folder / "done"
    assert {path.name for path in report["place"].iterdir()} == {
        "tờ 7.shp",
        "tờ 7.shx",
        "tờ 7.dbf",
        "dothi-report.json",
    }
    assert (report["state"], report["files"][0]["imported"]) == ("succeeded", 5)
    assert waiting(folder) == []
    assert not list(taken(folder))


def test_what_is_refused_says_why(own_database: str, worker: None, folder: Path) -> None:
    (folder / "quyết định.pdf").write_bytes(b"%PDF-1.7")
    report = after_job(folder)
    assert report["place"].parent == folder / "refused"
    assert report["error"]["code"] == "E-FILE-02"
    assert (report["place"] / "quyết định.pdf").exists()


def test_a_watcher_that_was_killed_imports_nothing_twice(own_database: str, worker: None, folder: Path) -> None:
    """After taking and before asking; after asking; with the job ended meanwhile."""
    from importers.watching.deliveries import take

    geopackage(folder, squares(3, SOTO=[1, 2, 3]))
    (found,) = waiting(folder)
    take(folder, found)
    assert list_jobs() == []
    for _ in range(3):
        with WatchedFolder(folder, settle=0) as watched:
            watched.look()
    (job,) = list_jobs()
    assert ended(job.id).state == "succeeded"
    with WatchedFolder(folder, settle=0) as watched:
        assert [place.parent.name for _, place in watched.look() if place] == ["done"]
        assert watched.look() == []
    assert [run.state for run in list_runs()] == ["loaded"]


@pytest.mark.django_db
def test_what_still_grows_is_left_alone(folder: Path) -> None:
    path = folder / "thua.csv"
    path.write_text("x,y\n")
    with WatchedFolder(folder, settle=0.2) as watched:
        assert watched.look() == []
        path.write_text("x,y\n1,2\n")
        assert watched.look() == []
    assert [one.source for one in waiting(folder)] == ["thua.csv"]


@pytest.mark.django_db
def test_half_a_taking_goes_back(folder: Path) -> None:
    half = folder / "working" / "7c6f0f7e-0c3f-4a52-9a53-1f1f6a7d4b10"
    half.mkdir(parents=True)
    (half / "thua.shp").write_bytes(b"x")
    assert list(taken(folder)) == []
    assert (folder / "thua.shp").exists()
    assert not half.exists()


@pytest.mark.django_db
def test_links_and_unfinished_files_are_no_deliveries(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mat-khau").write_text("x")
    (folder / "a.csv").symlink_to(tmp_path / "mat-khau")
    for name in (".b.csv", "c.csv.part", "~$d.xlsx", "e.gpkg.crdownload"):
        (folder / name).write_text("x")
    assert waiting(folder) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "preset",
    ["layer = ", 'crs = "EPSG:5899"', 'layer = "../x"', 'layer = "parcels"\nby = "operator"', 'layer = "a"\ncrs = 5'],
)
def test_a_preset_that_cant_be_used_takes_nothing(folder: Path, preset: str) -> None:
    (folder / "dothi-import.toml").write_text(preset)
    (folder / "thua.csv").write_text("x,y\n1,2\n")
    with WatchedFolder(folder, settle=0) as watched, pytest.raises(DothiError) as refused:
        watched.look()
    assert refused.value.code == "E-SOURCE-09"
    assert (folder / "thua.csv").exists()


def test_one_process_watches_a_folder(folder: Path) -> None:
    with WatchedFolder(folder), pytest.raises(DothiError) as refused, WatchedFolder(folder):
        pass
    assert refused.value.code == "E-SOURCE-09"
    with pytest.raises(DothiError), WatchedFolder(folder / "khong-co"):
        pass
