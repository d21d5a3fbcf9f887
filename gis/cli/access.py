"""`./dothi access`: roles, who has them where and until when, withheld areas, and who may decide what."""

from typing import Any

import click

from gis.cli.access_memberships import area, delegate, end, grant, memberships, undelegate
from gis.cli.access_organisations import organisations
from gis.cli.access_powers import power_add, power_end, powers
from gis.cli.access_withheld import withheld
from gis.cli.access_words import reason_option, source_words
from gis.cli.options import Decorator, json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import figure, language, local


@click.group("access", help=local("Who may see and do what.", "Ai được xem và làm gì."))
def command() -> None:
    """Takes effect in every worker of a running server within two seconds."""


def _pairs(context: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """`see=theme:land` as a pair of a right and a choice."""
    for word in words:
        if "=" not in word:
            raise click.UsageError(local(f"{word}: write RIGHT=CHOICE", f"{word}: hãy ghi QUYỀN=NHÓM_LỚP"))
    return [(word.partition("=")[0], word.partition("=")[2]) for word in words]


rights_argument: Decorator = click.argument("rights", nargs=-1, callback=_pairs, metavar="[RIGHT=CHOICE]...")


@command.command(help=local("Every role with its rights.", "Mọi vai trò và quyền."))
@json_option
def roles(as_json: bool) -> None:
    """`public` is everybody's."""
    with database_ready():
        from layers.access.queries.lists import roles as all_roles

        found = all_roles()
    document = [
        {
            "code": one.code, "title": {"vi": one.vi, "en": one.en}, "shipped": one.shipped, "holders": one.holders,
            "rights": [list(pair) for pair in one.rights],
        }
        for one in found
    ]  # fmt: skip
    lines = []
    for one in found:
        lines.append(f"{one.code}  {one.en if language() == 'en' else one.vi}  ({figure(one.holders)})")
        lines += [f"    {right}={choice}" for right, choice in one.rights]
    report({"roles": document}, "\n".join(lines), as_json)


@command.command("role-set", help=local("Give a role exactly these rights.", "Đặt lại quyền của một vai trò."))
@click.argument("role")
@rights_argument
@reason_option
@json_option
def role_set(role: str, rights: list[tuple[str, str]], reason: str, as_json: bool) -> None:
    """Such as: role-set viewer see=access:shared export=access:public. Without any the role gives nothing."""
    with database_ready():
        from layers.access.services import change_role

        change_role(role, rights, reason=reason)
    report({"role": role, "rights": [list(pair) for pair in rights]}, local("Set.", "Đã đặt."), as_json)


@command.command("role-add", help=local("A role of the city's own.", "Thêm một vai trò."))
@click.argument("role")
@click.argument("title_vi")
@click.argument("title_en", default="")
@click.option(
    "--right", "rights", multiple=True, callback=_pairs, metavar="RIGHT=CHOICE", help=local("A right.", "Quyền.")
)
@reason_option
@json_option
def role_add(
    role: str, title_vi: str, title_en: str, rights: list[tuple[str, str]], reason: str, as_json: bool
) -> None:
    """Its code, and titles in Vietnamese and English."""
    with database_ready():
        from layers.access.services import add_role

        add_role(role, title_vi, title_en, rights, reason=reason)
    report({"role": role, "rights": [list(pair) for pair in rights]}, local("Added.", "Đã thêm."), as_json)


@command.command("role-remove", help=local("Remove a role of the city's own.", "Xóa một vai trò."))
@click.argument("role")
@reason_option
@json_option
def role_remove(role: str, reason: str, as_json: bool) -> None:
    """Only one that nobody ever had."""
    with database_ready():
        from layers.access.services import remove_role

        remove_role(role, reason=reason)
    report({"role": role, "removed": True}, local("Removed.", "Đã xóa."), as_json)


@command.command(help=local("What somebody may do, and by what.", "Một người được làm gì, theo phân quyền nào."))
@click.argument("name")
@json_option
def who(name: str, as_json: bool) -> None:
    """By user name: layer by layer, with places, last days and where each right comes from."""
    with database_ready():
        from layers.access.queries.explanation import MayDo, account_id, what_may

        found = what_may(account_id(name))
        by_layer: dict[str, dict[Any, list[MayDo]]] = {}
        for one in found:
            by_layer.setdefault(one.layer, {}).setdefault((one.source.kind, one.source.id), []).append(one)
        lines = []
        for layer, sources in by_layer.items():
            lines.append(local("the product", "hệ thống") if layer == "-" else layer)
            for held in sources.values():
                lines.append(f"    {', '.join(one.right for one in held)}: {source_words(held[0].source)}")
    document = [
        {
            "layer": one.layer if one.layer != "-" else None, "right": one.right, "by": one.source.kind,
            "id": one.source.id, "role": one.source.role, "organisation": one.source.organisation or None,
            "areas": list(one.source.areas), "until": one.source.until, "giver": one.source.giver or None,
        }
        for one in found
    ]  # fmt: skip
    report({"user": name, "may": document}, "\n".join(lines) or local("Nothing.", "Không có gì."), as_json)


for subcommand in (
    memberships, grant, end, area, delegate, undelegate, organisations, withheld, powers, power_add, power_end,
):  # fmt: skip
    command.add_command(subcommand)
