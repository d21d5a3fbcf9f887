"""The one statement that lays zones over parcels.

The spatial index gives the zones near each parcel; a large zone is cut to the parcel's window before it is transformed,
so that the cost follows the parcel's size and not the zone's, and long edges aren't bent by another projection.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from psycopg2 import sql

from gis.spatial.crs import srid_of
from gis.spatial.vn2000 import SYSTEMS, TWIN_OFFSET
from layers.access.seen import SeenLayer
from layers.access.view import View
from layers.catalog.queries import summary_in_use
from layers.features.queries.moment import Moment, relation, valid

PARCELS, ZONING, PLANS = "parcels", "zoning", "plans"
PLAN_CODE = "ma_ho_so_qh"
LARGE = 48
"""Vertices from which a zone is cut to the parcel's window first."""

_STATEMENT = """
WITH parcel AS MATERIALIZED (
    SELECT t.public_id AS id, s.srid, g.geom, ST_Area(g.geom) AS area
    FROM {parcels} t
    LEFT JOIN catalog_importrun r ON r.id = t.import_run
    CROSS JOIN LATERAL (
        SELECT CASE WHEN r.survey_epsg = ANY(%(zones)s) THEN r.survey_epsg + {twin} ELSE %(legal)s END AS srid OFFSET 0
    ) s
    CROSS JOIN LATERAL (
        SELECT ST_Transform(CASE WHEN ST_IsValid(t.geom) THEN t.geom ELSE ST_MakeValid(t.geom) END, s.srid) AS geom
        OFFSET 0
    ) g
    WHERE t.public_id = ANY(%(parcels)s) AND {parcel_valid}
), piece AS MATERIALIZED (
    {pieces}
), plan AS MATERIALIZED (
    SELECT d.plan, r.level, r.title, r.decision, r.decided_on,
           row_number() OVER (ORDER BY CASE r.level WHEN 'detailed' THEN 1 WHEN 'sub_area' THEN 2 WHEN 'general' THEN 3
                                       ELSE 4 END, r.since DESC NULLS LAST, d.plan DESC) AS rank
    FROM (SELECT DISTINCT plan FROM piece) d
    CROSS JOIN LATERAL ({register}) r
    WHERE r.in_force
), cover AS MATERIALIZED (
    SELECT parcel, plan, rank, sum(ST_Area(geom)) AS total,
           CASE WHEN count(*) = 1 THEN (array_agg(geom))[1] ELSE ST_Union(geom) END AS geom
    FROM piece JOIN plan USING (plan) GROUP BY parcel, plan, rank
), cell AS (
    SELECT c.parcel, c.plan, c.rank, ARRAY[p.zone] AS zones, p.geom
    FROM cover c JOIN piece p USING (parcel, plan) WHERE c.total - ST_Area(c.geom) < 0.001
    UNION ALL
    SELECT c.parcel, c.plan, c.rank, overlaid.zones, overlaid.geom
    FROM cover c CROSS JOIN LATERAL (
        SELECT inside.zones, ST_Collect(face.geom) AS geom
        FROM (SELECT (ST_Dump(ST_Polygonize(lines.geom))).geom
              FROM (SELECT ST_Union(ST_Boundary(p.geom)) AS geom FROM piece p
                    WHERE p.parcel = c.parcel AND p.plan = c.plan) lines) face
        CROSS JOIN LATERAL (
            SELECT array_agg(p.zone ORDER BY p.zone) AS zones FROM piece p
            WHERE p.parcel = c.parcel AND p.plan = c.plan AND ST_Intersects(p.geom, ST_PointOnSurface(face.geom))
        ) inside
        WHERE inside.zones IS NOT NULL GROUP BY inside.zones
    ) overlaid WHERE c.total - ST_Area(c.geom) >= 0.001
), better AS MATERIALIZED (
    SELECT c.parcel, c.rank, CASE WHEN count(*) = 1 THEN (array_agg(b.geom))[1] ELSE ST_Union(b.geom) END AS geom
    FROM cover c JOIN cover b ON b.parcel = c.parcel AND b.rank < c.rank GROUP BY c.parcel, c.rank
)
SELECT parcel.id, parcel.area, CASE WHEN parcel.srid > {twin} THEN parcel.srid - {twin} ELSE parcel.srid END,
       plan.plan, plan.level, plan.title, plan.decision, plan.decided_on, to_json(cell.zones),
       ST_Area(cell.geom),
       CASE WHEN better.geom IS NULL THEN ST_Area(cell.geom)
            WHEN ST_Area(better.geom) >= parcel.area - 0.001 THEN 0
            ELSE ST_Area(ST_Difference(cell.geom, better.geom)) END
FROM parcel
LEFT JOIN (cell JOIN plan USING (plan, rank)) ON cell.parcel = parcel.id
LEFT JOIN better ON better.parcel = cell.parcel AND better.rank = cell.rank
ORDER BY parcel.id, plan.rank, cell.zones
"""
_PIECES = """
    SELECT p.id AS parcel, coalesce(z.{plan_field}, '') AS plan, i.geom,
           jsonb_build_object('layer', {layer}, 'id', z.public_id, 'values', {values}) AS zone
    FROM (SELECT parcel.*, ST_Transform(parcel.geom, {srid}) AS outline FROM parcel OFFSET 0) p
    JOIN (SELECT t.* FROM {zones} t WHERE {valid}) z ON z.geom && p.outline
    CROSS JOIN LATERAL (
        SELECT CASE WHEN ST_NPoints(z.geom) < {large} THEN z.geom
                    ELSE ST_ClipByBox2D(z.geom, ST_Expand(p.outline, {margin})::box2d) END AS near OFFSET 0
    ) n
    CROSS JOIN LATERAL (
        SELECT ST_CollectionExtract(ST_Intersection(p.geom, ST_Transform(
            CASE WHEN ST_IsValid(n.near) THEN n.near ELSE ST_CollectionExtract(ST_MakeValid(n.near), 3) END, p.srid
        )), 3) AS geom OFFSET 0
    ) i
    WHERE ST_Area(i.geom) >= %(sliver)s
"""

