"""Today's communes of a layer's features found anew: after outlines were loaded or corrected."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from gis.errors import LayerRefused, NotFound
from layers.audit.services import record
from layers.catalog.queries import layer_exists, stored_description
from layers.features.queries.communes import COMMUNES_LAYER
from layers.features.queries.moment import NOW, valid
from layers.features.services.commune_codes import both_tables, lock_features, store_codes
from layers.features.tables import ADMINISTRATION, table


@dataclass(frozen=True)
class Refreshed:
    """How many features and drafts have another code than before, and how many features lie in no commune."""

    features: int
    drafts: int
    outside: int


@transaction.atomic
def refresh_communes(layer: str) -> Refreshed:
    """Store the code of today's commune at a point on each feature of the layer, and on each draft.

    A code is found, not edited: versions, recording times and history stay. Writers of the layer wait, readers don't.

    Raises:
        NotFound: E-LAYER-05 no such layer, E-UNIT-06 the outlines of communes aren't loaded.
        LayerRefused: E-UNIT-10 the layer holds administrative units; E-LAYER-10 it was in use all the time.
    """
    description = stored_description(layer)
    if description.theme == ADMINISTRATION:
        raise LayerRefused("E-UNIT-10", layer=layer)
    if not layer_exists(COMMUNES_LAYER):
        raise NotFound("E-UNIT-06")
    lock_features(both_tables(layer), named=layer)
    with connection.cursor() as cursor:
        # A reform waits for what is written by the outlines as they are.
        cursor.execute(sql.SQL("LOCK TABLE {} IN ROW SHARE MODE").format(table(COMMUNES_LAYER)))
        features, drafts = (_refresh(cursor, relation) for relation in both_tables(layer))
        cursor.execute(sql.SQL("SELECT count(*) FROM {} WHERE commune_code IS NULL").format(table(layer)))
        outside = int(cursor.fetchone()[0])
    if features or drafts:
        record("feature.communes_found", layer=layer, details={"features": features, "drafts": drafts})
    return Refreshed(features, drafts, outside)


def _refresh(cursor: CursorWrapper, relation: sql.Identifier) -> int:
    srid = sql.Literal(stored_description(COMMUNES_LAYER).storage.srid)
    cursor.execute(sql.SQL(_PLACES).format(table=relation, srid=srid))
    cursor.execute(sql.SQL(_PIECES).format(communes=table(COMMUNES_LAYER), srid=srid, valid=valid(NOW)))
    changed = store_codes(relation, sql.SQL(_FOUND))
    cursor.execute("DROP TABLE feature_place, commune_piece")
    return changed


_PLACES = """
CREATE TEMPORARY TABLE feature_place ON COMMIT DROP AS
SELECT t.ctid AS row, feature.place_of(t.geom, {srid}) AS at FROM {table} t
"""
# Outlines in small pieces: a point is tested against a few corners instead of thousands.
_PIECES = """
CREATE TEMPORARY TABLE commune_piece ON COMMIT DROP AS
SELECT t.code, ST_Subdivide(t.geom, 64) AS geom FROM {communes} t
WHERE t.geom && (SELECT ST_SetSRID(ST_Extent(at)::geometry, {srid}) FROM feature_place) AND {valid};
CREATE INDEX ON commune_piece USING gist (geom);
ANALYZE commune_piece
"""
_FOUND = """
SELECT p.row, (SELECT min(c.code) FROM commune_piece c WHERE c.geom && p.at AND ST_Intersects(c.geom, p.at)) AS code
FROM feature_place p
"""
