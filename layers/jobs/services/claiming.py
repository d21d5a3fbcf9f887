import os
import socket
from uuid import UUID, uuid4

from django.db.models import F
from django.db.models.functions import Now

from gis.errors import DothiError
from layers.audit.actor import Actor
from layers.jobs.attempt import RunningJob
from layers.jobs.kinds import kind_named
from layers.jobs.models import Job, JobState
from layers.jobs.services.ending import as_json


def claim(job_id: UUID) -> RunningJob | None:
    """Take a job that waits, or None where it doesn't wait (any more). A job of an unknown kind fails here."""
    waiting = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
    job = waiting.first()
    if job is None:
        return None
    try:
        kind = kind_named(job.kind)
    except DothiError as error:
        waiting.update(state=JobState.FAILED, ended_at=Now(), error=as_json(error))
        return None
    token = uuid4()
    taken = waiting.update(
        state=JobState.RUNNING,
        token=token,
        attempts=F("attempts") + 1,
        worker=f"{socket.gethostname()}:{os.getpid()}"[:120],
        progress=0.0,
        message={},
        started_at=Now(),
        heartbeat_at=Now(),
    )
    requester = Actor.from_mapping(job.requested_as, by_job=str(job_id))
    return RunningJob(job_id, token, job.attempts + 1, kind, job.parameters, requester) if taken else None
