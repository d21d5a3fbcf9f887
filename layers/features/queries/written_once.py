"""What a seen layer is read from, written once: putting the pieces of SQL together takes a tenth of a page's time."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from threading import Lock

from django.db import connection
from psycopg2 import sql

from gis.spatial.crs import Crs
from layers.access.seen import SeenLayer
from layers.features.queries.box import Bounds
from layers.features.queries.geojson import feature
from layers.features.queries.seen_rows import Blank, filled, places_seen, roughly_seen, seen_rows
from layers.features.tables import table

MOST = 4_000
"""Layers of views that a worker keeps: as many as 20 views of 200 layers."""


@dataclass(frozen=True)
class _Written:
    """`near` are the published rows around a box, by whether withheld areas are near it; empty where none are dropped
    or some are shown as less than they are. `features` are the texts of a row as GeoJSON, by its system."""

    seen: SeenLayer
    roughly: SeenLayer
    places: SeenLayer
    published: sql.Composable
    near: Mapping[bool, str]
    features: dict[Crs, sql.Composable] = field(default_factory=dict)


_kept: OrderedDict[int, _Written] = OrderedDict()
_lock = Lock()


def published(seen: SeenLayer, near: Bounds | None = None) -> sql.Composable:
    """The rows of the published table that are seen; `near` as for `seen_rows`."""
    found = _of(seen)
    if near is None or not seen.rows.withheld:
        return found.published
    return (filled(seen, found.near, near) if found.near else None) or seen_rows(seen, table(seen.name), near=near)


def roughly(seen: SeenLayer) -> SeenLayer:
    """`roughly_seen`, the same object for the same layer."""
    return _of(seen).roughly


def places(seen: SeenLayer, asked: Collection[str]) -> SeenLayer:
    """The layer among whose rows places are found by conditions on the fields `asked`."""
    found = _of(seen)
    return found.places if found.roughly.rows.partial.keys().isdisjoint(asked) else found.roughly


def feature_of(seen: SeenLayer, crs: Crs) -> sql.Composable:
    """`feature` of a row."""
    found = _of(seen)
    if crs not in found.features:
        found.features[crs] = sql.SQL(_text(feature(seen, crs)))
    return found.features[crs]


def _of(seen: SeenLayer) -> _Written:
    """By the object: a View makes it once, and what it says is never changed."""
    with _lock:
        found = _kept.get(id(seen))
        if found is not None and found.seen is seen:
            return found
    near = {}
    if seen.rows.dropping and not seen.rows.coarse:
        near = {some: _text(seen_rows(seen, table(seen.name), near=Blank(some))) for some in (False, True)}
    rows = sql.SQL(_text(seen_rows(seen, table(seen.name))))
    made = _Written(seen, roughly_seen(seen), places_seen(seen), rows, near)
    with _lock:
        _kept[id(seen)] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def _text(statement: sql.Composable) -> str:
    with connection.cursor() as cursor:
        return str(statement.as_string(cursor.cursor))
