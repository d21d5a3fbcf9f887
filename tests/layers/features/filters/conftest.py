"""One small layer with every type of field, for all tests of filters."""

from collections.abc import Iterator
from typing import Any

import pytest

from layers.catalog.queries.layers import forget
from layers.features.services import create_layer
from tests import databases
from tests.layers.features.filters.houses import HOUSES
from tests.layers.features.rows import insert_square


@pytest.fixture(scope="package")
def filters_database(template_database: str, django_db_blocker: Any) -> Iterator[str]:
    """A database with the layer `houses`; tests only read. Yields its name."""
    name = f"{template_database}_filters"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        with databases.connected_to(name):
            _fill()
        yield name
        databases.drop(name)


@pytest.fixture
def houses(filters_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Django connected to it. The third house has nothing in its fields."""
    with django_db_blocker.unblock(), databases.connected_to(filters_database):
        forget()
        yield
        forget()


def _fill() -> None:
    create_layer(HOUSES)
    insert_square(
        HOUSES, 0, name="Nhà Đỏ", size=12, height=4.5, listed=True, built="1975-04-30",
        seen="2026-11-21T07:00:00+07:00", other="ONT+LUC",
    )  # fmt: skip
    insert_square(
        HOUSES, 1, name="nhà_100%", size=-3, height=0, listed=False, built="2026-11-21",
        seen="2026-11-21T23:30:00+07:00", other="ONT", valid_from="2020-01-01", valid_to="2999-01-01",
    )  # fmt: skip
    insert_square(HOUSES, 2)
