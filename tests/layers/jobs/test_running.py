"""A job from the queue to its one end, by a real worker that ends each of them in a stated way."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from gis.errors import DothiError, NotFound
from gis.setup.places import ROOT
from layers.jobs.errors import JobRefused
from layers.jobs.models import Job, JobState
from layers.jobs.queries import get_job, list_jobs, log_of, workers_alive
from layers.jobs.queue import send
from layers.jobs.services import cancel, enqueue, retry
from tests.layers.jobs.conftest import Start
from tests.layers.jobs.workers import ended, wait_for, wait_until_heard


def rows_written() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT attempt FROM written ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.usefixtures("worker")
def test_what_a_job_says_is_kept_in_both_languages() -> None:
    job = ended(enqueue("steps", subject="trees.shp", count=3))
    assert (job.state, job.result, job.progress) == (JobState.SUCCEEDED, {"steps": 3, "attempt": 1}, 1.0)
    assert (job.subject, job.attempts, job.crashes, job.error) == ("trees.shp", 1, 0, None)
    assert [line.text.vi for line in log_of(job.id)] == ["Xong 0", "Xong 1", "Xong 2"]
    assert job.created_at <= job.started_at <= job.ended_at


@pytest.mark.usefixtures("worker")
def test_progress_is_seen_while_the_job_has_a_transaction_open() -> None:
    job = wait_until_heard(enqueue("steps", count=40, seconds=0.1))
    assert job.state == JobState.RUNNING
    assert 0 < job.progress < 1
    assert job.message.en == f"Step {round(job.progress * 40)}"
    assert workers_alive() == 1
    cancel(job.id)


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("kind", "parameters", "code", "says"),
    [
        ("raises", {"what": "refusal"}, "E-FILE-01", "There is no file x.shp."),
        ("raises", {"what": "defect"}, "E-JOB-06", "RuntimeError: a defect"),
        ("raises", {"what": "exit"}, "E-JOB-06", "SystemExit: 3"),
        ("raises", {"what": "statement"}, "E-JOB-06", "division by zero"),
        ("steps", {"number": 1}, "E-JOB-06", "unexpected keyword argument 'number'"),
        ("returns", {"what": "object"}, "E-JOB-07", "not JSON serializable"),
        ("returns", {"what": "set"}, "E-JOB-07", "not JSON serializable"),
        ("returns", {"what": "nan"}, "E-JOB-07", "not JSON compliant"),
        ("returns", {"what": "nul"}, "E-JOB-07", "NUL"),
        ("brief", {}, "E-JOB-04", "limit of 1 s"),
    ],
)
def test_a_failure_is_said_with_its_code(kind: str, parameters: dict[str, object], code: str, says: str) -> None:
    job = ended(enqueue(kind, **parameters))
    assert (job.state, job.error.code, job.attempts, job.result) == (JobState.FAILED, code, 1, None)
    assert says in job.error.sentence("en")
    assert job.error.way_out("vi")


@pytest.mark.usefixtures("worker")
def test_a_kind_that_is_gone_ends_with_its_code() -> None:
    job_id = uuid4()
    Job.objects.create(pk=job_id, kind="of.yesterday")
    send(job_id)
    job = ended(job_id)
    assert (job.state, job.error.code, job.attempts) == (JobState.FAILED, "E-JOB-02", 0)
    with pytest.raises(DothiError, match="E-JOB-02"):
        enqueue("of.yesterday")
    with pytest.raises(DothiError, match="E-JOB-02"):
        retry(job_id)


def test_a_job_is_cancelled_at_once_while_it_waits(start: Start) -> None:
    job_id = enqueue("write")
    cancel(job_id)
    assert get_job(job_id).state == JobState.CANCELLED
    start()
    assert ended(enqueue("steps", count=1)).state == JobState.SUCCEEDED
    assert get_job(job_id).attempts == 0
    assert rows_written() == []


@pytest.mark.usefixtures("worker")
def test_a_running_job_is_cancelled_and_leaves_nothing() -> None:
    job_id = enqueue("write", inside=30)
    wait_for(job_id, "running")
    cancel(job_id)
    cancel(job_id)  # twice is once
    job = ended(job_id, within=5)
    assert (job.state, job.error, job.result) == (JobState.CANCELLED, None, None)
    assert rows_written() == []


@pytest.mark.usefixtures("worker")
def test_a_job_that_is_just_ending_keeps_what_it_did() -> None:
    """The cancel comes after the work was committed: what is done is done, and said so."""
    job_id = enqueue("write", after=1)
    wait_for(job_id, "succeeded")
    with pytest.raises(JobRefused, match="E-JOB-08"):
        cancel(job_id)
    assert rows_written() == [1]
    assert ended(enqueue("steps", count=1)).state == JobState.SUCCEEDED
    assert get_job(job_id).state == JobState.SUCCEEDED


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("round_", range(4))
def test_cancel_and_end_at_the_same_time_agree(round_: int) -> None:
    """Whoever wins, state and effect say the same."""
    job_id = enqueue("write", inside=1.0 + round_ * 0.05)
    wait_for(job_id, "running")
    try:
        _sleep_until_nearly_done(job_id)
        cancel(job_id)
    except JobRefused:
        assert get_job(job_id).state == JobState.SUCCEEDED
    job = ended(job_id)
    assert rows_written() == ([1] if job.state == JobState.SUCCEEDED else [])


@pytest.mark.usefixtures("worker")
def test_a_retry_is_a_job_of_its_own() -> None:
    first = ended(enqueue("raises", subject="again", what="defect"))
    second = ended(retry(first.id))
    assert (second.retry_of, second.kind, second.subject) == (first.id, "raises", "again")
    assert get_job(first.id) == first
    assert [job.id for job in list_jobs(states=[JobState.FAILED])][:2] == [second.id, first.id]


def test_refusals(start: Start) -> None:
    nobody = uuid4()
    for service in (cancel, retry):
        with pytest.raises(NotFound, match="E-JOB-01"):
            service(nobody)
    with pytest.raises(JobRefused, match="E-JOB-09"):
        retry(enqueue("steps", count=1))


def test_a_job_starts_only_when_it_is_committed(start: Start) -> None:
    start()
    with pytest.raises(RuntimeError), transaction.atomic():
        lost = enqueue("steps", count=1)
        raise RuntimeError
    with transaction.atomic():
        kept = enqueue("steps", count=1)
        assert get_job(kept).state == JobState.QUEUED
    assert ended(kept).state == JobState.SUCCEEDED
    with pytest.raises(NotFound):
        get_job(lost)


def test_a_job_that_nobody_was_told_of_is_found(start: Start) -> None:
    """The process died between the commit and the message."""
    start()
    assert ended(enqueue("steps", count=1)).state == JobState.SUCCEEDED
    job = Job.objects.create(kind="steps", parameters={"count": 1})
    assert ended(job.pk, within=12).state == JobState.SUCCEEDED


def test_the_next_job_waits_for_no_busy_worker(start: Start) -> None:
    start()
    start()
    long = enqueue("steps", count=200, seconds=0.05)
    wait_for(long, "running")
    short = [enqueue("steps", count=1) for _ in range(5)]
    assert all(ended(job_id, within=5).state == JobState.SUCCEEDED for job_id in short)
    assert get_job(long).state == JobState.RUNNING


def test_a_worker_started_by_a_fat_program_stays(own_database: str, tmp_path: Path) -> None:
    """Linux hands the most memory of a program down to those it starts: a worker must not take it for its own."""
    log = tmp_path / "jobs.log"
    code = (
        "import subprocess, sys; ballast = bytearray(600 * 2**20)\n"
        "log = open(sys.argv[1], 'ab')\n"
        "print(subprocess.Popen([sys.executable, '-m', 'layers.jobs.worker'], stdout=log, stderr=log).pid)"
    )
    environment = {
        **os.environ,
        "DATABASE_URL": own_database,
        "DJANGO_SETTINGS_MODULE": "tests.layers.jobs.settings",
        "DOTHI_VAR": str(tmp_path),
    }
    words = [sys.executable, "-c", code, log]
    started = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    try:
        jobs = [ended(enqueue("steps", count=1)).state for _ in range(3)]
        assert jobs == [JobState.SUCCEEDED] * 3, log.read_text()
    finally:
        os.kill(int(started.stdout), signal.SIGKILL)


def _sleep_until_nearly_done(job_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sleep(greatest(0, 1.05 - extract(epoch FROM clock_timestamp() - started_at)::float))"
            " FROM jobs_job WHERE id = %s",
            [job_id],
        )
