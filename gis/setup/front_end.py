"""The map application: built with Vite from web/frontend into web/static/map, again when one of its files changed."""

from pathlib import Path

from gis.errors import DothiError
from gis.setup import downloads, node
from gis.setup.places import FRONT_END, FRONT_END_OUTPUT, LOGS, SETUP_STATE
from gis.setup.programs import run
from gis.setup.steps import Step, fingerprint, is_stamped, put_stamp
from gis.setup.terminal import local

STAMP = SETUP_STATE / "front_end.stamp"
NOT_INPUT = {"node_modules", "dist", "test-results"}


def step() -> Step:
    """Build the front end."""
    return Step(local("Building the map application", "Dựng ứng dụng bản đồ"), is_done=_is_built, do=_build)


def _is_built() -> bool:
    return any(FRONT_END_OUTPUT.glob("*")) and is_stamped(STAMP, _inputs_hash())


def _inputs_hash() -> str:
    files = sorted(path for path in _inputs(FRONT_END) if path.is_file())
    return fingerprint(*(part for path in files for part in (str(path.relative_to(FRONT_END)), path)))


def _inputs(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in folder.iterdir():
        if path.name not in NOT_INPUT:
            found += _inputs(path) if path.is_dir() else [path]
    return found


def _build() -> None:
    inputs = _inputs_hash()
    npm = node.bin_folder() / "npm"
    downloads.npm_install(npm, FRONT_END, node.environment())
    built = run([npm, "run", "build"], log=downloads.LOG, cwd=FRONT_END, environment=node.environment())
    if not built.ok:
        raise DothiError("E-SETUP-05", what="npm run build", reason=built.last_line, log=LOGS / downloads.LOG)
    put_stamp(STAMP, inputs)
