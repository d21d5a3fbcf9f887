"""`/account/oidc/`: to the single sign-on server and back."""

import secrets
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from layers.accounts.oidc import StrictOidc


@never_cache
@require_POST
def to_server(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser there, with state, PKCE and a nonce. What the form says beyond `next` isn't heeded."""
    provider = _provider(request, provider_id)
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        following = reverse("web:map")
    nonce = secrets.token_urlsafe(32)
    try:
        response: HttpResponse = provider.redirect(
            request, "login", following, {"nonce": nonce}, auth_params={"nonce": nonce}
        )
    except (OAuth2Error, RequestException, ValueError, KeyError) as error:
        response = render_authentication_error(request, provider, exception=error)
    return response


@never_cache
@require_GET
def from_server(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the code that the server sent the browser back with, and sign in whom it stands for."""
    _provider(request, provider_id)
    view = _Callback()
    view.request, view.adapter = request, StrictOidc(request, provider_id)
    response: HttpResponse = view.dispatch(request)
    if response.status_code == 200:  # the page that says that there is no account
        response.status_code = 403
    return response


class _Callback(OAuth2CallbackView):
    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        self.adapter.expected = state or {}
        answering = request.GET.get("iss", settings.OIDC_ISSUER)  # RFC 9207: which server this is the answer of
        if response is None and answering.rstrip("/") != settings.OIDC_ISSUER:
            return None, render_authentication_error(request, provider)
        return state, response


def _provider(request: HttpRequest, provider_id: str) -> Any:
    try:
        provider = get_adapter(request).get_provider(request, provider=provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    provider.oauth2_adapter_class = StrictOidc
    return provider
