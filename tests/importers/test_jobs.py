"""An import as a job: followed, cancelled, refused and killed; afterwards it is loaded once or not at all."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import geopandas as gpd
import pytest
import shapely
from django.contrib.auth import get_user_model
from django.db import connection
from psycopg2 import sql

from gis.setup.places import ROOT
from importers.jobs import READING, enqueue_import, enqueue_undo
from layers.access.rights import Right
from layers.catalog.models import ImportRun
from layers.catalog.queries import layer_exists
from layers.features.services import create_layer
from layers.features.tables import table
from layers.jobs.models import JobState
from layers.jobs.queries import JobFacts, get_job, list_jobs, log_of
from layers.jobs.services import cancel
from tests.importers.held_layer import held
from tests.importers.services.files import geopackage, shapefile, squares
from tests.layers.features.rows import insert_square
from tests.layers.jobs.workers import WorkerProcess, ended
from tests.signing_in import new_colleague

ROTTERDAM = ROOT / "gis/demo/data/rotterdam/BRK_SelectieCentrum.shp"
MANY = 150_000


@pytest.fixture
def worker(own_database: str, tmp_path: Path) -> Iterator[WorkerProcess]:
    started = WorkerProcess(own_database, tmp_path / "jobs.log")
    yield started
    started.kill()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes seconds to load."""
    return geopackage(tmp_path_factory.mktemp("many"), squares(MANY, SOTO=1, SOTHUA=range(MANY), LOAIDAT="ODT"))


def rows(layer: str) -> int:
    if not layer_exists(layer):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(table(layer)))
        return int(cursor.fetchone()[0])


def runs(job_id: UUID) -> list[tuple[str, list[str]]]:
    """State and codes of the runs of a job, in order."""
    found = ImportRun.objects.filter(job_id=job_id).order_by("pk")
    return [(run.state, [finding["code"] for finding in run.findings]) for run in found]


def wait_until(job_id: UUID, true: Callable[[JobFacts], bool]) -> None:
    """Until that is said of the job, which must not end before."""
    deadline = time.monotonic() + 60
    while not true(job := get_job(job_id)):
        assert time.monotonic() < deadline and not job.ended, job
        time.sleep(0.01)


@pytest.mark.usefixtures("worker")
def test_a_real_shapefile_is_loaded_and_reported() -> None:
    job = ended(enqueue_import([ROTTERDAM], "rotterdam", template="parcels", mapping={"INDEXNR": "so_thua"}), within=60)
    assert (job.state, job.attempts, job.progress) == (JobState.SUCCEEDED, 1, 1.0), job.error
    assert job.subject == "BRK_SelectieCentrum.shp → rotterdam"
    (file,) = job.result["files"]
    counts = {name: file[name] for name in ("read", "imported", "repaired", "rejected")}
    assert counts == {"read": 971, "imported": 971, "repaired": 0, "rejected": 0}
    assert (file["crs"], file["storage_crs"], file["created"]) == ("EPSG:28992", "EPSG:28992", True)
    assert "preview" not in file
    assert all(issue["message"].keys() == {"vi", "en"} for issue in file["issues"])
    assert [line.text.en for line in log_of(job.id)] == [
        "Read BRK_SelectieCentrum.shp: 971 features",
        "BRK_SelectieCentrum.shp: read 971, imported 971, repaired 0, rejected 0",
    ]
    assert rows("rotterdam") == 971
    run = ImportRun.objects.get(pk=file["run"])
    assert (run.job_id, run.state, run.imported_count) == (job.id, "loaded", 971)


@pytest.mark.usefixtures("worker")
def test_several_files_are_one_job_all_or_none(tmp_path: Path) -> None:
    good = [geopackage(tmp_path, squares(2, SOTO=number), name) for number, name in enumerate("ab")]
    job = ended(enqueue_import(good, "both", template="parcels"))
    assert [file["imported"] for file in job.result["files"]] == [2, 2]
    bad = shapefile(tmp_path, squares(2, SOTO=9))
    job = ended(enqueue_import([geopackage(tmp_path, squares(2, SOTO=3), "c"), bad], "both"))
    assert (job.state, job.error.code) == (JobState.FAILED, "E-CRS-02")
    assert (rows("both"), [(state, codes[0]) for state, codes in runs(job.id)]) == (4, [("refused", "E-CRS-02")] * 2)


