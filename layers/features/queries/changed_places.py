"""Where features were changed since this worker last asked, whatever order the changes were committed in.

Numbers of the change log are given before the commit, so "those above the last number" would miss a row that a longer
transaction wrote before and committed after. Asked for are the rows that the last question couldn't see: PostgreSQL
tells it of a transaction and a snapshot (`pg_visible_in_snapshot`). How far back such a row may stand is known, too:
once all transactions of an earlier moment have ended, nothing can appear any more up to the last number of that moment.

Features that went to another commune without an edit stand in no row of the log: their change set says so.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import connection
from psycopg2 import sql

from layers.features.tables import SCHEMA

Bounds = tuple[float, float, float, float]
MOST_PLACES = 256
"""Of a layer at once; where more changed, all of it is taken to have changed."""
WIDEST_DEGREES = 3.0
"""An envelope was turned into degrees by its corners; of a wider one the edges bend too much to be relied on."""
SLACK_DEGREES = 1e-5
FIRST_TRANSACTION = 3
"""Smaller numbers mean something else."""


@dataclass(frozen=True)
class News:
    """`all` says that nothing known before holds any more. `places` are by layer: rectangles in degrees (west, south,
    east, north), or None where the layer may have changed anywhere. `settled`: from now on each change will be told."""

    all: bool = False
    places: Mapping[str, list[Bounds] | None] = field(default_factory=dict)
    settled: bool = True


@dataclass(frozen=True)
class _Mark:
    """A snapshot, the highest number in the change log that it sees, and how far transactions had been counted from the
    first one (`age`, which counts to 2^32 and then anew)."""

    snapshot: str
    last: int
    counted: int

    @property
    def begins(self) -> int:
        """All transactions below it had ended."""
        return int(self.snapshot.partition(":")[0])

    @property
    def ends(self) -> int:
        """None from it on had begun. The snapshot's own end won't do: it is the first one after all that have ended,
        and some beyond it may be under way."""
        after_ended = int(self.snapshot.split(":")[1])
        return after_ended + (self.counted + FIRST_TRANSACTION - after_ended) % 2**32


class ChangedPlaces:
    """One reader of the change log. Not for several threads at once."""

    def __init__(self) -> None:
        self._database: tuple[object, ...] = ()
        self._last = self._waiting = _Mark("3:3:", 0, 0)
        self._floor: int | None = None
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
            if database != self._database or self._floor is None:
                cursor.execute(_MARK)
                return self._begin(database, _Mark(*cursor.fetchone()))
            cursor.execute(_NEW, {"floor": self._floor, "last": self._last.snapshot, "most": 8 * MOST_PLACES})
            rows = cursor.fetchall()
        others = self._other_tables()
        now = _Mark(*rows[0][:3])
        if now.begins >= self._waiting.ends:
            self._floor, self._waiting = self._waiting.last, now
        self._last = now
        if len(rows) > 8 * MOST_PLACES:
            return News(all=True)
        return News(places=_places([row[3:] for row in rows if row[3]]) | others)

    def _begin(self, database: tuple[object, ...], now: _Mark) -> News:
        """Another database than before, or the same restarted or restored, where transactions may count anew. Once all
        transactions of the first moment have ended, what is read can be kept."""
        if database != self._database:
            self._database, self._waiting, self._tables = database, now, {}
        self._last, self._floor = now, None
        if now.begins >= self._waiting.ends:
            self._floor, self._waiting = self._waiting.last, now
        return News(all=True, settled=self._floor is not None)

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
_MARK = sql.SQL(
    "SELECT pg_current_snapshot()::text AS snapshot, coalesce((SELECT max(id) FROM feature.change_log), 0) AS last,"
    " age({}::text::xid) AS counted"
).format(sql.Literal(str(FIRST_TRANSACTION)))
_NEW = sql.SQL("""
SELECT o.snapshot, o.last, o.counted, l.layer,
    ST_XMin(l.envelope), ST_YMin(l.envelope), ST_XMax(l.envelope), ST_YMax(l.envelope)
FROM ({mark}) o
LEFT JOIN LATERAL (
    SELECT layer, envelope FROM feature.change_log
    WHERE id > %(floor)s AND NOT pg_visible_in_snapshot(transaction_id, %(last)s::pg_snapshot)
    UNION ALL
    SELECT layer, NULL FROM feature.change_set
    WHERE rearranged AND NOT pg_visible_in_snapshot(transaction_id, %(last)s::pg_snapshot)
        AND pg_visible_in_snapshot(transaction_id, o.snapshot::pg_snapshot)
    LIMIT %(most)s + 1
) l ON true
""").format(mark=_MARK)
# A table made anew has another oid, one that was rewritten another file, one with a new column more of them.
_TABLES = """
SELECT relname, oid, relfilenode, relnatts FROM pg_class
WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s) AND relname = ANY(%s)
"""
