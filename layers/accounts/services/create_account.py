"""Making an account. Nobody makes their own: administrators and the command line do."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from layers.accounts.errors import AccountRefused
from layers.accounts.events import tell
from layers.accounts.models import User
from layers.accounts.queries import Account, account_facts

LONGEST_NAME = 150
LONGEST_TITLE = 200


def create_account(username: str, *, display_name: str = "", email: str = "", kind: str = "person") -> Account:
    """Make an account that can't sign in yet: it has no password, and no rights but those of everybody.

    The e-mail address counts as verified, for whoever makes the account vouches for it. Raises AccountRefused.
    """
    username, email = username.strip().lower(), email.strip().lower()
    _demand_sound(username, display_name, email, kind)
    try:
        with transaction.atomic():
            user = User(username=username, display_name=display_name.strip(), email=email, kind=kind)
            user.set_unusable_password()
            user.save()
            if email and kind == User.Kind.PERSON:
                EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
            tell("account.created", user, {"kind": kind})
    except IntegrityError as error:
        taken = "E-ACCOUNT-03" if User.objects.filter(username__iexact=username).exists() else "E-ACCOUNT-04"
        raise AccountRefused(taken, name=username, email=email) from error
    return account_facts(user)


def _demand_sound(username: str, display_name: str, email: str, kind: str) -> None:
    if not username or len(username) > LONGEST_NAME or "@" in username:
        raise AccountRefused("E-ACCOUNT-02", name=username[:LONGEST_NAME])
    try:
        User.username_validator(username)
    except ValidationError as error:
        raise AccountRefused("E-ACCOUNT-02", name=username) from error
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        raise AccountRefused("E-ACCOUNT-05", email=email[:254]) from error
    if len(display_name) > LONGEST_TITLE:
        raise AccountRefused("E-ACCOUNT-06", length=LONGEST_TITLE)
    if kind not in User.Kind.values:
        raise AccountRefused("E-ACCOUNT-07", kind=kind)
