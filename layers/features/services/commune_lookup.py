"""Today's commune of a feature, stored when it is written: area rights and lookups never test polygons later."""

from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from gis.spatial.crs import VIETNAM_BOUNDS, WGS84
from layers.catalog.description import LayerDescription
from layers.catalog.queries import layer_exists
from layers.features.tables import table

COMMUNES_LAYER = "communes"
ADMINISTRATION = "administration"
PARTS = sql.Identifier("commune_parts")


def commune_lookup(
    cursor: CursorWrapper, description: LayerDescription, staging: sql.Identifier
) -> tuple[sql.Composable, sql.Composable]:
    """The expression of the commune's code for staged rows `s`, and the join that it needs.

    Small pieces of the communes around the staged rows are laid out first, in the layer's CRS: a point falls into
    one of few vertices instead of a whole outline. Outside Vietnam, without communes, and for the administrative
    units themselves, it is NULL.
    """
    nothing = sql.SQL("NULL::text"), sql.SQL("")
    if description.theme == ADMINISTRATION or not layer_exists(COMMUNES_LAYER):
        return nothing
    cursor.execute(
        sql.SQL(
            "SELECT e && ST_MakeEnvelope(%s, %s, %s, %s, {wgs84}), e FROM (SELECT ST_Transform(ST_SetSRID("
            "ST_Extent(ST_GeomFromWKB(geometry))::geometry, {srid}), {wgs84}) AS e FROM {staging}) extent"
        ).format(srid=sql.Literal(description.storage.srid), wgs84=sql.Literal(WGS84), staging=staging),
        VIETNAM_BOUNDS,
    )
    in_vietnam, extent = cursor.fetchone()
    if not in_vietnam:
        return nothing
    cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(PARTS))
    cursor.execute(
        sql.SQL(
            "CREATE TEMPORARY TABLE {parts} ON COMMIT DROP AS"
            " SELECT code, ST_Subdivide(ST_Transform(geom, {srid}), 32) AS part FROM {communes}"
            " WHERE geom && ST_Transform(ST_Expand(%s::geometry, 0.01), ST_SRID(geom))"
        ).format(parts=PARTS, srid=sql.Literal(description.storage.srid), communes=table(COMMUNES_LAYER)),
        [extent],
    )
    cursor.execute(sql.SQL("CREATE INDEX ON {} USING gist (part)").format(PARTS))
    cursor.execute(sql.SQL("ANALYZE {}").format(PARTS))
    join = sql.SQL(
        "LEFT JOIN LATERAL (SELECT code FROM {}"
        " WHERE ST_Intersects(part, ST_PointOnSurface(s.geom)) LIMIT 1) commune ON true"
    ).format(PARTS)
    return sql.SQL("commune.code"), join
