"""Which command needs what made ready, and doing it once even if two are called at the same time."""

import fcntl
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gis.errors import DothiError
from gis.setup import front_end, python_environment, system_packages, test_servers
from gis.setup.places import LOGS, ROOT, SETUP_STATE, VAR
from gis.setup.steps import Step, carry_out
from gis.setup.terminal import local, say


@dataclass(frozen=True)
class Needs:
    """What a command needs beside the system packages and the Python environment."""

    front_end: bool = False
    tests: bool = False


NEEDS = {
    "demo": Needs(front_end=True),
    "serve": Needs(front_end=True),
    "test": Needs(front_end=True, tests=True),
    "lint": Needs(),
    "bench": Needs(),
    "import": Needs(),
    "features": Needs(),
    "jobs": Needs(),
    "layers": Needs(),
    "codes": Needs(),
    "units": Needs(),
    "accounts": Needs(),
    "shell": Needs(),
    "db": Needs(),
    "backup": Needs(),
    "restore": Needs(),
}


def make_ready(needs: Needs, *, long_tests: bool = False) -> None:
    """Do every step that isn't done. Raises DothiError with a way out when one can't be."""
    _demand_writable(VAR, LOGS)
    steps = _steps(needs, long_tests)
    if all(step.is_done() for step in steps):
        return
    _demand_writable(ROOT, SETUP_STATE)
    with _alone():
        carry_out(steps)


def _steps(needs: Needs, long_tests: bool) -> list[Step]:
    packages = system_packages.step(for_tests=needs.tests, for_long_tests=needs.tests and long_tests)
    steps = [packages, python_environment.step()]
    if needs.front_end:
        steps.append(front_end.step())
    if needs.tests:
        steps.append(test_servers.step())
    return steps


def _demand_writable(*folders: Path) -> None:
    """Each exists or can be made, and is ours to write in; said before anything is half done."""
    for folder in folders:
        nearest = next(each for each in (folder, *folder.parents) if each.exists())
        if not os.access(nearest, os.W_OK | os.X_OK):
            uid = nearest.stat().st_uid
            owner = nearest.owner() if uid in _known_users() else str(uid)
            raise DothiError("E-SETUP-06", user=_user_name(), path=nearest, owner=owner)
        folder.mkdir(parents=True, exist_ok=True)


def _known_users() -> set[int]:
    return {entry.pw_uid for entry in pwd.getpwall()}


def _user_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


@contextmanager
def _alone() -> Iterator[None]:
    """Wait for another set-up of this tree; the steps are then asked again whether they are done."""
    with Path(SETUP_STATE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(local("Waiting for another set-up of this folder …", "Đang chờ một lượt cài đặt khác …"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
