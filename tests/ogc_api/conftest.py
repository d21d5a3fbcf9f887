"""The served demo as a client reaches it."""

from collections.abc import Iterator
from typing import Any

import pytest

from layers.api_clients.queries import forget as forget_clients
from tests import databases
from tests.conftest import served
from tests.ogc_api.client import Api
from tests.ogc_api.editing import Editing, build


@pytest.fixture(scope="session")
def api(demo_site: str) -> Iterator[Api]:
    """The API of the served demo, over HTTP."""
    with Api(f"{demo_site}/ogc") as found:
        yield found


@pytest.fixture(scope="session")
def editing_database(template_database: str, django_db_blocker: Any) -> Iterator[tuple[str, Editing]]:
    """A database with layers to edit. Yields its name, and the keys of those who edit."""
    name = f"{template_database}_editing"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        with databases.connected_to(name):
            built = build()
        yield name, built
        databases.drop(name)


@pytest.fixture(scope="module")
def city(editing_database: tuple[str, Editing], django_db_blocker: Any) -> Iterator[Editing]:
    """Django connected to that database; its commits are real, and each test makes features of its own."""
    name, built = editing_database
    with django_db_blocker.unblock(), databases.connected_to(name):
        forget_clients()
        yield built
        forget_clients()


@pytest.fixture(scope="session")
def editing_site(editing_database: tuple[str, Editing], django_db_blocker: Any) -> Iterator[str]:
    """The same served by the real server; yields its address."""
    with django_db_blocker.unblock():
        url = databases.url_of(editing_database[0])
    with served(url) as address:
        yield address
