from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Now

from gis.errors import NotFound
from layers.audit.services import record
from layers.jobs.errors import JobRefused
from layers.jobs.models import Job, JobState

LIVE = (JobState.QUEUED, JobState.RUNNING)


@transaction.atomic
def cancel(job_id: UUID) -> None:
    """Cancel a job: at once where it waits; where it runs, its worker is told and stops within seconds.

    Asking twice is asking once.

    Raises:
        NotFound: E-JOB-01.
        JobRefused: E-JOB-08 where it has ended.
    """
    waits = When(state=JobState.QUEUED, then=Value(JobState.CANCELLED))
    told = Job.objects.filter(pk=job_id, state__in=LIVE).update(
        ended_at=Case(When(state=JobState.QUEUED, then=Now())),
        cancel_requested_at=Case(When(cancel_requested_at=None, then=Now()), default=F("cancel_requested_at")),
        state=Case(waits, default=F("state")),
    )
    if told:
        record("job.cancelled", details={"job": job_id})
        return
    state = Job.objects.filter(pk=job_id).values_list("state", flat=True).first()
    if state is None:
        raise NotFound("E-JOB-01", id=job_id)
    raise JobRefused("E-JOB-08", state=state)
