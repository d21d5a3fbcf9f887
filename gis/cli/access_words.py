"""Memberships, areas and days in words, for the command line."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from gis.cli.moments import Day
from gis.cli.options import Decorator
from gis.setup.terminal import language, local

if TYPE_CHECKING:
    from layers.access.queries.explanation import Source
    from layers.access.queries.memberships import DelegationFacts, MembershipFacts

reason_option: Decorator = click.option("--reason", default="", help=local("Why.", "Lý do."))
from_option: Decorator = click.option(
    "--from", "first", type=Day(), help=local("First day; by default now.", "Ngày đầu.")
)
until_option: Decorator = click.option("--until", "last", type=Day(), help=local("Last day.", "Ngày cuối."))


def membership_line(one: "MembershipFacts") -> str:
    title = one.role_en if language() == "en" else one.role_vi
    office = one.organisation_en if language() == "en" else one.organisation_vi
    line = f"{one.id:>5}  {one.user}  {title} ({one.role}), {office} ({one.organisation}), {where(one.areas)}, "
    return "\n".join([line + span(one.valid_from, one.valid_to), *(f"       {lent(d)}" for d in one.delegations)])


def lent(one: "DelegationFacts") -> str:
    said = local(f"delegation {one.id}: {one.giver} → {one.taker}", f"ủy quyền {one.id}: {one.giver} → {one.taker}")
    return f"{said}, {span(one.valid_from, one.valid_to)}: {one.reason}"


def where(areas: Sequence[str]) -> str:
    """Names and codes of units; everywhere where there is none."""
    from layers.administration.queries import Era, find_unit

    if not areas:
        return local("everywhere", "mọi địa bàn")
    return ", ".join(f"{find_unit(code, era=Era.TODAY).full_name} ({code})" for code in areas)


def span(begins: datetime, ends: datetime | None) -> str:
    from django.utils import timezone

    first = timezone.localtime(begins).strftime("%d/%m/%Y")
    return f"{first} – {until(ends)}"


def until(ends: datetime | None) -> str:
    from layers.access.days import last_day

    return last_day(ends).strftime("%d/%m/%Y") if ends else "…"


def source_words(source: "Source") -> str:
    """By which membership or delegation, where and until when."""
    if source.kind == "public":
        return local("everybody", "mọi người")
    if source.kind == "membership":
        by = local(f"membership {source.id}", f"phân quyền {source.id}")
    else:
        by = local(f"delegation {source.id} of {source.giver}", f"ủy quyền {source.id} của {source.giver}")
    return f"{source.role} @ {source.organisation}, {where(source.areas)}, – {until(source.until)} ({by})"
