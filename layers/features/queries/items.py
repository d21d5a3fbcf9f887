"""A page of features in a box, by the shorter of two ways.

`WHERE geom && box ORDER BY public_id LIMIT 100` lets the planner walk the primary key and throw most of the layer
away when the box is small; collecting the box's hits first is wasteful when it covers most of the layer. A sample of
the layer says how many hits to expect, and the way is chosen by that. Either way the exact test of the box is
made in order of public id and ends with the page: it costs as much as all the rest for each row it is made of.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from gis.spatial.crs import CRS84, Crs
from layers.access.seen import SeenLayer
from layers.features.filters.condition import Condition, answered
from layers.features.filters.queryables import column
from layers.features.queries.box import Bounds, ProjectedBox, project_box
from layers.features.queries.density import density
from layers.features.queries.geojson import feature
from layers.features.queries.looking import record_looks, record_question
from layers.features.queries.moment import NOW, Moment, relation, valid
from layers.features.queries.seen_rows import surely_seen
from layers.features.queries.written_once import feature_of, places, roughly

HIT_COST = 0.03
"""Cost of collecting one hit of the spatial index beside that of walking past one row of the primary key.

Measured on 302,500 parcels; low, because neighbours have neighbouring ids and the walk passes long runs that miss."""


@dataclass(frozen=True)
class ItemsQuery:
    """What is asked of a layer.

    `bbox` is west, south, east, north in `bbox_crs`, east first. `after` is the last public id of the page before.
    `equal` restricts queryables to values of their type; `filter` is a condition for the same layer as it is seen.
    `properties` are the fields that features are given with (None: all), `placed` whether with their geometry.
    """

    limit: int = 10
    bbox: tuple[float, float, float, float] | None = None
    bbox_crs: Crs = CRS84
    crs: Crs = CRS84
    after: int | None = None
    moment: Moment = NOW
    equal: Mapping[str, Any] = field(default_factory=dict)
    filter: Condition | None = None
    properties: frozenset[str] | None = None
    placed: bool = True
    counted: bool = False

    @property
    def asked(self) -> frozenset[str]:
        """The queryables by which features are chosen."""
        return frozenset(self.equal).union(self.filter.properties if self.filter else ())

    def given(self, seen: SeenLayer) -> SeenLayer:
        """The layer with the fields that features are given with."""
        if self.properties is None:
            return seen
        return replace(seen, fields=tuple(field for field in seen.fields if field.name in self.properties))


@dataclass(frozen=True)
class ItemsPage:
    """`features` is the inside of a GeoJSON features array; `last_id` is set where another page follows."""

    features: bytes
    returned: int
    last_id: int | None
    matched: int | None


def read_items(description: SeenLayer, query: ItemsQuery) -> ItemsPage:
    """One page in order of public id.

    Raises:
        InvalidRequest: E-FILTER-11, E-FILTER-12.
    """
    with answered(query.filter):
        return _read(description, query)


@dataclass(frozen=True)
class Selection:
    """The rows `t` that a query means: `page` selects them in order of public id, at most `%(limit)s` of them (None:
    all); `matching` are the conditions of all rows of `source` that match, on whatever page."""

    page: sql.Composable
    source: sql.Composable
    matching: sql.Composable
    parameters: Mapping[str, Any]


def selection(description: SeenLayer, query: ItemsQuery, limit: int | None) -> Selection | None:
    """What is to be read, up to `limit` rows; None where the box can't touch anything."""
    parameters: dict[str, Any] = {"limit": limit}
    conditions = [valid(query.moment)]
    for number, (name, value) in enumerate(query.equal.items()):
        conditions.append(sql.SQL("t.{} = {}").format(sql.Identifier(column(name)), sql.Placeholder(f"value{number}")))
        parameters[f"value{number}"] = value
    if query.filter is not None:
        conditions.append(query.filter.sql)
        parameters |= query.filter.parameters
    box = projected = None
    if query.bbox is not None:
        projected = project_box(query.bbox, query.bbox_crs.epsg, description.storage_epsg)
        if projected is None:
            return None
        parameters |= {"around": projected.around, "inside": projected.inside, "exact": projected.exact}
        box = _BoxTest.of(description, query.bbox_crs, projected)
    after = sql.SQL("true")
    if query.after is not None:
        after = sql.SQL("t.public_id > %(after)s")
        parameters["after"] = query.after
    near = projected.bounds if projected else query.filter.near if query.filter else None
    wanted = _Wanted(
        relation(description, query.moment, near),
        relation(roughly(description), query.moment),
        relation(places(description, query.asked), query.moment),
        lambda rows: surely_seen(description, rows, near),
        sql.SQL(" AND ").join(conditions),
        box,
        after,
    )
    page = _way(description, query, near, whole=limit is None)(wanted)
    return Selection(page, wanted.source, wanted.matching, parameters)


