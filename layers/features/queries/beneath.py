"""How many of some points lie on what is there: data that fits its neighbours is in the right system."""

from collections.abc import Sequence

from django.db import connection
from psycopg2 import sql

from gis.spatial.crs import WGS84
from layers.catalog.description import LayerDescription
from layers.features.tables import table


def share_on_features(layers: Sequence[LayerDescription], points: Sequence[tuple[float, float]]) -> float | None:
    """The share of points (longitude, latitude in WGS 84) on polygons of any of the layers; None where no feature of
    them is anywhere near (0.05 degrees), so that nothing can be said. Every row counts, whoever may see it."""
    if not points:
        return None
    near: set[int] = set()
    on: set[int] = set()
    statement = sql.SQL(
        "SELECT p.i, EXISTS (SELECT 1 FROM {table} t WHERE ST_Intersects(t.geom, p.at)) FROM ("
        "SELECT i, ST_Transform(ST_SetSRID(ST_MakePoint(x, y), {wgs84}), {srid}) AS at,"
        " ST_Transform(ST_Expand(ST_SetSRID(ST_MakePoint(x, y), {wgs84}), 0.05), {srid}) AS around"
        " FROM unnest(%s::float8[], %s::float8[]) WITH ORDINALITY AS u (x, y, i)) p"
        " WHERE EXISTS (SELECT 1 FROM {table} t WHERE t.geom && p.around)"
    )
    xs, ys = (list(axis) for axis in zip(*points, strict=True))
    with connection.cursor() as cursor:
        for layer in layers:
            parts = {"table": table(layer.name), "srid": sql.Literal(layer.storage.srid), "wgs84": sql.Literal(WGS84)}
            cursor.execute(statement.format(**parts), [xs, ys])
            for number, is_on in cursor.fetchall():
                near.add(number)
                if is_on:
                    on.add(number)
    return len(on) / len(points) if near else None
