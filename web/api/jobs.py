"""`/api/jobs/{id}`: how far a job is and what came of it. Reference: docs/reference/api-jobs.md.

There is no list: until there are accounts, the unguessable id is what lets somebody see and cancel a job. What the job
was given (paths on the server) isn't said here at all.
"""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from layers.jobs.queries import JobError, JobFacts, LogLine, get_job, log_of, workers_alive
from layers.jobs.sentence import Sentence
from layers.jobs.services import cancel as cancel_job


@require_safe
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The job as it is now; 304 where the client's is the same. Never waits: who follows a job asks each second."""
    return _answer(request, job_id)


@csrf_exempt  # no cookie gives the right to cancel, only the id does
@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Cancel the job, and give it as it is then."""
    cancel_job(job_id)
    return _answer(request, job_id)


def job_document(job: JobFacts, language: str) -> dict[str, Any]:
    """A job without its log, as the API and the command line give it."""
    return {
        "id": str(job.id),
        "kind": job.kind,
        "title": job.title.as_json(),
        "subject": job.subject,
        "state": str(job.state),
        "progress": round(job.progress, 4),
        "message": _bilingual(job.message),
        "attempts": job.attempts,
        "crashes": job.crashes,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "cancel_requested_at": job.cancel_requested_at,
        "ended_at": job.ended_at,
        "retry_of": str(job.retry_of) if job.retry_of else None,
        "result": job.result,
        "error": _error(job.error, language) if job.error else None,
    }


def _answer(request: HttpRequest, job_id: UUID) -> HttpResponse:
    found = get_job(job_id)
    document = job_document(found, get_language() or "vi")
    document["log"] = [_line(line) for line in log_of(job_id)]
    document["workers"] = None if found.ended else workers_alive()
    document["links"] = {
        "self": reverse("web:job", args=[job_id]),
        "page": reverse("web:job-page", args=[job_id]),
        "cancel": None if found.ended else reverse("web:job-cancel", args=[job_id]),
    }
    response = JsonResponse(document)
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    patch_cache_control(response, private=True, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    if request.method != "POST" and request.headers.get("If-None-Match") == response["ETag"]:
        unchanged = HttpResponse(status=304)
        unchanged["ETag"] = response["ETag"]
        return unchanged
    return response


def _error(error: JobError, language: str) -> dict[str, str]:
    return {"code": error.code, "sentence": error.sentence(language), "way_out": error.way_out(language)}


def _line(line: LogLine) -> dict[str, Any]:
    return {"at": line.written_at, "text": line.text.as_json()}


def _bilingual(text: Sentence | None) -> dict[str, str] | None:
    return text.as_json() if text else None
