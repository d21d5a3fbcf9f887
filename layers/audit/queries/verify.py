"""Whether every event is there as it was sealed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from psycopg2 import sql

from layers.audit.chain import ARCHIVED, CHECK, GENESIS, UNSEALED

NAMED = 100
"""Events of each kind of damage that are named."""


@dataclass(frozen=True)
class Damage:
    """One thing that isn't as it was sealed: a code of `gis.error_texts.audit` with its values."""

    code: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Verified:
    """How many seals and sealed events there are, how many events wait for a seal, the head of the chain as
    `number:hash`, and what is damaged."""

    seals: int
    events: int
    waiting: int
    head: str
    damages: Sequence[Damage]


def verify(known_head: str = "") -> Verified:
    """Compare every event with its seal, and every seal with the one before, in one snapshot.

    `known_head` is the head that an earlier run said and somebody kept elsewhere: who may write everything in the
    database could make the chain anew, but not with that head in it.
    """
    damages: list[Damage] = []
    with transaction.atomic():
        outer = _Chain(known_head)
        for row in _rows(CHECK):
            damages += outer.add(*row)
        damages += outer.end()
        unsealed = [row[0] for row in _rows(UNSEALED)]
        late = [number for number in unsealed if number <= outer.settled]
    if late:
        damages.append(Damage("E-AUDIT-06", {"ids": _named(late)}))
    return Verified(outer.seals, outer.events, len(unsealed) - len(late), outer.head, damages)


class _Chain:
    """The seals so far."""

    def __init__(self, known_head: str) -> None:
        self.known = known_head.strip().lower()
        self.seals = self.events = self.number = self.settled = 0
        self.hash = GENESIS

    @property
    def head(self) -> str:
        return f"{self.number}:{self.hash.hex()}"

    def add(
        self,
        number: int,
        previous: memoryview,
        noted: memoryview,
        events: int,
        again: memoryview,
        missing: Sequence[int] | None,
        altered: Sequence[int] | None,
        settled: int,
    ) -> Iterator[Damage]:
        """The next seal, and what is wrong with it and its events."""
        if number != self.number + 1 or bytes(previous) != self.hash:
            archived = bytes(previous).hex() in _archived(number - 1)
            if self.seals or not archived:
                yield Damage("E-AUDIT-04", {"seal": number})
        if bytes(noted) != bytes(again):
            yield Damage("E-AUDIT-05", {"seal": number})
        if missing:
            yield Damage("E-AUDIT-02", {"ids": _named(missing)})
        if altered:
            yield Damage("E-AUDIT-03", {"ids": _named(altered)})
        self.seals, self.events, self.number, self.hash = self.seals + 1, self.events + events, number, bytes(noted)
        self.settled = max(self.settled, settled)
        if self.known.partition(":")[0] == str(number) and self.known == self.head:
            self.known = ""

    def end(self) -> Iterator[Damage]:
        if self.known:
            yield Damage("E-AUDIT-07", {"head": self.known[:100]})


def _archived(number: int) -> set[str]:
    return {row[0] for row in _rows(ARCHIVED, [number])}


def _named(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids[:NAMED])) + (" …" if len(ids) > NAMED else "")


def _rows(statement: str | sql.Composable, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values or None)
        yield from cursor
