"""What django-allauth, django-axes and Django signal: told to the audit, and heeded where it changes a session.

Connected once, when the app is ready.
"""

from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.signals import social_account_added
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from layers.accounts.events import tell
from layers.accounts.lockout import name_to_lock
from layers.accounts.models import User
from layers.accounts.queries import has_second_factor
from layers.accounts.services.end_sessions import end_other_sessions


def connect() -> None:
    """Each function below to its signal."""
    user_logged_in.connect(_signed_in, dispatch_uid="dothi")
    user_logged_out.connect(_signed_out, dispatch_uid="dothi")
    user_login_failed.connect(_failed, dispatch_uid="dothi")
    user_locked_out.connect(_locked_out, dispatch_uid="dothi")
    authentication_failed.connect(_wrong_code, dispatch_uid="dothi")
    authenticator_added.connect(_factor_added, dispatch_uid="dothi")
    authenticator_reset.connect(_factor_renewed, dispatch_uid="dothi")
    authenticator_removed.connect(_factor_removed, dispatch_uid="dothi")
    social_account_added.connect(_linked, dispatch_uid="dothi")
    for signal in (password_changed, password_set, password_reset):
        signal.connect(_password_changed, dispatch_uid="dothi")


def _signed_in(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    tell("account.signed_in", user)


def _signed_out(sender: Any, request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        tell("account.signed_out", user)


def _failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    if request is not None:
        tell("account.refused", _account(name_to_lock(request, credentials)), {"step": "password"})


def _locked_out(sender: Any, request: HttpRequest, username: str, **_: Any) -> None:
    tell("account.locked", _account(username))


def _wrong_code(sender: Any, user: User, reauthentication: bool = False, **_: Any) -> None:
    tell("account.refused", user, {"step": "second factor", "again": reauthentication})


def _factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Who has just enrolled a factor has shown it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", id=authenticator.pk, type=authenticator.type)
    tell("account.second_factor_added", user, {"type": authenticator.type})


def _factor_renewed(sender: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
    tell("account.second_factor_added", user, {"type": authenticator.type, "renewed": True})


def _factor_removed(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Without any factor left nothing has been shown: neither in this session nor in others."""
    tell("account.second_factor_removed", user, {"type": authenticator.type})
    if not has_second_factor(user.pk):
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [one for one in records if one.get("method") != "mfa"]
        end_other_sessions(user.pk, request.session.session_key or "")


def _linked(sender: Any, sociallogin: SocialLogin, **_: Any) -> None:
    tell("account.linked", sociallogin.user, {"subject": sociallogin.account.uid})


def _password_changed(sender: Any, user: User, **_: Any) -> None:
    tell("account.password_changed", user)


def _account(name: str | None) -> User | None:
    return User.objects.filter(username__iexact=name).first() if name else None
