"""A job's own page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from layers.jobs.sentence import Sentence
from web.api.jobs import public_document
from web.followed import followed_job


@require_safe
def job_page(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The job as it is now; the page's script follows it from there. Without a script the page can be reloaded."""
    job = followed_job(request, job_id)
    document = public_document(job)
    title = _said(document["title"])
    context: dict[str, Any] = {
        "job": document,
        "title": title,
        "message": _said(document["message"]) if document["message"] else "",
        "percent": round(100 * job.progress),
    }
    response = render(request, "web/job.html", context)
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _said(text: dict[str, str]) -> str:
    sentence = Sentence(**text)
    return sentence.en if get_language() == "en" else sentence.vi
