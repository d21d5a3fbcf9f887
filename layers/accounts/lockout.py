"""Locking out who fails too often: django-axes keeps count in the database, for passwords and second factors alike.

A name is locked whether or not there is such an account, so that a lock tells nothing. An address is locked after more
failures than a name: a whole office may share one.
"""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils import timezone

from layers.accounts.models import User

Credentials = dict[str, Any]
NAME_LENGTH = 150


class LockoutHandler(AxesDatabaseHandler):
    """django-axes with one limit for names and another for addresses."""

    def get_failures(self, request: HttpRequest, credentials: Credentials | None = None) -> int:
        """The failures of the name, or those of the address on the scale of the name's limit."""
        by_name, by_address = (
            attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        scaled = by_address * settings.LOCK_USER_AFTER // settings.LOCK_ADDRESS_AFTER
        return int(max(by_name, scaled))

    def reset_user_attempts(self, request: HttpRequest, credentials: Credentials | None = None) -> int:
        """Who got in starts anew; not their address, else somebody with one account could go on guessing others'."""
        name = get_client_username(request, credentials)
        return AccessAttempt.objects.filter(username=name).delete()[0] if name else 0


def name_to_lock(request: HttpRequest, credentials: Credentials | None) -> str:
    """The user name behind what was typed, be it name or e-mail; what was typed where there is no such account."""
    given = credentials or {}
    typed = str(given.get("username") or given.get("email") or request.POST.get("login", "")).strip().lower()
    typed = typed.replace("\0", "")[:NAME_LENGTH]
    if "@" in typed:
        found = User.objects.filter(email__iexact=typed).values_list("username", flat=True).first()
        return found.lower() if found else typed
    return typed


def address_of(request: HttpRequest) -> str:
    """The client's address, of IPv6 the network that a household has (/64); `web.middleware.client_address` has seen to
    it that it is true behind a proxy."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    try:
        found = ip_address(text)
    except ValueError:
        return text
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Address(int(found) >> 64 << 64))
    return text


def is_locked(request: HttpRequest, username: str) -> bool:
    """Whether this name, or the address that asks, has to wait."""
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def count_failure(request: HttpRequest, username: str) -> None:
    """A wrong code of a second factor counts like a wrong password."""
    AxesProxyHandler.user_login_failed(sender=LockoutHandler, credentials={"username": username}, request=request)


def time_left(request: HttpRequest, credentials: Credentials | None) -> timedelta:
    """How long the lock lasts from now on; zero where there is none."""
    handler = AxesProxyHandler.get_implementation()
    AxesProxyHandler.update_request(request)
    last = [
        attempts.aggregate(last=Max("attempt_time"))["last"]
        for attempts in handler.get_user_attempts(request, credentials or {})
    ]
    ends = max((one + settings.AXES_COOLOFF_TIME for one in last if one), default=timezone.now())
    return max(ends - timezone.now(), timedelta())