def _read(description: SeenLayer, query: ItemsQuery) -> ItemsPage:
    selected = selection(description, query, query.limit + 1)
    if selected is None:
        return ItemsPage(b"", 0, None, 0)
    given = query.given(description)
    parameters = {**selected.parameters, "page": query.limit}
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT coalesce(string_agg(feature, ',' ORDER BY public_id) FILTER (WHERE place <= %(page)s), ''),"
                " max(public_id) FILTER (WHERE place <= %(page)s), count(*){looks} FROM"
                " (SELECT t.public_id, row_number() OVER () AS place, {feature} AS feature{shown}"
                " FROM ({page}) t) listed"
            ).format(
                page=selected.page,
                feature=feature_in(description, query),
                looks=sql.SQL("").join(map(_look, given.personal_fields)),
                shown=sql.SQL("").join(map(_shown, given.personal_fields)),
            ),
            parameters,
        )
        text, last_id, found, *looks = cursor.fetchone()
        record_question(description, query.asked)
        if looks:
            record_looks(description, dict(zip(given.personal_fields, looks, strict=True)))
        matched = count_matching(cursor, selected, once=query.moment.is_span) if query.counted else None
    returned, more = min(found, query.limit), found > query.limit
    return ItemsPage(text.encode(), returned, last_id if more else None, matched)


def feature_in(seen: SeenLayer, query: ItemsQuery) -> sql.Composable:
    """A row's feature as GeoJSON, with what is asked for of it."""
    given = query.given(seen)
    if given is seen and query.placed:
        return feature_of(seen, query.crs)
    return feature(given, query.crs, placed=query.placed)


def _shown(name: str) -> sql.Composable:
    """Whether a row shows something in a personal field."""
    return sql.SQL(", t.{} IS NOT NULL AS {}").format(sql.Identifier(name), sql.Identifier(f"shows {name}"))


def _look(name: str) -> sql.Composable:
    """The features of the page that do."""
    return sql.SQL(", array_agg(public_id) FILTER (WHERE place <= %(page)s AND {})").format(
        sql.Identifier(f"shows {name}")
    )


@dataclass(frozen=True)
class _BoxTest:
    """What the index finds by, and what is true of exactly those in the box; see `layers.features.queries.box`."""

    near: sql.Composable
    exact: sql.Composable

    @classmethod
    def of(cls, description: SeenLayer, box_crs: Crs, box: ProjectedBox) -> "_BoxTest":
        srid = sql.Literal(description.storage.srid)
        geometry: sql.Composable = sql.SQL("t.geom")
        if box_crs.srid != description.storage.srid:
            geometry = sql.SQL("ST_Transform(t.geom, {})").format(sql.Literal(box_crs.srid))
        exact = sql.SQL("ST_Intersects({}, ST_SetSRID(%(exact)s::geometry, {}))").format(
            geometry, sql.Literal(box_crs.srid)
        )
        if box.inside:
            exact = sql.SQL("(t.geom @ ST_SetSRID(%(inside)s::geometry, {}) OR {})").format(srid, exact)
        return cls(sql.SQL("t.geom && ST_SetSRID(%(around)s::geometry, {})").format(srid), exact)


@dataclass(frozen=True)
class _Wanted:
    """The conditions on rows `t` of `source`; `attributes` and `after` are cheap to test, the box isn't.

    `roughly` has some rows more than `source`, and is cheaper to read; `guarded` takes them out. `places` has those
    rows, and no fields but those that are asked for and those that are cheap.
    """

    source: sql.Composable
    roughly: sql.Composable
    places: sql.Composable
    guarded: Callable[[sql.Composable], sql.Composable]
    attributes: sql.Composable
    box: _BoxTest | None
    after: sql.Composable

    @property
    def matching(self) -> sql.Composable:
        """All that numberMatched counts."""
        if self.box is None:
            return self.attributes
        return sql.SQL("{} AND {} AND {}").format(self.attributes, self.box.near, self.box.exact)


