"""What a password has to be: the validators that Django's own don't cover, how old one may grow, and one-time ones.

Django calls a validator's `validate(password, user)`, and says `get_help_text()` beside the field.
"""

import secrets
import string
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from layers.accounts.models import User

ONE_TIME_LENGTH = 20
SPECIAL = "!#%+-=?@_"


class LengthValidator:
    """So many characters, of whatever kind."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < settings.PASSWORD_LENGTH:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        return _("At least %(count)d characters.") % {"count": settings.PASSWORD_LENGTH}


class ClassesValidator:
    """Small letters, capital letters, digits, others: so many of the four kinds must be there."""

    def validate(self, password: str, user: User | None = None) -> None:
        if kinds_in(password) < settings.PASSWORD_CLASSES:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        return _("Use at least %(count)d of these: small letters, capital letters, digits, other characters.") % {
            "count": settings.PASSWORD_CLASSES
        }


class HistoryValidator:
    """Not the password in use, and none of the last ones."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        former = user.former_passwords.order_by("-replaced_at").values_list("password", flat=True)
        hashes = [user.password, *former[: max(settings.PASSWORD_HISTORY - 1, 0)]]
        if any(check_password(password, one) for one in hashes if one):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        return _("Don't use one of your last %(count)d passwords.") % {"count": settings.PASSWORD_HISTORY}


def rules_in_words() -> list[str]:
    """What a password has to be, for whoever is about to choose one."""
    return [
        LengthValidator().get_help_text(),
        ClassesValidator().get_help_text(),
        HistoryValidator().get_help_text(),
        _("Not your name, and nothing that everybody uses."),
    ]


def kinds_in(password: str) -> int:
    """How many of the four kinds of characters are in a password, 0 to 4. Letters of any alphabet count."""
    others = any(not letter.isalnum() for letter in password)
    return sum(any(map(test, password)) for test in (str.islower, str.isupper, str.isdigit)) + others


def has_expired(user: User) -> bool:
    """Whether a password is older than PASSWORD_DAYS allows; 0 lets it live for ever."""
    days = settings.PASSWORD_DAYS
    return bool(days) and timezone.now() - user.password_changed_at > timedelta(days=days)


def must_be_changed(user: User) -> bool:
    """Whether the next thing this person does is choose a password."""
    return user.has_usable_password() and (user.must_change_password or has_expired(user))


def one_time_password() -> str:
    """A random password that meets every rule; whoever gets it has to choose another one."""
    letters = string.ascii_letters + string.digits + SPECIAL
    while True:
        made = "".join(secrets.choice(letters) for _ in range(ONE_TIME_LENGTH))
        if kinds_in(made) == 4:
            return made
