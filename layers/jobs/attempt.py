"""One attempt at a job, as the function that does the work sees it."""

import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from gis.errors import DothiError
from layers.audit.actor import Actor
from layers.jobs.kinds import JobKind
from layers.jobs.sentence import Sentence


class Reason(StrEnum):
    """Why an attempt is told to stop."""

    CANCELLED = "cancelled"
    LIMIT = "limit"
    SHUTDOWN = "shutdown"
    SUPERSEDED = "superseded"


class JobStopped(DothiError):
    """The attempt was told to stop, and why. Being a refusal, it undoes and records as every refusal does."""


@dataclass
class RunningJob:
    """What a kind's function is given. It may be called from one thread; none of its calls waits for the database,
    except `succeed`."""

    id: UUID
    token: UUID
    attempt: int
    kind: JobKind
    parameters: dict[str, Any]
    requester: Actor
    """Who asked for the work, by way of this job."""
    began: float = field(default_factory=time.monotonic)
    reason: Reason | None = None
    told_at: float = 0.0
    share: float = 0.0
    message: Sentence | None = None
    _lines: list[Sentence] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def progress(self, share: float, message: Sentence | None = None) -> None:
        """Say how far it is, from 0 to 1; cheap, so call it often.

        Raises:
            JobStopped: when it was cancelled, met its limit, or its worker stops.
        """
        self.share = min(max(float(share), 0.0), 1.0)
        if message is not None:
            self.message = message
        self.check()

    def log(self, text: Sentence) -> None:
        """Add a line to the log. Raises JobStopped as `progress` does."""
        with self._lock:
            self._lines.append(text)
        self.check()

    def check(self) -> None:
        """Raises JobStopped where the work should end."""
        match self.reason:
            case None:
                return
            case Reason.CANCELLED:
                raise JobStopped("E-JOB-03")
            case Reason.LIMIT:
                raise JobStopped("E-JOB-04", seconds=f"{self.kind.limit_seconds:g}")
            case Reason.SHUTDOWN:
                raise JobStopped("E-JOB-10")
            case Reason.SUPERSEDED:
                raise JobStopped("E-JOB-11")

    def succeed(self, result: Any) -> None:
        """End the job as succeeded inside the transaction that makes it true: both are committed, or neither.

        Without it a worker that dies between the two would do the work twice. Call it last.

        Raises:
            JobStopped: the attempt is no longer the job's; the transaction must be rolled back.
        """
        from layers.jobs.services.beating import write_lines
        from layers.jobs.services.ending import succeed

        self.check()
        write_lines(self)  # who follows the job looks no more once it has ended
        if not succeed(self, result):
            self.stop(Reason.SUPERSEDED)
            self.check()

    def stop(self, reason: Reason) -> None:
        """Tell it to stop; the first reason stays."""
        if self.reason is None:
            self.told_at = time.monotonic()
            self.reason = reason

    def take_lines(self) -> list[Sentence]:
        """The lines not yet written, once."""
        with self._lock:
            taken, self._lines = self._lines, []
        return taken
