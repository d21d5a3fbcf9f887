"""A sample of rectangles says about how much of a layer lies in a box; what it says only chooses the way."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from layers.access.seen import SeenLayer
from layers.features.queries import ItemsQuery, read_items
from layers.features.queries.density import density, forget
from layers.features.services import create_layer
from tests.layers.features.rows import run

SIDE = 100
WEST, SOUTH = 400_000.0, 1_210_000.0


@pytest.fixture
def plots(own_database: str, describe: Any) -> Any:
    """A hundred by a hundred squares of a metre."""
    forget()
    description = describe(fields={"name": "text"})
    create_layer(description)
    run(
        "INSERT INTO feature.plots (name, geom) SELECT 'P', ST_Multi(ST_MakeEnvelope(400000.1 + x, 1210000.1 + y,"
        " 400000.9 + x, 1210000.9 + y, 905899)) FROM generate_series(0, 99) x, generate_series(0, 99) y"
    )
    run("ANALYZE feature.plots")
    yield SeenLayer.of(description)
    forget()


def box(share: float) -> tuple[float, float, float, float]:
    return WEST, SOUTH, WEST + SIDE * share, SOUTH + SIDE


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 1.0])
def test_the_share_is_about_right(plots: SeenLayer, share: float) -> None:
    known = density(plots)
    assert known.features == SIDE * SIDE
    assert known.share(box(share)) == pytest.approx(share, abs=0.1)


def test_an_empty_layer_has_nothing_anywhere(plots: SeenLayer) -> None:
    run("DELETE FROM feature.plots")
    assert density(plots).share(box(1.0)) == 0


@pytest.mark.parametrize(("share", "way"), [(0.01, "t.ctid = hit.place"), (1.0, "OFFSET 0) t WHERE")])
def test_one_statement_answers_and_goes_the_shorter_way(plots: SeenLayer, share: float, way: str) -> None:
    query = ItemsQuery(limit=10, bbox=box(share), bbox_crs=plots.storage, crs=plots.storage)
    first = read_items(plots, query)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        again = read_items(plots, query)
    assert again == first and again.returned == 10
    (statement,) = [one["sql"] for one in asked]
    assert way in statement
