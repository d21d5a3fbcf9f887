"""When and from where a session asked last, for the page of sessions."""

from allauth.usersessions.models import UserSession
from django.utils import timezone


def note_session_seen(key: str, address: str) -> None:
    """Cheap, and called at most once a minute for a session."""
    UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now(), ip=address)
