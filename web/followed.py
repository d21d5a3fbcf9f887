"""The job of a request: whoever may not follow it is told that there is none."""

from uuid import UUID

from django.http import HttpRequest

from gis.errors import NotFound
from layers.access.following import may_follow
from layers.access.requests import view_of
from layers.jobs.queries import JobFacts, get_job


def followed_job(request: HttpRequest, job_id: UUID) -> JobFacts:
    """Raises NotFound: E-JOB-01."""
    job = get_job(job_id)
    account = request.user.pk if request.user.is_authenticated else None
    if not may_follow(view_of(request), account, job, getattr(request, "right_limit", None)):
        raise NotFound("E-JOB-01", id=job_id)
    return job
