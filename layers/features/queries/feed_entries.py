"""What became of features that are known to have changed at a time, as a viewer sees it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import groupby

from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from gis.spatial.crs import Crs
from layers.access.seen import SeenLayer
from layers.features.queries.seen_rows import seen_rows
from layers.features.queries.written_once import feature_of, published
from layers.features.tables import history_table, table

Range = tuple[int, int, int, int, datetime]
"""Change set, row of the change log, first and last id, and the time at which the features were recorded anew."""


class Operation(StrEnum):
    """What happened to a feature in the eyes of a viewer."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True)
class Key:
    """A feature that changed: the place of its range in the list, its id and the time."""

    piece: int
    public_id: int
    at: datetime


@dataclass(frozen=True)
class Entry:
    """One row of a feature, by its id and first day of validity, that came, changed or went.

    `number` counts the entries of one feature at one time from 0. `feature` is its GeoJSON, None where it went.
    """

    number: int
    operation: Operation
    public_id: int
    version: int
    recorded: datetime
    valid_from: date | None
    valid_to: date | None
    feature: str | None

    @property
    def geojson(self) -> bytes:
        """The feature with what happened to it as members of its own (RFC 7946, 6.1); without geometry and properties
        where it went."""
        said = {
            "operation": str(self.operation),
            "version": self.version,
            "recorded": self.recorded.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "validFrom": self.valid_from and self.valid_from.isoformat(),
            "validTo": self.valid_to and self.valid_to.isoformat(),
        }
        begin = f'{{"type":"Feature","id":{self.public_id}'
        rest = ',"geometry":null,"properties":null}' if self.feature is None else self.feature[len(begin) :]
        return f"{begin},{json.dumps(said)[1:-1]}{rest}".encode()


def keys(cursor: CursorWrapper, seen: SeenLayer, ranges: Sequence[Range]) -> list[Key]:
    """The features of the ranges that changed at their times, in order; each once in a change set and at a time."""
    sets, logs, firsts, lasts, times = zip(*ranges, strict=True)
    cursor.execute(
        sql.SQL(_KEYS).format(table=table(seen.name), history=history_table(seen.name)),
        [list(sets), list(logs), list(firsts), list(lasts), list(times)],
    )
    return [Key(*row) for row in cursor.fetchall()]


def entries(cursor: CursorWrapper, seen: SeenLayer, crs: Crs, changed: Sequence[Key]) -> Iterator[tuple[Key, Entry]]:
    """What is seen of it, in the order of the keys; of one feature what went comes first."""
    if not changed:
        return
    now = published(seen)
    then = seen_rows(seen, history_table(seen.name), also=("recorded_to",))
    cursor.execute(
        sql.SQL(_STATES).format(now=now, then=then, feature=feature_of(seen, crs)),
        {"ids": [key.public_id for key in changed], "times": [key.at for key in changed]},
    )
    for number, rows in groupby(cursor.fetchall(), key=lambda row: row[0]):
        key = changed[number - 1]
        yield from ((key, _entry(key, n, *row[1:])) for n, row in enumerate(rows))


def _entry(
    key: Key, number: int, valid_from: date | None, valid_to: date | None, version: int, stood: bool,
    feature: str | None,
) -> Entry:  # fmt: skip
    operation = Operation.DELETE if feature is None else Operation.UPDATE if stood else Operation.INSERT
    return Entry(number, operation, key.public_id, version, key.at, valid_from, valid_to, feature)


# What is changed twice in a transaction stands in several rows of the log and is given with the last of them.
_KEYS = """
SELECT g.n - 1, i.public_id, g.at
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::timestamptz[])
     WITH ORDINALITY AS g(change_set, log, first_id, last_id, at, n)
CROSS JOIN LATERAL (
    SELECT public_id FROM {table} WHERE public_id BETWEEN g.first_id AND g.last_id AND recorded_from = g.at
    UNION SELECT public_id FROM {history}
    WHERE public_id BETWEEN g.first_id AND g.last_id AND (recorded_from = g.at OR recorded_to = g.at)
) i
WHERE NOT EXISTS (SELECT FROM feature.change_log l WHERE l.change_set = g.change_set AND l.id > g.log
                  AND l.recorded_at = g.at AND l.first_id = i.public_id)
  AND NOT EXISTS (SELECT FROM feature.change_log l WHERE l.change_set = g.change_set AND l.id > g.log
                  AND l.recorded_at = g.at AND l.first_id < l.last_id AND i.public_id BETWEEN l.first_id AND l.last_id)
ORDER BY g.n, i.public_id
"""
_STATES = """
WITH k AS MATERIALIZED (
    SELECT * FROM unnest(%(ids)s::bigint[], %(times)s::timestamptz[]) WITH ORDINALITY AS k(public_id, at, n)
), after AS (
    SELECT k.n, t.valid_from, t.valid_to, t.version, {feature} AS feature
    FROM k JOIN {now} t ON t.public_id = k.public_id AND t.recorded_from = k.at
    WHERE t.public_id = ANY(%(ids)s)
    UNION ALL
    SELECT k.n, t.valid_from, t.valid_to, t.version, {feature}
    FROM k JOIN {then} t ON t.public_id = k.public_id AND t.recorded_from = k.at AND t.recorded_to > k.at
    WHERE t.public_id = ANY(%(ids)s)
), before AS (
    SELECT k.n, t.valid_from, t.version
    FROM k JOIN {then} t ON t.public_id = k.public_id AND t.recorded_to = k.at AND t.recorded_from < k.at
    WHERE t.public_id = ANY(%(ids)s)
)
SELECT n, nullif(valid_from, '-infinity'), a.valid_to, coalesce(a.version, b.version), b.version IS NOT NULL, a.feature
FROM after a FULL JOIN before b USING (n, valid_from) ORDER BY n, a.feature IS NOT NULL, valid_from
"""
