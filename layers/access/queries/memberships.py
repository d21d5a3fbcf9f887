"""Who has which role where, for those who manage access and for each of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils import timezone

from layers.access.models import Delegation, Membership
from layers.accounts.models import User

MOST = 200
"""Rows that a list gives at once."""


class State(StrEnum):
    HOLDS = "holds"
    LATER = "later"
    ENDED = "ended"


@dataclass(frozen=True)
class DelegationFacts:
    """A membership lent to somebody. `giver` and `taker` are user names."""

    id: int
    membership: int
    role: str
    organisation: str
    giver: str
    taker: str
    valid_from: datetime
    valid_to: datetime
    reason: str
    state: State


@dataclass(frozen=True)
class MembershipFacts:
    """`user` is the user name, `name` what people call them. `communes` counts those of today in `areas`; None means
    everywhere. `delegations` are those that haven't ended."""

    id: int
    user_id: int
    user: str
    name: str
    organisation: str
    organisation_vi: str
    organisation_en: str
    role: str
    role_vi: str
    role_en: str
    areas: Sequence[str]
    communes: int | None
    valid_from: datetime
    valid_to: datetime | None
    reason: str
    state: State
    delegations: Sequence[DelegationFacts] = ()


@dataclass(frozen=True)
class Found:
    """The first `MOST` of `count` rows."""

    rows: Sequence[MembershipFacts]
    count: int


def memberships(
    *, user: str = "", organisation: str = "", role: str = "", words: str = "", ended: bool = False, first: int = 0
) -> Found:
    """Memberships by user name, organisation and role, or by words in names; ended ones only where asked for."""
    chosen = Q() if ended else _open(timezone.now())
    for column, value in (("user__username", user), ("organisation__code", organisation), ("role", role)):
        if value:
            chosen &= Q(**{column: value})
    for word in words.split()[:8]:
        chosen &= (
            Q(user__username__icontains=word) | Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word)
            | Q(organisation__title_vi__icontains=word) | Q(organisation__code__icontains=word)
            | Q(role__title_vi__icontains=word) | Q(role__code__icontains=word)
        )  # fmt: skip
    rows = Membership.objects.filter(chosen)
    return Found(_facts(rows.order_by("user__username", "pk")[first : first + MOST]), rows.count())


def memberships_of(user_id: int) -> Sequence[MembershipFacts]:
    """Somebody's own, without those that ended."""
    return _facts(Membership.objects.filter(_open(timezone.now()), user_id=user_id).order_by("pk"))


def delegations_to(user_id: int) -> Sequence[DelegationFacts]:
    """What others lent somebody, without what is over."""
    now = timezone.now()
    rows = Delegation.objects.filter(
        Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gt=now), to_id=user_id, valid_to__gt=now
    )
    return [_delegation(row, now) for row in rows.select_related(*_BESIDE_DELEGATION).order_by("pk")]


_BESIDE_DELEGATION = ("to", "membership__user", "membership__organisation")


def _open(now: datetime) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=now)


def _facts(rows: QuerySet[Membership]) -> list[MembershipFacts]:
    now = timezone.now()
    found = list(rows.select_related("user", "organisation", "role"))
    lent: dict[int, list[DelegationFacts]] = {}
    given = Delegation.objects.filter(membership__in=[row.pk for row in found], valid_to__gt=now)
    for one in given.select_related(*_BESIDE_DELEGATION).order_by("pk"):
        lent.setdefault(one.membership_id, []).append(_delegation(one, now))
    return [
        MembershipFacts(
            row.pk, row.user_id, row.user.get_username(), _name(row.user), row.organisation.code,
            row.organisation.title_vi, row.organisation.title_en, row.role_id, row.role.title_vi, row.role.title_en,
            list(row.areas), None if row.communes is None else len(row.communes), row.valid_from, row.valid_to,
            row.reason, _state(row.valid_from, row.valid_to, now, row.organisation.ended_at is None),
            lent.get(row.pk, []),
        )
        for row in found
    ]  # fmt: skip


def _delegation(row: Delegation, now: datetime) -> DelegationFacts:
    membership = row.membership
    return DelegationFacts(
        row.pk, membership.pk, membership.role_id, membership.organisation.code, membership.user.get_username(),
        row.to.get_username(), row.valid_from, row.valid_to, row.reason,
        _state(row.valid_from, row.valid_to, now, membership.organisation.ended_at is None),
    )  # fmt: skip


def _state(begins: datetime, ends: datetime | None, now: datetime, alive: bool) -> State:
    if not alive or (ends is not None and ends <= now):
        return State.ENDED
    return State.LATER if begins > now else State.HOLDS


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()
