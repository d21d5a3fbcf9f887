"""Ctrl-C, SIGTERM and a closed terminal all end a command in the same way: once, with time to clean up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def end_cleanly_on_signals() -> None:
    """The first signal raises KeyboardInterrupt; more of them don't disturb the cleaning up that follows."""
    for number in ENDINGS:
        # Started with nohup it outlives the terminal; a script's background job has SIGINT ignored, but may send it.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupt)


@contextmanager
def left_to_child() -> Iterator[None]:
    """Ctrl-C belongs to the program in the foreground (psql, pytest), which says itself what it does with it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    for each in ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt
