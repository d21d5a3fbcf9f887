"""`GET /api/audit` and `GET /audit/export.{csv,jsonl}`: the audit log for those who may read it; 404 for others.

Parameters: those of `layers.audit.queries.PARAMETERS`; for `/api/audit` also `limit` (1 to 1000, 100 by default) and
`before`, the `next` of the page before. The answers: docs/reference/api-audit.md.
"""

import re
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gis.errors import InvalidRequest
from layers.audit.documents import csv_lines, document_of, json_lines
from layers.audit.queries import PARAMETERS, stream_events, understood
from layers.audit.services import record_apart
from web.auditing import auditors_only, looked_up

DEFAULT_LIMIT, MOST = 100, 1000
LINES_A_PIECE = 200
MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}


@auditors_only
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """A page of events, the newest first."""
    _refuse_unknown(request, (*PARAMETERS, "limit", "before", "lang"))
    search = understood(request.GET.dict())
    page, following = looked_up(request, search, _limit(request))
    return JsonResponse({"events": [document_of(event) for event in page.events], "next": following or None})


@auditors_only
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All events of a search as a file. That it was written is an event of its own, before the first line leaves."""
    _refuse_unknown(request, (*PARAMETERS, "lang"))
    search = understood(request.GET.dict())
    events = stream_events(search)
    lines = json_lines(events) if kind == "jsonl" else csv_lines(events, get_language() or "vi")
    record_apart("audit.exported", details={"search": dict(search.given), "format": kind})
    response = StreamingHttpResponse(_pieces(lines), content_type=MEDIA_TYPES[kind])
    name = f"audit-{timezone.localtime():%Y%m%d-%H%M%S}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _pieces(lines: Iterator[str]) -> Iterator[bytes]:
    """Some lines at once: sending each by itself would take longer than reading it."""
    piece: list[str] = []
    for line in lines:
        piece.append(line)
        if len(piece) == LINES_A_PIECE:
            yield "".join(piece).encode()
            piece.clear()
    yield "".join(piece).encode()


def _limit(request: HttpRequest) -> int:
    text = request.GET.get("limit", str(DEFAULT_LIMIT))
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= MOST:
        raise InvalidRequest("E-REQUEST-03", name="limit", value=text[:40], expected=f"1 … {MOST}")
    return int(text)


def _refuse_unknown(request: HttpRequest, known: tuple[str, ...]) -> None:
    for name in request.GET:
        if name not in known:
            raise InvalidRequest("E-REQUEST-01", name=name[:40], known=", ".join(known))
