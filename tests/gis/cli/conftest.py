"""The command line under test, on a state of its own that is taken away afterwards."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gis.cluster.server import Cluster
from tests.gis.cli.command_line import CommandLine


@pytest.fixture(scope="module")
def commands() -> Iterator[CommandLine]:
    with tempfile.TemporaryDirectory(prefix="a town ") as folder:
        Path(folder).chmod(0o755)
        yield CommandLine(Path(folder))
        Cluster(Path(folder)).remove()