def _way(
    description: SeenLayer, query: ItemsQuery, bounds: Bounds | None, *, whole: bool
) -> Callable[[_Wanted], sql.Composable]:
    if query.moment.is_span:
        return _last_versions
    if bounds is None or whole:
        return _planned
    if query.bbox is None:
        # A filter that says where may find few: walking the key past all others would take long.
        return _collected if _hits_are_few(description, query, bounds) else _planned
    if query.moment.recorded_at is not None or description.rows.coarse:
        return _collected
    return _hits_first if _hits_are_few(description, query, bounds) else _in_key_order


def _planned(wanted: _Wanted) -> sql.Composable:
    """Without a box, or a page to end with, the planner's own statistics choose well."""
    return sql.SQL("SELECT t.* FROM {} t WHERE {} AND {} ORDER BY t.public_id LIMIT %(limit)s").format(
        wanted.source, wanted.matching, wanted.after
    )


def _in_key_order(wanted: _Wanted) -> sql.Composable:
    # The walk stands in a subquery of its own: the planner thinks far too few rows pass the test of the geometry and
    # would collect and sort them all. It stops walking once the limit is reached.
    walked = sql.SQL(
        "(SELECT t.* FROM (SELECT t.* FROM {} t WHERE {} ORDER BY t.public_id OFFSET 0) t WHERE {} OFFSET 0)"
    ).format(wanted.roughly, wanted.after, wanted.matching)
    return sql.SQL("SELECT t.* FROM {} t LIMIT %(limit)s").format(wanted.guarded(walked))


def _hits_first(wanted: _Wanted) -> sql.Composable:
    """Where the hits stand is collected and sorted (whole rows would be copied about), then rows are fetched in order
    until the page is full."""
    assert wanted.box is not None  # noqa: S101  # `_way` sees to it
    return sql.SQL(
        "SELECT t.* FROM (SELECT t.ctid AS place, t.public_id FROM {places} t WHERE {near} AND {attributes}"
        " AND {after} ORDER BY t.public_id OFFSET 0) hit JOIN {source} t ON t.ctid = hit.place WHERE {exact}"
        " ORDER BY hit.public_id LIMIT %(limit)s"
    ).format(
        source=wanted.source, places=wanted.places, near=wanted.box.near, attributes=wanted.attributes,
        after=wanted.after, exact=wanted.box.exact,
    )  # fmt: skip


def _collected(wanted: _Wanted) -> sql.Composable:
    """Rows as they were recorded at a time come from two tables and have no place of their own, nor have generalised
    ones."""
    # OFFSET 0 keeps the planner from merging the ordering into the scan.
    return sql.SQL(
        "SELECT h.* FROM (SELECT t.* FROM {} t WHERE {} AND {} OFFSET 0) h ORDER BY h.public_id LIMIT %(limit)s"
    ).format(wanted.source, wanted.matching, wanted.after)


def _last_versions(wanted: _Wanted) -> sql.Composable:
    """In a span of days a feature may be valid in several versions: the last one stands for it."""
    return sql.SQL(
        "SELECT DISTINCT ON (h.public_id) h.* FROM (SELECT t.* FROM {} t WHERE {} AND {} OFFSET 0) h"
        " ORDER BY h.public_id, h.valid_from DESC LIMIT %(limit)s"
    ).format(wanted.source, wanted.matching, wanted.after)


def _hits_are_few(description: SeenLayer, query: ItemsQuery, bounds: Bounds) -> bool:
    known = density(description)
    share = max(known.share(bounds), 1e-9)
    return share * max(known.features, 1) * HIT_COST <= query.limit / share


def count_matching(cursor: CursorWrapper, selected: Selection, *, once: bool) -> int:
    """How many match; `once` counts a feature of several versions as one."""
    what = sql.SQL("DISTINCT t.public_id" if once else "*")
    cursor.execute(
        sql.SQL("SELECT count({}) FROM {} t WHERE {}").format(what, selected.source, selected.matching),
        selected.parameters,
    )
    return int(cursor.fetchone()[0])
