"""Filters that say where find by the spatial index, and those that find few collect them first."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg2 import sql

from gis.spatial.crs import Crs
from layers.access.seen import SeenLayer
from layers.features.filters import condition_of
from layers.features.filters.text_encoding import read_text
from layers.features.queries import ItemsQuery, read_items
from layers.features.services import create_layer
from layers.features.tables import table
from tests.layers.features.rows import ORIGIN, run

X, Y = ORIGIN
SIDE = 60
"""3,600 squares of 10 m, 20 m apart."""


@pytest.fixture
def many(describe: Any, db: None) -> SeenLayer:
    description = describe("many", fields={"n": "integer"})
    create_layer(description)
    run(
        "INSERT INTO feature.many (n, geom) SELECT i, ST_Multi(ST_MakeEnvelope(x, y, x + 10, y + 10, %s)) FROM"
        " (SELECT i, %s + 20 * (i %% %s) AS x, %s + 20 * (i / %s) AS y FROM generate_series(0, %s) i) s",
        description.storage.srid, X, SIDE, Y, SIDE, SIDE * SIDE - 1,
    )  # fmt: skip
    run("ANALYZE feature.many")
    return SeenLayer.of(description)


@pytest.mark.parametrize(
    "filter_",
    [
        f"S_INTERSECTS(geom, BBOX({X}, {Y}, {X + 30}, {Y + 30}))",
        f"S_WITHIN(geom, BBOX({X}, {Y}, {X + 30}, {Y + 30})) AND n >= 0",
        f"S_CONTAINS(geom, POINT({X + 5} {Y + 5}))",
        f"S_OVERLAPS(geom, BBOX({X + 5}, {Y}, {X + 30}, {Y + 30}))",
        f"S_CROSSES(geom, LINESTRING({X} {Y}, {X + 30} {Y + 30}))",
        f"S_TOUCHES(geom, BBOX({X + 10}, {Y}, {X + 20}, {Y + 30}))",
        f"S_EQUALS(geom, BBOX({X}, {Y}, {X + 10}, {Y + 10}))",
    ],
)
def test_spatial_filters_use_the_index(many: SeenLayer, filter_: str) -> None:
    condition = condition_of(many, read_text(filter_), Crs(5899))
    assert condition.near is not None
    with connection.cursor() as cursor:
        statement = sql.SQL("EXPLAIN SELECT * FROM {} t WHERE {}").format(table("many"), condition.sql)
        cursor.execute(statement, condition.parameters)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index" in plan and "geom" in plan and "Seq Scan" not in plan, plan


def test_a_page_of_few_hits_collects_them(many: SeenLayer) -> None:
    """The last square of all: walking the key would pass 3,599 others."""
    corner = (X + 20 * (SIDE - 1), Y + 20 * (SIDE - 1))
    filter_ = read_text(f"S_CONTAINS(geom, POINT({corner[0] + 5} {corner[1] + 5}))")
    with CaptureQueriesContext(connection) as asked:
        page = read_items(many, ItemsQuery(filter=condition_of(many, filter_, Crs(5899)), counted=True))
    assert page.matched == page.returned == 1
    (statement,) = (one["sql"] for one in asked if "string_agg" in one["sql"])
    ((plan,),) = run(f"EXPLAIN (FORMAT JSON) {statement.replace('%', '%%')}")
    assert "many_pkey" not in json.dumps(plan) and "Index" in json.dumps(plan)
