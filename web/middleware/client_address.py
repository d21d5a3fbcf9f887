"""The client's address behind proxies: written to REMOTE_ADDR, where lock-out, sessions and audit read it."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NOWHERE = "0.0.0.0"  # noqa: S104  an address to note, none to listen on: of a Unix socket, which has none


class ClientAddressMiddleware:
    """Believes as many entries of X-Forwarded-For, from the right, as there are trusted proxies; else none at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        meta["REMOTE_ADDR"] = client_address(
            meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES
        )
        return self.get_response(request)


def client_address(connection: str, forwarded: str, proxies: int) -> str:
    """The address of the client: what the outermost trusted proxy saw, or the connection's own.

    Each proxy appends the address it was called from, so entries beyond the trusted ones may be the client's invention.
    An entry that is no address isn't believed.
    """
    if proxies < 1:
        return connection or NOWHERE
    entries = [entry.strip() for entry in forwarded.split(",") if entry.strip()]
    if proxies > len(entries):
        return connection or NOWHERE
    try:
        return str(ipaddress.ip_address(entries[-proxies]))
    except ValueError:
        return connection
