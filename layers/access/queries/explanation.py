"""What somebody may do, right by right and layer by layer, with where it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from layers.access.errors import AccessRefused
from layers.access.models import Delegation, RoleRight
from layers.access.queries.memberships import State, delegations_to, memberships_of
from layers.access.rights import chooses
from layers.access.roles import PUBLIC
from layers.accounts.models import User
from layers.catalog.queries import every_layer


@dataclass(frozen=True)
class Source:
    """Where rights come from: a membership, a delegation (from somebody) or the public's role. `areas` are units as
    given; none means everywhere."""

    kind: str
    id: int | None
    role: str
    organisation: str
    areas: Sequence[str]
    until: datetime | None
    giver: str = ""


@dataclass(frozen=True)
class MayDo:
    """One right on one layer (`-`: on the product itself) by one source."""

    layer: str
    right: str
    source: Source


def account_id(user: str) -> int:
    """The id of an account by user name; raises AccessRefused E-ACCESS-04 where there is none."""
    found = User.objects.filter(username=user).values_list("pk", flat=True).first()
    if found is None:
        raise AccessRefused("E-ACCESS-04", user=user[:80])
    return found


def what_may(user_id: int) -> list[MayDo]:
    """All that somebody may do now, by layer and right; what everybody may is told as the public's."""
    rights: dict[str, list[tuple[str, str]]] = {}
    for role, right, choice in RoleRight.objects.order_by("pk").values_list("role_id", "right", "choice"):
        rights.setdefault(role, []).append((right, choice))
    layers = [summary.description for summary in every_layer()]
    sources = list(_sources(user_id))
    found = set()
    for source in sources:
        for right, choice in rights.get(source.role, ()):
            if choice == "-":
                found.add(("-", right, source.kind, source.id))
            for layer in layers:
                if chooses(choice, layer, source.organisation):
                    found.add((layer.name, right, source.kind, source.id))
    by_id = {(source.kind, source.id): source for source in sources}
    ordered = sorted(found, key=lambda one: (one[0], one[1], one[2], one[3] or 0))
    return [MayDo(layer, right, by_id[kind, id_]) for layer, right, kind, id_ in ordered]


def _sources(user_id: int) -> Iterator[Source]:
    yield Source("public", None, PUBLIC, "", (), None)
    active = User.objects.filter(pk=user_id, is_active=True).exists()
    if not active:
        return
    for one in memberships_of(user_id):
        if one.state is State.HOLDS:
            yield Source("membership", one.id, one.role, one.organisation, one.areas, one.valid_to)
    now = timezone.now()
    for lent in delegations_to(user_id):
        row = Delegation.objects.select_related("membership__user").get(pk=lent.id)
        membership = row.membership
        holds = membership.valid_from <= now and membership.user.is_active
        if lent.state is State.HOLDS and holds:
            ends = min(filter(None, (lent.valid_to, membership.valid_to)))
            areas = list(membership.areas)
            yield Source("delegation", lent.id, lent.role, lent.organisation, areas, ends, lent.giver)
