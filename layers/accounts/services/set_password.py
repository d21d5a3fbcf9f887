"""Setting passwords: the former one's hash is kept for the history, and the clock of its age starts anew."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from layers.accounts.errors import AccountRefused
from layers.accounts.events import tell
from layers.accounts.models import FormerPassword, User
from layers.accounts.passwords import one_time_password
from layers.accounts.queries import user_named
from layers.accounts.services.end_sessions import end_all_sessions


def set_password(user_id: int, password: str, *, must_change: bool = False) -> None:
    """Give an account a password, which callers have validated. Its other sessions end by Django's own rule."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        if user.has_usable_password() and user.password:
            FormerPassword.objects.create(user=user, password=user.password)
            _forget_oldest(user)
        user.set_password(password)
        user.password_changed_at = timezone.now()
        user.must_change_password = must_change
        user.save(update_fields=["password", "password_changed_at", "must_change_password"])


def give_one_time_password(username: str) -> str:
    """A new random password that has to be changed at the first sign-in; every session ends.

    Raises NotFound, and AccountRefused for a service, which doesn't sign in.
    """
    with transaction.atomic():
        user = user_named(username, lock=True)
        if user.kind != User.Kind.PERSON:
            raise AccountRefused("E-ACCOUNT-08", name=user.username)
        password = one_time_password()
        set_password(user.pk, password, must_change=True)
        end_all_sessions(user.pk)
        tell("account.password_changed", user, {"one_time": True})
    return password


def _forget_oldest(user: User) -> None:
    kept = user.former_passwords.order_by("-replaced_at", "-pk").values("pk")[: max(settings.PASSWORD_HISTORY, 1)]
    user.former_passwords.exclude(pk__in=[one["pk"] for one in kept]).delete()
