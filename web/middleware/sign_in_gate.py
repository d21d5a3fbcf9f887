"""What a person has to do before anything else: change a password, enrol a second factor, show it.

Until then every page leads there, and programs get 403 with a coded sentence. Nothing else is answered, not even what
everybody may see: a half signed-in session is not to be mistaken for a signed-in one.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from layers.access.queries import is_staff
from layers.accounts.adapters import SECOND_FACTOR_SHOWN
from layers.accounts.errors import SignInRefused
from layers.accounts.queries import NextStep, next_step
from web.errors import domain_error, wants_json

ALWAYS = frozenset({"account_login", "account_logout", "account_reauthenticate"})
PLACES = {
    NextStep.PASSWORD: ("account_change_password", "E-ACCOUNT-13", frozenset({"account_change_password"})),
    NextStep.ENROL: ("mfa_activate_totp", "E-ACCOUNT-12", frozenset({"mfa_activate_totp", "mfa_add_webauthn"})),
    NextStep.SECOND_FACTOR: (
        "mfa_reauthenticate",
        "E-ACCOUNT-14",
        frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}),
    ),
}
"""For each step: where it is taken, what programs are told, and what else may be asked for."""


class SignInGateMiddleware:
    """Asks nothing of who isn't signed in, or has shown a second factor and has no password to change."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        arguments: tuple[Any, ...],
        values: dict[str, Any],
    ) -> HttpResponseBase | None:
        user = request.user if getattr(request, "signed_in", False) else None
        if user is None or not user.is_authenticated:
            return None
        proved = has_proved(request)
        step = next_step(user, staff=not proved and is_staff(user.pk), proved=proved)
        if step == NextStep.NOTHING:
            return None
        place, code, allowed = PLACES[step]
        if request.resolver_match and request.resolver_match.view_name in ALWAYS | allowed:
            return None
        if wants_json(request) or request.method not in ("GET", "HEAD"):
            return domain_error(request, SignInRefused(code, url=request.build_absolute_uri(reverse(place))))
        return redirect(f"{reverse(place)}?{urlencode({'next': request.get_full_path()})}")


def has_proved(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor: ours, or one that the single sign-on server vouches for."""
    if request.session.get(SECOND_FACTOR_SHOWN) == request.user.pk:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
