"""Ending an account: it stays as the author of what it did, and can do nothing more from this moment on."""

from django.db import transaction
from django.utils import timezone

from layers.accounts.events import tell
from layers.accounts.queries import Account, account_facts, user_named
from layers.accounts.services.end_sessions import end_all_sessions


def end_account(username: str) -> Account:
    """No more signing in, and its sessions are ended. One that has ended stays so. Raises NotFound."""
    with transaction.atomic():
        user = user_named(username, lock=True)
        if user.is_active:
            user.is_active, user.ended_at = False, timezone.now()
            user.save(update_fields=["is_active", "ended_at"])
            end_all_sessions(user.pk)
            tell("account.disabled", user)
    return account_facts(user)


def revive_account(username: str) -> Account:
    """Let an ended account sign in again, with the password and second factor that it had. Raises NotFound."""
    with transaction.atomic():
        user = user_named(username, lock=True)
        if not user.is_active:
            user.is_active, user.ended_at = True, None
            user.save(update_fields=["is_active", "ended_at"])
            tell("account.enabled", user)
    return account_facts(user)
