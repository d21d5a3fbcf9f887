"""Organisations, roles and withheld areas as lists, for those who manage access."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone
from pyproj import Geod
from shapely import wkb

from layers.access.models import Role, WithheldArea
from layers.access.roles import SHIPPED
from layers.catalog.models import Organisation

_WGS84 = Geod(ellps="WGS84")


@dataclass(frozen=True)
class OrganisationFacts:
    """`members` counts memberships that haven't ended."""

    code: str
    vi: str
    en: str
    ended_at: datetime | None
    members: int


@dataclass(frozen=True)
class RoleFacts:
    """`rights` as pairs of a right and a choice of layers; `holders` counts memberships that haven't ended."""

    code: str
    vi: str
    en: str
    rights: Sequence[tuple[str, str]]
    shipped: bool
    holders: int


@dataclass(frozen=True)
class WithheldFacts:
    """An area without its shape: only how large it is."""

    code: str
    title: str
    kind: str
    legal_basis: str
    choices: Sequence[str]
    action: str
    grid: float
    km2: float
    valid_from: datetime
    valid_to: datetime | None
    holds: bool


def organisations(*, ended: bool = False) -> list[OrganisationFacts]:
    """By code; ended ones only where asked for."""
    rows = Organisation.objects.all() if ended else Organisation.objects.filter(ended_at__isnull=True)
    counted = rows.annotate(members=Count("memberships", filter=_open("memberships__valid_to"))).order_by("code")
    return [OrganisationFacts(o.code, o.title_vi, o.title_en, o.ended_at, o.members) for o in counted]


def roles() -> list[RoleFacts]:
    """Every role, the public's first."""
    shipped = {one.code for one in SHIPPED}
    counted = Role.objects.annotate(holders=Count("memberships", filter=_open("memberships__valid_to")))
    return [
        RoleFacts(
            row.code, row.title_vi, row.title_en, [(one.right, one.choice) for one in row.rights.order_by("pk")],
            row.code in shipped, row.holders,
        )
        for row in counted.order_by("position", "code")
    ]  # fmt: skip


def withheld_areas(*, ended: bool = False) -> list[WithheldFacts]:
    """By code; ended ones only where asked for. For holders of manage_access alone: that there is one is a secret."""
    now = timezone.now()
    rows = WithheldArea.objects.all() if ended else WithheldArea.objects.filter(_open("valid_to"))
    return [
        WithheldFacts(
            row.code, row.title, row.kind, row.legal_basis, list(row.choices), row.action, row.grid,
            abs(_WGS84.geometry_area_perimeter(wkb.loads(bytes(row.shape.wkb)).normalize())[0]) / 1e6,
            row.valid_from, row.valid_to, row.valid_from <= now and (row.valid_to is None or row.valid_to > now),
        )
        for row in rows.order_by("code")
    ]  # fmt: skip


def _open(column: str) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gt": timezone.now()})
