"""The page for auditors: who did what, when, from where and why."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from gis.errors import InvalidRequest
from layers.audit.actions import ACTIONS, KINDS, title_of
from layers.audit.actor import ActorKind
from layers.audit.documents import WAYS, ids_of, kind_of, said
from layers.audit.queries import Event, layers_named, understood
from web.auditing import auditors_only, looked_up

SHOWN = 50
LABELS = {
    "person": "Who", "action": "What", "layer": "Layer", "feature": "Feature number", "from": "From day",
    "to": "To day", "address": "IP address", "subject": "About",
}  # fmt: skip
"""What the page calls a parameter."""
NAMED_IDS = 5
"""Ids of features in a line of the table; all of them stand in its details."""


@auditors_only
@require_safe
def audit_page(request: HttpRequest) -> HttpResponse:
    """A search and its events, the newest first. What can't be understood is said above the search, and nothing is
    searched for then."""
    language = get_language() or "vi"
    words = request.GET.dict()
    context: dict[str, Any] = {
        "asked": words, "choices": list(_choices(language, words.get("action", ""))), "layers": layers_named(),
    }  # fmt: skip
    status = 200
    try:
        search = understood(words)
        page, following = looked_up(request, search, SHOWN)
    except InvalidRequest as refused:
        name = str(refused.values.get("name", ""))
        said_so = InvalidRequest(refused.code, **{**refused.values, "name": gettext(LABELS.get(name, name))})
        context["refusal"] = {"sentence": said_so.sentence(language), "way_out": said_so.way_out(language)}
        status = 400
    else:
        query = urlencode(search.given)
        context |= {
            "given": search.given,
            "rows": [_row(event, language) for event in page.events],
            "query": query,
            "next": "&".join(filter(None, (query, urlencode({"before": following})))) if following else "",
            "continued": "before" in words,
        }
    return render(request, "web/audit.html", context, status=status)


def _choices(language: str, chosen: str) -> Iterator[dict[str, Any]]:
    """Actions by kind, for the select box."""
    for kind, title in KINDS.items():
        actions = [
            {"code": code, "title": said(action, language), "chosen": code == chosen}
            for code, action in ACTIONS.items()
            if code.partition(".")[0] == kind
        ]
        yield {"kind": kind, "title": said(title, language), "chosen": kind == chosen, "actions": actions}


def _row(event: Event, language: str) -> dict[str, Any]:
    """What the table shows of an event, as text."""
    kind = said(kind_of(event), language)
    way = WAYS.get(event.via)
    few = ", ".join(map(str, event.ids)) if 0 < len(event.ids) <= NAMED_IDS else ""
    return {
        "event": event,
        "day": f"{event.at:%d/%m/%Y}",
        "time": f"{event.at:%H:%M:%S}",
        "moment": event.at.isoformat(),
        "title": said(title_of(event.action), language),
        "group": event.action.partition(".")[0],
        "grave": event.action in GRAVE,
        "who": event.actor_name or kind,
        "kind": kind if event.actor_name and event.actor_kind != ActorKind.PERSON else "",
        "way": said(way, language) if way else event.via,
        "few": few,
        "count": f"{event.count:,}".replace(",", "." if language == "vi" else ","),
        "ids": ids_of(event),
        "details": [(name, _value(value)) for name, value in event.details.items()],
    }


GRAVE = frozenset({"account.refused", "account.locked", "access.refused", "key.refused", "import.refused"})
"""Refusals, which an auditor's eye should find."""


def _value(value: Any) -> str:
    """A detail as text: what changed as before → after."""
    match value:
        case {"before": before, "after": after}:
            return f"{_plain(before)} → {_plain(after)}"
        case _:
            return _plain(value)


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "—"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
