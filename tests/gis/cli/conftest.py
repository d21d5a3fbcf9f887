"""The command line under test, on a state of its own that is taken away afterwards."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from gis.cluster.server import Cluster
from tests import databases
from tests.gis.cli.command_line import CommandLine, CommandsHere


@pytest.fixture(scope="module")
def commands(
    template_database: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CommandLine]:
    """Called in this process, on a database cloned for the module."""
    name, var = f"{template_database}_commands", tmp_path_factory.mktemp("a town")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=var / "files"):
        databases.clone(template_database, name)
        with databases.connected_to(name):
            yield CommandsHere(var, databases.url_of(name))
        databases.drop(name)


@pytest.fixture(scope="module")
def processes() -> Iterator[CommandLine]:
    """Processes of their own with a database server of their own, for what is about processes and servers."""
    with tempfile.TemporaryDirectory(prefix="a town ") as folder:
        Path(folder).chmod(0o755)
        yield CommandLine(Path(folder))
        Cluster(Path(folder)).remove()
