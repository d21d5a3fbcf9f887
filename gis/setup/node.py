"""Which Node builds the front end: the machine's, if it has npm and is as new as Vite wants, else the wheel's."""

import os
import re
import shutil
from functools import cache
from pathlib import Path

from gis.setup.places import VENV
from gis.setup.programs import run

OLDEST = (20, 19)


@cache
def machine_has_node() -> bool:
    """Whether Node need not be installed with the Python packages."""
    return _machine_bin() is not None


def bin_folder() -> Path:
    """The folder with `node` and `npm`."""
    return _machine_bin() or VENV / "bin"


def environment() -> dict[str, str]:
    """The environment in which npm and its scripts find that same `node`."""
    return {**os.environ, "PATH": os.pathsep.join([str(bin_folder()), os.environ.get("PATH", os.defpath)])}


def _machine_bin() -> Path | None:
    # An activated environment puts the wheel's own Node first; that one must not count as the machine's.
    folders = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if folder != str(VENV / "bin")]
    node = shutil.which("node", path=os.pathsep.join(folders))
    if not node or not (Path(node).parent / "npm").exists():
        return None
    version = re.match(r"v(\d+)\.(\d+)", run([node, "--version"]).output)
    return Path(node).parent if version and (int(version[1]), int(version[2])) >= OLDEST else None
