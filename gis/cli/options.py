"""Options that several commands share, and the one way they report."""

import json
from collections.abc import Callable
from typing import Any

import click

from gis.setup.terminal import local

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

json_option: Decorator = click.option(
    "--json", "as_json", is_flag=True, help=local("Report as JSON.", "Báo cáo dạng JSON.")
)


def force_option(help_text: str) -> Decorator:
    """`--force`, saying what it forces."""
    return click.option("--force", is_flag=True, help=help_text)


def report(values: dict[str, Any], text: str, as_json: bool) -> None:
    """Print the report to standard output, for a program or for a person."""
    click.echo(json.dumps(values, ensure_ascii=False, default=str) if as_json else text)
