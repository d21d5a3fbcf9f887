"""The address by which the client reached us, and its own: the one place where proxies are believed.

Scheme, host, port, prefix and the client's IP address are put where Django reads them, so that `build_absolute_uri`,
`reverse`, `{% url %}`, `{% static %}`, redirects, lock-out, sessions and audit all follow.
"""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.urls import get_script_prefix, set_script_prefix

from gis.errors import InvalidRequest
from web.errors import problem_of
from web.language import LanguageMiddleware
from web.middleware.forwarded import Headers, Said, Trust, said
from web.middleware.prefixed_cookies import read_scoped, scope

NOWHERE = "0.0.0.0"  # noqa: S104  an address to note, none to listen on: of a Unix socket, which has none
USUAL_PORTS = {"http": "80", "https": "443"}


class ClientAddressMiddleware:
    """Stands first. What isn't believed is as if it hadn't been sent; what is, and can't be so, gets 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        try:
            found = said(meta, trust_of_settings())
            host = _host(found, meta)
        except InvalidRequest as error:
            return _refused(request, error)
        meta["REMOTE_ADDR"] = found.client or meta.get("REMOTE_ADDR", "") or NOWHERE
        if found.protocol:
            meta["wsgi.url_scheme"] = found.protocol
        if host:
            meta["HTTP_HOST"] = host
        return self._below(found.prefix, request) if found.prefix else self.get_response(request)

    def _below(self, prefix: str, request: HttpRequest) -> HttpResponse:
        """The answer whose addresses all begin with the prefix; cookies are for what is below it."""
        before = get_script_prefix()
        root = prefix + request.META.get("SCRIPT_NAME", "").rstrip("/")
        request.META["SCRIPT_NAME"] = root
        request.path = root + request.path_info
        request.META["HTTP_COOKIE"] = read_scoped(request.META.get("HTTP_COOKIE", ""))
        set_script_prefix(root + "/")
        try:
            response = self.get_response(request)
        finally:
            set_script_prefix(before)
        scope(response.cookies, root + "/")
        return response


def trust_of_settings() -> Trust:
    """Who is believed, as the environment says."""
    return Trust(settings.TRUSTED_PROXIES, tuple(settings.TRUSTED_NETWORKS), Headers(settings.FORWARDED_HEADERS))


def _host(found: Said, meta: Mapping[str, str]) -> str | None:
    """The host that the client asked for, with its port unless that is the usual one; None where nothing is said.

    A host's own port is the one the client used; X-Forwarded-Port counts where the host has none.

    Raises:
        InvalidRequest: E-PROXY-01 a host that isn't answered for.
    """
    if found.host is None and found.port is None:
        return None
    host = found.host or meta.get("HTTP_HOST", "")
    name, port = split_domain_port(host)
    if found.host and not validate_host(name, settings.ALLOWED_HOSTS):
        raise InvalidRequest("E-PROXY-01", host=repr(host[:80]))
    port = port or found.port or ""
    usual = USUAL_PORTS.get(found.protocol or meta.get("wsgi.url_scheme", "http"))
    return f"{name}:{port}" if port and port != usual else name


def _refused(request: HttpRequest, error: InvalidRequest) -> HttpResponse:
    """A problem document, whatever was asked for: it is for who keeps the gateway."""
    response = LanguageMiddleware(lambda _: problem_of(error))(request)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
