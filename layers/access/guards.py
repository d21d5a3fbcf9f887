"""Who may change rights, and what nobody may do to them.

`by` is the account of who changes something; None is the operator on the command line, who may also do what needs a
second person on the web: the first administrator has to come from somewhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from layers.access.errors import AccessRefused, NotAllowed
from layers.access.models import Delegation, Membership, RoleRight
from layers.access.rights import Right

_TURN = 5_020_030
"""The advisory lock of who changes rights: one after the other, so that two can't each end the other's last right."""


def take_turn() -> None:
    """Wait until nobody else changes rights, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def begin(by: int | None, reason: str) -> str:
    """Take the turn, and give the reason without spaces around it.

    Raises:
        NotAllowed: E-ACCESS-10 they don't hold manage_access now. AccessRefused: E-ACCESS-11 no reason is given.
    """
    take_turn()
    demand_manager(by)
    return reason_of(by, reason)


def demand_manager(by: int | None) -> None:
    """Raises NotAllowed E-ACCESS-10, by what the database says now."""
    if by is not None and not manages(by):
        raise NotAllowed("E-ACCESS-10")


def reason_of(by: int | None, reason: str) -> str:
    """The reason, cut to what is kept; raises AccessRefused E-ACCESS-11 where somebody on the web gives none."""
    reason = reason.strip()[:300]
    if by is not None and not reason:
        raise AccessRefused("E-ACCESS-11")
    return reason


def refuse_own(by: int | None, user: int) -> None:
    """Raises AccessRefused E-ACCESS-12 where somebody would give rights to themselves."""
    if by is not None and by == user:
        raise AccessRefused("E-ACCESS-12")


@contextmanager
def kept_managed(by: int | None) -> Iterator[None]:
    """Let a change happen unless it would leave nobody who can manage access.

    Raises:
        AccessRefused: E-ACCESS-13; not on the command line.
    """
    before = by is not None and managers().exists()
    yield
    if before and not managers().exists():
        raise AccessRefused("E-ACCESS-13")


def managers() -> QuerySet[Membership]:
    """The memberships that give manage_access at this moment, of their own holders: a deputy goes again."""
    return holding().filter(role__rights__right=Right.MANAGE_ACCESS, user__kind="person")


def holding() -> QuerySet[Membership]:
    """The memberships that hold at this moment."""
    now = timezone.now()
    return Membership.objects.filter(
        _until(now), valid_from__lte=now, organisation__ended_at__isnull=True, user__is_active=True
    )


def manages(user: int) -> bool:
    """Whether somebody holds manage_access now, by a membership of their own or by delegation."""
    return managers().filter(user=user).exists() or _delegated(user).filter(membership__in=managers()).exists()


def has_role(user: int, role: str) -> bool:
    """Whether somebody has a role or will have it, of their own or by delegation, in an organisation that is there or
    may be there again."""
    open_still = Membership.objects.filter(_until(timezone.now()), role=role)
    lent = Delegation.objects.filter(to=user, valid_to__gt=timezone.now(), membership__in=open_still)
    return open_still.filter(user=user).exists() or lent.exists()


def acts_for(user: int, organisation: str) -> bool:
    """Whether somebody has or will have a membership in an organisation, of their own or by delegation."""
    open_still = Membership.objects.filter(_until(timezone.now()), organisation__code=organisation)
    lent = Delegation.objects.filter(to=user, valid_to__gt=timezone.now(), membership__in=open_still)
    return open_still.filter(user=user).exists() or lent.exists()


def gives(role: str, right: Right) -> bool:
    """Whether a role gives a right."""
    return RoleRight.objects.filter(role=role, right=right).exists()


def _delegated(user: int) -> QuerySet[Delegation]:
    now = timezone.now()
    return Delegation.objects.filter(to=user, to__is_active=True, valid_from__lte=now, valid_to__gt=now)


def _until(moment: object) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=moment)
