"""The dothi project: settings, URLs, command line, and the spatial kernel that knows no Django."""

from pathlib import Path


def _version() -> str:
    """From the one place that states it, as ./dothi reads it too; `importlib.metadata` alone costs 50 ms."""
    lines = (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8").splitlines()
    return next(line.split('"')[1] for line in lines if line.startswith('version = "'))


__version__ = _version()
