"""Steps: each says what it does and how long it took, and is skipped when its result is already there."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gis.setup.terminal import say


@dataclass(frozen=True)
class Step:
    """Something that may have to be made ready. `is_done` must be quick: it is asked at every call of `./dothi`."""

    title: str
    is_done: Callable[[], bool]
    do: Callable[[], None]


def carry_out(steps: Iterable[Step]) -> None:
    """Do the steps that aren't done, in order; the first refusal ends it."""
    for step in steps:
        if not step.is_done():
            with timed(step.title):
                step.do()


@contextmanager
def timed(title: str) -> Iterator[None]:
    """Say what is being done and, when it is, how long it took."""
    say(f"• {title} … ", end="")
    start = time.monotonic()
    try:
        yield
    except BaseException:
        say("")
        raise
    say(f"{time.monotonic() - start:.1f} s")


def fingerprint(*parts: str | bytes | Path) -> str:
    """One hash over texts and the contents of files."""
    total = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part.encode() if isinstance(part, str) else part
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Whether the step that leaves this stamp was last finished with the same inputs."""
    return stamp.is_file() and stamp.read_text() == value


def put_stamp(stamp: Path, value: str) -> None:
    """Note that the step was finished with these inputs; an interrupted step leaves no stamp and is done again."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)
