"""What commands share that work on the database: a running server, Django, an up-to-date schema."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from gis import cluster
from gis.setup.steps import timed
from gis.setup.terminal import local


@contextmanager
def database_ready(*, migrated: bool = True) -> Iterator[str]:
    """A running database, Django set up on it and the schema up to date; afterwards let go of the server."""
    with running_server() as url:
        _set_up_django()
        if migrated:
            migrate()
        yield url


@contextmanager
def running_server() -> Iterator[str]:
    """A running database, named by DATABASE_URL to this process and its children for as long as it is used."""
    given = os.environ.get("DATABASE_URL")
    with _started() as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield url
        finally:
            if given is None:
                del os.environ["DATABASE_URL"]


def migrate() -> None:
    """Apply the migrations that are missing; without any, in a fraction of a second and without a word."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from layers.codes.services import load_shipped_lists

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with timed(local("Bringing the database schema up to date", "Cập nhật cấu trúc cơ sở dữ liệu")):
            call_command("migrate", interactive=False, verbosity=0)
    load_shipped_lists()  # a later version may bring other lists without another schema


@contextmanager
def _started() -> Iterator[str]:
    if cluster.is_running():
        with cluster.in_use() as url:
            yield url
        return
    title = local("Starting the database server", "Khởi động máy chủ cơ sở dữ liệu")
    with timed(title):
        use = cluster.in_use()
        url = use.__enter__()
    try:
        yield url
    finally:
        use.__exit__(None, None, None)


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gis.settings")
    import django

    django.setup()
