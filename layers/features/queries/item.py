import json
from dataclasses import dataclass

from django.db import connection
from psycopg2 import sql

from gis.errors import NotFound
from gis.spatial.crs import CRS84, Crs
from layers.access.seen import SeenLayer
from layers.features.queries.geojson import feature
from layers.features.queries.looking import record_look
from layers.features.queries.moment import NOW, Moment, relation, valid


@dataclass(frozen=True)
class ItemAnswer:
    """One GeoJSON feature without its links, and the version that If-Match compares."""

    feature: bytes
    version: int


def read_item(description: SeenLayer, public_id: int, crs: Crs = CRS84, moment: Moment = NOW) -> ItemAnswer:
    """One feature.

    Raises:
        NotFound: E-FEATURE-01 where the layer has none of this id at the moment.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT {}, t.version FROM {} t WHERE t.public_id = %s AND {} LIMIT 1").format(
                feature(description, crs), relation(description, moment), valid(moment)
            ),
            [public_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound("E-FEATURE-01", layer=description.name, id=public_id)
    if description.personal_fields:
        record_look(description, [(public_id, json.loads(row[0])["properties"])])
    return ItemAnswer(row[0].encode(), row[1])
