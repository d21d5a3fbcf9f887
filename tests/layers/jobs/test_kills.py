"""Workers that are killed, hang, come back, or live in another time: every job ends once, in a stated way."""

import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from layers.jobs.models import JobState
from layers.jobs.queries import get_job, log_of
from layers.jobs.services import cancel, enqueue
from tests.layers.jobs.conftest import Start
from tests.layers.jobs.workers import ended, faketime, wait_for, wait_for_workers, wait_until_heard

DEAD_AFTER = 3.0


def effects() -> list[int]:
    """The attempts whose work was committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT attempt FROM written ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def test_another_worker_takes_the_job_of_one_that_was_killed(start: Start) -> None:
    first = start()
    job_id = enqueue("write", inside=8)  # longer than a second worker takes to start on a busy machine
    wait_for(job_id, "running")
    start()
    wait_for_workers(2)
    first.kill()
    job = ended(job_id, within=DEAD_AFTER + 20)
    assert (job.state, job.result, job.attempts, job.crashes) == (JobState.SUCCEEDED, {"attempt": 2}, 2, 1)
    assert effects() == [2]
    assert [line.text.en for line in log_of(job_id)] == ["The worker died without a word."]


@pytest.mark.long
def test_a_job_that_kills_its_workers_is_given_up(start: Start) -> None:
    job_id = enqueue("dies", times=9)
    assert start().process.wait(20) == 139
    assert start().process.wait(20) == 139
    start()
    job = ended(job_id, within=DEAD_AFTER + 12)
    assert (job.state, job.error.code, job.attempts, job.crashes) == (JobState.FAILED, "E-JOB-05", 2, 2)
    assert ended(enqueue("steps", count=1)).state == JobState.SUCCEEDED


def test_a_worker_that_comes_back_finds_its_job_in_other_hands(start: Start) -> None:
    """Suspended with its transaction open; what it does when it wakes is worth nothing."""
    first = start()
    job_id = enqueue("write", inside=1)
    wait_for(job_id, "running")
    time.sleep(0.3)
    first.signal(signal.SIGSTOP)
    start()
    job = ended(job_id, within=DEAD_AFTER + 15)
    first.signal(signal.SIGCONT)
    assert (job.state, job.result, job.crashes) == (JobState.SUCCEEDED, {"attempt": 2}, 1)
    after = ended(enqueue("steps", count=1))
    time.sleep(2)
    assert (get_job(job_id), effects()) == (job, [2])
    assert after.state == JobState.SUCCEEDED


def test_a_worker_that_is_stopped_gives_its_job_back(start: Start) -> None:
    first = start()
    job_id = enqueue("write", inside=2)
    wait_for(job_id, "running")
    code, seconds = first.stop()
    assert (code, seconds < 5) == (0, True)
    job = get_job(job_id)
    assert (job.state, job.crashes) == (JobState.QUEUED, 0)
    start()
    job = ended(job_id)
    assert (job.state, job.attempts, job.crashes, effects()) == (JobState.SUCCEEDED, 2, 0, [2])


@pytest.mark.long
@pytest.mark.parametrize("kind", ["stubborn", "query"])
def test_a_worker_stops_in_time_whatever_its_job_does(start: Start, kind: str) -> None:
    first = start()
    job_id = enqueue(kind)
    wait_for(job_id, "running")
    assert first.stop()[1] < 11
    assert get_job(job_id).state == JobState.QUEUED


@pytest.mark.parametrize(("kind", "exit_code"), [pytest.param("stubborn", 70, marks=pytest.mark.long), ("query", None)])
def test_cancelling_needs_no_consent(start: Start, kind: str, exit_code: int | None) -> None:
    worker = start()
    job_id = enqueue(kind)
    wait_for(job_id, "running")
    cancel(job_id)
    job = ended(job_id, within=12)
    assert (job.state, job.attempts, job.crashes) == (JobState.CANCELLED, 1, 0)
    if exit_code is not None:
        assert worker.process.wait(5) == exit_code
    else:
        assert ended(enqueue("steps", count=1)).state == JobState.SUCCEEDED


@pytest.mark.long
def test_a_limit_needs_no_consent(start: Start) -> None:
    worker = start()
    job = ended(enqueue("brief", stubborn=True), within=15)
    assert (job.state, job.error.code, job.attempts) == (JobState.FAILED, "E-JOB-04", 1)
    assert worker.process.wait(5) == 70


@pytest.mark.parametrize("jump", ["+3600", pytest.param("-3600", marks=pytest.mark.long)])
def test_a_machine_whose_time_jumps_does_no_harm(start: Start, tmp_path: Path, jump: str) -> None:
    """One worker in another time than the database and the other worker, from the middle of its job on."""
    offset = tmp_path / "offset"
    offset.write_text("+0")
    start(
        LD_PRELOAD=str(faketime()),
        FAKETIME_TIMESTAMP_FILE=str(offset),
        FAKETIME_NO_CACHE="1",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
    )
    job_id = wait_until_heard(enqueue("steps", count=50, seconds=0.1)).id
    start()
    offset.write_text(f"{jump}")
    job = ended(job_id, within=20)
    assert (job.state, job.attempts, job.crashes) == (JobState.SUCCEEDED, 1, 0)
    assert timedelta(0) < job.ended_at - job.created_at < timedelta(seconds=60)
