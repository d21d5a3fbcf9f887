"""`./dothi access organisations`: those for whom people act."""

from dataclasses import asdict

import click

from gis.cli.access_words import reason_option
from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import figure, language, local


@click.group(invoke_without_command=True, help=local("Organisations; add, end.", "Các cơ quan; add, end."))
@click.option("--ended", is_flag=True, help=local("Ended ones too.", "Kể cả đã giải thể."))
@json_option
@click.pass_context
def organisations(context: click.Context, ended: bool, as_json: bool) -> None:
    """Without a word more they are listed."""
    if context.invoked_subcommand is not None:
        return
    with database_ready():
        from layers.access.queries.lists import organisations as all_organisations

        found = all_organisations(ended=ended)
    lines = [
        f"{one.code}  {one.en if language() == 'en' else one.vi}  ({figure(one.members)})"
        + (local("  ended", "  đã giải thể") if one.ended_at else "")
        for one in found
    ]
    document = {"organisations": [asdict(one) for one in found]}
    report(document, "\n".join(lines) or local("None.", "Không có."), as_json)


@organisations.command("list", help=local("List them.", "Liệt kê."))
@click.option("--ended", is_flag=True, help=local("Ended ones too.", "Kể cả đã giải thể."))
@json_option
@click.pass_context
def list_(context: click.Context, ended: bool, as_json: bool) -> None:
    """The same as without a word."""
    context.invoked_subcommand = None
    organisations.callback(ended, as_json)  # type: ignore[misc]


@organisations.command(help=local("Add one, or change its titles.", "Thêm cơ quan hoặc sửa tên."))
@click.argument("code")
@click.argument("title_vi")
@click.argument("title_en", default="")
@json_option
def add(code: str, title_vi: str, title_en: str, as_json: bool) -> None:
    """One that had ended is there again."""
    with database_ready():
        from layers.access.services import ensure_organisation

        ensure_organisation(code, title_vi, title_en)
    report({"organisation": code}, local("Kept.", "Đã lưu."), as_json)


@organisations.command(
    help=local("End one now: nobody acts for it any more.", "Giải thể: không còn ai được làm thay mặt.")
)
@click.argument("code")
@reason_option
@json_option
def end(code: str, reason: str, as_json: bool) -> None:
    """What it owns stays."""
    with database_ready():
        from layers.access.services import end_organisation

        end_organisation(code, reason=reason)
    report({"organisation": code, "ended": True}, local("Ended.", "Đã giải thể."), as_json)
