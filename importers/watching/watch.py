"""A folder that is watched: what has stopped growing there is imported as a job, once, and put away with its report."""

import fcntl
import os
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from gis.errors import DothiError
from importers.jobs import KIND, enqueue_import
from importers.services.options import checked_layer, checked_options
from importers.sources.contract import SourceRefused
from importers.watching.deliveries import PRESET, WORKING, Delivery, put_away, take, taken, waiting
from layers.jobs.queries import JobFacts, JobState, find_job

SETTLE = 10.0
"""Seconds for which a file must not have changed before it is taken for whole."""
WATCHED = "watched"
"""The parameter by which a delivery's job is known: a watcher that was killed between asking and noting finds it."""


class WatchedFolder:
    """One folder; use it as a context manager. `given` are options that go before those of the folder's preset."""

    def __init__(self, folder: Path, given: Mapping[str, Any] | None = None, settle: float = SETTLE) -> None:
        self.folder, self.given, self.settle = folder.absolute(), dict(given or {}), settle
        self._seen: dict[str, tuple[object, float]] = {}
        self._lock = -1

    def __enter__(self) -> Self:
        """Raises SourceRefused: E-SOURCE-09 where it can't be watched, or another process does."""
        try:
            (self.folder / WORKING).mkdir(exist_ok=True)
            self._lock = os.open(self.folder / WORKING / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            raise self._refused("another process watches it") from None
        except OSError as error:
            raise self._refused(error.strerror or str(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._lock)

    def look(self) -> list[tuple[str, Path | None]]:
        """Look once: what was taken (without a path) and what was put away, where.

        Raises:
            SourceRefused: E-SOURCE-09 the preset can't be used; nothing is taken then.
        """
        said: list[tuple[str, Path | None]] = []
        for delivery in taken(self.folder):
            job = find_job(KIND, **{WATCHED: str(delivery.id)})
            if job is None:
                self._ask(delivery)
            elif job.ended:
                said.append((delivery.path.name, self._put_away(delivery, job)))
        settled = [one for one in waiting(self.folder) if self._is_settled(one.source, one.state)]
        if settled:
            self.options()
        for one in settled:
            self._ask(take(self.folder, one))
            said.append((one.source, None))
        return said

    def options(self) -> tuple[str, dict[str, Any]]:
        """The layer and the other options, as they stand now.

        Raises:
            SourceRefused: E-SOURCE-09.
        """
        path = self.folder / PRESET
        try:
            preset = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
            said = {**preset, **self.given}
            if "map" in said:
                said["mapping"] = said.pop("map")
            said = {name.replace("-", "_"): value for name, value in said.items()}
            return checked_layer(said.pop("layer", None)), checked_options(said)
        except (OSError, ValueError) as error:
            raise self._refused(f"{PRESET}: {error}"[:200]) from error
        except DothiError as error:
            raise self._refused(f"{PRESET}: {error.sentence()}") from error

    def _ask(self, delivery: Delivery) -> None:
        layer, options = self.options()
        try:
            enqueue_import([delivery.path], layer, **{**options, WATCHED: str(delivery.id)})
        except DothiError as refused:
            put_away(self.folder, delivery, done=False, report={"error": _said(refused)})

    def _put_away(self, delivery: Delivery, job: JobFacts) -> Path:
        report: dict[str, Any] = {"job": str(job.id), "state": str(job.state), "ended_at": job.ended_at}
        if job.error is not None:
            error = job.error
            report["error"] = {
                "code": error.code,
                **{language: f"{error.sentence(language)} {error.way_out(language)}" for language in ("vi", "en")},
            }
        if isinstance(job.result, dict):
            report |= job.result
        return put_away(self.folder, delivery, done=job.state == JobState.SUCCEEDED, report=report)

    def _is_settled(self, name: str, state: object) -> bool:
        """Whether it has been the same for long enough since we saw it so first. Its own time says nothing: copies keep
        that of the original while they grow, and clocks of other machines differ."""
        now = time.monotonic()
        known, since = self._seen.get(name, (None, now))
        if known != state:
            self._seen[name] = (state, now)
            since = now
        return now - since >= self.settle

    def _refused(self, reason: str) -> SourceRefused:
        return SourceRefused("E-SOURCE-09", folder=self.folder, reason=reason)


def _said(error: DothiError) -> dict[str, str]:
    sentences = {language: f"{error.sentence(language)} {error.way_out(language)}" for language in ("vi", "en")}
    return {"code": error.code, **sentences}
