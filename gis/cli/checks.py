"""`./dothi checks`: by which rules a layer's features are checked when they are imported, and how strictly."""

from typing import TYPE_CHECKING, Any

import click

from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import language, local

if TYPE_CHECKING:
    from layers.checks.queries import CheckedRule

SEVERITIES = ("error", "warning", "note", "off")


@click.group("checks", help=local("Rules that imports are checked by.", "Quy tắc kiểm tra khi nhập dữ liệu."))
def command() -> None:
    """Holds from the next import on."""


@command.command("list", help=local("The rules of a layer and how they are set.", "Các quy tắc của lớp và mức độ."))
@click.argument("layer")
@json_option
def list_(layer: str, as_json: bool) -> None:
    """Those alone that can be checked in the layer."""
    with database_ready():
        from layers.catalog.queries import stored_description
        from layers.checks.queries import checked_rules

        rules = checked_rules(stored_description(layer))
    document = {"layer": layer, "rules": [_document(one) for one in rules]}
    report(document, "\n".join(map(_line, rules)), as_json)


@command.command("set", help=local("How strictly a rule is checked.", "Đặt mức độ của một quy tắc."))
@click.argument("layer")
@click.argument("rule")
@click.argument("severity", type=click.Choice(SEVERITIES), required=False)
@click.option("--tolerance", type=float, help=local("In the rule's unit.", "Dung sai, theo đơn vị của quy tắc."))
@json_option
def set_(layer: str, rule: str, severity: str | None, tolerance: float | None, as_json: bool) -> None:
    """What an error finds is kept out of the layer."""
    with database_ready():
        from layers.checks.services import set_severity

        changed = set_severity(layer, rule, severity, tolerance=tolerance)
    report({"layer": layer, **_document(changed)}, _line(changed), as_json)


def _document(one: "CheckedRule") -> dict[str, Any]:
    return {
        "rule": one.rule.name,
        "title": {"vi": one.rule.title.vi, "en": one.rule.title.en},
        "severity": str(one.strictness),
        "tolerance": one.tolerance,
        "unit": one.rule.unit or None,
        "set": one.is_set,
    }


def _line(one: "CheckedRule") -> str:
    title = one.rule.title.vi if language() == "vi" else one.rule.title.en
    within = f"{one.tolerance:g} {one.rule.unit}" if one.tolerance is not None else ""
    return f"{one.rule.name:<24} {one.strictness:<8} {within:>12}  {title}" + (" *" if one.is_set else "")
