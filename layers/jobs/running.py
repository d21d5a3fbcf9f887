"""One job from the queue to its end, in a worker's one thread for work."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar
from uuid import UUID

import psycopg2
from django.db import InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from gis.errors import DothiError
from gis.setup.last_resort import keep
from layers.audit.actor import acting_as
from layers.jobs.attempt import Reason, RunningJob
from layers.jobs.models import JobState
from layers.jobs.queue import send
from layers.jobs.services import ending
from layers.jobs.services.beating import write_lines
from layers.jobs.services.claiming import claim
from layers.jobs.services.fencing import session_name

_log = logging.getLogger(__name__)
GONE = (OperationalError, InterfaceError)
SHUTTING_DOWN = ("57P", "08")
"""SQLSTATE: the server stops or crashed; the connection broke."""
RETRY_SECONDS = 1.0
Answer = TypeVar("Answer")
End = Callable[[], str | None]


def run(job_id: UUID, watched: Callable[[RunningJob], AbstractContextManager[None]]) -> None:
    """Do a job, where it waits still. `watched` is entered for as long as the work goes on."""
    job = _insist(lambda: claim(job_id))
    if job is None:
        return
    _log.info("%s %s: attempt %s", job.kind.name, job.id, job.attempt)
    with watched(job), _named_session(job), acting_as(job.requester):
        end = _work(job)
    _insist(lambda: write_lines(job))
    state = _insist(end)
    _log.info("%s %s: %s", job.kind.name, job.id, state or "ended before, or given to another worker")
    connection.close()


def _work(job: RunningJob) -> End:
    """Do the work and give what ends the attempt."""
    try:
        result = job.kind.function(job, **job.parameters)
    except BaseException as error:  # noqa: BLE001  whatever it is, the job ends by it
        return _end_by(job, error)
    return lambda: _succeed(job, result)


def _end_by(job: RunningJob, error: BaseException) -> End:
    if job.reason is not None:  # libraries that know nothing of jobs turn JobStopped into something else
        return end_of_stopped(job)
    if isinstance(error, DothiError):
        return lambda: ending.fail(job, error)
    if _lost_the_database(error):
        _log.warning("%s %s lost the database", job.kind.name, job.id)
        return lambda: _pass_on(job, ending.crashed(job.id, job.token))
    _log.error("%s %s", job.kind.name, job.id, exc_info=error)
    unexpected = DothiError("E-JOB-06", reason=f"{type(error).__name__}: {error}"[:300], log=keep(error))
    return lambda: ending.fail(job, unexpected)


def end_of_stopped(job: RunningJob) -> End:
    """What ends an attempt that was told to stop."""
    match job.reason:
        case Reason.CANCELLED:
            return lambda: ending.end_cancelled(job)
        case Reason.LIMIT:
            return lambda: ending.fail(job, DothiError("E-JOB-04", seconds=f"{job.kind.limit_seconds:g}"))
        case Reason.SHUTDOWN:
            return lambda: _pass_on(job, ending.give_back(job))
        case _:
            return lambda: None


def _pass_on(job: RunningJob, state: str | None) -> str | None:
    if state == JobState.QUEUED:
        send(job.id)
    return state


def _succeed(job: RunningJob, result: Any) -> str | None:
    try:
        return ending.succeed(job, result)
    except DothiError as error:
        return ending.fail(job, error)


def _insist(action: Callable[[], Answer]) -> Answer:
    """Until the database answers: it may be restarted at any time."""
    while True:
        try:
            return action()
        except GONE:
            connection.close()
            time.sleep(RETRY_SECONDS)


def _lost_the_database(error: BaseException) -> bool:
    """By the error alone: leaving an atomic block, Django may have opened a new session already."""
    cause = error.__cause__
    if isinstance(cause, psycopg2.InterfaceError):
        return "connection already closed" in str(cause)
    if not isinstance(cause, psycopg2.OperationalError):
        return False
    return cause.pgcode is None or cause.pgcode.startswith(SHUTTING_DOWN)


@contextmanager
def _named_session(job: RunningJob) -> Iterator[None]:
    """Every session that the work opens can be told from others, and ended by `fence`; none outlives it."""
    thread = threading.get_ident()

    def name(connection: BaseDatabaseWrapper, **_: Any) -> None:
        if threading.get_ident() == thread:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('application_name', %s, false)", [session_name(job.token)])

    connection.close()
    connection_created.connect(name)
    try:
        yield
    finally:
        connection_created.disconnect(name)
        connection.close()
