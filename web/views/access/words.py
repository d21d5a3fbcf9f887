"""Rights, choices of layers, places and days in words, for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from gis.errors import DothiError
from layers.access.days import last_day
from layers.access.queries.lists import RoleFacts
from layers.access.queries.memberships import DelegationFacts, MembershipFacts
from layers.access.rights import TITLES, Right
from layers.administration.queries import Era, find_unit
from layers.catalog.themes import THEMES
from web.views.access.answers import said

OPENNESS = {
    "open": ("dữ liệu mở", "open data"),
    "public": ("công khai", "public layers"),
    "shared": ("dùng chung giữa cơ quan", "layers shared by agencies"),
    "restricted": ("hạn chế", "restricted layers"),
}


@dataclass(frozen=True)
class Place:
    code: str
    name: str


def places(areas: Sequence[str]) -> list[Place]:
    """Units with their names of today."""
    found = []
    for code in areas:
        try:
            found.append(Place(code, find_unit(code, era=Era.TODAY).full_name))
        except DothiError:  # it ended by a reform after this right did
            found.append(Place(code, code))
    return found


def right_title(right: str) -> str:
    title = said(*TITLES[Right(right)])
    return title[0].upper() + title[1:]


def choice_title(choice: str) -> str:
    kind, _, name = choice.partition(":")
    if kind == "access":
        return said(*OPENNESS[name])
    if kind == "theme":
        title = THEMES.get(name)
        return said(f"chủ đề {title.vi}", f"theme {title.en}") if title else name
    if kind == "layer":
        return said(f"lớp {name}", f"layer {name}")
    return said(*{
        "*": ("mọi lớp", "every layer"), "own": ("lớp của cơ quan mình", "layers of one's organisation"),
        "-": ("hệ thống", "the product"),
    }[kind])  # fmt: skip


def until(moment: datetime | None) -> str:
    return last_day(moment).strftime("%d/%m/%Y") if moment else ""


def shown_membership(one: MembershipFacts) -> dict[str, Any]:
    """One row of a list of memberships."""
    return {
        "facts": one,
        "role": said(one.role_vi, one.role_en),
        "organisation": said(one.organisation_vi, one.organisation_en),
        "places": places(one.areas),
        "first": timezone.localtime(one.valid_from).strftime("%d/%m/%Y"),
        "last": until(one.valid_to),
        "delegations": [shown_delegation(lent) for lent in one.delegations],
    }


def shown_delegation(one: DelegationFacts) -> dict[str, Any]:
    first = timezone.localtime(one.valid_from).strftime("%d/%m/%Y")
    return {"facts": one, "first": first, "last": until(one.valid_to)}


def shown_rights(role: RoleFacts) -> list[dict[str, str]]:
    """The rights of a role, each with the layers for which it is given."""
    found: dict[str, list[str]] = {}
    for right, choice in role.rights:
        found.setdefault(right, []).append(choice_title(choice))
    return [{"right": right_title(right), "layers": ", ".join(choices)} for right, choices in found.items()]
