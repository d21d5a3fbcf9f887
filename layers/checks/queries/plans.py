"""The boundaries of plans, by the code of their files."""

from collections.abc import Sequence

import shapely
from django.db import connection
from psycopg2 import sql

from gis.spatial.crs import Crs
from layers.catalog.queries import layer_exists, stored_description
from layers.features.authority import OPERATOR, Author
from layers.features.tables import table

PLANS_LAYER = "plans"


def plan_boundaries(codes: Sequence[str], crs: Crs, by: Author) -> dict[str, shapely.Geometry]:
    """The boundary that holds today of each of these plans, in `crs` by the pinned way; of those alone that are known
    here. None at all to somebody who doesn't see every plan as it is."""
    if not codes or not layer_exists(PLANS_LAYER):
        return {}
    if by is not OPERATOR:
        seen = by.layers.get(PLANS_LAYER)
        if seen is None or not seen.rows.is_plain:
            return {}
    if stored_description(PLANS_LAYER).field_named("ma_ho_so_qh") is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT ma_ho_so_qh, ST_AsBinary(ST_Union(ST_Transform(geom, {srid}))) FROM {plans}"
                " WHERE ma_ho_so_qh = ANY(%s)"
                " AND valid_from <= CURRENT_DATE AND (valid_to IS NULL OR valid_to > CURRENT_DATE) GROUP BY 1"
            ).format(srid=sql.Literal(crs.srid), plans=table(PLANS_LAYER)),
            [list(codes)],
        )
        return {code: shapely.from_wkb(bytes(shape)) for code, shape in cursor.fetchall()}
