"""Which representation a client wants: `f=` first, then the Accept header."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from gis.errors import InvalidRequest

Answer = TypeVar("Answer", bound=HttpResponseBase)
JSON, HTML = "json", "html"
_READ = ["application/json", "application/geo+json", "application/problem+json", "text/html"]
"""JSON before HTML, for clients that take anything."""


def wanted(request: HttpRequest, offered: tuple[str, ...] = (JSON, HTML), media_types: Mapping[str, str] = {}) -> str:
    """One of `offered`; `media_types` are those of others than JSON and HTML, with what `f` would say.

    Raises:
        InvalidRequest: E-REQUEST-02 where `f` names another.
    """
    explicit = request.GET.get("f")
    if explicit is not None:
        if explicit not in offered:
            raise InvalidRequest("E-REQUEST-02", value=explicit[:40], offered=", ".join(offered))
        return explicit
    accepted = request.headers.get("Accept", "")
    if any(media in accepted for media in media_types):
        best = request.get_preferred_type([*_READ, *media_types])
        if best is not None and best in media_types:
            return media_types[best]
    return HTML if HTML in offered and _accepts_html_best(request) else offered[0]


def prefers_html(request: HttpRequest) -> bool:
    """Whether a refusal should be a page: as asked by `f=`, or else by the Accept header."""
    explicit = request.GET.get("f")
    return explicit == HTML if explicit is not None else _accepts_html_best(request)


def _accepts_html_best(request: HttpRequest) -> bool:
    # The header is looked at first: most programs don't name HTML, and parsing all of it takes a while.
    return "html" in request.headers.get("Accept", "") and request.get_preferred_type(_READ) == "text/html"


def answer(request: HttpRequest, document: dict[str, Any], template: str, **context: Any) -> HttpResponse:
    """The document as JSON or on its page, which shows the very same document."""
    if wanted(request) == HTML:
        return page(request, template, {"document": document, **context})
    return json_answer(request, document)


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page for people."""
    return negotiated(request, render(request, f"ogc_api/{template}.html", context))


def json_answer(request: HttpRequest, document: dict[str, Any], content_type: str = "application/json") -> HttpResponse:
    """The document as JSON whatever the Accept header says."""
    return negotiated(request, HttpResponse(json.dumps(document, ensure_ascii=False), content_type=content_type))


def negotiated(request: HttpRequest, response: Answer) -> Answer:
    """Say what the response depends on, for caches between us and the client."""
    response["Content-Language"] = request.LANGUAGE_CODE
    patch_vary_headers(response, ["Accept", "Cookie"])
    return response
