"""A whole layer, one feature after another: for files and pipes, in constant memory."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from psycopg2 import sql

from gis.spatial.crs import CRS84, Crs
from layers.access.seen import SeenLayer
from layers.features.queries.geojson import feature
from layers.features.queries.looking import recorded
from layers.features.queries.moment import NOW, Moment, relation, valid


def stream_features(description: SeenLayer, *, crs: Crs = CRS84, moment: Moment = NOW) -> Iterator[str]:
    """GeoJSON features in order of public id, with what is seen of them: those valid on the moment's day, as they were
    recorded at its time. All are of one snapshot, however long the reader takes; meanwhile it holds a transaction."""
    statement = sql.SQL("SELECT {} FROM {} t WHERE {} ORDER BY t.public_id, t.valid_from").format(
        feature(description, crs), relation(description, moment), valid(moment)
    )
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        texts = (text for (text,) in cursor)
        yield from recorded(description, map(_parsed, texts)) if description.personal_fields else texts


def _parsed(text: str) -> tuple[int, dict[str, Any], str]:
    feature = json.loads(text)
    return feature["id"], feature["properties"], text
