"""The one table from domain errors to HTTP: problem documents (RFC 7807) with our codes, or a page for people."""

import json
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from gis.errors import (
    Busy,
    CrsRefused,
    DothiError,
    FeatureRefused,
    Gone,
    InvalidRequest,
    LayerRefused,
    NotFound,
    TookTooLong,
)
from gis.slow_statements import timely
from layers.access.errors import NotAllowed
from layers.access.events import refused
from layers.accounts.errors import SignInRefused
from ogc_api import negotiation
from ogc_api.block import View
from ogc_api.compression import compressed
from ogc_api.conditional import conditional

STATUS: tuple[tuple[type[DothiError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (Gone, 410),
    (SignInRefused, 403),
    (FeatureRefused, 422),
    (InvalidRequest, 400),
    (CrsRefused, 400),
    (LayerRefused, 400),
    (TookTooLong, 503),
    (Busy, 503),
)
EXCEPTION_TYPES = {
    "E-PROCESS-01": "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process",
}
"""Types that a standard names for a refusal (Processes Part 1, 7.9.3)."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CODE_STATUS = {
    "E-FEATURE-02": 412,
    "E-FEATURE-06": 409,
    "E-EDIT-01": 401,
    "E-EDIT-02": 415,
    "E-EDIT-03": 413,
    "E-EDIT-07": 413,
    "E-EDIT-08": 428,
    "E-EDIT-09": 413,
}
"""Refusals that HTTP has a status for (RFC 9110, 15.5; RFC 6585, 3)."""
CHALLENGE = 'Bearer realm="dothi"'
RETRY_SECONDS = "30"


def problem(request: HttpRequest, error: DothiError, status: int) -> HttpResponse:
    """What happened and the way out, in the language of the request, as the client reads it best."""
    language = get_language() or "vi"
    body: dict[str, Any] = {
        "type": EXCEPTION_TYPES.get(error.code, "about:blank"),
        "title": error.sentence(language),
        "status": status,
        "detail": error.way_out(language),
        "code": error.code,
        **({"version": error.values["version"]} if error.code == "E-FEATURE-02" else {}),  # for who sends it again
        **_problems(error, language),
    }
    if negotiation.prefers_html(request):
        response = render(request, "ogc_api/problem.html", {"problem": body}, status=status)
    else:
        content = json.dumps(body, ensure_ascii=False)
        response = HttpResponse(content, status=status, content_type="application/problem+json")
    response["Content-Language"] = language
    if status == 503:
        response["Retry-After"] = RETRY_SECONDS
    patch_vary_headers(response, ["Accept", "Cookie"])
    if status == 401:
        response["WWW-Authenticate"] = CHALLENGE
    return response


def _problems(error: DothiError, language: str) -> dict[str, Any]:
    """Each with a pointer into what was sent, as RFC 9457, 3 has it in its example."""
    found = [
        {
            "pointer": f"#{problem.pointer}",
            "code": problem.refusal.code,
            "title": problem.refusal.sentence(language),
            "detail": problem.refusal.way_out(language),
        }
        for problem in error.problems
    ]
    return {"errors": found} if found else {}


def coded(view: View) -> View:
    """Let a view raise domain errors, and let every origin read what comes.

    A form's token guards nothing here: views that change something ask for it themselves, of those who come with a
    session (`ogc_api.editing.callers`); for others it would hide what is wrong.
    """

    view = timely(conditional(view))

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
        response: HttpResponseBase
        try:
            response = view(request, **values)
        except DothiError as error:
            response = problem(request, error, status_of(error))
            if request.method not in SAFE:
                refused(error, request.path)
        response = compressed(request, response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = (
            "Content-Crs, Link, ETag, Last-Modified, Location, OGC-NumberMatched"
        )
        return response

    return answer


def status_of(error: DothiError) -> int:
    """The HTTP status of a domain error."""
    return CODE_STATUS.get(error.code) or next((code for kind, code in STATUS if isinstance(error, kind)), 500)


def nothing_here(request: HttpRequest, path: str) -> HttpResponse:
    """Every address below /ogc/ that no building block answers."""
    raise NotFound("E-REQUEST-08", reason=f"/ogc/{path[:80]}")
