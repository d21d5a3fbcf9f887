"""The one table from domain errors to HTTP, as problem documents (RFC 7807) with our codes."""

import json
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from gis.errors import CrsRefused, DothiError, InvalidRequest, LayerRefused, NotFound
from ogc_api.block import View

STATUS: tuple[tuple[type[DothiError], int], ...] = (
    (NotFound, 404),
    (InvalidRequest, 400),
    (CrsRefused, 400),
    (LayerRefused, 400),
)
METHODS = "GET, HEAD, OPTIONS"


def problem(error: DothiError, status: int) -> HttpResponse:
    """The problem document of a refusal, in the language of the request."""
    language = get_language() or "vi"
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": error.sentence(language),
        "status": status,
        "detail": error.way_out(language),
        "code": error.code,
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")


def coded(view: View) -> View:
    """Let a view raise domain errors, answer only what it may be asked, and let every origin read."""

    @wraps(view)
    def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Allow"] = METHODS
        elif request.method not in ("GET", "HEAD"):
            response = problem(InvalidRequest("E-REQUEST-07", method=request.method), 405)
            response["Allow"] = METHODS
        else:
            try:
                response = view(request, **values)
            except DothiError as error:
                status = next((code for kind, code in STATUS if isinstance(error, kind)), 500)
                response = problem(error, status)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "Content-Crs, Link, ETag"
        return response

    return answer