_NO_REGISTER = "SELECT {level} AS level, NULL::text AS title, NULL::text AS decision, NULL::date AS decided_on,\
 NULL::date AS since, true AS in_force"
_LEVEL_OF_CODE = """CASE substring(d.plan FROM '^[0-9][0-9]Q(HC|PK|CT)')
    WHEN 'CT' THEN 'detailed' WHEN 'PK' THEN 'sub_area' WHEN 'HC' THEN 'general' END"""
_REGISTER = """
SELECT coalesce(CASE WHEN p.level ~* '(detail|chi tiết|qhct)' THEN 'detailed'
                     WHEN p.level ~* '(sub|phân khu|qhpk)' THEN 'sub_area'
                     WHEN p.level ~* '(general|chung|qhc)' THEN 'general' END, {level}) AS level,
       {said}, p.decided_on AS since,
       coalesce(p.stage !~* '(draft|consult|expired|dự thảo|đang lập|lấy ý kiến|thẩm định|hết hiệu lực)', true)
           AND coalesce(p.decided_on <= %(day)s, true) AS in_force
FROM (SELECT 1) always LEFT JOIN LATERAL ({judged}) p ON true LEFT JOIN LATERAL ({shown}) s ON true
"""
_ENTRY = "SELECT {columns} FROM {plans} t WHERE t.{code} = d.plan AND {valid} ORDER BY t.public_id DESC LIMIT 1"
_JUDGED = {"level": "text", "decided_on": "date", "stage": "text"}
_SHOWN = {"title": "text", "decision": "text", "decided_on": "date"}
_FIELD_OF = {"title": "ten"}


def zoning_statement(view: View, moment: Moment) -> sql.Composable:
    """The statement, of what the viewer sees; its parameters are parcels (ids), day, sliver (m²), and those of
    `legal_system`."""
    zonings = zoning_layers(view)
    return sql.SQL(_STATEMENT).format(
        parcels=relation(view.layer(PARCELS), moment),
        parcel_valid=valid(moment),
        pieces=sql.SQL(" UNION ALL ").join(_pieces(zoning, moment) for zoning in zonings),
        twin=sql.Literal(TWIN_OFFSET),
        register=_register(view, moment),
    )


