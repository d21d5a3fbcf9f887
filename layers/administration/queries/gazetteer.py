"""All units and what became of them, in memory: 14,000 rows that change only when communes merge."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

from layers.administration.models import Succession, SuccessorLink, Unit

FRESH_SECONDS = 1.0
"""How long a worker may not notice that communes merged."""


@dataclass(frozen=True)
class Entry:
    """A row of the table of units; `parent_code` is empty for provinces."""

    id: int
    code: str
    level: str
    kind: str
    name: str
    full_name: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None
    source: str

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Gazetteer:
    """`by_code` has the entries of a code from the oldest on; the links lead from entry to entries by id."""

    entries: Mapping[int, Entry]
    by_code: Mapping[str, Sequence[Entry]]
    successor_ids: Mapping[int, Sequence[int]]
    predecessor_ids: Mapping[int, Sequence[int]]

    def on(self, code: str, day: date) -> Entry | None:
        """The unit that bore the code on the day."""
        return next((entry for entry in self.by_code.get(code, ()) if entry.valid_on(day)), None)

    def successors(self, entry: Entry) -> list[Entry]:
        """What directly followed it."""
        return [self.entries[id_] for id_ in self.successor_ids.get(entry.id, ())]

    def predecessors(self, entry: Entry) -> list[Entry]:
        """What it directly followed."""
        return [self.entries[id_] for id_ in self.predecessor_ids.get(entry.id, ())]

    def became(self, entry: Entry) -> list[Entry]:
        """The units of today that have its ground, by code; itself where it is one."""
        return _sorted(_ends(entry, self.successors))

    def came_from(self, entry: Entry) -> list[Entry]:
        """The units it was made of, by code; past those of the same ground that only bore another kind or name."""
        found = []
        for former in self.predecessors(entry):
            same = self.only_renamed(former) and self.predecessors(former)
            found += self.came_from(former) if same else [former]
        return _sorted(found)

    def only_renamed(self, entry: Entry) -> bool:
        """Whether it lived on with its code, its parent and nothing more or less: a commune that became a ward."""
        after = self.successors(entry)
        return (
            len(after) == 1
            and (after[0].code, after[0].parent_code) == (entry.code, entry.parent_code)
            and len(self.predecessors(after[0])) == 1
        )

    def inside(self, entry: Entry) -> Iterator[Entry]:
        """The units that lay in it on its last day."""
        day = last_day(entry)
        return (one for one in self.entries.values() if one.parent_code == entry.code and one.valid_on(day))

    def around(self, entry: Entry, day: date) -> Iterator[Entry]:
        """The units in which it lay on a day, from the nearest to the province."""
        while entry.parent_code and (parent := self.on(entry.parent_code, day)):
            yield parent
            entry = parent


def last_day(entry: Entry) -> date:
    """The last day of a unit that is no more; today for the others."""
    today = timezone.localdate()
    return min(date.fromordinal(entry.valid_to.toordinal() - 1), today) if entry.valid_to else today


def _ends(entry: Entry, step: Callable[[Entry], Iterable[Entry]]) -> Iterator[Entry]:
    followed = False
    for after in step(entry):
        followed = True
        yield from _ends(after, step)
    if not followed:
        yield entry


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(set(entries), key=lambda entry: (entry.code, entry.valid_from or date.min))


class _LastReform:
    """What the last reform was, asked of the database at most once a second."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.checked_at = -FRESH_SECONDS
        self.known: tuple[int, datetime] | None = None

    def __call__(self) -> tuple[int, datetime] | None:
        now = time.monotonic()
        if now - self.checked_at >= FRESH_SECONDS:
            self.known = Succession.objects.order_by("-pk").values_list("pk", "applied_at").first()
            self.checked_at = now
        return self.known


_last_reform = _LastReform()
forget = _last_reform.forget


def gazetteer() -> Gazetteer:
    """All units as they are now."""
    return _read(_last_reform())


def gazetteer_with(ids: Iterable[int]) -> Gazetteer:
    """All units, read anew where one that the database just named is missing: communes merged in this second."""
    known = gazetteer()
    if not all(id_ in known.entries for id_ in ids):
        forget()
        known = gazetteer()
    return known


@lru_cache(maxsize=1)
def _read(reform: tuple[int, datetime] | None) -> Gazetteer:
    columns = (
        "id", "code", "level", "kind", "name", "full_name", "parent_code", "valid_from", "valid_to", "source",
    )  # fmt: skip
    entries = {row[0]: Entry(*row) for row in Unit.objects.values_list(*columns)}
    by_code: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries.values(), key=lambda entry: entry.valid_from or date.min):
        by_code[entry.code].append(entry)
    successors: dict[int, list[int]] = defaultdict(list)
    predecessors: dict[int, list[int]] = defaultdict(list)
    for former, present in SuccessorLink.objects.values_list("predecessor_id", "successor_id"):
        successors[former].append(present)
        predecessors[present].append(former)
    return Gazetteer(entries, dict(by_code), dict(successors), dict(predecessors))
