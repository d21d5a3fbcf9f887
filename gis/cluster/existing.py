"""A server named by DATABASE_URL: nothing is started there, and what it lacks is said before anything else fails."""

import psycopg2

from gis.cluster.preparation import EXTENSIONS
from gis.errors import DothiError

OLDEST_POSTGRES = 150000
OLDEST_POSTGIS = (3, 3)


def libpq_url(url: str) -> str:
    """Django's `postgis://` is `postgresql://` to everybody else."""
    return "postgresql://" + url.split("://", 1)[-1]


def check(url: str) -> None:
    """Refuse a server that is out of reach, too old, or without the extensions (made here, if the role may)."""
    try:
        connection = psycopg2.connect(libpq_url(url), connect_timeout=10)
    except psycopg2.Error as error:
        raise DothiError("E-DB-05", reason=_first_line(error)) from None
    connection.autocommit = True
    try:
        if connection.server_version < OLDEST_POSTGRES:
            raise DothiError("E-DB-06", missing="PostgreSQL >= 15", remedy="pg_upgrade")
        for name in EXTENSIONS:
            _demand_extension(connection, name)
        _demand_postgis(connection)
    finally:
        connection.close()


def _demand_extension(connection: "psycopg2.extensions.connection", name: str) -> None:
    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = %s", [name])
            if not cursor.fetchone():
                cursor.execute(f"CREATE EXTENSION {name}")
        except psycopg2.Error:
            raise DothiError("E-DB-06", missing=name, remedy=f"CREATE EXTENSION {name};") from None


def _demand_postgis(connection: "psycopg2.extensions.connection") -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
        (version,) = cursor.fetchone() or ("0.0",)
        if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_POSTGIS:
            raise DothiError("E-DB-06", missing="PostGIS >= 3.3", remedy="SELECT postgis_extensions_upgrade();")
        cursor.execute("SELECT current_user, has_table_privilege('spatial_ref_sys', 'INSERT, UPDATE, DELETE')")
        role, may_write = cursor.fetchone() or ("", False)
        if not may_write:
            remedy = f"GRANT INSERT, UPDATE, DELETE ON spatial_ref_sys TO {role};"
            raise DothiError("E-DB-06", missing="INSERT, UPDATE, DELETE ON spatial_ref_sys", remedy=remedy)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
