"""One program of a department: its keys, its limits, how much it asks."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gis.errors import DothiError, InvalidRequest
from layers.api_clients.queries import get_client, usage_of
from layers.api_clients.services import MADE_DAYS, MOST_DAYS, end_client, limit_client, make_key, revoke
from layers.api_clients.tokens import Kind
from web.clients_reach import Reach
from web.errors import status_of
from web.views.clients_page import in_language, people_only, refusal_context, scope_title

SHOWN_DAYS = 14


@require_safe
def client_page(request: HttpRequest, code: str) -> HttpResponse:
    """As it is now."""
    return _page(request, people_only(request), code)


@require_POST
def make(request: HttpRequest, code: str) -> HttpResponse:
    """Make a key or secret, and show it: this once, so there is no redirect."""
    reach = _giver(request)
    try:
        made = make_key(
            code, kind=_kind(request), name=request.POST.get("name", ""), scopes=request.POST.getlist("scopes"),
            days=_number(request, "days") or 0, created_by=reach.user,
        )  # fmt: skip
    except DothiError as refusal:
        return _page(request, reach, code, refusal)
    return _page(request, reach, code, made=made)


@require_POST
def revoke_key(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Who may see a client may revoke its keys."""
    get_client(code, people_only(request).organisations)
    revoke(code, key)
    return redirect("web:client", code=code)


@require_POST
def limits(request: HttpRequest, code: str) -> HttpResponse:
    """Requests a minute and a day; left empty the settings say, 0 is without limit."""
    reach = _giver(request)
    try:
        limit_client(code, minute=_number(request, "minute"), day=_number(request, "day"))
    except DothiError as refusal:
        return _page(request, reach, code, refusal)
    return redirect("web:client", code=code)


@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """End it with all its keys."""
    _giver(request)
    end_client(code)
    return redirect("web:clients")


def _giver(request: HttpRequest) -> Reach:
    reach = people_only(request)
    if not reach.may_give:
        raise Http404
    return reach


def _kind(request: HttpRequest) -> Kind:
    return Kind.SECRET if request.POST.get("kind") == Kind.SECRET else Kind.KEY


def _number(request: HttpRequest, name: str) -> int | None:
    """A whole number, or None where the field is empty.

    Raises:
        InvalidRequest: E-CLIENT-13.
    """
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise InvalidRequest("E-CLIENT-13", text=text[:20])
    return int(text)


def _page(
    request: HttpRequest, reach: Reach, code: str, refusal: DothiError | None = None, made: str = ""
) -> HttpResponse:
    facts = get_client(code, reach.organisations)
    usage = usage_of(code)[:SHOWN_DAYS]
    most = max((day.allowed for day in usage), default=0) or 1
    context: dict[str, Any] = {
        "client": facts,
        "organisation": in_language(facts.organisation_vi, facts.organisation_en),
        "scopes": [(scope, scope_title(scope)) for scope in facts.scopes],
        "roles": [(in_language(one.title_vi, one.title_en), one.areas) for one in facts.roles],
        "keys": [(key, ", ".join(scope_title(scope) for scope in key.scopes)) for key in facts.credentials],
        "usage": [(day, round(100 * day.allowed / most)) for day in usage],
        "may_give": reach.may_give and facts.ended_at is None,
        "made": made,
        "made_is_secret": made.startswith(f"dothi_{Kind.SECRET}"),
        "usual_days": MADE_DAYS,
        "most_days": MOST_DAYS,
        **refusal_context(refusal),
    }
    response = render(request, "web/client.html", context, status=200 if refusal is None else status_of(refusal))
    response["Cache-Control"] = "private, no-store"
    return response
