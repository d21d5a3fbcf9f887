"""Domain errors at the edge of the web: a status each, as a page for people or problem details for programs."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from gis.errors import (
    CodesRefused,
    CrsRefused,
    DothiError,
    FeatureRefused,
    FileRefused,
    InvalidRequest,
    LayerRefused,
    NotFound,
    TookTooLong,
)
from gis.slow_statements import timely
from importers.uploads.errors import TooBusy, UploadTooLarge
from layers.access.errors import AccessRefused, NotAllowed
from layers.access.events import refused
from layers.accounts.errors import AccountRefused, LockedOut, SignInRefused
from layers.accounts.lockout import time_left
from layers.api_clients.errors import (
    ClientRefused,
    CredentialMisplaced,
    CredentialRefused,
    IssuerUnreachable,
    LimitReached,
)
from layers.jobs.errors import JobRefused

STATUS_OF: dict[type[DothiError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    AccessRefused: 409,
    InvalidRequest: 400,
    CrsRefused: 400,
    FileRefused: 422,
    LayerRefused: 409,
    FeatureRefused: 422,
    CodesRefused: 409,
    JobRefused: 409,
    AccountRefused: 409,
    SignInRefused: 403,
    LockedOut: 429,
    ClientRefused: 409,
    CredentialRefused: 401,
    CredentialMisplaced: 400,
    LimitReached: 429,
    IssuerUnreachable: 503,
    UploadTooLarge: 413,
    TooBusy: 503,
    TookTooLong: 503,
}


View = Callable[..., HttpResponseBase]


def coded(view: View) -> View:
    """Let a view raise domain errors and know nothing of pages and problems."""

    view = timely(view)

    @wraps(view)
    def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
        try:
            return view(request, **values)
        except DothiError as error:
            return domain_error(request, error)

    return answer


def status_of(error: DothiError) -> int:
    """The HTTP status of a domain error; the nearest class in STATUS_OF decides."""
    return next((STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF), 400)


def domain_error(request: HttpRequest, error: DothiError) -> HttpResponse:
    """What happened and what to do, in the reader's language, with the code to quote."""
    refused(error, request.path)
    if wants_json(request):
        return problem_of(error)
    language = get_language() or "vi"
    status = status_of(error)
    context = {"sentence": error.sentence(language), "way_out": error.way_out(language), "code": error.code}
    return render(request, "web/error.html", context, status=status)


def problem_of(error: DothiError) -> JsonResponse:
    """A domain error for a program, in the request's language."""
    language = get_language() or "vi"
    return problem(status_of(error), error.sentence(language), error.way_out(language), error.code)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404. It never tells whether somebody else finds something there, not by its headers either."""
    if wants_json(request):
        nothing = problem(404, "There is nothing at this address.", "The addresses are listed under /ogc/.")
        patch_vary_headers(nothing, ["Cookie"])
        return nothing
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500; its page needs no database."""
    if wants_json(request):
        return problem(500, "The server failed to answer.", "No data was changed. Try again in a moment.")
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return domain_error(request, SignInRefused("E-ACCOUNT-15"))


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """django-axes' AXES_LOCKOUT_CALLABLE: says for how long, and nothing of whether there is such an account."""
    left = time_left(request, credentials)
    answer = domain_error(request, LockedOut("E-ACCOUNT-11", minutes=max(1, -(-left // timedelta(minutes=1)))))
    answer["Retry-After"] = str(int(left.total_seconds()) + 1)
    return answer


def problem(status: int, title: str, detail: str, code: str | None = None) -> JsonResponse:
    """RFC 9457 problem details."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if code:
        body["code"] = code
    return JsonResponse(body, status=status, content_type="application/problem+json")


def wants_json(request: HttpRequest) -> bool:
    """True under `/api/` and for clients that accept JSON and no HTML."""
    accept = request.headers.get("Accept", "")
    return request.path_info.startswith("/api/") or ("json" in accept and "html" not in accept)
