"""Programs that show a key or token instead of signing in.

`Authorization: Bearer …` (RFC 6750) or `X-API-Key: …`. The request is then the service account's, with no more rights
than the key has, whatever cookies came with it; no session is read or made, and no CSRF token is asked for, because no
browser sends a key by itself.
"""

from collections.abc import Callable
from copy import copy
from importlib import import_module

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from gis.errors import DothiError
from layers.api_clients.errors import CredentialMisplaced, CredentialRefused
from layers.api_clients.events import refused
from layers.api_clients.queries import Caller, authenticate
from layers.api_clients.tokens import LOOK
from web.acting import address_of
from web.errors import not_found, problem_of
from web.rate_limits import count_refusal, say, too_many

IN_ADDRESS = ("access_token=", "api_key=", "apikey=", "x-api-key=")
CHALLENGE = 'Bearer realm="dothi", error="invalid_token"'
SENT_IN = ("Authorization", "X-API-Key")
OF_PEOPLE = "/account/"
"""Below it people keep accounts and rights: no program does, whatever its account may do."""
WITH_OWN_CREDENTIALS = "/oauth/"
"""Below it programs show a secret in their own way (RFC 6749, 2.3.1)."""

_Session = import_module(settings.SESSION_ENGINE).SessionStore


class ApiClientMiddleware:
    """Stands behind Django's AuthenticationMiddleware, whose answer it replaces."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            sent = _sent(request)
            if sent is None or request.path_info.startswith(WITH_OWN_CREDENTIALS):
                return _varying(self.get_response(request))
            caller = _caller_of(sent)
        except DothiError as refusal:
            return _refused(request, refusal)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        request.session = _Session()
        request.user = copy(caller.account)  # type: ignore[assignment]  # others have it at the same time
        request.right_limit = caller.scopes  # type: ignore[attr-defined]
        request.api_client = caller  # type: ignore[attr-defined]
        if request.path_info.startswith(OF_PEOPLE):
            return not_found(request)
        request.signed_in_by = "key" if sent.startswith("dothi_key_") else "token"  # type: ignore[attr-defined]
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        response = self.get_response(request)
        request.session = _Session()  # whatever a view put there, no cookie goes out
        return _varying(response)


def _caller_of(sent: str) -> Caller:
    """Asked again where the connection was dead: the database may have been restarted (`gis.reconnect`)."""
    try:
        return authenticate(sent)
    except (OperationalError, InterfaceError):
        connection.close()
        return authenticate(sent)


def _sent(request: HttpRequest) -> str | None:
    """The key or token.

    Raises:
        CredentialMisplaced: E-CLIENT-02 it stands in the address, -03 there are two.
    """
    query = request.META.get("QUERY_STRING", "")
    if query and (LOOK.search(query) or _named_in(query)):
        raise CredentialMisplaced("E-CLIENT-02")
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    found = {bearer.strip()} if scheme.lower() == "bearer" else set()
    key = request.headers.get("X-API-Key")
    if key is not None:
        found.add(key.strip())
    if len(found) > 1:
        raise CredentialMisplaced("E-CLIENT-03")
    return found.pop() if found else None


def _named_in(query: str) -> bool:
    return any(part.lower().startswith(IN_ADDRESS) for part in query.split("&"))


def _refused(request: HttpRequest, refusal: DothiError) -> HttpResponse:
    """Whatever is wrong with a key, it looks the same, and counts as a request of the address."""
    verdict = count_refusal(request)
    response = problem_of(refusal) if verdict is None or verdict.is_allowed else too_many(verdict)
    if isinstance(refusal, CredentialRefused) and response.status_code == 401:
        response["WWW-Authenticate"] = CHALLENGE
        refused(address_of(request), request.path)
    if verdict is not None:
        say(response, verdict)
    response["Cache-Control"] = "no-store"
    return response


def _varying(response: HttpResponse) -> HttpResponse:
    """Caches between us and them keep no answer of one for another."""
    patch_vary_headers(response, SENT_IN)
    return response
