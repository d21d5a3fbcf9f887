"""Which PostgreSQL's programs to use: the newest with PostGIS for a new cluster, the same one for ever after."""

from pathlib import Path

from gis.errors import DothiError
from gis.setup.system_packages import POSTGRES_HOME, postgres_versions


def newest() -> Path:
    """The programs for a new cluster, and for dumping any server: pg_dump reads servers as old or older."""
    versions = postgres_versions()
    if not versions:
        raise DothiError("E-DB-01")
    return POSTGRES_HOME / str(versions[-1]) / "bin"


def matching(data: Path) -> Path:
    """The programs of the version that made this data directory: no other can read it."""
    version = (data / "PG_VERSION").read_text().strip()
    if int(version) not in postgres_versions():
        raise DothiError("E-DB-02", directory=data, version=version)
    return POSTGRES_HOME / version / "bin"
