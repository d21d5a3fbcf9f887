"""Today's communes around a place, for what is written there: the commune of a feature is stored, not asked later."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg2 import sql

from gis.spatial.crs import Crs, covers_vietnam, srid_of
from layers.catalog.queries import layer_exists, stored_description
from layers.features.tables import table

COMMUNES_LAYER = "communes"
MARGIN = 0.01  # degrees: outlines are simplified


@dataclass(frozen=True)
class CommuneOutline:
    """A commune's code and its outline as WKB in the CRS that was asked for."""

    code: str
    outline: bytes


def communes_around(bounds: tuple[float, float, float, float], crs: Crs) -> list[CommuneOutline]:
    """Communes near west, south, east, north in degrees, their outlines in `crs` by the pinned way.

    None outside Vietnam, and none where the layer of communes isn't loaded. Inside a transaction the outlines stay as
    they are until its end: a reform waits for what is written by them.
    """
    if not covers_vietnam(bounds) or not layer_exists(COMMUNES_LAYER):
        return []
    stored = stored_description(COMMUNES_LAYER).storage
    with connection.cursor() as cursor:
        if connection.in_atomic_block:
            cursor.execute(sql.SQL("LOCK TABLE {} IN ROW SHARE MODE").format(table(COMMUNES_LAYER)))
        cursor.execute(
            sql.SQL(
                "SELECT code, ST_AsBinary(ST_Transform(geom, {target})) FROM {communes}"
                " WHERE geom && ST_Transform(ST_Expand(ST_MakeEnvelope(%s, %s, %s, %s, 4326), {margin}), {stored})"
                " AND valid_from <= CURRENT_DATE AND (valid_to IS NULL OR valid_to > CURRENT_DATE) ORDER BY code"
            ).format(
                target=sql.Literal(srid_of(crs.epsg)),
                communes=table(COMMUNES_LAYER),
                margin=sql.Literal(MARGIN),
                stored=sql.Literal(stored.srid),
            ),
            bounds,
        )
        return [CommuneOutline(code, bytes(outline)) for code, outline in cursor.fetchall()]


def communes_coded(codes: Sequence[str], crs: Crs) -> list[CommuneOutline]:
    """Today's communes of these codes, by code, with their outlines in `crs`; none where the layer isn't loaded."""
    if not codes or not layer_exists(COMMUNES_LAYER):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT code, ST_AsBinary(ST_Transform(geom, {target})) FROM {communes} WHERE code = ANY(%s)"
                " AND valid_from <= CURRENT_DATE AND (valid_to IS NULL OR valid_to > CURRENT_DATE) ORDER BY code"
            ).format(target=sql.Literal(srid_of(crs.epsg)), communes=table(COMMUNES_LAYER)),
            [list(codes)],
        )
        return [CommuneOutline(code, bytes(outline)) for code, outline in cursor.fetchall()]
