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

from gis.errors import CrsRefused, DothiError, Gone, InvalidRequest, LayerRefused, NotFound
from layers.access.errors import NotAllowed
from ogc_api import negotiation
from ogc_api.block import View
from ogc_api.compression import compressed

STATUS: tuple[tuple[type[DothiError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (Gone, 410),
    (InvalidRequest, 400),
    (CrsRefused, 400),
    (LayerRefused, 400),
)
EXCEPTION_TYPES = {
    "E-PROCESS-01": "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process",
}
"""Types that a standard names for a refusal (Processes Part 1, 7.9.3)."""
METHODS = "GET, HEAD, OPTIONS"
POST_METHODS = "POST, OPTIONS"
ALLOWED_HEADERS = "Accept, Accept-Language, Authorization, Content-Type, If-None-Match, X-API-Key"
PREFLIGHT_SECONDS = 24 * 3600


def problem(request: HttpRequest, error: DothiError, status: int) -> HttpResponse:
    """What happened and the way out, in the language of the request, as the client reads it best."""
    language = get_language() or "vi"
    body: dict[str, Any] = {
        "type": EXCEPTION_TYPES.get(error.code, "about:blank"),
        "title": error.sentence(language),
        "status": status,
        "detail": error.way_out(language),
        "code": error.code,
    }
    if negotiation.prefers_html(request):
        response = render(request, "ogc_api/problem.html", {"problem": body}, status=status)
    else:
        content = json.dumps(body, ensure_ascii=False)
        response = HttpResponse(content, status=status, content_type="application/problem+json")
    response["Content-Language"] = language
    patch_vary_headers(response, ["Accept", "Cookie"])
    return response


def coded(view: View, *, posted: bool = False) -> View:
    """Let a view raise domain errors, answer only what it may be asked, and let every origin read.

    A view is asked by GET, or by POST alone if `posted`.

    No view changes anything, so a form's token guards nothing here; without the exemption a POST would be told of a
    missing token instead of the method.
    """

    methods = POST_METHODS if posted else METHODS

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method == "OPTIONS":
            response = _options(methods)
        elif request.method not in methods.split(", "):
            code = "E-PROCESS-07" if posted else "E-REQUEST-07"
            response = problem(request, InvalidRequest(code, method=request.method), 405)
            response["Allow"] = methods
        else:
            try:
                response = view(request, **values)
            except DothiError as error:
                response = problem(request, error, status_of(error))
            response = compressed(request, response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "Content-Crs, Link, ETag"
        return response

    return answer


def status_of(error: DothiError) -> int:
    """The HTTP status of a domain error."""
    return next((code for kind, code in STATUS if isinstance(error, kind)), 500)


def nothing_here(request: HttpRequest, path: str) -> HttpResponse:
    """Every address below /ogc/ that no building block answers."""
    raise NotFound("E-REQUEST-08", reason=f"/ogc/{path[:80]}")


def _options(methods: str) -> HttpResponse:
    """What may be asked, to a browser's preflight too (Fetch standard, CORS protocol)."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    response["Allow"] = methods
    response["Access-Control-Allow-Methods"] = methods
    response["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
    response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response
