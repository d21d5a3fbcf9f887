"""The map application's own tests; its types are checked by `./dothi lint`."""

import subprocess
from pathlib import Path

from gis.setup import node

FRONT_END = Path(__file__).resolve().parents[2] / "web" / "frontend"


def test_the_front_ends_own_tests() -> None:
    done = subprocess.run(
        [node.bin_folder() / "npm", "run", "--silent", "test"],
        cwd=FRONT_END,
        env=node.environment(),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_lock_names_no_registry() -> None:
    assert "://registry" not in (FRONT_END / "package-lock.json").read_text(encoding="utf-8")
