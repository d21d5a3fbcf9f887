"""The rows of a layer as one viewer sees them: the one place where scope, personal fields and withheld areas are put
into SQL. Whatever reads features reads from here.

A viewer who sees every row as it is reads the table itself. Otherwise the table is wrapped in a subquery that
PostgreSQL merges into the query around it, so that indexes serve as before.
"""

from collections.abc import Iterable, Sequence

import shapely
from psycopg2 import sql

from gis.spatial.kinds import GeometryKind
from layers.access.seen import SeenLayer
from layers.access.withheld import Withheld
from layers.features.queries.box import Bounds

KEPT = ("public_id", "valid_from", "valid_to", "version", "recorded_from")
"""Columns that say nothing of what a row holds."""
PLACED = ("import_run", "commune_code")
METRES_A_DEGREE = 111_320


def seen_rows(
    seen: SeenLayer, source: sql.Composable, *, near: Bounds | None = None, also: Sequence[str] = (), whole: bool = True
) -> sql.Composable:
    """What to read from in place of `source`, a table or subquery with the columns of the layer's table.

    Its columns are those of the table that the viewer may see, and those named in `also`; `ctid` too where a row has
    one (not where features are generalised). `near` (west, south, east, north in the layer's storage system) says that
    no row outside of it will be asked for. `whole`: `source` is a table of its own, whose rows have a `ctid`.
    """
    rule = seen.rows
    areas = [area for area in rule.withheld if near is None or area.outline(seen.storage_epsg).touches(near)]
    if rule.communes is None and not rule.partial and not areas:
        return source
    dropped = [area for area in areas if area.grid is None]
    coarse = [area for area in areas if area.grid is not None]
    base: list[sql.Composable] = [sql.SQL("true")]
    if rule.communes is not None:
        base.append(_in_communes(rule.communes))
    if dropped:
        base.append(sql.SQL("NOT {}").format(_withheld(seen, dropped)))
    plain = [sql.SQL("NOT {}").format(_withheld(seen, coarse))] if coarse else []
    ctid = [sql.SQL("b.ctid")] if whole and not coarse else []
    parts = [_select([*ctid, *map(_column, [*also, *KEPT, *PLACED, "geom"]), *_fields(seen)], source, [*base, *plain])]
    for grid in sorted({area.grid for area in coarse if area.grid is not None}):
        of_grid = [area for area in coarse if area.grid == grid]
        finer = [area for area in coarse if area.grid is not None and area.grid > grid]
        others = [sql.SQL("NOT {}").format(_withheld(seen, finer))] if finer else []
        columns = [
            *map(_column, [*also, *KEPT]),
            *(sql.SQL("NULL::{} AS {}").format(sql.SQL(kind), sql.Identifier(name))
              for name, kind in (("import_run", "bigint"), ("commune_code", "text"))),
            sql.SQL("{} AS geom").format(_coarsened(seen, grid)),
            *(sql.SQL("NULL::{} AS {}").format(sql.SQL(one.type.column_type), sql.Identifier(one.name))
              for one in seen.fields),
        ]  # fmt: skip
        parts.append(_select(columns, source, [*base, *others, _withheld(seen, of_grid)]))
    return sql.SQL("({})").format(sql.SQL(" UNION ALL ").join(parts))


def _select(
    columns: Iterable[sql.Composable], source: sql.Composable, conditions: Iterable[sql.Composable]
) -> sql.Composable:
    return sql.SQL("SELECT {} FROM {} b WHERE {}").format(
        sql.SQL(", ").join(columns), source, sql.SQL(" AND ").join(conditions)
    )


def _column(name: str) -> sql.Composable:
    return sql.SQL("b.{}").format(sql.Identifier(name))


def _fields(seen: SeenLayer) -> Iterable[sql.Composable]:
    for one in seen.fields:
        communes = seen.rows.partial.get(one.name)
        if communes is None:
            yield _column(one.name)
        else:
            yield sql.SQL("CASE WHEN {} THEN {} END AS {}").format(
                _in_communes(communes), _column(one.name), sql.Identifier(one.name)
            )


def _in_communes(communes: Iterable[str]) -> sql.Composable:
    return sql.SQL("b.commune_code = ANY({}::text[])").format(sql.Literal(sorted(communes)))


def _withheld(seen: SeenLayer, areas: Sequence[Withheld]) -> sql.Composable:
    """Whether a row touches one of the areas and isn't of a cleared commune."""
    shapes = [shapely.from_wkb(area.outline(seen.storage_epsg).shape) for area in areas]
    together = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
    literal = sql.SQL("{}::geometry").format(
        sql.Literal(shapely.to_wkb(shapely.set_srid(together, seen.storage.srid), hex=True, include_srid=True))
    )
    touching = sql.SQL("b.geom && {0} AND ST_Intersects(b.geom, {0})").format(literal)
    if not seen.rows.cleared:
        return sql.SQL("({})").format(touching)
    cleared = sql.SQL("coalesce({}, false)").format(_in_communes(seen.rows.cleared))
    return sql.SQL("({} AND NOT {})").format(touching, cleared)


def _coarsened(seen: SeenLayer, grid: float) -> sql.Composable:
    """Where a feature lies to one cell of a grid: of a point the middle of its cell, of others the cells around them
    (of a line their diagonal), so that no vertex of the feature is told."""
    cell = sql.Literal(grid / METRES_A_DEGREE if seen.storage.is_geographic else grid)
    srid = sql.Literal(seen.storage.srid)
    low = {axis: sql.SQL("floor(ST_{}Min(b.geom) / {c}) * {c}").format(sql.SQL(axis), c=cell) for axis in "XY"}
    high = {axis: sql.SQL("(floor(ST_{}Max(b.geom) / {c}) + 1) * {c}").format(sql.SQL(axis), c=cell) for axis in "XY"}
    if seen.geometry_kind is GeometryKind.POINT:
        return sql.SQL("ST_SetSRID(ST_MakePoint({x} + {c} / 2, {y} + {c} / 2), {srid})").format(
            x=low["X"], y=low["Y"], c=cell, srid=srid
        )
    corners = {"w": low["X"], "s": low["Y"], "e": high["X"], "n": high["Y"], "srid": srid}
    if seen.geometry_kind is GeometryKind.LINE:
        return sql.SQL(
            "ST_Multi(ST_SetSRID(ST_MakeLine(ST_MakePoint({w}, {s}), ST_MakePoint({e}, {n})), {srid}))"
        ).format(**corners)
    return sql.SQL("ST_Multi(ST_MakeEnvelope({w}, {s}, {e}, {n}, {srid}))").format(**corners)
