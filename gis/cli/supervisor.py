"""Keeps a list of programs running beside each other: the vital ones all or none, others again and again."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gis.errors import DothiError
from gis.setup.places import LOGS
from gis.setup.terminal import local, say

PATIENCE = 15.0
PR_SET_PDEATHSIG = 1
SETTLED, LONGEST_PAUSE = 30.0, 20.0
LOG_LIMIT = 10 * 1024 * 1024


@dataclass
class Child:
    """A program to keep running; its output goes to var/log/<name>.log."""

    name: str
    argv: Sequence[str]
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    vital: bool = True
    """Whether all ends with it; another that ends is started again."""
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    pause: float = 0.0
    """Seconds to wait before the next start; it doubles while starts fail."""

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches it only through the supervisor."""
        self.began = time.monotonic()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  argv is a list, never a shell line
                list(self.argv),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                start_new_session=True,
                preexec_fn=_end_with_parent,  # no threads here
            )

    def restart(self, code: int) -> None:
        """Start it again once its pause is over. One that ends as it should, or lived long, has none."""
        lived = time.monotonic() - self.began
        if code == 0 or lived > SETTLED:
            self.pause = 0.0
        if lived < self.pause:
            return
        if code != 0:
            ending = _ending(code)
            say(
                local(
                    f"{self.name} ended ({ending}) and is started again; its log is {self.log}.",
                    f"{self.name} đã dừng ({ending}) và được khởi động lại; nhật ký: {self.log}.",
                )
            )
        self.pause = min(max(1.0, 2 * self.pause), LONGEST_PAUSE)
        self.start()


class Supervisor:
    """Starts its children, notices when one ends by itself, and stops them all."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children

    def start(self, ready: Callable[[], bool] = lambda: True) -> None:
        """The vital children, and the others once those are ready: while they load, they would only be in the way."""
        self._start(vital=True)
        self.wait_until(ready)
        self._start(vital=False)

    def _start(self, *, vital: bool) -> None:
        for child in self.children:
            if child.vital is vital:
                child.start()

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Watch the children until something is so."""
        while not ready():
            self.demand_all_alive()
            time.sleep(0.1)

    def watch(self) -> None:
        """Until a vital child ends, which is a refusal, or a signal interrupts."""
        self.wait_until(lambda: False)

    def demand_all_alive(self) -> None:
        """Raises DothiError: E-SERVE-02 where a vital child ended; starts others again."""
        for child in self.children:
            code = child.process.poll() if child.process else None
            if code is None:
                continue
            if child.vital:
                raise DothiError("E-SERVE-02", name=child.name, ending=_ending(code), log=child.log)
            child.restart(code)

    def stop(self) -> None:
        """Ask all to end, in reverse order of starting, and end those that don't in time."""
        running = [child.process for child in reversed(self.children) if child.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            _kill_group(process)


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    """What it left behind: a leader that was killed doesn't see to its own any more."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _end_with_parent() -> None:
    """Should the supervisor be killed without a chance to stop its children, the kernel tells them to end."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def _ending(code: int) -> str:
    return f"exit {code}" if code >= 0 else signal.Signals(-code).name
