"""`GET /api/codes` and `GET /api/codes/{list}`: code lists, what each code means and from when to when.

Without `on` a list has all meanings its codes ever had; with `on=2026-11-24` those of that day. The answers:
docs/reference/api-codes.md.
"""

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from gis.errors import InvalidRequest
from layers.codes.documents import code_document, list_document
from layers.codes.queries import list_lists, list_named


@require_safe
@conditional_page
def code_lists(request: HttpRequest) -> HttpResponse:
    """Every list; 304 where the client's answer is the same."""
    today = timezone.localdate()
    lists = [
        {**list_document(one), "codes": len(one.on(today)), "href": reverse("web:codes", args=[one.name])}
        for one in list_lists()
    ]
    return _answer({"lists": lists})


@require_safe
@conditional_page
def codes(request: HttpRequest, name: str) -> HttpResponse:
    """One list with its codes."""
    found, day = list_named(name), _day(request)
    chosen = found.codes if day is None else found.on(day)
    return _answer({**list_document(found), "on": day, "codes": [code_document(code) for code in chosen]})


def _answer(document: dict[str, Any]) -> HttpResponse:
    response = JsonResponse(document)
    response["Cache-Control"] = "no-cache"
    return response


def _day(request: HttpRequest) -> date | None:
    text = request.GET.get("on")
    if text is None:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidRequest("E-CODE-14", value=text[:40])
