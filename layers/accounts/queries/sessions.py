"""The sessions in which an account is signed in."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("CocCoc", "Cốc Cốc"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
"""The first whose word is in the browser's own description; nearly all claim to be Safari, so it comes last."""


@dataclass(frozen=True)
class SessionFacts:
    """One session; `device` such as `Firefox · Windows`, or empty where the browser doesn't say."""

    id: int
    key: str
    address: str
    device: str
    began_at: datetime
    seen_at: datetime

    def has_key(self, key: str | None) -> bool:
        return bool(key) and self.key == key


def list_sessions(user_id: int) -> list[SessionFacts]:
    """The sessions that are alive, the one seen last first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    idle_since = timezone.now() - timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    found = UserSession.objects.filter(user_id=user_id, session_key__in=alive, last_seen_at__gt=idle_since)
    return [
        SessionFacts(one.pk, one.session_key, one.ip, device(one.user_agent), one.created_at, one.last_seen_at)
        for one in found.order_by("-last_seen_at", "-pk")
    ]


def device(user_agent: str) -> str:
    """Browser and system in words, as far as the browser's own description tells them."""
    names = [
        next((name for word, name in known if re.search(re.escape(word), user_agent)), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, names))
