"""The database server: a private PostgreSQL cluster under var/, or the one that DATABASE_URL names.

Whoever uses the private cluster holds a shared lock. The last to let go stops the server, so that Ctrl-C leaves
nothing running; `./dothi db start` keeps it up until `./dothi db stop`.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gis.cluster import binaries, existing
from gis.cluster.locks import open_lock, try_lock
from gis.cluster.server import Cluster
from gis.errors import DothiError
from gis.setup.places import VAR

__all__ = [
    "TESTS_HOME",
    "Cluster",
    "database_url",
    "for_tests",
    "in_use",
    "is_running",
    "keep_running",
    "new_cluster",
    "programs",
    "stop",
]

USERS = "cluster-users.lock"
KEPT = "cluster-kept"
TESTS_HOME = VAR / "tests"


@contextmanager
def in_use() -> Iterator[str]:
    """The URL of a running database; afterwards the private cluster is stopped, unless kept or still used by others."""
    with _shared(_private()) as url:
        yield url


@contextmanager
def for_tests() -> Iterator[str]:
    """The URL of the server for tests: beside the city's own, and waiting for no disk; or what DATABASE_URL names."""
    TESTS_HOME.mkdir(parents=True, exist_ok=True)
    with _shared(Cluster(TESTS_HOME, durable=False)) as url:
        yield url


def keep_running() -> str:
    """Start the private cluster and leave it up until `stop`."""
    _demand_private()
    url = _private().start()
    (VAR / KEPT).touch()
    return url


def stop(*, force: bool = False) -> None:
    """Stop the private cluster; refused while another process uses it, unless forced."""
    _demand_private()
    share = open_lock(VAR / USERS)
    try:
        if not (try_lock(share) or force):
            raise DothiError("E-DB-09")
        (VAR / KEPT).unlink(missing_ok=True)
        _private().stop()
    finally:
        os.close(share)


def is_running() -> bool:
    """Whether the private cluster runs, by whomever started. Always true of a server that DATABASE_URL names."""
    return "DATABASE_URL" in os.environ or _private().is_running()


def database_url() -> str | None:
    """The URL as it is now, without starting anything; None while the private cluster is down."""
    if url := os.environ.get("DATABASE_URL"):
        return url
    return _private().url() if _private().is_running() else None


def programs() -> Path:
    """The folder of psql, pg_dump and pg_restore that fit the database in use."""
    return binaries.newest() if "DATABASE_URL" in os.environ else _private().binaries()


def new_cluster(home: Path) -> Cluster:
    """A cluster of its own with its notes in `home`, for trying a backup: `start()`, `stop()`, `remove()`."""
    home.mkdir(parents=True, exist_ok=True)
    return Cluster(home)


def _private() -> Cluster:
    return Cluster(VAR)


@contextmanager
def _shared(cluster: Cluster) -> Iterator[str]:
    if url := os.environ.get("DATABASE_URL"):
        existing.check(url)
        yield url
        return
    share = _join(cluster.home)
    try:
        yield cluster.start()
    finally:
        if try_lock(share) and not (cluster.home / KEPT).exists():
            cluster.stop()
        os.close(share)


def _join(home: Path) -> int:
    # Waits for a stop that is under way, then counts as a user.
    share = open_lock(home / USERS)
    fcntl.flock(share, fcntl.LOCK_SH)
    return share


def _demand_private() -> None:
    if "DATABASE_URL" in os.environ:
        raise DothiError("E-DB-10")
