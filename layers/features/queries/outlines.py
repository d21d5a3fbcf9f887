"""The shapes of features around some places, without any value: the background of a map."""

from collections.abc import Sequence

import shapely
from django.db import connection
from psycopg2 import sql

from gis.spatial.crs import WGS84, transformer
from layers.access.seen import SeenLayer
from layers.features.queries.box import Bounds
from layers.features.queries.seen_rows import seen_rows
from layers.features.tables import table


def outlines_around(seen: SeenLayer, places: Sequence[Bounds], most: int) -> list[bytes]:
    """WKB in degrees of features that are valid today and whose rectangle touches one of the places (west, south, east,
    north in degrees); at most `most`, whichever come first."""
    if not places:
        return []
    change = transformer(WGS84, seen.storage_epsg).transform_bounds
    boxes = [change(*place) for place in places]
    lows, highs = zip(*(box[:2] for box in boxes), strict=True), zip(*(box[2:] for box in boxes), strict=True)
    west, south = map(min, lows)
    east, north = map(max, highs)
    shapes = [shapely.to_wkt(shapely.box(*box), rounding_precision=6) for box in boxes]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT ST_AsBinary(ST_Transform(t.geom, 4326)) FROM {rows} t"
                " WHERE t.geom && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, {srid})"
                " AND EXISTS (SELECT FROM unnest(%(boxes)s::text[]) b WHERE t.geom && ST_GeomFromText(b, {srid}))"
                " AND t.valid_from <= CURRENT_DATE AND (t.valid_to IS NULL OR t.valid_to > CURRENT_DATE)"
                " LIMIT {most}"
            ).format(
                rows=seen_rows(seen, table(seen.name), near=(west, south, east, north)),
                srid=sql.Literal(seen.storage.srid),
                most=sql.Literal(most),
            ),
            {"west": west, "south": south, "east": east, "north": north, "boxes": shapes},
        )
        return [bytes(shape) for (shape,) in cursor.fetchall()]
