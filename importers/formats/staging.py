"""Stand-ins for a file in a directory of our own, so that GDAL finds the name it wants and writes nothing beside it."""

import shutil
from pathlib import Path


def stand_in(path: Path, link: Path) -> Path:
    """A symbolic link to `path` under the name a driver expects, whatever the file is called."""
    link.symlink_to(path.resolve())
    return link


def copy_of(path: Path, copy: Path) -> Path:
    """A copy, for files that a driver could only open by writing to them."""
    shutil.copyfile(path, copy)
    return copy
