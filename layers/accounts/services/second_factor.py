"""Second factors from outside the pages: enrolled for the demo, taken away for who has lost theirs."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from layers.accounts.events import tell
from layers.accounts.queries import user_named
from layers.accounts.services.end_sessions import end_all_sessions


def enrol_app(username: str, secret: str) -> None:
    """Enrol an authenticator app by its base32 secret, in the place of one there was. Raises NotFound."""
    with transaction.atomic():
        user = user_named(username, lock=True)
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
        TOTP.activate(user, secret)
        if not Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists():
            RecoveryCodes.activate(user)
        tell("account.second_factor_added", user, {"type": "totp"})


def reset_second_factor(username: str) -> int:
    """Take all second factors away and end all sessions; staff enrol anew at the next sign-in. Gives how many.

    Raises NotFound.
    """
    with transaction.atomic():
        user = user_named(username, lock=True)
        removed, _ = Authenticator.objects.filter(user=user).delete()
        end_all_sessions(user.pk)
        if removed:
            tell("account.second_factor_removed", user, {"type": "all"})
    return removed
