"""What django-allauth asks about accounts, answered by this product's rules."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_noop

from layers.accounts import lockout
from layers.accounts.models import User
from layers.accounts.secrets import decrypt, encrypt
from layers.accounts.services import keep_newest_sessions, set_password

SECOND_FACTOR_SHOWN = "dothi_second_factor"
"""In the session of whom the single sign-on server vouches for."""
log = logging.getLogger(__name__)
WHAT_CHANGED = {
    "password_changed": gettext_noop("The password was changed."),
    "password_reset": gettext_noop("The password was set anew by a link from an e-mail."),
    "totp_activated": gettext_noop("An authenticator app was set up."),
    "totp_deactivated": gettext_noop("The authenticator app was removed."),
    "webauthn_added": gettext_noop("A security key was added."),
    "webauthn_removed": gettext_noop("A security key was removed."),
    "recovery_codes_generated": gettext_noop("New recovery codes were made."),
    "account_connected": gettext_noop("The account was tied to single sign-on."),
}
"""What django-allauth tells of by e-mail, by the name of its template."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators, and keep their passwords' history."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        assert isinstance(user, User)  # noqa: S101  AUTH_USER_MODEL is nothing else
        set_password(user.pk, password)
        user.refresh_from_db()

    def get_client_ip(self, request: HttpRequest) -> str:
        return lockout.address_of(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path on this server: what names a host, in whatever spelling, isn't gone to after signing in."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **values: Any) -> HttpResponse:
        """Who has just typed a password isn't asked for it again to enrol a second factor."""
        if any(record.get("method") == "password" for record in get_authentication_records(request, user)):
            record_authentication(request, user, method="password", reauthenticated=True)
        response = super().post_login(request, user, **values)
        if getattr(request, "second_factor_shown", False):
            request.session[SECOND_FACTOR_SHOWN] = user.pk
        keep_newest_sessions(user.pk, settings.SESSIONS_AT_ONCE)
        return response

    def get_login_stages(self) -> list[str]:
        """No second step for who has shown a second factor to the single sign-on server, if that is trusted."""
        stages: list[str] = super().get_login_stages()
        if getattr(self.request, "second_factor_shown", False):
            stages = [stage for stage in stages if not stage.endswith(".AuthenticateStage")]
        return stages

    def add_message(self, *arguments: Any, **values: Any) -> None:
        """Pages say themselves what has been done; Django's messages would be kept in a cookie until shown."""

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: dict[str, Any] | None = None, **values: Any
    ) -> None:
        """One short e-mail for all that changes how an account is protected."""
        what = WHAT_CHANGED.get(template_prefix.rpartition("/")[2])
        if what is not None:
            more = {**(context or {}), "what": gettext(what)}
            super().send_notification_mail("account/email/protection_changed", user, more, **values)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that doesn't answer is no reason not to let somebody in."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            log.exception("An e-mail could not be sent")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors by the names that people see."""

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "dothi"
