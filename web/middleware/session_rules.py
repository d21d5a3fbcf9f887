"""When a session ends by itself: after a time without requests, and after a time however busy it is."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from gis.reconnect import on_a_living_connection
from layers.accounts.services import note_session_seen

BEGAN, SEEN = "dothi_began_at", "dothi_seen_at"
NOTE_EVERY = 60.0
"""Seconds between two notes of a session's last request: a map asks for a hundred tiles a minute."""


class SessionRulesMiddleware:
    """Stands behind Django's authentication. Who comes without a session cookie costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.signed_in = False  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            request.signed_in = on_a_living_connection(lambda: _still_signed_in(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _still_signed_in(request: HttpRequest) -> bool:
    if not request.user.is_authenticated:
        return False
    session, now = request.session, time.time()
    began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
    if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS:
        logout(request)
        return False
    if now - seen > NOTE_EVERY:
        session[SEEN] = now
        note_session_seen(session.session_key or "", request.META["REMOTE_ADDR"])
    return True


def begin(request: HttpRequest) -> None:
    """Start the clocks of a session; signing in does."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
