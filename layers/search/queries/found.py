"""Features read live from their layers' tables, with what a result shows of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg2 import sql

from gis.spatial.crs import WGS84
from layers.access.seen import SeenLayer
from layers.features.queries.moment import NOW, relation, valid
from layers.search.results import Bounds


@dataclass(frozen=True)
class Found:
    """A feature valid today with what is seen of it but personal fields, which no result shows; `area_m2` is computed
    in the layer's own system (0 for degrees and for what has no area)."""

    layer: str
    id: int
    values: Mapping[str, Any]
    commune_code: str | None
    point: tuple[float, float]
    bbox: Bounds
    area_m2: float
    rank: float


def read_found(
    description: SeenLayer,
    chosen: sql.Composable,
    parameters: Mapping[str, Any],
    most: int,
) -> list[Found]:
    """The features that `chosen` selects: a query for `public_id, valid_from, rank` of rows, lowest rank first."""
    fields = sql.SQL(", ").join(
        sql.SQL("t.{}").format(sql.Identifier(one.name)) for one in description.fields if not one.personal
    )
    in_metres = sql.SQL("ST_Area(t.geom)" if not description.storage.is_geographic else "0.0")
    statement = sql.SQL(
        "WITH chosen AS MATERIALIZED (SELECT * FROM ({chosen}) c ORDER BY rank, public_id LIMIT %(most)s)"
        " SELECT t.public_id, (SELECT row_to_json(p) FROM (SELECT {fields}) p), t.commune_code, ST_X(g.point),"
        " ST_Y(g.point), ST_XMin(g.box), ST_YMin(g.box), ST_XMax(g.box), ST_YMax(g.box), {area}, c.rank"
        " FROM chosen c JOIN {table} t USING (public_id, valid_from) CROSS JOIN LATERAL"
        " (SELECT ST_Transform(ST_PointOnSurface(t.geom), {wgs84}) AS point,"
        "         ST_Transform(ST_Envelope(t.geom), {wgs84}) AS box OFFSET 0) g ORDER BY c.rank, t.public_id"
    ).format(
        chosen=chosen,
        fields=fields,
        area=in_metres,
        table=relation(description, NOW),
        wgs84=sql.Literal(WGS84),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**parameters, "most": most})
        return [_found(description, row) for row in cursor.fetchall()]


def valid_today() -> sql.Composable:
    """The condition on rows `t` of a selection."""
    return valid(NOW)


def _found(description: SeenLayer, row: Sequence[Any]) -> Found:
    public_id, values, commune, x, y, west, south, east, north, area, rank = row
    return Found(
        layer=description.name,
        id=public_id,
        values=json.loads(values) if isinstance(values, str) else values,
        commune_code=commune,
        point=(round(x, 7), round(y, 7)),
        bbox=(round(west, 7), round(south, 7), round(east, 7), round(north, 7)),
        area_m2=float(area),
        rank=float(rank),
    )
