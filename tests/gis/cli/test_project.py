"""What every command does before its own work: quickly, and only what is needed."""

import subprocess
import sys

import pytest
from django.db.migrations.recorder import MigrationRecorder

from gis.cli import project
from gis.setup.places import ROOT

COSTLY = {"pyarrow", "pyogrio", "shapely", "pyproj", "pandas", "pygeoapi", "dramatiq", "jwt", "oauthlib", "gis.urls"}
"""What some commands need and none should wait for that doesn't."""


def test_django_starts_without_what_only_some_commands_need() -> None:
    code = "import sys; from gis.cli.project import _set_up_django; _set_up_django(); print(*sys.modules)"
    started = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(started.stdout.split())
    assert "layers.features" in loaded
    assert not loaded & COSTLY


@pytest.mark.django_db
@pytest.mark.parametrize(("app", "name"), [("search", "0001_index"), ("axes", "0001_initial")])
def test_a_migration_that_the_database_lacks_is_noticed(app: str, name: str) -> None:
    assert project._all_applied()
    MigrationRecorder.Migration.objects.filter(app=app, name=name).delete()
    assert not project._all_applied()
