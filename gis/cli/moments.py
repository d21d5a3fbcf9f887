"""Days and times as words of a command line (ISO 8601)."""

from datetime import date, datetime
from typing import Any

import click

from gis.setup.terminal import local


class Day(click.ParamType):
    """A day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(local(f"{value}: write 2026-11-24", f"{value}: hãy ghi 2026-11-24"))


class Instant(click.ParamType):
    """A time with its zone."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            self.fail(local(f"{value}: write 2026-11-24T10:00:00+07:00", f"{value}: hãy ghi 2026-11-24T10:00:00+07:00"))
        return found
