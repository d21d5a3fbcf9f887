"""`./dothi codes`: what codes mean, from when to when: list, show, check, import, export, end."""

from datetime import date
from typing import Any

import click

from gis.cli.code_tables import code_line, export, import_
from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import figure, language, local


class Day(click.ParamType):
    """A day (ISO 8601)."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(local(f"{value}: write 2026-11-24", f"{value}: hãy ghi 2026-11-24"))


ON = click.option("--on", "day", type=Day(), help=local("As of a day.", "Tại một ngày."))


@click.group("codes", help=local("Code lists: what codes mean, and when.", "Danh mục mã: nghĩa và thời gian hiệu lực."))
def command() -> None:
    """Takes effect in every worker of a running server within two seconds."""


@command.command("list", help=local("Every list, with its number of codes.", "Mọi danh mục và số mã."))
@ON
@json_option
def list_(day: date | None, as_json: bool) -> None:
    """Counts what holds on the day, today unless said."""
    with database_ready():
        from django.utils import timezone

        from layers.codes.documents import list_document
        from layers.codes.queries import list_lists

        counted = [(one, len(one.on(day or timezone.localdate()))) for one in list_lists()]
        lists = [{**list_document(one), "codes": count} for one, count in counted]
    width = max((len(one.name) for one, _ in counted), default=0)
    lines = [f"{one.name:<{width}}  {figure(count):>5}  {one.title(language())}" for one, count in counted]
    report({"lists": lists}, "\n".join(lines), as_json)


@command.command(
    help=local("A list's codes, ended ones too, or one code.", "Các mã của danh mục, kể cả mã đã hết hiệu lực.")
)
@click.argument("name", metavar="LIST")
@click.argument("code", required=False)
@ON
@json_option
def show(name: str, code: str | None, day: date | None, as_json: bool) -> None:
    """With `--on` what holds on that day."""
    with database_ready():
        from layers.codes.documents import code_document, list_document
        from layers.codes.queries import codes_of, find_code, list_named

        found = list_named(name)
        if code is not None:
            one = find_code(name, code, day)
            document = {**code_document(one.code), "list": name, "holds": one.holds}
            report(document, code_line(one.code, 0), as_json)
            return
        codes = list(found.codes) if day is None else codes_of(name, day)
        document = {**list_document(found), "on": day, "codes": [code_document(one) for one in codes]}
    width = max((len(one.code) for one in codes), default=0)
    head = f"{name}  {found.title(language())}\n  {found.source}".rstrip()
    report(document, "\n".join([head, *(f"  {code_line(one, width)}" for one in codes)]), as_json)


@command.command(
    help=local("A layer's values that aren't in their lists.", "Các giá trị của lớp không có trong danh mục.")
)
@click.argument("layer")
@ON
@json_option
def check(layer: str, day: date | None, as_json: bool) -> None:
    """Each with the number of features that have it."""
    with database_ready():
        from layers.catalog.queries import stored_description
        from layers.features.queries import code_problems

        fields = [field for field in stored_description(layer).fields if field.code_list]
        found = {field.name: code_problems(layer, field.name, day) for field in fields}
    problems = [
        {"field": name, "value": one.value, "count": one.count, "standing": str(one.standing), "listed": one.suggestion}
        for name, several in found.items()
        for one in several
    ]
    lines = [
        f"{one['field']}  {one['value']}  {figure(int(str(one['count'])))}  {_STANDING[str(one['standing'])]}"
        + (f" {one['listed']}" if one["listed"] else "")
        for one in problems
    ]
    fine = local("Every value is in its list.", "Mọi giá trị đều có trong danh mục.")
    report({"layer": layer, "problems": problems}, "\n".join(lines) or fine, as_json)


_STANDING = {
    "respelt": local("is listed as", "trong danh mục ghi là"),
    "ended": local("doesn't hold on that day", "không có hiệu lực ngày đó"),
    "unknown": local("is not in the list", "không có trong danh mục"),
}


@command.command(help=local("Let a code hold no more from a day on.", "Cho một mã hết hiệu lực từ một ngày."))
@click.argument("name", metavar="LIST")
@click.argument("code")
@click.argument("day", type=Day())
@click.option("--successor", "successors", multiple=True, help=local("A code that follows it.", "Mã kế thừa."))
@click.option("--source", default="", help=local("The document that says so.", "Văn bản quy định."))
@json_option
def end(name: str, code: str, day: date, successors: tuple[str, ...], source: str, as_json: bool) -> None:
    """The day is the first on which it holds no more; it stays readable."""
    with database_ready():
        from layers.codes.documents import code_document
        from layers.codes.services import end_code

        ended = end_code(name, code, day, successors=successors, source=source)
        report({"list": name, **code_document(ended)}, code_line(ended, 0), as_json)


for subcommand in (import_, export):
    command.add_command(subcommand)
