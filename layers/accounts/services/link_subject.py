"""Tying an account to somebody at the single sign-on server, before they come the first time."""

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from layers.accounts.errors import AccountRefused
from layers.accounts.events import tell
from layers.accounts.models import User
from layers.accounts.queries import user_named

LONGEST = 191
PROVIDER = "sso"
"""Under which django-allauth keeps the subjects of the single sign-on server."""


def link_subject(username: str, subject: str) -> None:
    """The account becomes that of the subject (`sub`) of the server, in the place of one there was.

    Raises NotFound; AccountRefused for a service, an empty or long subject, and one that is tied to another account.
    """
    with transaction.atomic():
        user = user_named(username, lock=True)
        if user.kind != User.Kind.PERSON:
            raise AccountRefused("E-ACCOUNT-08", name=user.username)
        if not 0 < len(subject) <= LONGEST:
            raise AccountRefused("E-ACCOUNT-18", length=LONGEST)
        SocialAccount.objects.filter(user=user, provider=PROVIDER).exclude(uid=subject).delete()
        try:
            with transaction.atomic():
                SocialAccount.objects.get_or_create(user=user, provider=PROVIDER, uid=subject)
        except IntegrityError as error:
            raise AccountRefused("E-ACCOUNT-19", subject=subject) from error
        tell("account.linked", user, {"subject": subject})
