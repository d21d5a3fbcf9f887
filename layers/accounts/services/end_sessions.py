"""Ending sessions: whoever holds one is nobody with the next request."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.db import transaction

from gis.errors import NotFound
from layers.accounts.events import tell


def end_session(user_id: int, session_id: int) -> None:
    """End one session of a person's. Raises NotFound for one that isn't theirs or has ended."""
    with transaction.atomic():
        session = UserSession.objects.filter(user_id=user_id, pk=session_id).first()
        if session is None:
            raise NotFound("E-ACCOUNT-10")
        _end([session])


def end_other_sessions(user_id: int, kept: str) -> int:
    """End all but the session with this key, and give how many."""
    with transaction.atomic():
        return _end(UserSession.objects.filter(user_id=user_id).exclude(session_key=kept))


def end_all_sessions(user_id: int) -> int:
    """End every session of a person's, and give how many."""
    with transaction.atomic():
        return _end(UserSession.objects.filter(user_id=user_id))


def keep_newest_sessions(user_id: int, count: int) -> int:
    """End the oldest sessions beyond so many; 0 keeps all. Gives how many were ended."""
    if not count:
        return 0
    with transaction.atomic():
        return _end(UserSession.objects.filter(user_id=user_id).order_by("-created_at", "-pk")[count:])


def _end(sessions: Iterable[UserSession]) -> int:
    ended = 0
    for session in sessions:
        alive = session.exists()  # of one that was signed out of the row is left
        session.end()
        if alive:
            tell("account.session_ended", session.user, {"address": session.ip})
            ended += 1
    return ended
