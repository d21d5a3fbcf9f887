"""Who may come in: Django asks these one after another."""

from allauth.account.auth_backends import AuthenticationBackend
from axes.backends import AxesStandaloneBackend
from django.contrib.auth.base_user import AbstractBaseUser


class LockoutBackend(AxesStandaloneBackend):
    """Stands first and lets nobody past who has failed too often."""


class PersonBackend(AuthenticationBackend):
    """User name or e-mail with a password, for people.

    An ended account and a service's account are refused like a wrong password; django-allauth's own way would tell
    that the account exists.
    """

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        return super().user_can_authenticate(user) and getattr(user, "kind", "") == "person"

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        return None
