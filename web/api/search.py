"""`GET /api/search`: one box for parcels, addresses, streets, communes of both eras, plans, features, coordinates.

Parameters: `q` (what is typed, at most 200 characters), `limit` (1 to 50, 10 by default), `lang` (vi or en: the
language of messages; titles come in both). The answer:

    {"query": "to 12 thua 45",
     "understood_as": {"kind": "parcel", "sheet": "12", "number": "45"},        null where there was too little
     "results": [{"kind": "parcel", "title": {"vi", "en"}, "subtitle": {"vi", "en"}, "layer": "parcels", "id": 7,
                  "point": [lon, lat], "bbox": [west, south, east, north], "score": 0.95, "exact": true, …}],
     "message": {"code": "N-SEARCH-03", "sentence": "…", "way_out": "…"}}        where there is something to say

Kinds, the further members of each and every code: docs/reference/api-search.md.
"""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gis.errors import InvalidRequest, filled, text_of
from layers.access.requests import view_of
from layers.catalog.description import Title
from layers.search.queries import find
from layers.search.results import Answer, Message, Result

DEFAULT_LIMIT, MOST = 10, 50


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    answer = find(view_of(request), request.GET.get("q", ""), _limit(request))
    response = JsonResponse(answer_document(answer, get_language() or "vi"))
    response["Cache-Control"] = "no-cache"
    return response


def answer_document(answer: Answer, language: str) -> dict[str, Any]:
    """The answer as it is sent."""
    document = {
        "query": answer.query,
        "understood_as": answer.understood_as,
        "results": [_result(result) for result in answer.results],
    }
    if answer.messages:
        document["message"] = _message(answer.messages[0], language)
    return document


def _result(result: Result) -> dict[str, Any]:
    return {
        "kind": result.kind,
        "title": _bilingual(result.title),
        "subtitle": _bilingual(result.subtitle),
        "layer": result.layer,
        "id": result.id,
        "point": result.point,
        "bbox": result.bbox,
        "score": result.score,
        "exact": result.exact,
        **result.facts,
    }


def _message(message: Message, language: str) -> dict[str, str]:
    text = text_of(message.code)
    return {
        "code": message.code,
        "sentence": filled(text.sentence(language), message.values, language),
        "way_out": filled(text.way_out(language), message.values, language),
    }


def _bilingual(title: Title) -> dict[str, str]:
    return {"vi": title.vi, "en": title.en}


def _limit(request: HttpRequest) -> int:
    text = request.GET.get("limit", str(DEFAULT_LIMIT))
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise InvalidRequest("E-REQUEST-03", name="limit", value=text[:40], expected="≥ 1")
    return min(int(text), MOST)
