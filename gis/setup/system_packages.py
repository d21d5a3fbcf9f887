"""What comes from the system's packages: PostgreSQL with PostGIS (which brings GDAL and GEOS), and for tests a browser.

Whatever PostgreSQL and PostGIS the release carries is taken. Asked of the machine at every call, not noted: a
package may be taken away behind our back.
"""

import importlib.util
import re
import shutil
import sys
from ctypes.util import find_library
from pathlib import Path

from gis.errors import DothiError
from gis.setup import downloads
from gis.setup.places import VENV_PYTHON
from gis.setup.programs import run
from gis.setup.steps import Step
from gis.setup.terminal import local

POSTGRES_HOME = Path("/usr/lib/postgresql")
POSTGRES_SHARE = Path("/usr/share/postgresql")
POSTGIS_PACKAGE = r"^postgresql-[0-9]+-postgis-3$"
# Debian's packages make and start a server of their own unless told not to, and only in this way.
NO_MAIN_CLUSTER = Path("/etc/postgresql-common/createcluster.d/dothi.conf")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBOOTSTRAP = Path("/usr/sbin/debootstrap")  # a bare system to set up from nothing
FONT = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")  # Vietnamese letters on screenshots

LIBRARIES = Path("/usr/lib")
FAKETIME = "*/faketime/libfaketimeMT.so.1"


def step(*, for_tests: bool, for_long_tests: bool) -> Step:
    """Install the system packages that are missing."""

    def missing() -> list[str]:
        tests = _missing_for_tests() if for_tests else []
        return [*_missing(), *tests, *(_missing_for_long_tests() if for_long_tests else [])]

    return Step(
        local("Installing system packages", "Cài các gói hệ thống"),
        is_done=lambda: not missing(),
        do=lambda: _install(missing()),
    )


def postgres_versions() -> list[int]:
    """The major versions of PostgreSQL on this machine that have PostGIS, oldest first."""
    found = POSTGRES_SHARE.glob("*/extension/postgis.control")
    numbers = sorted(int(path.parts[-3]) for path in found if path.parts[-3].isdigit())
    return [number for number in numbers if (POSTGRES_HOME / str(number) / "bin" / "postgres").exists()]


def _missing() -> list[str]:
    """What is wanted, by package name; PostGIS by the pattern of its name."""
    wanted = []
    if not postgres_versions():
        wanted.append(POSTGIS_PACKAGE)
    if not VENV_PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        wanted.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return wanted


def _missing_for_tests() -> list[str]:
    wanted = [] if any(map(shutil.which, BROWSERS)) else ["chromium"]
    if not FONT.exists():
        wanted.append("fonts-noto-core")
    if not find_library("atomic"):
        wanted.append("libatomic1")  # Playwright's driver is linked to it
    if not shutil.which("git"):
        wanted.append("git")  # tells the tests which files are the project's
    if not list(LIBRARIES.glob(FAKETIME)):
        wanted.append("faketime")  # lets the time of one process jump
    return wanted


def _missing_for_long_tests() -> list[str]:
    return [] if DEBOOTSTRAP.exists() else ["debootstrap"]


def _install(wanted: list[str]) -> None:
    if not shutil.which("apt-get"):
        raise DothiError("E-SETUP-02", packages=" ".join(_readable(name) for name in wanted))
    admin = downloads.as_administrator([_readable(name) for name in wanted])
    packages = [_newest_postgis() if name == POSTGIS_PACKAGE else name for name in wanted]
    ours = POSTGIS_PACKAGE in wanted
    if ours:
        run([*admin, "mkdir", "-p", NO_MAIN_CLUSTER.parent])
        run([*admin, "tee", NO_MAIN_CLUSTER], text_in="create_main_cluster = false\n")
    try:
        downloads.apt_install(packages)
    finally:
        if ours:
            run([*admin, "rm", "-f", NO_MAIN_CLUSTER])


def _newest_postgis() -> str:
    names = downloads.apt_names(POSTGIS_PACKAGE)
    if not names:
        raise DothiError("E-SETUP-07")
    return max(names, key=lambda name: int(re.findall(r"\d+", name)[0]))


def _readable(name: str) -> str:
    return "postgresql-postgis" if name == POSTGIS_PACKAGE else name
