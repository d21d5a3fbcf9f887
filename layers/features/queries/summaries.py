"""A layer with what is known of its features, as one viewer sees them: nobody learns from an extent or a count that
there is more."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from django.db import connection
from psycopg2 import sql

from gis.errors import NotFound
from gis.spatial.crs import bounds_in_degrees
from layers.access.seen import SeenLayer
from layers.access.view import View
from layers.catalog.queries import LayerSummary, summary_in_use
from layers.features.queries.extent import Extent
from layers.features.queries.seen_rows import seen_rows
from layers.features.queries.states import forget as forget_states
from layers.features.queries.states import layer_state
from layers.features.tables import table

MOST = 20_000
"""Extents and counts a worker keeps."""


@dataclass(frozen=True)
class SeenSummary(LayerSummary):
    """A summary of what is seen."""

    description: SeenLayer


def summaries(view: View) -> list[SeenSummary]:
    """Every layer that the viewer may know of, in the order of the catalog."""
    return [summary(view, name) for name in view.layers]


def summary(view: View, name: str) -> SeenSummary:
    """One layer.

    Raises:
        NotFound: E-LAYER-05 where no such layer may be known.
    """
    seen = view.layer(name)
    found = summary_in_use(name)
    if found is None:
        raise NotFound("E-LAYER-05", name=name[:80])
    extent, count = found.extent, found.feature_count
    if seen.rows.communes is not None or seen.rows.withheld:
        state = (name, found.updated_at, found.feature_count, found.extent, layer_state(name))
        extent, count = _kept(seen, state)
    return SeenSummary(seen, extent, count, found.licence_title, found.licence_url, found.created_at, found.updated_at)


def state_of(view: View) -> int:
    """Another number as soon as extents and counts of the view's own may be others; 0 where it has none."""
    if not view.is_partial:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM feature.change_log")
        return int(cursor.fetchone()[0])


def forget() -> None:
    """What is known of changes: for tests."""
    forget_states()
    _figures.clear()


_figures: OrderedDict[Hashable, tuple[Extent | None, int]] = OrderedDict()
_lock = Lock()
_turns: dict[str, Lock] = {}


def _kept(seen: SeenLayer, state: Hashable) -> tuple[Extent | None, int]:
    """Counted once for all who see the same rows, until features of the layer are written. One thread counts, the
    others wait for it."""
    key = (state, seen.rows.key)
    with _lock:
        if key in _figures:
            _figures.move_to_end(key)
            return _figures[key]
        turn = _turns.setdefault(seen.name, Lock())
    with turn:
        with _lock:
            if key in _figures:
                return _figures[key]
        figures = seen_extent_and_count(seen)
        with _lock:
            _figures[key] = figures
            while len(_figures) > MOST:
                _figures.popitem(last=False)
    return figures


def seen_extent_and_count(seen: SeenLayer) -> tuple[Extent | None, int]:
    """West, south, east, north in degrees of all features that are seen, and how many they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT count(*), min(ST_XMin(t.geom)), min(ST_YMin(t.geom)), max(ST_XMax(t.geom)),"
                " max(ST_YMax(t.geom)) FROM {} t"
            ).format(seen_rows(seen, table(seen.name), scan=True))
        )
        count, *bounds = cursor.fetchone()
    if not count:
        return None, 0
    west, south, east, north = bounds
    return bounds_in_degrees((west, south, east, north), seen.storage_epsg), count
