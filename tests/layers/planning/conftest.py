"""Parcels, zones and plans as rectangles, given by west, south, east, north in metres from one corner."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from psycopg2 import sql

from layers.catalog.description import LayerDescription
from layers.features.services import create_layer
from layers.features.tables import table
from layers.templates import template_named
from tests.layers.features.rows import ORIGIN

Box = tuple[float, float, float, float]
Add = Callable[..., int]


@pytest.fixture
def ground(db: None) -> dict[str, LayerDescription]:
    """Empty layers of parcels, zoning and plans."""
    made = {name: template_named(name).instantiated(storage_epsg=5899) for name in ("parcels", "zoning", "plans")}
    for description in made.values():
        create_layer(description)
    return made


def add(description: LayerDescription, box: Box, **columns: Any) -> int:
    """Insert a rectangle and return its id."""
    west, south, east, north = box
    return add_shape(
        description,
        "ST_Multi(ST_MakeEnvelope(%s, %s, %s, %s, 905899))",
        [ORIGIN[0] + west, ORIGIN[1] + south, ORIGIN[0] + east, ORIGIN[1] + north],
        **columns,
    )


def add_shape(description: LayerDescription, geometry: str, values: list[Any], **columns: Any) -> int:
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING public_id").format(
        table(description.name),
        sql.SQL(", ").join(map(sql.Identifier, ["geom", *columns])),
        sql.SQL(", ").join([sql.SQL(geometry), *[sql.SQL("%s")] * len(columns)]),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *columns.values()])
        return int(cursor.fetchone()[0])
