"""Where features were changed since this worker last asked, whatever order the changes were written in.

Numbers of the change log are given before the commit, so "those above the last number" would miss a row that a longer
transaction wrote before and committed after. Change sets have a position that is given at the commit: whoever sees one
sees all lower ones.

Features that went to another commune without an edit stand in no row of the log: their change set says so.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from layers.features.tables import SCHEMA

Bounds = tuple[float, float, float, float]
MOST_PLACES = 256
"""Of a layer at once; where more changed, all of it is taken to have changed."""
WIDEST_DEGREES = 3.0
"""An envelope was turned into degrees by its corners; of a wider one the edges bend too much to be relied on."""
SLACK_DEGREES = 1e-5


@dataclass(frozen=True)
class News:
    """`all` says that nothing known before holds any more. `places` are by layer: rectangles in degrees (west, south,
    east, north), or None where the layer may have changed anywhere."""

    all: bool = False
    places: Mapping[str, list[Bounds] | None] = field(default_factory=dict)


class ChangedPlaces:
    """One reader of the change log. Not for several threads at once."""

    def __init__(self) -> None:
        self._database: tuple[object, ...] = ()
        self._last: tuple[int, datetime | None] = (0, None)
        self._tables: dict[str, object] = {}

    def watch(self, layer: str) -> None:
        """Tell from now on, too, when the layer's table is another one or has another column: values may then be others
        though no row was written."""
        self._tables |= _tables([layer])

    def watches(self, layer: str) -> bool:
        return layer in self._tables

    def ask(self) -> News:
        """What changed since the question before; a few statements, each a look into an index."""
        with connection.cursor() as cursor:
            cursor.execute(_DATABASE)
            database = cursor.fetchone()
            position, at = self._last
            cursor.execute(_MARK, {"position": position, "at": at})
            *now, continues = cursor.fetchone()
            self._last = (now[0], now[1])
            if database != self._database or not continues:  # another one, or the same restarted or restored
                self._database, self._tables = database, {}
                return News(all=True)
            cursor.execute(_NEW, {"after": position, "last": now[0], "most": 8 * MOST_PLACES})
            rows = cursor.fetchall()
        others = self._other_tables()
        if len(rows) > 8 * MOST_PLACES:
            return News(all=True)
        return News(places=_places(rows) | others)

    def _other_tables(self) -> dict[str, list[Bounds] | None]:
        if not self._tables:
            return {}
        now = _tables(self._tables)
        other: dict[str, list[Bounds] | None] = {
            name: None for name, table in self._tables.items() if now.get(name) != table
        }
        self._tables = now
        return other


def _places(rows: Collection[tuple[str, *tuple[float | None, ...]]]) -> dict[str, list[Bounds] | None]:
    found: dict[str, list[Bounds] | None] = {}
    for layer, *bounds in rows:
        place = _around(bounds)
        known = found.setdefault(layer, [])
        if place is None or (known is not None and len(known) >= MOST_PLACES):
            found[layer] = None
        elif known is not None:
            known.append(place)
    return found


def _around(bounds: list[float | None]) -> Bounds | None:
    """With room for edges that bend by less than a fiftieth of a degree for each degree of length, squared."""
    if None in bounds:
        return None
    west, south, east, north = (float(value) for value in bounds if value is not None)
    wide = max(east - west, north - south)
    if not 0 <= wide <= WIDEST_DEGREES:
        return None
    slack = SLACK_DEGREES + wide * wide / 50
    return west - slack, south - slack, east + slack, north + slack


def _tables(layers: Collection[str]) -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [SCHEMA, list(layers)])
        return {name: tuple(state) for name, *state in cursor.fetchall()}


_DATABASE = "SELECT oid, pg_postmaster_start_time() FROM pg_database WHERE datname = current_database()"
# The set that was the last one is there still: after a restore positions may have been given anew.
_MARK = """
SELECT coalesce(o.position, 0), o.recorded_at, %(position)s = 0 OR EXISTS (
    SELECT FROM feature.change_set WHERE position = %(position)s AND recorded_at = %(at)s::timestamptz
) FROM (VALUES (0)) one LEFT JOIN LATERAL (
    SELECT position, recorded_at FROM feature.change_set WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1
) o ON true
"""
_NEW = """
SELECT l.layer, ST_XMin(l.envelope), ST_YMin(l.envelope), ST_XMax(l.envelope), ST_YMax(l.envelope) FROM (
    SELECT l.layer, l.envelope FROM feature.change_set s JOIN feature.change_log l ON l.change_set = s.id
    WHERE s.position > %(after)s AND s.position <= %(last)s
    UNION ALL
    SELECT layer, NULL FROM feature.change_set WHERE rearranged AND position > %(after)s AND position <= %(last)s
    LIMIT %(most)s + 1
) l
"""
# A table made anew has another oid, one that was rewritten another file, one with a new column more of them.
_TABLES = """
SELECT relname, oid, relfilenode, relnatts FROM pg_class
WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s) AND relname = ANY(%s)
"""
