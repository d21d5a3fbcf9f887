"""The lists that ship with the product, as their files say them. Needs no database: styles are made of them too."""

import csv
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from layers.codes.meaning import Code, CodeList
from layers.codes.table import read_table, write_table

DATA = Path(__file__).parent / "data"


@cache
def shipped_lists() -> dict[str, CodeList]:
    """Every list by name, in the order of lists.csv."""
    with (DATA / "lists.csv").open(encoding="utf-8", newline="") as file:
        heads = list(csv.DictReader(file))
    return {
        head["name"]: CodeList(
            head["name"], head["title_vi"], head["title_en"], head["source"], _codes(DATA / f"{head['name']}.csv")
        )
        for head in heads
    }


def shipped_list(name: str) -> CodeList:
    """One of them; a name without a file is a programming error and raises KeyError."""
    return shipped_lists()[name]


@cache
def fingerprint() -> str:
    """The same as long as nothing that ships has changed."""
    parts = [mark_of_head(found) + mark_of(found.codes) for found in shipped_lists().values()]
    return sha256("".join([*shipped_lists(), *parts]).encode()).hexdigest()


def mark_of(codes: Iterable[Code]) -> str:
    """A hash of codes that is another for any other content."""
    return sha256(write_table(codes).encode()).hexdigest()[:16]


def mark_of_head(found: CodeList) -> str:
    """The same of a list's titles and source."""
    return sha256("\0".join([found.title_vi, found.title_en, found.source]).encode()).hexdigest()[:16]


def _codes(path: Path) -> tuple[Code, ...]:
    return read_table(path.read_bytes(), path.name)
