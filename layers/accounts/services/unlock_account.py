"""Letting somebody try again who failed too often."""

from axes.models import AccessAttempt
from django.db import transaction

from layers.accounts.events import tell
from layers.accounts.queries import user_named


def unlock_account(username: str) -> int:
    """Forget the failed sign-ins under the account's name, and give how many there were. Those of an address stay: it
    may be somebody else's. Raises NotFound."""
    with transaction.atomic():
        user = user_named(username, lock=True)
        attempts = AccessAttempt.objects.filter(username=user.username.lower())
        failures = sum(attempts.values_list("failures_since_start", flat=True))
        attempts.delete()
        if failures:
            tell("account.unlocked", user)
    return failures
