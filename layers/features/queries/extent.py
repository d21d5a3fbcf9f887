from django.db import connection
from psycopg2 import sql

from gis.spatial.crs import bounds_in_degrees
from layers.catalog.description import LayerDescription
from layers.features.tables import table

Extent = tuple[float, float, float, float]


def extent_and_count(description: LayerDescription) -> tuple[Extent | None, int]:
    """West, south, east, north in degrees of all features recorded now, and how many they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT count(*), min(ST_XMin(geom)), min(ST_YMin(geom)), max(ST_XMax(geom)), max(ST_YMax(geom))"
                " FROM {}"
            ).format(table(description.name))
        )
        count, *bounds = cursor.fetchone()
    if not count:
        return None, 0
    west, south, east, north = bounds
    return bounds_in_degrees((west, south, east, north), description.storage_epsg), count


def extent_of(description: LayerDescription, *public_ids: int) -> Extent | None:
    """The same of some features, of all the days for which they are valid; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT min(ST_XMin(geom)), min(ST_YMin(geom)), max(ST_XMax(geom)), max(ST_YMax(geom))"
                " FROM {} WHERE public_id = ANY(%s)"
            ).format(table(description.name)),
            [list(public_ids)],
        )
        west, south, east, north = cursor.fetchone()
    return None if west is None else bounds_in_degrees((west, south, east, north), description.storage_epsg)
