"""A worker: `python -m layers.jobs.worker` does one job after another until SIGTERM. Any number may run, anywhere.

It imports no more than the framework before the first job, and makes way for a fresh one after a job that left it fat.
"""

import logging
import os
import re
import signal
import sys
import threading
from pathlib import Path
from uuid import UUID

import django

STOP_MS = 10_000
FAT_KB = 400 * 1024
"""Python gives little memory back: a worker that once took so much ends, and its supervisor starts another."""


def main() -> int:
    """Until it is told to stop; the job at hand then goes back into the queue."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gis.settings")
    django.setup()
    _log_to_stderr()
    from layers.jobs import queue  # before Dramatiq, which reads its settings when it is imported
    from dramatiq import Worker, actor  # isort: skip

    from layers.jobs.keeper import Keeper
    from layers.jobs.kinds import all_kinds
    from layers.jobs.running import run

    all_kinds()  # a module that can't be imported is said now
    ending, keeper, broker = threading.Event(), Keeper(), queue.broker()

    def run_job(job_id: str) -> None:
        run(UUID(job_id), keeper.watching)
        if most_memory_kb() > FAT_KB:
            logging.getLogger(__name__).info("makes way for a fresh worker: %s MB", most_memory_kb() // 1024)
            ending.set()

    actor(run_job, actor_name=queue.ACTOR, queue_name=queue.QUEUE, broker=broker)
    worker = Worker(broker, worker_threads=1)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: ending.set())
    keeper.start()
    worker.start()
    ending.wait()
    keeper.stop_job()
    worker.stop(timeout=STOP_MS)
    keeper.finished.set()
    keeper.join(1)
    return 0


def most_memory_kb() -> int:
    """The most memory that this program held. Not getrusage's ru_maxrss: that is inherited from whoever started it, so
    a worker of a fat parent would end after its first job."""
    return int(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[0])


def _log_to_stderr() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(process)d %(message)s", force=True)
    for name in ("layers.jobs", "layers.audit"):
        logging.getLogger(name).setLevel(logging.INFO)


if __name__ == "__main__":
    sys.exit(main())
