"""Roles: what their rights are, and roles that a city adds."""

import re
from collections.abc import Iterable

from django.db import transaction

from layers.access.errors import AccessRefused
from layers.access.events import told
from layers.access.guards import begin, has_role, kept_managed
from layers.access.models import Membership, Role, RoleRight
from layers.access.rights import ON_PRODUCT, PRODUCT, Right, is_choice
from layers.access.roles import PUBLIC, SHIPPED

FOR_EVERYBODY = frozenset({Right.SEE, Right.EXPORT})
"""All that the public may ever be given."""
MOST_RIGHTS = 500
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
Pairs = Iterable[tuple[str, str]]


@transaction.atomic
def change_role(code: str, rights: Pairs, *, reason: str = "", by: int | None = None) -> None:
    """Give a role exactly these rights: pairs of a right and a choice of layers (`layers.access.rights`).

    Who has the role or will have it, as everybody has `public`, can take rights from it and not add any: that needs a
    second person.

    Raises:
        AccessRefused: E-ACCESS-06 no such role, -11 no reason, -12 one's own role would get more, -13 nobody could
            manage access any more, -18 no right or choice, -19 the public would get what nobody unknown may have.
            NotAllowed: E-ACCESS-10.
    """
    reason = begin(by, reason)
    role = Role.objects.filter(pk=code).first()
    if role is None:
        raise AccessRefused("E-ACCESS-06", role=code[:40])
    wanted = list(dict.fromkeys(_checked(right, choice) for right, choice in rights))
    if len(wanted) > MOST_RIGHTS:
        raise AccessRefused("E-ACCESS-18", right="…", choice=f"> {MOST_RIGHTS}")
    if code == PUBLIC:
        _refuse_for_everybody(wanted)
    had = {(right, choice) for right, choice in role.rights.values_list("right", "choice")}
    more = [pair for pair in wanted if pair not in had]
    if by is not None and more and (code == PUBLIC or has_role(by, code)):
        raise AccessRefused("E-ACCESS-12")
    with kept_managed(by):
        role.rights.all().delete()
        RoleRight.objects.bulk_create(RoleRight(role=role, right=right, choice=choice) for right, choice in wanted)
    if more or len(wanted) < len(had):
        taken = sorted(had - set(wanted))
        told("access.changed", code, given=[list(one) for one in more], taken=[list(t) for t in taken], reason=reason)


@transaction.atomic
def add_role(code: str, vi: str, en: str, rights: Pairs, *, reason: str = "", by: int | None = None) -> None:
    """A role of the city's own, with its rights.

    Raises:
        AccessRefused: E-ACCESS-21 the code can't be used or is taken, or a title is missing; else as `change_role`.
            NotAllowed: E-ACCESS-10.
    """
    reason = begin(by, reason)
    vi, en = vi.strip(), en.strip()
    taken = Role.objects.filter(pk=code).exists()
    if taken or not _CODE.fullmatch(code) or not vi or max(len(vi), len(en)) > 200:
        raise AccessRefused("E-ACCESS-21", role=code[:40])
    last = Role.objects.order_by("-position").values_list("position", flat=True).first() or 0
    Role.objects.create(code=code, title_vi=vi, title_en=en or vi, position=last + 1)
    change_role(code, rights, reason=reason, by=by)


@transaction.atomic
def remove_role(code: str, *, reason: str = "", by: int | None = None) -> None:
    """Take away a role of the city's own that nobody ever had.

    Raises:
        AccessRefused: E-ACCESS-06 no such role, -11 no reason, -20 it ships with the product, or memberships name it:
            those say who could do what, and stay. NotAllowed: E-ACCESS-10.
    """
    reason = begin(by, reason)
    if not Role.objects.filter(pk=code).exists():
        raise AccessRefused("E-ACCESS-06", role=code[:40])
    if code in {shipped.code for shipped in SHIPPED} or Membership.objects.filter(role=code).exists():
        raise AccessRefused("E-ACCESS-20", role=code[:40])
    Role.objects.filter(pk=code).delete()
    told("access.changed", code, removed=True, reason=reason)


def _checked(right: str, choice: str) -> tuple[str, str]:
    """Rights on the product are for `-`, those on layers for a choice of layers."""
    known = right in Right.__members__.values()
    if not known or not is_choice(choice) or (choice == PRODUCT) != (right in ON_PRODUCT):
        raise AccessRefused("E-ACCESS-18", right=str(right)[:40], choice=choice[:60])
    return str(Right(right)), choice


def _refuse_for_everybody(wanted: Iterable[tuple[str, str]]) -> None:
    for right, choice in wanted:
        if right not in FOR_EVERYBODY or choice == "own":
            raise AccessRefused("E-ACCESS-19", right=right, choice=choice)
