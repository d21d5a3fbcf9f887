"""`MEMBER=VALUE …`: members of a declaration as words of a command line."""

import json
from collections.abc import Callable
from typing import Any

import click

from gis.setup.terminal import local


def _parsed(context: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> dict[str, Any]:
    """Values are JSON where they can be, else text; `title.en=Kiosks` is a member of a member."""
    given: dict[str, Any] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or not name:
            raise click.UsageError(local(f"{word}: write MEMBER=VALUE", f"{word}: hãy ghi THÀNH_PHẦN=GIÁ_TRỊ"))
        outer, _, inner = name.partition(".")
        if inner:
            held = given.setdefault(outer, {})
            if isinstance(held, dict):
                held[inner] = _value(text)
        else:
            given[outer] = _value(text)
    return given


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
members: Decorator = click.argument("given", nargs=-1, required=True, callback=_parsed, metavar="MEMBER=VALUE...")
values: Decorator = click.argument("given", nargs=-1, callback=_parsed, metavar="[FIELD=VALUE]...")
