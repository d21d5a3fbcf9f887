"""The dothi project: settings, URLs, command line, and the spatial kernel that knows no Django."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

try:
    __version__ = version("dothi")
except PackageNotFoundError:  # a checkout that was not installed: read the one place that states it
    import tomllib

    __version__ = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]["version"]