def _pieces(zoning: SeenLayer, moment: Moment) -> sql.Composable:
    """The pieces of parcels that lie in the zones of one layer, in the parcels' systems."""
    fields = sql.SQL(", ").join(sql.SQL("z.{}").format(sql.Identifier(f.name)) for f in zoning.fields if not f.personal)
    return sql.SQL(_PIECES).format(
        layer=sql.Literal(zoning.name),
        values=sql.SQL("(SELECT to_jsonb(v) FROM (SELECT {}) v)").format(fields),
        plan_field=sql.Identifier(PLAN_CODE),
        srid=sql.Literal(zoning.storage.srid),
        zones=relation(zoning, moment),
        valid=valid(moment),
        large=sql.Literal(LARGE),
        margin=sql.Literal(1e-5 if zoning.storage.is_geographic else 1.0),
    )


def zoning_layers(view: View) -> list[SeenLayer]:
    """Every layer of zoning lots that is seen: the plans of different levels may be delivered into layers of their own.

    Raises:
        NotFound: E-LAYER-05 where there is none.
    """
    found = [
        description
        for description in view.layers.values()
        if ZONING in (description.template or description.name, description.name)
        and PLAN_CODE in {field.name for field in description.fields if not field.personal}
    ]
    return found or [view.layer(ZONING)]


def legal_system(parcels: SeenLayer) -> dict[str, Any]:
    """In which systems areas are computed: projected VN-2000 systems of surveys, and the one without a survey."""
    zones = [epsg for epsg, system in SYSTEMS.items() if system.central_meridian is not None]
    legal = srid_of(settings.CITY_EPSG) if parcels.storage.is_geographic else parcels.storage.srid
    return {"zones": zones, "legal": legal}


def _register(view: View, moment: Moment) -> sql.Composable:
    """What is known of a plan `d.plan`: by the register if there is one, else by its code (Circular 16/2025).

    Whether a plan is in force, and before which other it goes, is so for everybody, whoever may read the register: a
    draft never decides because its entry isn't seen. What the entry says is told to those who see it.
    """
    level = sql.SQL(_LEVEL_OF_CODE)
    stored = summary_in_use(PLANS)
    if stored is None or stored.description.field_named(PLAN_CODE) is None:
        return sql.SQL(_NO_REGISTER).format(level=level)
    seen = view.layers.get(PLANS)
    shown: sql.Composable = sql.SQL("SELECT {} WHERE false").format(_columns(_SHOWN, frozenset()))
    if seen is not None and PLAN_CODE in _public_names(seen):
        shown = _entry(seen, _columns(_SHOWN, _public_names(seen)), moment)
    every = SeenLayer.of(stored.description)
    return sql.SQL(_REGISTER).format(
        level=level,
        said=sql.SQL(", ").join(sql.SQL("s.{}").format(sql.Identifier(name)) for name in _SHOWN),
        judged=_entry(every, _columns(_JUDGED, _public_names(every)), moment),
        shown=shown,
    )


def _entry(plans: SeenLayer, columns: sql.Composable, moment: Moment) -> sql.Composable:
    """The register's entry of a plan `d.plan`."""
    return sql.SQL(_ENTRY).format(
        columns=columns, plans=relation(plans, moment), code=sql.Identifier(PLAN_CODE), valid=valid(moment)
    )


def _columns(wanted: Mapping[str, str], there: frozenset[str]) -> sql.Composable:
    """Columns by name, null where the register has no such field."""
    return sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(
            sql.Identifier("t", field) if field in there else sql.SQL("NULL::" + kind), sql.Identifier(name)
        )
        for name, kind in wanted.items()
        for field in [_FIELD_OF.get(name, name)]
    )


def _public_names(layer: SeenLayer) -> frozenset[str]:
    return frozenset(field.name for field in layer.fields if not field.personal)