@pytest.mark.usefixtures("worker")
def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    path = geopackage(tmp_path, squares(3, SOTO=1))
    job = ended(enqueue_import([path], "tried", template="parcels", dry_run=True))
    assert (job.state, job.result["files"][0]["imported"], job.result["files"][0]["dry_run"]) == ("succeeded", 3, True)
    assert (layer_exists("tried"), runs(job.id)) == (False, [])


@pytest.mark.usefixtures("worker")
def test_bad_input_fails_with_its_own_code(tmp_path: Path) -> None:
    bare = shapefile(tmp_path, squares(2, SOTO=1))
    text = tmp_path / "letter.shp"
    text.write_text("Kính gửi")
    keyless = geopackage(tmp_path, squares(2, code=[None, None], name="x"), "keyless")
    cases = [
        ([bare], "bare", {"template": "parcels"}, "E-CRS-02"),
        ([tmp_path / "none.shp"], "none", {"template": "parcels"}, "E-FILE-01"),
        ([text], "letter", {"template": "parcels"}, None),
        ([bare], "unknown", {"crs": "EPSG:5899"}, "E-LAYER-06"),
        ([bare], "zone", {"template": "parcels", "crs": "EPSG:1"}, None),
        ([keyless], "mine", {"template": "communes"}, "E-RUN-01"),
    ]
    for paths, layer, options, code in cases:
        job = ended(enqueue_import(paths, layer, **options))
        assert job.state == JobState.FAILED, layer
        assert job.error.code == code or (code is None and not job.error.code.startswith("E-JOB")), (layer, job.error)
        assert (layer_exists(layer), [state for state, _ in runs(job.id)]) == (False, ["refused"])
    assert [line.text.en[:8] for line in log_of(job.id)][1:] == ["E-VALUE-"]  # why every feature was rejected


def test_who_asked_by_a_key_gets_no_more_rights_than_the_key(worker: WorkerProcess, tmp_path: Path) -> None:
    new_colleague("son", "data_manager")
    account = get_user_model().objects.get(username="son").pk
    file = geopackage(tmp_path, squares(2, SOTO=1, SOTHUA=[1, 2]))
    asked = {"requested_by": account, "template": "parcels"}
    job = ended(enqueue_import([file], "by_key", limit=frozenset({Right.SEE, Right.IMPORT}), **asked), within=60)
    assert job.error is not None
    assert (job.state, job.error.code) == (JobState.FAILED, "E-ACCESS-01")
    assert not layer_exists("by_key")
    assert ended(enqueue_import([file], "by_session", **asked), within=60).state == JobState.SUCCEEDED
    assert rows("by_session") == 2


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("goes_on", [True, False], ids=["hears of it", "hears nothing and loses its session"])
def test_it_is_cancelled_in_the_middle(own_database: str, tmp_path: Path, many: Path, goes_on: bool) -> None:
    """The layer that was there before is as it was."""
    assert ended(enqueue_import([geopackage(tmp_path, squares(3, SOTO=2))], "parcels")).state == JobState.SUCCEEDED
    with held(own_database, "parcels"):
        job_id = enqueue_import([many], "parcels")
        wait_until(job_id, lambda job: job.progress >= READING)
        cancel(job_id)
        told = get_job(job_id).heartbeat_at
        wait_until(job_id, lambda job: job.heartbeat_at != told)  # with the next beat the worker has heard of it
        if not goes_on:
            ended(job_id, within=30)
    job = ended(job_id, within=30)
    assert (job.state, job.result, job.crashes) == (JobState.CANCELLED, None, 0)
    assert (rows("parcels"), runs(job_id)) == (3, [("refused", ["E-JOB-03"])])


