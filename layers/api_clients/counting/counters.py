"""The counts of this worker, and who was seen."""

import os
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Lock
from uuid import uuid4

from django.utils import timezone

from layers.api_clients.counting.windows import FEWEST_WORKERS, Window, window_start

MOST_SUBJECTS = 100_000
Key = tuple[str, int]
Uses = dict[tuple[int, int | None], tuple[datetime, str | None]]
"""By client and key: when it came last, and from which address."""


@dataclass(frozen=True)
class Standing:
    """How a limit stands: `remaining` requests until it begins anew in `reset` seconds."""

    limit: int
    seconds: int
    remaining: int
    reset: int


@dataclass(frozen=True)
class Verdict:
    """Whether a request is let through, how each limit stands after it, and which one refuses."""

    standings: tuple[Standing, ...]
    refusing: Standing | None = None

    @property
    def is_allowed(self) -> bool:
        return self.refusing is None


@dataclass
class _Worker:
    lock: Lock = field(default_factory=Lock)
    wake: Event = field(default_factory=Event)
    name: str = field(default_factory=lambda: uuid4().hex)
    windows: OrderedDict[Key, Window] = field(default_factory=OrderedDict)
    dirty: set[Key] = field(default_factory=set)
    uses: Uses = field(default_factory=dict)
    seen: int = FEWEST_WORKERS
    """The most workers that counted the same."""
    ahead: float = 0.0
    """Seconds by which the database's clock is ahead of this machine's."""
    east: int = 0
    east_known_until: float = 0.0

    def now(self) -> float:
        return time.time() + self.ahead


worker = _Worker()
tells = False
"""Whether a thread of this process tells the database (`flushing`)."""


def take(subject: str, limits: Sequence[tuple[int, int]]) -> Verdict:
    """Count a request of the subject, where it fits into all limits: pairs of a window's seconds and a number (0 counts
    and never refuses)."""
    now = worker.now()
    with worker.lock:
        windows = [_window(subject, seconds, limit, now) for seconds, limit in limits]
        full = next((window for window in windows if not window.has_room(now, alone=not tells)), None)
        for window in windows:
            if full is None:
                window.pending += 1
            else:
                window.refused += 1
            worker.dirty.add((subject, window.seconds))
        if any(window.should_tell(now) for window in windows):
            worker.wake.set()
        standings = tuple(_standing(window, now) for window in windows if window.limit)
        return Verdict(standings, None if full is None else _standing(full, now))


def note_use(client: int, credential: int | None, address: str | None) -> None:
    """The client came, with that key, from that address: written with the next counts."""
    worker.uses[client, credential] = (datetime.now(UTC), address)


def reset() -> None:
    """Count from nothing, as another worker: after a fork, and in tests."""
    global worker
    worker = _Worker()


os.register_at_fork(after_in_child=reset)


def _window(subject: str, seconds: int, limit: int, now: float) -> Window:
    key = (subject, seconds)
    starts = window_start(seconds, now, _east(now))
    found = worker.windows.get(key)
    if found is None or found.starts != starts:
        if found is not None and (found.pending or found.refused):
            worker.windows[f"{subject}@{found.starts}", seconds] = found  # still to be told
            worker.dirty.add((f"{subject}@{found.starts}", seconds))
        found = worker.windows[key] = Window(seconds, starts, limit, worker.seen)
        _make_room()
    found.limit = limit
    worker.windows.move_to_end(key)
    return found


def _make_room() -> None:
    """Forget who came longest ago, told or not: so many in a second are an attack from everywhere."""
    while len(worker.windows) > MOST_SUBJECTS:
        key, _ = worker.windows.popitem(last=False)
        worker.dirty.discard(key)


def _standing(window: Window, now: float) -> Standing:
    ends = window.starts + window.seconds
    return Standing(window.limit, window.seconds, window.remaining, max(1, int(ends - now + 0.999)))


def _east(now: float) -> int:
    """How far the city's clocks are ahead of Greenwich; asked once an hour."""
    if now >= worker.east_known_until:
        offset = datetime.fromtimestamp(now, timezone.get_default_timezone()).utcoffset()
        worker.east = int(offset.total_seconds()) if offset else 0
        worker.east_known_until = now + 3600 - now % 3600
    return worker.east
