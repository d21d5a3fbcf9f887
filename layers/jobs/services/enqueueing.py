import json
import logging
from typing import Any
from uuid import UUID

from django.db import transaction

from gis.errors import NotFound
from layers.audit.actor import actor_now
from layers.audit.services import record
from layers.jobs.errors import JobRefused
from layers.jobs.kinds import kind_named
from layers.jobs.models import END_STATES, Job
from layers.jobs.queue import send

_log = logging.getLogger(__name__)


def enqueue(kind: str, *, subject: str = "", requested_by: int | None = None, **parameters: Any) -> UUID:
    """Ask for work in the background and give the job's id. It starts once the caller's transaction is committed.

    `subject` is what the job is about, as people call it. `requested_by` is an account's id.

    Raises:
        DothiError: E-JOB-02 for a kind that nothing registers.
    """
    kind_named(kind)
    return _enqueued(Job(kind=kind, subject=subject[:300], parameters=parameters, requested_by_id=requested_by))


def retry(job_id: UUID) -> UUID:
    """Ask for the same work once more, as a job of its own: what has ended stays as it ended. Gives the new id.

    Raises:
        NotFound: E-JOB-01.
        JobRefused: E-JOB-09 where the job has not ended.
        DothiError: E-JOB-02 where its kind is gone.
    """
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise NotFound("E-JOB-01", id=job_id)
    if job.state not in END_STATES:
        raise JobRefused("E-JOB-09", state=job.state)
    kind_named(job.kind)
    same = {name: getattr(job, name) for name in ("kind", "subject", "parameters", "requested_by_id")}
    return _enqueued(Job(**same, retry_of=job))


def _enqueued(job: Job) -> UUID:
    job.requested_as = json.loads(actor_now().as_json())
    with transaction.atomic():
        job.save(force_insert=True)
        record("job.requested", subject=job.subject, details={"job": job.pk, "kind": job.kind})
    transaction.on_commit(lambda: _send(job.pk))
    return job.pk


def _send(job_id: UUID) -> None:
    """The row is what counts: should the message not get through, an idle worker finds the row within seconds."""
    try:
        send(job_id)
    except Exception:  # noqa: BLE001  whatever the broker has, see above
        _log.warning("job %s waits for a worker to find it", job_id, exc_info=True)
