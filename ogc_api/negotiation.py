"""Which representation a client wants: `f=` first, then the Accept header."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gis.errors import InvalidRequest

JSON, HTML = "json", "html"


def wanted(request: HttpRequest, offered: tuple[str, ...] = (JSON, HTML)) -> str:
    """One of `offered`.

    Raises:
        InvalidRequest: E-REQUEST-02 where `f` names another.
    """
    explicit = request.GET.get("f")
    if explicit is not None:
        if explicit not in offered:
            raise InvalidRequest("E-REQUEST-02", value=explicit[:40], offered=", ".join(offered))
        return explicit
    if (
        HTML in offered
        and request.get_preferred_type(["application/json", "application/geo+json", "text/html"]) == "text/html"
    ):
        return HTML
    return offered[0]


def answer(
    request: HttpRequest,
    document: dict[str, Any],
    template: str,
    *,
    content_type: str = "application/json",
    **context: Any,
) -> HttpResponse:
    """The document as JSON or on its page, which shows the very same document."""
    if wanted(request) == HTML:
        return render(request, f"ogc_api/{template}.html", {"document": document, **context})
    return HttpResponse(json.dumps(document, ensure_ascii=False), content_type=content_type)


def json_answer(document: dict[str, Any]) -> HttpResponse:
    """The document as JSON whatever the Accept header says."""
    return HttpResponse(json.dumps(document, ensure_ascii=False), content_type="application/json")
