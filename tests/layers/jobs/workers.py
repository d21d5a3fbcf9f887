"""Real workers on a database, as processes of their own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

from gis.setup import system_packages
from gis.setup.places import ROOT
from layers.jobs.queries import JobFacts, get_job

FAKETIME = next(system_packages.LIBRARIES.glob(system_packages.FAKETIME), None)


class WorkerProcess:
    """One worker; what it says goes to `log`."""

    def __init__(self, database_url: str, log: Path, **environment: str) -> None:
        self.log = log
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

    def stop(self) -> tuple[int, float]:
        """As `./dothi serve` does; exit code and seconds."""
        began = time.monotonic()
        self.process.terminate()
        return self.process.wait(20), time.monotonic() - began


def wait_for(job_id: UUID, *states: str, within: float = 30.0) -> JobFacts:
    """The job as soon as it is in one of these states."""
    deadline = time.monotonic() + within
    while (job := get_job(job_id)).state not in states:
        if time.monotonic() > deadline:
            raise AssertionError(f"{job.state} after {within} s: {job}")
        time.sleep(0.05)
    return job


def wait_until_heard(job_id: UUID, within: float = 10.0) -> JobFacts:
    """The job as soon as its progress arrives from the worker."""
    deadline = time.monotonic() + within
    while not (job := get_job(job_id)).message:
        if time.monotonic() > deadline:
            raise AssertionError(f"no progress after {within} s: {job}")
        time.sleep(0.05)
    return job


def ended(job_id: UUID, within: float = 30.0) -> JobFacts:
    """The job after its end."""
    return wait_for(job_id, "succeeded", "failed", "cancelled", within=within)
