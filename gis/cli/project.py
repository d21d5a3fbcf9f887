"""What commands share that work on the database: a running server, Django, an up-to-date schema."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pkgutil import iter_modules

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

    from layers.codes.services import load_shipped_lists

    if not _all_applied():
        with timed(local("Bringing the database schema up to date", "Cập nhật cấu trúc cơ sở dữ liệu")):
            call_command("migrate", interactive=False, verbosity=0)
    load_shipped_lists()  # a later version may bring other lists without another schema


def _all_applied() -> bool:
    """Whether the database has every migration on disk. Their names tell: nearly always nothing more is needed, and
    Django's loader imports them all to say the same, 0.1 s at every command."""
    from django.apps import apps
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder(connection).applied_migrations()
    for app in apps.get_app_configs():
        package = find_spec(settings.MIGRATION_MODULES.get(app.label, f"{app.name}.migrations"))
        for module in iter_modules(package.submodule_search_locations if package else []):
            if not module.ispkg and module.name[0] not in "_~" and (app.label, module.name) not in applied:
                return False
    return True


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
    from django.apps import apps

    if apps.ready:  # called from a process that has it set up
        return
    gc.disable()  # what is imported stays anyway: looking through it on the way took 0.05 s
    django.setup()
    gc.enable()
