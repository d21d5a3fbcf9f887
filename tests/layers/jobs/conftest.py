"""A database of its own for each test of jobs, and workers on it that are gone afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import databases
from tests.layers.jobs import kinds  # noqa: F401  registers them here as well
from tests.layers.jobs.workers import WorkerProcess, wait_for_workers

Start = Callable[..., WorkerProcess]


@pytest.fixture(scope="module")
def shared_worker(template_database: str, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[str]:
    """One worker on one database for the tests of a module that need no other. Yields the database's name."""
    name = f"{template_database}_worker"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        worker = WorkerProcess(databases.url_of(name), tmp_path_factory.mktemp("worker") / "jobs.log")
        with databases.connected_to(name):
            wait_for_workers(1)
        yield name
        worker.kill()
        databases.drop(name)


@pytest.fixture
def worker(shared_worker: str, django_db_blocker: Any) -> Iterator[None]:
    """Django connected to the database of the shared worker, with an empty table `written` for effects."""
    with django_db_blocker.unblock(), databases.connected_to(shared_worker), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS written (attempt integer); TRUNCATE written")
        yield


@pytest.fixture
def start(own_database: str, tmp_path: Path) -> Iterator[Start]:
    """Starts workers on the test's own database, which has a table `written` for effects."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE written (attempt integer)")
    started: list[WorkerProcess] = []

    def begin(**environment: str) -> WorkerProcess:
        worker = WorkerProcess(own_database, tmp_path / "jobs.log", **environment)
        started.append(worker)
        return worker

    yield begin
    for worker in started:
        worker.kill()
