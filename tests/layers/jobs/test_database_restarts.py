"""PostgreSQL goes away under running jobs, and comes back: on a server of the test's own."""

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.core.management import call_command
from django.db import connection

from gis.cluster import location, new_cluster
from gis.cluster.server import Cluster
from layers.jobs.models import JobState
from layers.jobs.services import enqueue
from tests.layers.jobs.test_kills import effects
from tests.layers.jobs.workers import WorkerProcess, ended, wait_for, wait_until_heard

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def cluster(django_db_blocker: Any) -> Iterator[Cluster]:
    """A server that may be stopped, with a migrated database that Django is connected to."""
    before = dict(connection.settings_dict)
    with tempfile.TemporaryDirectory(prefix="jobs ") as folder, django_db_blocker.unblock():
        Path(folder).chmod(0o755)
        made = new_cluster(Path(folder))
        connection.close()
        connection.settings_dict.update(dj_database_url.parse(made.start(), engine=before["ENGINE"], conn_max_age=None))
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE written (attempt integer)")
        yield made
        connection.close()
        connection.settings_dict.update(before)
        made.remove()


@pytest.fixture
def workers(cluster: Cluster, tmp_path: Path) -> Iterator[list[WorkerProcess]]:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE written")
    started = [WorkerProcess(cluster.url(), tmp_path / f"jobs-{n}.log") for n in (1, 2)]
    yield started
    for worker in started:
        worker.kill()


def restart(cluster: Cluster) -> None:
    """As an administrator does it: a fraction of a second."""
    cluster.stop()
    cluster.start()


def crash(cluster: Cluster) -> None:
    """As when memory runs out: killed, and recovered."""
    pid = int((location.find(cluster.home) / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
        time.sleep(0.02)
    cluster.start()


def long_absence(cluster: Cluster) -> None:
    """Longer than any heartbeat may stand still."""
    cluster.stop()
    time.sleep(8)
    cluster.start()


ABSENCES = pytest.mark.parametrize("goes_away", [restart, crash, long_absence])


@ABSENCES
def test_work_that_needs_no_database_goes_on(
    cluster: Cluster, workers: list[WorkerProcess], goes_away: Callable[[Cluster], None]
) -> None:
    job_id = wait_until_heard(enqueue("steps", count=150, seconds=0.1)).id
    goes_away(cluster)
    connection.close()
    job = ended(job_id, within=40)
    assert (job.state, job.attempts, job.crashes) == (JobState.SUCCEEDED, 1, 0)
    assert [worker.process.poll() for worker in workers] == [None, None]
    assert ended(enqueue("steps", count=1), within=10).state == JobState.SUCCEEDED


@ABSENCES
def test_work_that_lost_its_transaction_is_done_again(
    cluster: Cluster, workers: list[WorkerProcess], goes_away: Callable[[Cluster], None]
) -> None:
    job_id = enqueue("write", inside=5)
    wait_for(job_id, "running")
    time.sleep(0.5)
    goes_away(cluster)
    connection.close()
    job = ended(job_id, within=40)
    assert (job.state, job.attempts, job.crashes) == (JobState.SUCCEEDED, 2, 1)
    assert effects() == [2]
    assert [worker.process.poll() for worker in workers] == [None, None]


def test_work_that_ends_while_the_database_is_away_is_kept(cluster: Cluster, workers: list[WorkerProcess]) -> None:
    job_id = wait_until_heard(enqueue("steps", count=25, seconds=0.1)).id
    cluster.stop()
    time.sleep(4)
    cluster.start()
    connection.close()
    job = ended(job_id, within=20)
    assert (job.state, job.result, job.attempts) == (JobState.SUCCEEDED, {"steps": 25, "attempt": 1}, 1)


def test_a_worker_that_starts_before_its_database_waits_for_it(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.url()
    cluster.stop()
    worker = WorkerProcess(url, tmp_path / "jobs.log")
    try:
        time.sleep(3)
        cluster.start()
        connection.close()
        assert ended(enqueue("steps", count=1), within=20).state == JobState.SUCCEEDED
    finally:
        worker.kill()
