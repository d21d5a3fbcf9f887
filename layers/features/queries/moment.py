"""Which rows of a layer are meant: those valid on a day, those recorded at a time."""

from dataclasses import dataclass
from datetime import date, datetime

from psycopg2 import sql

from layers.access.seen import SeenLayer
from layers.features.queries.box import Bounds
from layers.features.queries.seen_rows import seen_rows
from layers.features.queries.written_once import published
from layers.features.tables import history_table, table


@dataclass(frozen=True)
class Moment:
    """`valid_from` and `valid_to` are the first and last day asked for (both None: today; one None: open on that
    side); `recorded_at` is the time whose knowledge is asked for (None: now)."""

    valid_from: date | None = None
    valid_to: date | None = None
    open_start: bool = False
    open_end: bool = False
    recorded_at: datetime | None = None

    @property
    def is_span(self) -> bool:
        """Whether more than one day is asked for."""
        return self.open_start or self.open_end or self.valid_from != self.valid_to

    @classmethod
    def valid_on(cls, day: date, recorded_at: datetime | None = None) -> "Moment":
        return cls(day, day, recorded_at=recorded_at)


NOW = Moment()


def relation(seen: SeenLayer, moment: Moment, near: Bounds | None = None) -> sql.Composable:
    """What to read from: the published table, or all rows as they were recorded at the time; as far as the viewer sees
    them. `near` (in the layer's storage system) says that nothing outside of it will be asked for."""
    if moment.recorded_at is None:
        return published(seen, near)
    names = ["public_id", "valid_from", "valid_to", "version", "recorded_from", "import_run", "commune_code", "geom"]
    columns = sql.SQL(", ").join(map(sql.Identifier, [*names, *(f.name for f in seen.fields)]))
    at = sql.Literal(moment.recorded_at)
    recorded = sql.SQL(
        "(SELECT {columns} FROM {table} WHERE recorded_from <= {at} UNION ALL "
        "SELECT {columns} FROM {history} WHERE recorded_from <= {at} AND recorded_to > {at})"
    ).format(columns=columns, table=table(seen.name), history=history_table(seen.name), at=at)
    return seen_rows(seen, recorded, near=near, whole=False)


def valid(moment: Moment) -> sql.Composable:
    """The condition on rows `t` that they are valid on the day or in the span of days."""
    first = sql.Literal(moment.valid_from) if moment.valid_from else sql.SQL("CURRENT_DATE")
    last = sql.Literal(moment.valid_to) if moment.valid_to else sql.SQL("CURRENT_DATE")
    begins = sql.SQL("true") if moment.open_end else sql.SQL("t.valid_from <= {}").format(last)
    ends = sql.SQL("true") if moment.open_start else sql.SQL("(t.valid_to IS NULL OR t.valid_to > {})").format(first)
    return sql.SQL("{} AND {}").format(begins, ends)
