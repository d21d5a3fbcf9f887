"""Kinds of job that do what goes wrong."""

import os
import sys
import threading
import time
from typing import Any

from django.db import connection, transaction

from gis.errors import FileRefused
from layers.jobs.attempt import RunningJob
from layers.jobs.kinds import job_kind
from layers.jobs.sentence import Sentence

TITLE = Sentence(vi="Thử", en="Test")


@job_kind("steps", title=TITLE, limit_seconds=60)
def steps(job: RunningJob, *, count: int, seconds: float = 0.0) -> dict[str, int]:
    """Well behaved."""
    for step in range(count):
        job.progress(step / count, Sentence(vi=f"Bước {step}", en=f"Step {step}"))
        job.log(Sentence(vi=f"Xong {step}", en=f"Done {step}"))
        threading.Event().wait(seconds)  # libfaketime 0.9.10 breaks time.sleep where it leaves the monotonic clock be
    return {"steps": count, "attempt": job.attempt}


@job_kind("write", title=TITLE, limit_seconds=60)
def write(job: RunningJob, *, before: float = 0.0, inside: float = 0.0, after: float = 0.0) -> None:
    """Its effect and its end are one: a row in `written`."""
    _wait(job, before)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO written (attempt) VALUES (%s)", [job.attempt])
        _wait(job, inside)
        job.succeed({"attempt": job.attempt})
    time.sleep(after)


@job_kind("stubborn", title=TITLE, limit_seconds=60)
def stubborn(job: RunningJob, *, attempt_that_ends: int = 99) -> str:
    """Hears nothing and asks no database."""
    while job.attempt < attempt_that_ends:
        time.sleep(0.2)
    return "done"


@job_kind("query", title=TITLE, limit_seconds=60)
def query(job: RunningJob) -> None:
    """Waits inside one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(60)")


@job_kind("brief", title=TITLE, limit_seconds=1)
def brief(job: RunningJob, *, stubborn: bool = False) -> None:
    """Takes longer than it may."""
    while True:
        time.sleep(0.1)
        if not stubborn:
            job.progress(0.5)


@job_kind("returns", title=TITLE, limit_seconds=60)
def returns(job: RunningJob, *, what: str) -> Any:
    """What JSON or PostgreSQL can't hold."""
    return {"object": object(), "nan": float("nan"), "nul": "a\0b", "set": {1, 2}, "good": {"a": [1, None]}}[what]


@job_kind("raises", title=TITLE, limit_seconds=60)
def raises(job: RunningJob, *, what: str) -> None:
    """Fails in one of the ways that code fails."""
    match what:
        case "refusal":
            raise FileRefused("E-FILE-01", path="x.shp")
        case "defect":
            raise RuntimeError("a defect")
        case "exit":
            sys.exit(3)
        case "statement":
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")


@job_kind("dies", title=TITLE, limit_seconds=60)
def dies(job: RunningJob, *, times: int) -> dict[str, int]:
    """Takes its worker with it, as a crash in a library does."""
    if job.attempt <= times:
        time.sleep(1.2)
        os._exit(139)
    return {"attempt": job.attempt}


def _wait(job: RunningJob, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.05)
        job.check()
