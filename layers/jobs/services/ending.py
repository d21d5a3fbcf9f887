"""How an attempt at a job ends. Each of these asks for the attempt's token, so only one of them can ever win.

They give the job's state afterwards, or None where the attempt was no longer the job's and nothing was changed.
"""

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from gis.errors import DothiError
from layers.jobs.attempt import RunningJob
from layers.jobs.models import Job, JobLine, JobState
from layers.jobs.sentence import Sentence, storable

MOST_CRASHES = 2


def succeed(job: RunningJob, result: Any) -> str | None:
    """Raises DothiError: E-JOB-07 where the result isn't JSON."""
    return _end(job, JobState.SUCCEEDED, progress=1.0, result=_demand_json(job, result))


def fail(job: RunningJob, error: DothiError) -> str | None:
    return _end(job, JobState.FAILED, error=as_json(error))


def end_cancelled(job: RunningJob) -> str | None:
    return _end(job, JobState.CANCELLED)


def give_back(job: RunningJob) -> str | None:
    """Back into the queue, to be done from its beginning by another worker; cancelled where that was wanted."""
    stopped = Sentence(
        vi="Tiến trình chạy tác vụ được dừng; tác vụ chờ chạy lại.", en="The worker was stopped; the job waits."
    )
    return _again(job.id, job.token, stopped, crashes=0)


def crashed(job_id: UUID, token: UUID) -> str | None:
    """The attempt ended without a word: once more from the queue, or failed (E-JOB-05) when it happened too often."""
    died = Sentence(vi="Tiến trình chạy tác vụ đã chết đột ngột.", en="The worker died without a word.")
    return _again(job_id, token, died, crashes=1)


@transaction.atomic
def _again(job_id: UUID, token: UUID, line: Sentence, *, crashes: int) -> str | None:
    job = _of(job_id, token).select_for_update().first()
    if job is None:
        return None
    job.token, job.state = None, JobState.QUEUED
    job.crashes += crashes
    if job.cancel_requested_at is not None:
        job.state = JobState.CANCELLED
    elif crashes and job.crashes >= MOST_CRASHES:
        job.state, job.error = JobState.FAILED, as_json(DothiError("E-JOB-05", crashes=job.crashes))
    job.ended_at = None if job.state == JobState.QUEUED else Now()
    job.save(update_fields=["token", "state", "crashes", "error", "ended_at"])
    JobLine.objects.create(job=job, text=line.as_json())
    return str(job.state)


def as_json(error: DothiError) -> dict[str, Any]:
    """A coded refusal as it is kept: its values as text, its sentences made anew for each reader."""
    plain = (int, float)
    values = {name: value if type(value) in plain else storable(str(value)) for name, value in error.values.items()}
    return {"code": error.code, "values": values}


def _end(job: RunningJob, state: JobState, **facts: Any) -> str | None:
    ended = _of(job.id, job.token).update(state=state, ended_at=Now(), token=None, **facts)
    return str(state) if ended else None


def _of(job_id: UUID, token: UUID) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id, token=token, state=JobState.RUNNING)


def _demand_json(job: RunningJob, result: Any) -> Any:
    try:
        text = json.dumps(result, allow_nan=False)
        if "\\u0000" in text:
            raise ValueError("text with a NUL character")
    except (TypeError, ValueError, RecursionError) as error:
        raise DothiError("E-JOB-07", kind=job.kind.name, reason=str(error)[:200]) from error
    return result
