"""Who holds what now. Each worker keeps it for one version of all rights, and asks for the version once a second."""

import threading
import time
from collections import OrderedDict, defaultdict

from django.db.models import F, Q
from django.utils import timezone

from layers.access.grants import Communes, Grant, Held
from layers.access.models import AccessVersion, Delegation, Membership, RoleRight
from layers.access.rights import ON_PRODUCT, Right
from layers.access.roles import PUBLIC

VERSION_SECONDS = 1.0
"""How old a worker's knowledge of the version may be: what is given or taken holds everywhere within two seconds."""
MOST_HOLDERS = 10_000


class _Cache:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.version = 0
        self.checked_at = -VERSION_SECONDS
        self.state: object = object()
        self.rights: dict[str, list[tuple[Right, str]]] = {}
        self.public: frozenset[Grant] = frozenset()
        self.holders: OrderedDict[int, tuple[Held, ...]] = OrderedDict()
        self.together: dict[tuple[int, ...], tuple[tuple[Held, ...], frozenset[Grant]]] = {}

    def refresh(self) -> None:
        if time.monotonic() - self.checked_at < VERSION_SECONDS:
            return
        with self.lock:
            version = AccessVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0
            if version != self.version:
                rights = _rights()
                public = frozenset(Grant(right, choice) for right, choice in rights.get(PUBLIC, ()))
                self.rights, self.public = rights, public
                self.holders, self.together = OrderedDict(), {}
                self.version, self.state = version, object()
            self.checked_at = time.monotonic()

    def held_by(self, user: int) -> tuple[Held, ...]:
        self.refresh()
        holders = self.holders
        found = holders.get(user)
        if found is None:
            found = holders[user] = _held(user, self.rights)
            while len(holders) > MOST_HOLDERS:
                holders.popitem(last=False)
        return found

    def together_with_public(self, holding: tuple[Held, ...]) -> frozenset[Grant]:
        """One object for the same grants: it knows its hash, by which views are kept."""
        key = tuple(map(id, holding))
        found = self.together.get(key)
        if found is None or found[0] != holding:
            grants = frozenset(grant for held in holding for grant in held.grants) | self.public
            found = self.together[key] = (holding, grants)  # holding the parts keeps their ids theirs
        return found[1]


_cache = _Cache()
forget = _cache.forget


def state_in_use() -> object:
    """Another object as soon as this worker goes by other rights."""
    _cache.refresh()
    return _cache.state


def public_grants() -> frozenset[Grant]:
    """What everybody holds."""
    _cache.refresh()
    return _cache.public


def grants_of(user: int | None) -> frozenset[Grant]:
    """What somebody holds at this moment, by the account's id, with what everybody holds."""
    if user is None:
        return public_grants()
    now = timezone.now()
    return _cache.together_with_public(tuple(held for held in _cache.held_by(user) if held.holds(now)))


def is_staff(user: int) -> bool:
    """Whether somebody holds any role now but everybody's."""
    now = timezone.now()
    return any(held.holds(now) for held in _cache.held_by(user))


def rights_on_product(user: int | None) -> frozenset[Right]:
    """What somebody may do with the product itself, beside its layers."""
    return frozenset(grant.right for grant in grants_of(user) if grant.right in ON_PRODUCT)


def _rights() -> dict[str, list[tuple[Right, str]]]:
    found: dict[str, list[tuple[Right, str]]] = defaultdict(list)
    for role, right, choice in RoleRight.objects.order_by("pk").values_list("role_id", "right", "choice"):
        found[role].append((Right(right), choice))
    return found


def _held(user: int, rights: dict[str, list[tuple[Right, str]]]) -> tuple[Held, ...]:
    """Own memberships and those delegated, without what has ended. An account that was ended holds nothing, and
    delegates nothing."""
    now = timezone.now()
    open_still = Q(valid_to__isnull=True) | Q(valid_to__gt=now)
    columns = ("role_id", "organisation__code", "communes", "valid_from", "valid_to")
    active = {"organisation__ended_at__isnull": True}
    own = Membership.objects.filter(open_still, user=user, user__is_active=True, **active).values_list(*columns)
    delegated = (
        Delegation.objects.filter(
            valid_to__gt=now,
            to=user,
            to__is_active=True,
            membership__user__is_active=True,
            membership__organisation__ended_at__isnull=True,
        )
        .filter(Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gt=now))
        .annotate(begins=F("membership__valid_from"), ends=F("membership__valid_to"))
        .values_list(
            "membership__role_id", "membership__organisation__code", "membership__communes",
            "valid_from", "valid_to", "begins", "ends",
        )
    )  # fmt: skip
    found = [Held(_grants(rights, role, code, communes), begins, ends) for role, code, communes, begins, ends in own]
    for role, code, communes, begins, ends, first, last in delegated:
        until = ends if last is None else min(ends, last)
        found.append(Held(_grants(rights, role, code, communes), max(begins, first), until))
    return tuple(found)


def _grants(
    rights: dict[str, list[tuple[Right, str]]], role: str, organisation: str, communes: list[str] | None
) -> tuple[Grant, ...]:
    where: Communes = None if communes is None else frozenset(communes)
    return tuple(Grant(right, choice, organisation, where) for right, choice in rights.get(role, ()))
