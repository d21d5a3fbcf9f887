"""Accounts as plain facts."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from gis.errors import NotFound
from layers.accounts.models import User

REAL_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes are a way back in, no factor of their own."""


@dataclass(frozen=True)
class Account:
    """One account. `ended_at` is None while it may act."""

    id: int
    username: str
    display_name: str
    email: str
    kind: str
    active: bool
    created_at: datetime
    ended_at: datetime | None
    last_login: datetime | None
    must_change_password: bool
    second_factor: bool

    @property
    def name(self) -> str:
        """What people call it."""
        return self.display_name or self.username


def list_accounts(*, kind: str | None = None) -> list[Account]:
    """Every account, by user name; of one kind if it is given."""
    users = User.objects.order_by("username")
    if kind is not None:
        users = users.filter(kind=kind)
    enrolled = set(Authenticator.objects.filter(type__in=REAL_FACTORS).values_list("user_id", flat=True))
    return [_facts(user, user.pk in enrolled) for user in users]


def account_named(username: str) -> Account:
    """Raises NotFound (E-ACCOUNT-01)."""
    return account_facts(user_named(username))


def find_account(user_id: int) -> Account | None:
    """The account with an id, or None."""
    user = User.objects.filter(pk=user_id).first()
    return account_facts(user) if user else None


def has_second_factor(user_id: int) -> bool:
    """Whether an authenticator app or a key is enrolled."""
    return Authenticator.objects.filter(user_id=user_id, type__in=REAL_FACTORS).exists()


def account_facts(user: User) -> Account:
    """A model row as plain facts, for services that have just changed it."""
    return _facts(user, has_second_factor(user.pk))


def user_named(username: str, *, lock: bool = False) -> User:
    """The row itself, for services; locked until the transaction ends if asked for. Raises NotFound."""
    users = User.objects.select_for_update() if lock else User.objects
    user = users.filter(username__iexact=username.strip()).first()
    if user is None:
        raise NotFound("E-ACCOUNT-01", name=username)
    return user


def _facts(user: User, second_factor: bool) -> Account:
    return Account(
        id=user.pk,
        username=user.username,
        display_name=user.display_name,
        email=user.email,
        kind=user.kind,
        active=user.is_active,
        created_at=user.date_joined,
        ended_at=user.ended_at,
        last_login=user.last_login,
        must_change_password=user.must_change_password,
        second_factor=second_factor,
    )
