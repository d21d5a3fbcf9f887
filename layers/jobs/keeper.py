"""The worker's second thread: beats for the job at hand, sees to it that it stops when told to, sweeps,
seals the audit log, and does the chores."""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError, ProgrammingError, connection

from layers.audit.services import seal
from layers.jobs.attempt import Reason, RunningJob
from layers.jobs.chores import do_due
from layers.jobs.queue import WORKER_SESSION
from layers.jobs.running import end_of_stopped
from layers.jobs.services.beating import beat
from layers.jobs.services.fencing import fence
from layers.jobs.sweeping import Sweeper

_log = logging.getLogger(__name__)
BEAT = 1.0
SWEEP = 2.0
SEAL = 30.0
"""Seconds from one to the next."""
ASK, FORCE = 3.0, 6.0
"""Seconds after which a job that was told to stop loses its database session, and its process."""
EXIT_CODE = 70


class Keeper(threading.Thread):
    """Has a database session of its own, so it goes on while the work waits for the database."""

    def __init__(self) -> None:
        super().__init__(name="keeper", daemon=True)
        self.job: RunningJob | None = None
        self.sweeper = Sweeper()
        self.swept_at = self.sealed_at = 0.0
        self.finished = threading.Event()

    @contextmanager
    def watching(self, job: RunningJob) -> Iterator[None]:
        """Beat for this job meanwhile."""
        self.job = job
        try:
            yield
        finally:
            self.job = None

    def stop_job(self) -> None:
        """The worker stops: the job at hand goes back into the queue."""
        if job := self.job:
            job.stop(Reason.SHUTDOWN)

    def run(self) -> None:
        while not self.finished.wait(BEAT):
            job = self.job
            try:
                self._prepare_session()
                if job:
                    self._tend(job)
                if time.monotonic() - self.swept_at >= SWEEP:
                    self.sweeper.sweep(own=job.id if job else None)
                    self.swept_at = time.monotonic()
                if time.monotonic() - self.sealed_at >= SEAL:
                    self._seal()
                do_due()
            except (DatabaseError, InterfaceError) as error:
                _log.warning("the keeper waits for the database: %s", str(error).strip())
                self.sweeper.forget()
                connection.close()
            except Exception:  # noqa: BLE001  without this thread no job would end
                _log.exception("keeper")
                connection.close()
        connection.close()

    def _seal(self) -> None:
        """That the audit log can't be sealed is no reason to forget which jobs stood still."""
        self.sealed_at = time.monotonic()
        try:
            seal()
        except ProgrammingError as error:
            _log.warning("the audit log isn't sealed: %s", str(error).strip())

    def _tend(self, job: RunningJob) -> None:
        if time.monotonic() - job.began > job.kind.limit_seconds:
            job.stop(Reason.LIMIT)
        told = time.monotonic() - job.told_at if job.reason else 0.0
        try:
            beat(job)
            if told > ASK:
                fence(job.token)
        finally:
            if told > FORCE and self.job is job:
                self._end_process(job)

    def _end_process(self, job: RunningJob) -> None:
        """It hears nothing: what it holds goes with the process, and the job ends as it was to end."""
        _log.error("%s %s did not stop (%s): its process ends", job.kind.name, job.id, job.reason)
        try:
            fence(job.token)
            end_of_stopped(job)()
        finally:
            os._exit(EXIT_CODE)

    @staticmethod
    def _prepare_session() -> None:
        """Known by name, and never waits for long: the transaction that ends the job may lock its row."""
        if connection.connection is None:
            name = f"{WORKER_SESSION} {socket.gethostname()[:30]}:{os.getpid()}"
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '1s'; SET statement_timeout = '10s'")
                cursor.execute("SELECT set_config('application_name', %s, false)", [name])
