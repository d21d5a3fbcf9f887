"""The order of files: those that take longest begin first, so that no worker is at a long one when the others are done.

With `--dist loadfile` a free worker takes the next file. Nothing but the order follows from this list: a file that isn't
in it, or is renamed, comes after those that are. Figures are from `./dothi test --durations=0`.
"""

from pathlib import Path

import pytest

SECONDS = {
    "exits/test_exits_agree.py": 106,
    "gis/cli/test_background.py": 72,
    "layers/jobs/test_database_restarts.py": 70,
    "importers/test_killed_imports.py": 60,
    "journeys/test_sign_in.py": 50,
    "journeys/test_import_page.py": 45,
    "layers/jobs/test_running.py": 40,
    "layers/jobs/test_kills.py": 40,
    "journeys/test_api_clients.py": 40,
    "journeys/test_map.py": 40,
    "journeys/test_finding.py": 40,
    "gis/cli/test_backup.py": 35,
    "gis/cli/test_serve.py": 35,
    "importers/services/test_modes.py": 35,
    "layers/planning/test_model_files.py": 35,
    "layers/administration/test_reform_of_a_city.py": 35,
    "importers/formats/test_every_format.py": 30,
    "importers/formats/test_containers.py": 30,
    "importers/services/test_import_files.py": 30,
    "gis/cluster/test_server.py": 25,
    "gis/cli/test_commands.py": 25,
}
HERE = Path(__file__).parent


def sort(items: list[pytest.Item]) -> None:
    """Bring files into their order; tests of a file stay in theirs."""
    items.sort(key=lambda item: -SECONDS.get(item.path.relative_to(HERE).as_posix(), 0))
