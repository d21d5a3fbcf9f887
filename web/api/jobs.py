"""`/api/jobs/{id}`: how far a job is and what came of it. Reference: docs/reference/api-jobs.md.

Whoever asked for it, and who may import into its layer, may follow and cancel it (`layers.access.following`); for
everybody else there is none. What the job was given isn't said here at all, and of paths on the server only the file's
name.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from layers.jobs.queries import JobError, JobFacts, LogLine, log_of, workers_alive
from layers.jobs.sentence import Sentence
from layers.jobs.services import cancel as cancel_job
from web.followed import followed_job

ABSOLUTE = re.compile(r"(?<![\w.:/<])/(?:[^\s/'\"<>]+/)+(?=[^\s/])")
"""The folders of an absolute path in a sentence; neither a web address nor `5/7`."""


@require_safe
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The job as it is now; 304 where the client's is the same. Never waits: who follows a job asks each second."""
    return _answer(request, job_id)


@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Cancel the job, and give it as it is then."""
    followed_job(request, job_id)
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


def public_document(found: JobFacts) -> dict[str, Any]:
    """The job with its log, as those who may follow it read it."""
    document = job_document(found, get_language() or "vi")
    document["log"] = [_line(line) for line in log_of(found.id)]
    document["workers"] = None if found.ended else workers_alive()
    document = _without_folders(document, _folders_in(found.parameters))
    document["links"] = {
        "self": reverse("web:job", args=[found.id]),
        "page": reverse("web:job-page", args=[found.id]),
        "cancel": None if found.ended else reverse("web:job-cancel", args=[found.id]),
    }
    return document


def _answer(request: HttpRequest, job_id: UUID) -> HttpResponse:
    response: HttpResponse = JsonResponse(public_document(followed_job(request, job_id)))
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    if request.method != "POST" and request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _folders_in(parameters: Any) -> set[str]:
    """The folders of absolute paths that a job was given, at whatever depth."""
    match parameters:
        case str(text):
            return {f"{Path(text).parent}/"} if text.startswith("/") and text.count("/") > 1 else set()
        case dict():
            return _folders_in(list(parameters.values()))
        case list():
            return {folder for each in parameters for folder in _folders_in(each)}
        case _:
            return set()


def _without_folders(value: Any, folders: set[str]) -> Any:
    """The value with paths cut down to names: known folders, which may have spaces, and any else."""
    match value:
        case str(text):
            for folder in sorted(folders, key=len, reverse=True):
                text = text.replace(folder, "")
            return ABSOLUTE.sub("", text)
        case dict():
            return {name: _without_folders(each, folders) for name, each in value.items()}
        case list():
            return [_without_folders(each, folders) for each in value]
        case _:
            return value


def _error(error: JobError, language: str) -> dict[str, str]:
    return {"code": error.code, "sentence": error.sentence(language), "way_out": error.way_out(language)}


def _line(line: LogLine) -> dict[str, Any]:
    return {"at": line.written_at, "text": line.text.as_json()}


def _bilingual(text: Sentence | None) -> dict[str, str] | None:
    return text.as_json() if text else None
