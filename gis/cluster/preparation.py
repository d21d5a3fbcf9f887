"""What a new cluster is given: the application's role, and extensions in template1 so that every database has them.

PostGIS can't be created by an ordinary role. From template1 each CREATE DATABASE by role `dothi` inherits it, the
test databases and a restored backup alike, and with it the right to add the pinned systems to spatial_ref_sys.
"""

import psycopg2
from psycopg2 import sql

from gis.cluster.credentials import DATABASE, ROLE, Credentials

STATE = 1
"""Raised whenever the statements below change: a cluster with a lower number is prepared again."""
EXTENSIONS = ("postgis", "btree_gist", "pg_trgm", "unaccent")


def prepare(credentials: Credentials, port: int) -> None:
    """Bring roles, template and database to STATE; each statement can be repeated."""
    _prepare_role(credentials, port)
    _prepare_template(credentials, port)
    _create_database(credentials, port)


def _prepare_role(credentials: Credentials, port: int) -> None:
    with psycopg2.connect(credentials.superuser_url(port)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
        statement = sql.SQL("{} ROLE {} LOGIN CREATEDB NOSUPERUSER PASSWORD %s").format(verb, sql.Identifier(ROLE))
        cursor.execute(statement, [credentials.password])
    connection.close()


def _prepare_template(credentials: Credentials, port: int) -> None:
    url = credentials.superuser_url(port, "template1")
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        for name in EXTENSIONS:
            cursor.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
        role = sql.Identifier(ROLE)
        cursor.execute(sql.SQL("GRANT INSERT, UPDATE, DELETE ON spatial_ref_sys TO {}").format(role))
    connection.close()  # at once: a session in template1 keeps everybody from creating databases


def _create_database(credentials: Credentials, port: int) -> None:
    connection = psycopg2.connect(credentials.superuser_url(port))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            statement = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(ROLE))
            cursor.execute(statement)
    connection.close()
