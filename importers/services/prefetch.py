"""Preparing the next batch while the database takes the last one: numpy, GEOS and libpq all let go of the GIL."""

import queue
import threading
from collections.abc import Iterator
from typing import TypeVar

Item = TypeVar("Item")
AHEAD = 1
"""Batches prepared beyond the one in use: one keeps both sides busy, more would only take memory."""


def prefetched(items: Iterator[Item]) -> Iterator[Item]:
    """The same items in the same order, taken in a thread of their own; its error is raised here."""
    ready: queue.Queue[tuple[bool, Item | BaseException | None]] = queue.Queue(AHEAD)
    stopped = threading.Event()

    def take() -> None:
        try:
            for item in items:
                if not _put(ready, (True, item), stopped):
                    return
            _put(ready, (False, None), stopped)
        except BaseException as error:  # noqa: BLE001  # handed to the thread that asked
            _put(ready, (False, error), stopped)

    worker = threading.Thread(target=take, daemon=True)
    worker.start()
    try:
        while True:
            more, item = ready.get()
            if not more:
                if isinstance(item, BaseException):
                    raise item
                return
            yield item  # type: ignore[misc]
    finally:
        stopped.set()
        worker.join()


def _put(
    ready: "queue.Queue[tuple[bool, Item | BaseException | None]]",
    entry: tuple[bool, Item | BaseException | None],
    stopped: threading.Event,
) -> bool:
    while not stopped.is_set():
        try:
            ready.put(entry, timeout=0.1)
            return True
        except queue.Full:
            continue
    return False
