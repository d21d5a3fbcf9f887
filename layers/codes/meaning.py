"""What a code means, and for which days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Successor:
    """The code to which a meaning went over, and what says so."""

    code: str
    source: str


@dataclass(frozen=True)
class Code:
    """One meaning of a code: it holds from `valid_from` until the day before `valid_to`.

    None: the day isn't known, or hasn't come. `colour` is #rrggbb or empty, `group` whatever the list sorts by,
    `source` the document that says so. `title_en` may be empty: no translation is certain.
    """

    code: str
    title_vi: str
    title_en: str = ""
    group: str = ""
    colour: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[Successor, ...] = ()
    source: str = ""
    note: str = ""

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)

    def title(self, language: str) -> str:
        """In the language, or in Vietnamese where there is no other."""
        return self.title_vi if language == "vi" else self.title_en or self.title_vi

    @property
    def span(self) -> str:
        """2014-07-01 … 2024-08-01, the second being the first day after; an open side is …"""
        return f"{self.valid_from or ''} … {self.valid_to or ''}".strip()


@dataclass(frozen=True)
class CodeList:
    """A list with every meaning that its codes ever had, in the list's order."""

    name: str
    title_vi: str
    title_en: str
    source: str
    codes: tuple[Code, ...]

    def title(self, language: str) -> str:
        return self.title_vi if language == "vi" else self.title_en or self.title_vi

    def on(self, day: date) -> list[Code]:
        """The meanings that hold on a day: at most one a code."""
        return [code for code in self.codes if code.holds_on(day)]


def stories(codes: Iterable[Code]) -> dict[str, tuple[Code, ...]]:
    """Every meaning of each code, the earliest first; codes in the order of their first row."""
    found: dict[str, list[Code]] = {}
    for code in codes:
        found.setdefault(code.code, []).append(code)
    return {name: tuple(sorted(rows, key=lambda row: row.valid_from or date.min)) for name, rows in found.items()}


def best_on(story: Iterable[Code], day: date) -> Code:
    """The meaning of that day; else the last before it; else the first after it."""
    rows = sorted(story, key=lambda row: row.valid_from or date.min)
    holding = [row for row in rows if row.holds_on(day)]
    past = [row for row in rows if row.valid_to is not None and row.valid_to <= day]
    return (holding or past[-1:] or rows)[0]
