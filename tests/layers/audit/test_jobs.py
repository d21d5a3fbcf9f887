"""Who asked for a job acts while it runs."""

import threading
import time
from contextlib import nullcontext
from pathlib import Path
from uuid import UUID

import pytest

from layers.audit.actor import Actor, ActorKind, acting_as
from layers.audit.queries import verify
from layers.audit.services import record
from layers.jobs.attempt import RunningJob
from layers.jobs.kinds import job_kind
from layers.jobs.queries import get_job
from layers.jobs.running import run
from layers.jobs.sentence import Sentence
from layers.jobs.services import cancel, enqueue, retry
from tests.layers.audit.rows import events, last_event
from tests.layers.jobs.workers import WorkerProcess

LAN = Actor(ActorKind.PERSON, 7, "lan", "UBND", "session", "10.0.0.7", "Hồ sơ 12", "req-1")


@job_kind("audited", title=Sentence("Thử", "Try"), limit_seconds=60)
def audited(job: RunningJob) -> None:
    record("layer.changed", layer="x")


def worked(job_id: UUID) -> None:
    """As a worker does, in a thread of its own."""
    thread = threading.Thread(target=run, args=(job_id, lambda job: nullcontext()))
    thread.start()
    thread.join()
    assert get_job(job_id).state == "succeeded"


def test_the_requester_acts_by_way_of_the_job(own_database: str) -> None:
    with acting_as(LAN):
        job_id = enqueue("audited", subject="s")
    asked = last_event("action, actor_id, via, subject, details ->> 'job', details ->> 'kind'")
    assert asked == ("job.requested", 7, "session", "s", str(job_id), "audited")
    worked(job_id)
    done = "actor_kind, actor_id, actor_name, organisation, via, host(address), purpose, request_id"
    expected = ("person", 7, "lan", "UBND", "job", "10.0.0.7", "Hồ sơ 12", str(job_id))
    assert last_event(done) == expected
    again = retry(job_id)
    assert last_event("actor_kind") == "command_line", "who asks again is who asked"
    worked(again)
    assert last_event("actor_kind, via") == ("command_line", "job")


@pytest.mark.django_db
def test_who_cancels_is_recorded() -> None:
    job_id = enqueue("audited")
    with acting_as(LAN):
        cancel(job_id)
    assert events("action, actor_name, details ->> 'job'")[-1] == ("job.cancelled", "lan", str(job_id))


def test_a_worker_seals(own_database: str, tmp_path: Path) -> None:
    record("layer.changed")
    worker = WorkerProcess(own_database, tmp_path / "jobs.log")
    try:
        deadline = time.monotonic() + 60
        while verify().waiting and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        worker.kill()
    found = verify()
    assert (found.events, found.waiting, list(found.damages)) == (1, 0, [])
    assert f"audit seal 1 of 1 events: {found.head.partition(':')[2]}" in (tmp_path / "jobs.log").read_text()
