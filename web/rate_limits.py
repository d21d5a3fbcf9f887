"""How much one may ask: clients by their key, the public by address. Said in every answer; beyond it, 429.

Headers: RateLimit and RateLimit-Policy (IETF draft-ietf-httpapi-ratelimit-headers-10), and X-RateLimit-* as most
programs know them, of which Reset is a moment in seconds since 1970.
"""

import hmac
import ipaddress
import time
from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from layers.api_clients.counting import Standing, Verdict, note_use, take
from layers.api_clients.counting.windows import DAY, MINUTE
from layers.api_clients.errors import LimitReached
from layers.api_clients.queries import Caller
from web.acting import address_of
from web.errors import problem_of

COUNTED = ("/ogc", "/api", "/oauth")
NAMES = {MINUTE: "minute", DAY: "day"}


class RateLimitMiddleware:
    """Stands behind the one that knows keys."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        verdict = _verdict(request)
        if verdict is None:
            return self.get_response(request)
        response = self.get_response(request) if verdict.is_allowed else too_many(verdict)
        say(response, verdict)
        return response


def count_refusal(request: HttpRequest) -> Verdict | None:
    """A key that wasn't accepted counts as a request of the address; None where addresses have no limit."""
    return _of_address(request)


def too_many(verdict: Verdict) -> HttpResponse:
    """429 with how long to wait."""
    full = verdict.refusing
    assert full is not None  # noqa: S101
    wait = full.reset if full.remaining == 0 else 1
    response = problem_of(LimitReached("E-RATE-01", limit=full.limit, period=full.seconds, wait=wait))
    response["Retry-After"] = str(wait)
    return response


def say(response: HttpResponse, verdict: Verdict) -> None:
    """How the limits stand."""
    if not verdict.standings:
        return
    nearest = min(verdict.standings, key=lambda one: one.remaining)
    response["RateLimit-Policy"] = ", ".join(
        f'"{NAMES[one.seconds]}";q={one.limit};w={one.seconds}' for one in verdict.standings
    )
    response["RateLimit"] = ", ".join(
        f'"{NAMES[one.seconds]}";r={one.remaining};t={one.reset}' for one in verdict.standings
    )
    response["X-RateLimit-Limit"] = str(nearest.limit)
    response["X-RateLimit-Remaining"] = str(nearest.remaining)
    response["X-RateLimit-Reset"] = str(_moment(nearest))


def _moment(standing: Standing) -> int:
    return int(time.time()) + standing.reset


def _verdict(request: HttpRequest) -> Verdict | None:
    caller = getattr(request, "api_client", None)
    if isinstance(caller, Caller):
        note_use(caller.client, caller.credential, address_of(request) or None)
        return take(f"c:{caller.client}", ((MINUTE, caller.limit_minute), (DAY, caller.quota_day)))
    if not request.path_info.startswith(COUNTED):
        return None
    verdict = _of_address(request)
    if verdict is not None and not verdict.is_allowed and _is_signed_in(request):
        return None  # asked only now: most requests need no account
    return verdict


def _of_address(request: HttpRequest) -> Verdict | None:
    limit, subject = settings.RATE_PUBLIC_MINUTE, subject_of(address_of(request))
    if not limit or subject is None:
        return None
    return take(subject, ((MINUTE, limit),))


def subject_of(address: str) -> str | None:
    """An address, or the network of an IPv6 one that a household has (/64), as a keyed hash: who came is nobody's
    business. None for the machine itself, such as a proxy that doesn't say for whom it asks."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or ipaddress.IPv6Address(int(found) >> 64 << 64)
    if found.is_loopback or ipaddress.ip_address(address).is_loopback:
        return None
    return "a:" + hmac.new(settings.SECRET_KEY.encode(), found.packed, sha256).hexdigest()[:32]


def _is_signed_in(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