@pytest.mark.parametrize("beyond", [0.05, 0.94], ids=["loading", "finishing"])
def test_a_killed_worker_leaves_it_loaded_once(
    own_database: str, tmp_path: Path, many: Path, worker: WorkerProcess, beyond: float
) -> None:
    """kill -9 while features go in, and while the layer is being finished."""
    job_id = enqueue_import([many], "parcels")
    wait_until(job_id, lambda job: job.progress > beyond)
    worker.kill()
    second = WorkerProcess(own_database, tmp_path / "second.log")
    try:
        job = ended(job_id, within=90)
    finally:
        second.kill()
    assert (job.state, rows("parcels")) == (JobState.SUCCEEDED, MANY)
    loaded = [run for run in runs(job_id) if run[0] == "loaded"]
    assert len(loaded) == 1
    if job.attempts == 2:
        assert (job.crashes, runs(job_id)[0]) == (1, ("refused", ["E-RUN-04"]))


@pytest.mark.usefixtures("worker")
def test_modes_are_asked_in_the_same_words_and_undone_as_a_job(tmp_path: Path) -> None:
    load = ended(enqueue_import([geopackage(tmp_path, squares(3, SOTO=1, SOTHUA=[1, 2, 3], LOAIDAT="ODT"))], "parcels"))
    assert load.state == JobState.SUCCEEDED
    other = geopackage(tmp_path, squares(2, SOTO=1, SOTHUA=[1, 2], LOAIDAT=["CLN", "ODT"]), "other")
    words = {"mode": "update", "absent": "retire", "key": ["so_to", "so_thua"]}
    (file,) = ended(enqueue_import([other], "parcels", **words)).result["files"]
    counts = {name: file[name] for name in ("mode", "imported", "inserted", "changed", "unchanged", "retired")}
    assert counts == {"mode": "update", "imported": 2, "inserted": 0, "changed": 1, "unchanged": 1, "retired": 1}
    job = ended(enqueue_undo(file["run"]))
    assert (job.state, job.result["restored"], job.result["returned"]) == (JobState.SUCCEEDED, 1, 1)
    assert (rows("parcels"), runs(job.id)) == (3, [("loaded", [])])
    again = ended(enqueue_undo(file["run"]))
    assert (again.state, again.error.code) == (JobState.FAILED, "E-RUN-09")


@pytest.mark.usefixtures("worker")
def test_outlines_imported_in_the_background_reach_every_layer(
    own_database: str, tmp_path: Path, describe: Any
) -> None:
    """By a job of its own: the import has ended with its load."""
    spots = describe("spots")
    create_layer(spots)
    insert_square(spots)
    outline = gpd.GeoDataFrame(
        {"code": ["26041"], "name": ["Trấn Biên"]},
        geometry=[shapely.box(399_000, 1_209_000, 401_000, 1_211_000)],
        crs=5899,
    )
    path = geopackage(tmp_path, outline, "communes")
    assert ended(enqueue_import([path], "communes")).state == JobState.SUCCEEDED
    (found,) = [job for job in list_jobs() if job.kind == "refresh_communes"]
    refreshed = ended(found.id)
    assert (refreshed.state, refreshed.result) == (JobState.SUCCEEDED, {"layers": 1, "busy": []})
    with connection.cursor() as cursor:
        cursor.execute("SELECT commune_code FROM feature.spots")
        assert cursor.fetchall() == [("26041",)]


@pytest.mark.usefixtures("worker")
def test_what_a_job_says_quotes_no_feature(tmp_path: Path) -> None:
    path = geopackage(tmp_path, squares(2, SOTO=1, SOTHUA=[1, 2], LOAIDAT=["Nguyễn Văn Chủ", "ODT"]))
    job = ended(enqueue_import([path], "parcels"))
    assert job.state == JobState.SUCCEEDED
    assert "W-CODE-01" in {issue["code"] for issue in job.result["files"][0]["issues"]}
    said = json.dumps([job.result, [line.text for line in log_of(job.id)]], ensure_ascii=False)
    assert "Nguyễn" not in said
