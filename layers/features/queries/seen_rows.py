"""The rows of a layer as one viewer sees them: the one place where scope, personal fields and withheld areas are put
into SQL. Whatever reads features reads from here.

A viewer who sees every row as it is reads the table itself. Otherwise the table is wrapped in a subquery that
PostgreSQL merges into the query around it, so that indexes serve as before.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from struct import pack

import shapely
from psycopg2 import sql

from gis.spatial.kinds import GeometryKind
from layers.access.grants import Communes
from layers.access.seen import RowRule, SeenLayer
from layers.access.withheld import AreaSet, outline
from layers.features.queries.box import Bounds

KEPT = ("public_id", "valid_from", "valid_to", "version", "recorded_from")
"""Columns that say nothing of what a row holds."""
PLACED = ("import_run", "commune_code")
METRES_A_DEGREE = 111_320
EDGE_METRES = 10_000
"""An edge of this length bends by less than a metre between two systems, which the search by index allows for."""
FEW_COMMUNES = 20
"""Up to so many are compared with every hit of a box; more, such as a province's, only with the page's rows."""
MOST_NEAR, MOST_CHARACTERS = 30, 200_000
"""Areas that are written into a statement, and the text they may take."""
_POLYGON_WITH_SRID = 0x20000003
_FOUND_FIRST = (
    "b.ctid IN (SELECT c.ctid FROM (SELECT ST_Transform(w.shape, {srid}) AS geom FROM access_withheldarea w"
    " WHERE w.id = ANY({ids}) OFFSET 0) a JOIN {source} c ON c.geom && a.geom AND ST_Intersects(c.geom, a.geom))"
)


def seen_rows(
    seen: SeenLayer,
    source: sql.Composable,
    *,
    near: "Bounds | Blank | None" = None,
    also: Sequence[str] = (),
    whole: bool = True,
    scan: bool = False,
) -> sql.Composable:
    """What to read from in place of `source`, a table or subquery with the columns of the layer's table.

    Its columns are those of the table that the viewer may see, and those named in `also`; `ctid` too where a row has
    one (not where features are generalised). `near` (west, south, east, north in the layer's storage system) says that
    no row outside of it will be asked for; a `Blank` leaves it open. `whole`: `source` is a table of its own, whose
    rows have a `ctid`; `scan` says that all of it will be read, where it pays to find the rows of withheld areas first.
    """
    rule = seen.rows
    if rule.is_plain:
        return source
    around: _Around | Blank | _Scan | None = _Scan(source) if scan else None
    if isinstance(near, Blank):
        around = near
    elif near is not None:
        around = _Around(near, max((grid for grid, _, _ in rule.by_grid), default=0.0))
    base: list[sql.Composable] = [] if rule.communes is None else [_in_communes(rule.communes)]
    if rule.dropping:
        base.append(sql.SQL("NOT {}").format(_withheld(seen, rule.dropping, around)))
    plain = [sql.SQL("NOT {}").format(_withheld(seen, rule.coarse, around))] if rule.coarse else []
    ctid = [sql.SQL("b.ctid")] if whole and not rule.coarse else []
    columns = [*ctid, *map(_column, [*also, *KEPT, *PLACED, "geom"]), *_fields(seen)]
    parts = [_select(columns, source, [*base, *plain])]
    for grid, areas, coarser in rule.by_grid:
        conditions = [_touching_by_index(seen, source, areas, around), *base, _withheld(seen, areas, around)]
        if coarser:
            conditions.append(sql.SQL("NOT {}").format(_withheld(seen, coarser, around)))
        parts.append(_select(_coarse_columns(seen, grid, also), source, conditions))
    return sql.SQL("({})").format(sql.SQL(" UNION ALL ").join(parts))


@dataclass(frozen=True)
class _Scan:
    """All of this table is read."""

    source: sql.Composable


@dataclass(frozen=True)
class Blank:
    """A box that is said later, by `filled`, so that the statement around it is written once. `some_near`: whether it
    will have areas near it."""

    some_near: bool

    WITHIN = "«within»"
    TOUCHING = "«touching»"


def filled(seen: SeenLayer, written: Mapping[bool, str], near: Bounds) -> sql.Composable | None:
    """A statement around a box from those that were written with a `Blank`, by whether some areas are near; None where
    there are too many to be written into it."""
    around = _Around(near, 0.0)
    touching = around.touching(seen, seen.rows.dropping)
    if touching is None:
        return None
    text = written[bool(touching)].replace(Blank.WITHIN, around.within(seen.storage.srid))
    return sql.SQL(text.replace(Blank.TOUCHING, touching))


def roughly_seen(seen: SeenLayer) -> SeenLayer:
    """The layer with some rows more, those that are dear to tell: of withheld areas, and of other communes where the
    viewer's own are so many that most rows are seen. To look among, never to give out."""
    if seen.rows.is_plain:
        return seen
    return replace(seen, rows=replace(seen.rows, withheld=(), communes=_first(seen.rows.communes)))


def places_seen(seen: SeenLayer) -> SeenLayer:
    """`roughly_seen` without the fields that are seen of some communes alone: to find where rows stand, by conditions
    on other fields."""
    roughly = roughly_seen(seen)
    fields = tuple(one for one in roughly.fields if one.name not in roughly.rows.partial)
    return replace(roughly, fields=fields, rows=replace(roughly.rows, partial={}))


def surely_seen(seen: SeenLayer, rows: sql.Composable, near: Bounds | None) -> sql.Composable:
    """What is seen of rows that were read by `roughly_seen`, in the order in which they come."""
    rule = seen.rows
    later = None if _first(rule.communes) is not None else rule.communes
    rest = RowRule(communes=later, withheld=rule.withheld, cleared=rule.cleared)
    return seen_rows(replace(seen, rows=rest), rows, near=near, whole=False)


def _first(communes: Communes) -> Communes:
    """Those that are compared before the box, since they leave few rows."""
    return communes if communes is not None and len(communes) <= FEW_COMMUNES else None


class _Around:
    """What lies around the box that is asked for, by at least the widest grid: no cell is farther from its feature. A
    row within it touches no area beyond it, so that only the few rows that reach out of it are compared with those."""

    def __init__(self, near: Bounds, grid: float) -> None:
        west, south, east, north = near
        by = max((east - west) / 4, (north - south) / 4, grid)
        self.bounds: Bounds = (west - by, south - by, east + by, north + by)
        # PostGIS compares rectangles in single precision, rounded outwards: a metre at the most.
        slack = max(abs(value) for value in self.bounds) * 1e-6
        self.reach: Bounds = (
            self.bounds[0] - slack, self.bounds[1] - slack, self.bounds[2] + slack, self.bounds[3] + slack,
        )  # fmt: skip

    def touching(self, seen: SeenLayer, areas: AreaSet) -> str | None:
        """The condition that a row touches one of those near by, empty where none is; None where they are too much."""
        near = areas.near(seen.storage_epsg, self.reach)
        if len(near) > MOST_NEAR:
            return None
        # One condition each: putting their outlines together costs more than it saves, since PostGIS looks at the
        # rectangles first.
        text = " OR ".join(_touches(area.shape, seen.storage_epsg, seen.storage.srid) for area in near)
        return text if len(text) <= MOST_CHARACTERS else None

    def within(self, srid: int) -> str:
        """The rectangle as a literal, in the form in which PostGIS takes it soonest: EWKB."""
        west, south, east, north = self.bounds
        corners = (west, south, west, north, east, north, east, south, west, south)
        return f"'{pack('<BIIII10d', 1, _POLYGON_WITH_SRID, srid, 1, 5, *corners).hex()}'::geometry"


@lru_cache(maxsize=4096)
def _touches(shape: bytes, epsg: int, srid: int) -> str:
    """Hexadecimal digits have nothing to escape."""
    wkb = shapely.to_wkb(shapely.set_srid(outline(shape, epsg), srid), hex=True, include_srid=True)
    return f"ST_Intersects(b.geom, '{wkb}'::geometry)"


def _coarse_columns(seen: SeenLayer, grid: float, also: Sequence[str]) -> list[sql.Composable]:
    empty = [("import_run", "bigint"), ("commune_code", "text")]
    return [
        *map(_column, [*also, *KEPT]),
        *(_nothing(name, kind) for name, kind in empty),
        sql.SQL("{} AS geom").format(_coarsened(seen, grid)),
        *(_nothing(one.name, one.type.column_type) for one in seen.fields),
    ]


def _nothing(name: str, kind: str) -> sql.Composable:
    return sql.SQL("NULL::{} AS {}").format(sql.SQL(kind), sql.Identifier(name))


def _select(
    columns: Iterable[sql.Composable], source: sql.Composable, conditions: Sequence[sql.Composable]
) -> sql.Composable:
    where = sql.SQL(" AND ").join(conditions) if conditions else sql.SQL("true")
    return sql.SQL("SELECT {} FROM {} b WHERE {}").format(sql.SQL(", ").join(columns), source, where)


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


def _in_communes(communes: frozenset[str]) -> sql.Composable:
    """As the keys of one JSON object, found by binary search: of `= ANY` with hundreds of codes the planner estimates
    how many rows have each, for every query anew."""
    return sql.SQL("jsonb_exists({}::jsonb, b.commune_code)").format(_keys(communes))


@lru_cache(maxsize=4096)
def _keys(values: frozenset[str]) -> sql.Composable:
    return sql.Literal(json.dumps(dict.fromkeys(sorted(values), 0), separators=(",", ":")))


def _withheld(seen: SeenLayer, areas: AreaSet, around: _Around | Blank | _Scan | None) -> sql.Composable:
    """Whether a row touches one of the areas and isn't of a cleared commune."""
    touching = _touching(seen, areas, around)
    if not seen.rows.cleared:
        return sql.SQL("({})").format(touching)
    cleared = sql.SQL("coalesce({}, false)").format(_in_communes(seen.rows.cleared))
    return sql.SQL("({} AND NOT {})").format(touching, cleared)


def _touching(seen: SeenLayer, areas: AreaSet, around: _Around | Blank | _Scan | None) -> sql.Composable:
    """Areas near the box stand in the statement itself, which is fastest; what reaches beyond is compared with all, by
    the index of their table."""
    step = sql.Literal(EDGE_METRES / METRES_A_DEGREE if seen.storage.is_geographic else EDGE_METRES)
    anywhere = sql.SQL("feature.touches_withheld(b.geom, {}, {})").format(_ids(areas), step)
    if isinstance(around, _Scan):
        return sql.SQL(_FOUND_FIRST).format(ids=_ids(areas), srid=sql.Literal(seen.storage.srid), source=around.source)
    if around is None:
        return anywhere
    touching: str | None
    if isinstance(around, Blank):
        within, touching = around.WITHIN, around.TOUCHING if around.some_near else ""
    else:
        within, touching = around.within(seen.storage.srid), around.touching(seen, areas)
        if touching is None:
            return anywhere
    beyond = sql.SQL("(NOT b.geom @ {} AND {})").format(sql.SQL(within), anywhere)
    return sql.SQL("({} OR {})").format(sql.SQL(touching), beyond) if touching else beyond


def _touching_by_index(
    seen: SeenLayer, source: sql.Composable, areas: AreaSet, around: _Around | Blank | _Scan | None
) -> sql.Composable:
    """The rows that are compared at all: found from the few areas, not from the many rows of the box."""
    box: sql.Composable = sql.SQL("")
    if isinstance(around, _Around):
        box = sql.SQL("AND c.geom && {}").format(sql.SQL(around.within(seen.storage.srid)))
    return sql.SQL(
        "b.public_id IN (SELECT c.public_id FROM (SELECT ST_Transform(w.shape, {srid}) AS geom"
        " FROM access_withheldarea w WHERE w.id = ANY({ids}) OFFSET 0) a JOIN {source} c ON c.geom && a.geom {box})"
    ).format(srid=sql.Literal(seen.storage.srid), ids=_ids(areas), source=source, box=box)


def _ids(areas: AreaSet) -> sql.Composable:
    return sql.SQL("{}::bigint[]").format(sql.Literal(areas.ids_literal))


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
