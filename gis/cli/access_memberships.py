"""`./dothi access` memberships, grant, end, area, delegate, undelegate."""

from dataclasses import asdict
from datetime import date

import click

from gis.cli.access_words import from_option, membership_line, reason_option, until_option
from gis.cli.moments import Day
from gis.cli.options import Decorator, json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import local

area_option: Decorator = click.option(
    "--area", "areas", multiple=True, help=local("Code of a commune or province; by default everywhere.", "Mã địa bàn.")
)


@click.command(help=local("Who has which role where.", "Ai giữ vai trò nào, ở đâu."))
@click.argument("words", nargs=-1)
@click.option("--user", default="", help=local("User name.", "Tên tài khoản."))
@click.option("--organisation", default="", help=local("Code of an organisation.", "Mã cơ quan."))
@click.option("--role", default="", help=local("Code of a role.", "Mã vai trò."))
@click.option("--ended", is_flag=True, help=local("Ended ones too.", "Kể cả đã kết thúc."))
@json_option
def memberships(words: tuple[str, ...], user: str, organisation: str, role: str, ended: bool, as_json: bool) -> None:
    """WORDS are looked for in names of people, organisations and roles."""
    with database_ready():
        from layers.access.queries.memberships import memberships as found_by

        found = found_by(user=user, organisation=organisation, role=role, words=" ".join(words), ended=ended)
        lines = [membership_line(one) for one in found.rows]
        if found.count > len(found.rows):
            lines.append(local(f"… of {found.count}", f"… trong {found.count}"))
    document = {"count": found.count, "memberships": [asdict(one) for one in found.rows]}
    report(document, "\n".join(lines) or local("None.", "Không có."), as_json)


@click.command(help=local("Give somebody a role.", "Cấp vai trò cho một người."))
@click.argument("user")
@click.argument("organisation")
@click.argument("role")
@area_option
@from_option
@until_option
@reason_option
@json_option
def grant(
    user: str, organisation: str, role: str, areas: tuple[str, ...], first: date | None, last: date | None, reason: str,
    as_json: bool,
) -> None:  # fmt: skip
    """For an organisation, in areas or everywhere."""
    with database_ready():
        from layers.access.days import span
        from layers.access.services import grant_membership

        number = grant_membership(user, organisation, role, areas=areas, reason=reason, **span(first, last))
    report({"membership": number}, local(f"Membership {number}.", f"Phân quyền {number}."), as_json)


@click.command(help=local("End a membership now.", "Kết thúc một phân quyền ngay."))
@click.argument("membership", type=int)
@reason_option
@json_option
def end(membership: int, reason: str, as_json: bool) -> None:
    """And with it what is delegated of it."""
    with database_ready():
        from layers.access.services import end_membership

        end_membership(membership, reason=reason)
    report({"membership": membership, "ended": True}, local("Ended.", "Đã kết thúc."), as_json)


@click.command(help=local("Change where a membership holds.", "Đổi địa bàn của một phân quyền."))
@click.argument("membership", type=int)
@click.argument("areas", nargs=-1)
@reason_option
@json_option
def area(membership: int, areas: tuple[str, ...], reason: str, as_json: bool) -> None:
    """It ends and begins anew in AREAS (none: everywhere); the past stays."""
    with database_ready():
        from layers.access.services import change_area

        number = change_area(membership, areas, reason=reason)
    report({"membership": number}, local(f"Now membership {number}.", f"Nay là phân quyền {number}."), as_json)


@click.command(help=local("Let somebody use a membership for a time.", "Ủy quyền cho người khác trong một thời gian."))
@click.argument("membership", type=int)
@click.argument("user")
@from_option
@click.option("--until", "last", required=True, type=Day(), help=local("Last day.", "Ngày cuối."))
@click.option("--reason", required=True, help=local("Why.", "Lý do."))
@json_option
def delegate(membership: int, user: str, first: date | None, last: date, reason: str, as_json: bool) -> None:
    """Not longer than the membership; never passed on further."""
    with database_ready():
        from layers.access.days import begin_of, end_of
        from layers.access.services import delegate as lend

        begins = begin_of(first) if first else None
        number = lend(membership, user, reason=reason, valid_from=begins, valid_to=end_of(last))
    report({"delegation": number}, local(f"Delegation {number}.", f"Ủy quyền {number}."), as_json)


@click.command(help=local("End a delegation now.", "Kết thúc một ủy quyền ngay."))
@click.argument("delegation", type=int)
@reason_option
@json_option
def undelegate(delegation: int, reason: str, as_json: bool) -> None:
    """`memberships` shows the numbers."""
    with database_ready():
        from layers.access.services import end_delegation

        end_delegation(delegation, reason=reason)
    report({"delegation": delegation, "ended": True}, local("Ended.", "Đã kết thúc."), as_json)
