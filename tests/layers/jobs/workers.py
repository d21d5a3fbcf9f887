"""Real workers on a database, as processes of their own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest

from gis.setup import system_packages
from gis.setup.places import ROOT
from layers.jobs.queries import JobFacts, get_job, workers_alive

_running: list["WorkerProcess"] = []


def faketime() -> Path:
    """The library that lets the time of one process jump; a test that needs it fails where it isn't."""
    found = next(system_packages.LIBRARIES.glob(system_packages.FAKETIME), None)
    if found is None:
        pytest.fail("libfaketime is not on this machine: ./dothi test installs it (Debian's package faketime)")
    return found


class WorkerProcess:
    """One worker; what it says goes to `log`."""

    def __init__(self, database_url: str, log: Path, **environment: str) -> None:
        self.log = log
        _running.append(self)
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "layers.jobs.worker"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DATABASE_URL": database_url,
                    "DJANGO_SETTINGS_MODULE": "tests.layers.jobs.settings",
                    "DOTHI_VAR": str(log.parent),
                    **environment,
                },
                stdout=file,
                stderr=file,
                start_new_session=True,
            )

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        """As the kernel does when memory runs out."""
        self.process.kill()
        self.process.wait()
        self.forget()

    def stop(self) -> tuple[int, float]:
        """As `./dothi serve` does; exit code and seconds."""
        began = time.monotonic()
        self.process.terminate()
        code = self.process.wait(20)
        self.forget()
        return code, time.monotonic() - began

    def forget(self) -> None:
        """It is gone on purpose."""
        if self in _running:
            _running.remove(self)

    def account(self) -> str:
        """Whether it lives, and what it said last."""
        code = self.process.poll()
        state = "alive" if code is None else f"ended with {code}"
        return f"worker {self.process.pid} {state}; {self.log}:\n{self.log.read_text()[-4000:]}"


def accounts() -> str:
    """What the workers of this test say, for the message of a failure."""
    return "\n".join(worker.account() for worker in _running) or "no worker was started"


def wait_for(job_id: UUID, *states: str, within: float = 30.0) -> JobFacts:
    """The job as soon as it is in one of these states."""
    deadline = time.monotonic() + within
    while (job := get_job(job_id)).state not in states:
        if time.monotonic() > deadline:
            raise AssertionError(f"{job.state} after {within} s: {job}\n{accounts()}")
        time.sleep(0.05)
    return job


def wait_until_heard(job_id: UUID, within: float = 10.0) -> JobFacts:
    """The job as soon as its progress arrives from the worker."""
    deadline = time.monotonic() + within
    while not (job := get_job(job_id)).message:
        if time.monotonic() > deadline:
            raise AssertionError(f"no progress after {within} s: {job}\n{accounts()}")
        time.sleep(0.05)
    return job


def ended(job_id: UUID, within: float = 30.0) -> JobFacts:
    """The job after its end."""
    return wait_for(job_id, "succeeded", "failed", "cancelled", within=within)


def wait_for_workers(count: int, within: float = 20.0) -> None:
    """Until so many have a session in the database that Django is connected to; what they said where they don't."""
    deadline = time.monotonic() + within
    while workers_alive() < count:
        if time.monotonic() > deadline or any(worker.process.poll() is not None for worker in _running):
            raise AssertionError(f"{workers_alive()} of {count} workers\n{accounts()}")
        time.sleep(0.05)
