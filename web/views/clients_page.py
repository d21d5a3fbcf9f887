"""Keys and applications: the programs of departments, and a form for another."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from gis.errors import DothiError
from layers.access.rights import TITLES
from layers.api_clients.queries import (
    ClientFacts,
    choices_of_organisations,
    choices_of_roles,
    list_clients,
    scopes_that_can_be_given,
)
from layers.api_clients.services import create_client
from web.clients_reach import Reach, reach_of
from web.errors import status_of

GIVEN = ("name", "organisation", "role", "areas", "contact", "purpose")
USUAL_SCOPES = ["see", "export"]


@require_http_methods(["GET", "HEAD", "POST"])
def clients_page(request: HttpRequest) -> HttpResponse:
    """The list; a POST makes a client and leads to its page, or says in the form what is wrong."""
    reach = people_only(request)
    if request.method != "POST":
        return _page(request, reach, {"scopes": USUAL_SCOPES})
    if not reach.may_give:
        raise Http404
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in GIVEN}
    given["scopes"] = request.POST.getlist("scopes")
    try:
        code = create_client(
            given["name"], given["organisation"], role=given["role"], scopes=given["scopes"],
            contact=given["contact"], purpose=given["purpose"],
            areas=given["areas"].replace(",", " ").split(), created_by=reach.user,
        )  # fmt: skip
    except DothiError as refusal:
        return _page(request, reach, given, refusal)
    return redirect("web:client", code=code)


def people_only(request: HttpRequest) -> Reach:
    """The pages are for people: a key makes no keys.

    Raises:
        Http404.
    """
    if getattr(request, "api_client", None) is not None:
        raise Http404
    return reach_of(request)


def refusal_context(refusal: DothiError | None) -> dict[str, Any]:
    """What a form says of why it wasn't taken."""
    if refusal is None:
        return {}
    language = get_language() or "vi"
    return {
        "refusal": refusal.sentence(language),
        "refusal_way_out": refusal.way_out(language),
        "refusal_code": refusal.code,
    }


def in_language(vi: str, en: str) -> str:
    return en if get_language() == "en" else vi


def scope_title(scope: str) -> str:
    """`xem dữ liệu cá nhân`."""
    return next((in_language(*texts) for right, texts in TITLES.items() if right == scope), scope)


def _page(request: HttpRequest, reach: Reach, given: dict[str, Any], refusal: DothiError | None = None) -> HttpResponse:
    context = {
        "clients": [_row(one) for one in list_clients(reach.organisations)],
        "ended": [_row(one) for one in list_clients(reach.organisations, ended=True) if one.ended_at],
        "may_give": reach.may_give,
        "given": given,
        "organisations": [(code, in_language(vi, en)) for code, vi, en in choices_of_organisations()],
        "roles": [(code, in_language(vi, en)) for code, vi, en in choices_of_roles()],
        "scopes": [(str(scope), scope_title(scope), scope in given["scopes"]) for scope in scopes_that_can_be_given()],
        **refusal_context(refusal),
    }
    response = render(request, "web/clients.html", context, status=200 if refusal is None else status_of(refusal))
    response["Cache-Control"] = "private, no-store"
    return response


def _row(one: ClientFacts) -> dict[str, Any]:
    good = [key for key in one.credentials if key.state == "valid"]
    return {
        "facts": one,
        "organisation": in_language(one.organisation_vi, one.organisation_en),
        "scopes": ", ".join(scope_title(scope) for scope in one.scopes),
        "keys": len(good),
        "expires_at": min((key.expires_at for key in good), default=None),
    }
