"""Databases for tests: cloned from a migrated template (0.6 s) where a test needs commits and connections of its own.

Most tests run in a transaction that is rolled back; layers' tables are made and gone with it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import dj_database_url
import psycopg2
from django.conf import settings
from django.db import connection


def url_of(name: str) -> str:
    """The URL of another database on the test server."""
    values = connection.settings_dict
    address = (
        f"{quote(values['USER'])}:{quote(values['PASSWORD'])}@{values['HOST'] or '127.0.0.1'}:{values['PORT'] or 5432}"
    )
    return urlunsplit(("postgresql", address, f"/{name}", "", ""))


def administer(statement: str) -> list[tuple[Any, ...]]:
    """Run one statement that can't run in a transaction, such as CREATE DATABASE. Gives the rows, where it has any."""
    parts = dj_database_url.parse(url_of("postgres"))
    server = psycopg2.connect(
        dbname="postgres", user=parts["USER"], password=parts["PASSWORD"], host=parts["HOST"], port=parts["PORT"]
    )
    server.autocommit = True
    try:
        cursor = server.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
    finally:
        server.close()


def clone(template: str, name: str) -> str:
    """Make a copy of a database that nobody is connected to."""
    drop(name)
    administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY {_strategy()}')
    return name


@cache
def _strategy() -> str:
    """A copy of files has the server write all it holds to the disk first: quick only where it waits for none."""
    return "FILE_COPY" if administer("SHOW fsync") == [("off",)] else "WAL_LOG"


def exists(name: str) -> bool:
    return (name,) in administer("SELECT datname FROM pg_database")


def untouched(name: str) -> str:
    """The copy of a shared database that nobody connects to, so that it can be cloned at any time."""
    return f"{name}_untouched"


def drop(name: str) -> None:
    """End our own connections to a database and drop it.

    Not WITH (FORCE): that would end an autovacuum worker too, which an ordinary role may not.
    """
    for attempt in range(6):
        administer(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{name}' AND usename = current_user"
        )
        try:
            administer(f'DROP DATABASE IF EXISTS "{name}"')
        except psycopg2.errors.ObjectInUse:  # PostgreSQL has waited 5 s for an autovacuum worker
            if attempt == 5:
                raise
        else:
            return


def forget_all() -> None:
    """What this process keeps of a database, as a process just started knows nothing."""
    from layers.access.queries import forget as forget_rights
    from layers.administration.queries import forget as forget_reforms
    from layers.catalog.queries.layers import forget
    from layers.codes.queries import forget as forget_codes
    from layers.features.queries import kept_tiles
    from layers.features.queries.summaries import forget as forget_figures
    from ogc_api.conditional import forget as forget_seconds

    every = (forget_seconds, forget, forget_rights, forget_reforms, forget_codes, forget_figures, kept_tiles.forget)
    for forgets in every:
        forgets()


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Point Django's connection at another database for a while."""
    from layers.catalog.queries.layers import forget
    from layers.codes.queries import forget as forget_codes

    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    forget()
    forget_codes()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = before
        forget()
        forget_codes()


def port_in(url: str) -> int:
    return urlsplit(url).port or 80
