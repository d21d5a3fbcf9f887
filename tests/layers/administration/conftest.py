"""Grounds for reforms: a grid of communes with points in it, and the demo's city with commits of its own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from layers.catalog.description import LayerDescription
from layers.features.services import create_layer
from tests import databases
from tests.layers.administration.made import BIEN_HOA, LONG_BINH, TAM_HIEP, TRAN_BIEN, box, outlines, points


@pytest.fixture
def grid(db: None, describe: Callable[..., LayerDescription]) -> LayerDescription:
    """Four communes from west to east, each with four points, one in each quarter from west to east."""
    outlines("communes", {code: box(at) for at, code in enumerate((TRAN_BIEN, BIEN_HOA, TAM_HIEP, LONG_BINH))})
    layer = describe("lamps", kind="point")
    create_layer(layer)
    points(layer, [(column + (quarter + 0.5) / 4, 0.5) for column in range(4) for quarter in range(4)])
    return layer


@pytest.fixture
def city(demo_database: str, django_db_blocker: Any) -> Iterator[str]:
    """The demo's city for this test alone. Yields its database's name."""
    name = f"{demo_database}_reform"
    with django_db_blocker.unblock():
        databases.clone(databases.untouched(demo_database), name)
        with databases.connected_to(name):
            yield name
        databases.drop(name)
