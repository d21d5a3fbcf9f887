"""What workers do beside jobs, now and then: a module named in JOB_KINDS registers its own.

    @chore(every_seconds=600)
    def remove_what_expired() -> None: ...

Each worker does each, so a chore must bear being done by several at once. It is short, and doesn't write features.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from layers.jobs.kinds import all_kinds

_log = logging.getLogger(__name__)


@dataclass
class _Chore:
    function: Callable[[], object]
    every: float
    done_at: float


_chores: dict[str, _Chore] = {}


def chore(*, every_seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register the function; it is first done after that time."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        _chores[function.__qualname__] = _Chore(function, every_seconds, time.monotonic())
        return function

    return register


def do_due() -> None:
    """Do those whose time has come. One that fails is logged and comes again."""
    all_kinds()
    now = time.monotonic()
    for name, one in _chores.items():
        if now - one.done_at >= one.every:
            one.done_at = now
            try:
                one.function()
            except OSError:
                _log.warning("chore %s", name, exc_info=True)
