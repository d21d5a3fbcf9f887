"""Work in the background from the command line, and a `serve` that is stopped or killed in the middle of it."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from gis.cluster.server import Cluster
from importers.jobs import READING
from tests.gis.cli.command_line import CommandLine, end
from tests.importers.held_layer import held
from tests.importers.services.files import geopackage, shapefile, squares

MANY = 150_000


@pytest.fixture
def served(processes: CommandLine) -> Iterator["subprocess.Popen[str]"]:
    process = processes.serve()
    yield process
    if process.poll() is None:
        end(process, signal.SIGTERM)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes seconds to load."""
    return geopackage(tmp_path_factory.mktemp("many"), squares(MANY, SOTO=1, SOTHUA=range(MANY), LOAIDAT="ODT"))


def job_when(
    processes: CommandLine, job_id: str, *states: str, beyond: float = 0.0, within: float = 90
) -> dict[str, Any]:
    """The job as soon as it is in one of the states, with more than so much progress. The database is asked meanwhile: a
    command at a time would take from the workers what they are to work with."""
    deadline = time.monotonic() + within
    with closing(psycopg2.connect(Cluster(processes.var).url())) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        while True:
            cursor.execute("SELECT state, progress FROM jobs_job WHERE id = %s", [job_id])
            state, progress = cursor.fetchone() or ("", 0.0)
            if state in states and progress >= beyond:
                return processes.json("jobs", "show", job_id)
            assert time.monotonic() < deadline, (state, progress)
            time.sleep(0.05)


def count_of(processes: CommandLine, layer: str) -> int | None:
    """How many features the catalog says the layer has; None where there is no such layer."""
    layers = processes.json("layers", "list")["layers"]
    return next((each["features"] for each in layers if each["name"] == layer), None)


def workers_of(process: "subprocess.Popen[str]") -> list[int]:
    """The processes of a server that do jobs."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"layers.jobs.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def wait_until_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + 20
    while alive := [pid for pid in pids if Path(f"/proc/{pid}/cmdline").exists()]:
        assert time.monotonic() < deadline, alive
        time.sleep(0.1)


def test_without_a_server_the_job_waits_and_says_so(processes: CommandLine, tmp_path: Path) -> None:
    path = shapefile(tmp_path, squares(3, SOTO=1))
    done = processes.outcome("import", path, "--layer", "waits", "--template", "parcels", "--background")
    assert done.returncode == 0, done.stderr
    job_id, page = done.stdout.split()
    assert page == f"/jobs/{job_id}"
    assert "No worker is running: the job waits for ./dothi serve." in done.stderr
    assert processes.json("jobs", "show", job_id)["state"] == "queued"
    assert processes.json("jobs", "cancel", job_id)["state"] == "cancelled"
    assert processes.refusal("jobs", "cancel", job_id).startswith("E-JOB-08 ")


def test_a_path_that_leads_nowhere_is_said_at_once(processes: CommandLine, tmp_path: Path) -> None:
    refused = processes.refusal("import", tmp_path / "none.shp", "--layer", "none", "--background")
    assert refused.startswith("E-FILE-01 ")


def test_an_import_in_the_background(processes: CommandLine, served: "subprocess.Popen[str]", tmp_path: Path) -> None:
    words = ["--layer", "trees_a", "--template", "parcels", "--crs", "EPSG:5899", "--background"]
    job = processes.json("import", shapefile(tmp_path, squares(3, SOTO=1)), *words)
    assert job["address"] == f"{processes.json('status')['url']}/jobs/{job['id']}"
    done = job_when(processes, job["id"], "succeeded", "failed")
    assert (done["state"], done["result"]["files"][0]["imported"]) == ("succeeded", 3), done
    failed = processes.json("import", shapefile(tmp_path, squares(2, SOTO=1), name="b"), "--layer", "b",
                           "--template", "parcels", "--background")  # fmt: skip
    assert job_when(processes, failed["id"], "succeeded", "failed")["error"]["code"] == "E-CRS-02"


def test_a_worker_that_is_killed_is_started_again(processes: CommandLine, served: "subprocess.Popen[str]") -> None:
    before = workers_of(served)
    os.kill(before[0], signal.SIGKILL)
    deadline = time.monotonic() + 20
    while len(set(workers_of(served)) - set(before)) < 1 or len(workers_of(served)) < len(before):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert processes.json("status")["running"]


@pytest.mark.parametrize("number", [pytest.param(signal.SIGTERM, marks=pytest.mark.long), signal.SIGKILL])
def test_the_master_ends_in_the_middle_of_an_import(
    processes: CommandLine, served: "subprocess.Popen[str]", tmp_path: Path, many: Path, number: signal.Signals
) -> None:
    """Its workers give the job back and end with it; the next server does it, and it is loaded once."""
    layer = f"many_{number.name.lower()}"
    few = geopackage(tmp_path, squares(3, SOTO=2))
    processes.run("import", few, "--layer", layer, "--template", "parcels")
    with held(Cluster(processes.var).url(), layer):
        job = processes.json("import", many, "--layer", layer, "--background")
        job_when(processes, job["id"], "running", beyond=READING / 2)
        children = workers_of(served)
        end(served, number)
        wait_until_gone(children)
    waiting = processes.json("jobs", "show", job["id"])
    assert (waiting["state"], waiting["attempts"], waiting["crashes"]) == ("queued", 1, 0)
    assert count_of(processes, layer) == 3
    again = processes.serve()
    try:
        done = job_when(processes, job["id"], "succeeded", "failed")
    finally:
        end(again, signal.SIGTERM)
    assert (done["state"], done["attempts"], done["crashes"]) == ("succeeded", 2, 0)
    assert count_of(processes, layer) == MANY + 3
