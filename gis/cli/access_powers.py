"""`./dothi access` powers, power-add, power-end: who may decide what."""

from datetime import date
from typing import TYPE_CHECKING

import click

from gis.cli.access_words import reason_option
from gis.cli.moments import Day
from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import language, local

if TYPE_CHECKING:
    from layers.access.powers import Power

SUBJECTS = ("plan_approval", "building_permit")
LEVELS = ("general", "sub_area", "detailed", "urban_design", "underground", "infrastructure")
GRADES = ("special", "I", "II", "III", "IV")
WORKS = ("house", "other")


@click.command(help=local("Who may decide what.", "Thẩm quyền quyết định."))
@click.argument("subject", required=False, type=click.Choice(SUBJECTS))
@click.option("--plan-level", type=click.Choice(LEVELS), help=local("Level of a plan.", "Cấp độ quy hoạch."))
@click.option("--works-grade", type=click.Choice(GRADES), help=local("Grade of works.", "Cấp công trình."))
@click.option(
    "--works", type=click.Choice(WORKS), help=local("House or other works.", "Nhà ở riêng lẻ hoặc công trình khác.")
)
@click.option("--on", "on", type=Day(), help=local("As of a day; by default today.", "Tại một ngày."))
@json_option
def powers(
    subject: str | None,
    plan_level: str | None,
    works_grade: str | None,
    works: str | None,
    on: date | None,
    as_json: bool,
) -> None:
    """A row marked ? wasn't compared with the text of its document."""
    with database_ready():
        from django.utils import timezone

        from layers.access.queries.powers import decision_powers, who_decides

        day = on or timezone.localdate()
        if subject is None:
            found = decision_powers(day)
        else:
            asked = {"plan_level": plan_level or "", "works_grade": works_grade or "", "works": works or ""}
            found = who_decides(subject, on=day, **asked)
        lines = [_line(one) for one in found]
    document = {"on": day, "powers": [one.as_json() for one in found]}
    report(document, "\n".join(lines) or local("None.", "Không có."), as_json)


@click.command("power-add", help=local("Somebody may decide something from a day on.", "Thêm thẩm quyền từ một ngày."))
@click.argument("subject", type=click.Choice(SUBJECTS))
@click.argument("authority")
@click.option("--from", "first", required=True, type=Day(), help=local("First day.", "Ngày đầu."))
@click.option("--source", required=True, help=local("The document that says so.", "Văn bản quy định."))
@click.option("--plan-level", default="", help=local("Level of a plan; by default any.", "Cấp độ quy hoạch."))
@click.option("--works-grade", default="", help=local("Grade of works; by default any.", "Cấp công trình."))
@click.option(
    "--works", default="", help=local("House or other; by default any.", "Nhà ở riêng lẻ hoặc công trình khác.")
)
@click.option("--condition-vi", default="", help=local("Only where, in Vietnamese.", "Điều kiện, tiếng Việt."))
@click.option("--condition-en", default="", help=local("Only where, in English.", "Điều kiện, tiếng Anh."))
@click.option("--verified", is_flag=True, help=local("Compared with the text.", "Đã đối chiếu văn bản."))
@reason_option
@json_option
def power_add(
    subject: str, authority: str, first: date, source: str, plan_level: str, works_grade: str, works: str,
    condition_vi: str, condition_en: str, verified: bool, reason: str, as_json: bool,
) -> None:  # fmt: skip
    """AUTHORITY: prime_minister, construction_ministry, provincial_committee, construction_department, zone_board or
    commune_committee."""
    with database_ready():
        from layers.access.services import add_power

        number = add_power(
            subject, authority, valid_from=first, source=source, plan_level=plan_level, works_grade=works_grade,
            works=works, condition_vi=condition_vi, condition_en=condition_en, verified=verified, reason=reason,
        )  # fmt: skip
    report({"power": number}, local(f"Power {number}.", f"Thẩm quyền {number}."), as_json)


@click.command("power-end", help=local("It holds no more from a day on.", "Hết hiệu lực từ một ngày."))
@click.argument("power", type=int)
@click.argument("day", type=Day())
@reason_option
@json_option
def power_end(power: int, day: date, reason: str, as_json: bool) -> None:
    """Before that day it still did."""
    with database_ready():
        from layers.access.services import end_power

        end_power(power, day, reason=reason)
    report({"power": power, "valid_to": day}, local("Ended.", "Đã kết thúc."), as_json)


def _line(one: "Power") -> str:
    from layers.access.powers import AUTHORITIES, SUBJECTS

    at = 1 if language() == "en" else 0
    said = " ".join(filter(None, (SUBJECTS[one.subject][at], one.plan_level, one.works_grade, one.works)))
    condition = one.condition_en if language() == "en" else one.condition_vi
    ends = f" – {one.valid_to:%d/%m/%Y}" if one.valid_to else ""
    line = f"{one.id:>4}  {said}: {AUTHORITIES[one.authority][at]}" + (f" ({condition})" if condition else "")
    return f"{line}\n      {one.valid_from:%d/%m/%Y}{ends}, {one.source}" + ("" if one.verified else "  ?")
