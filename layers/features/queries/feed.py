"""What changed in a layer since somebody last asked, in the order of commits, as far as they see it.

A change set is what one transaction did to a layer; its position is given at the commit, under a lock, so that whoever
sees one sees all before it (`migrations.features.0007_change_sets`). The change log says which features those were, and
when they were recorded so; what they were before and after stands in the published table and in the history. Both are
read as the viewer sees them: what comes into sight is an insert, what goes out of it a deletion.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from gis.errors import Gone
from gis.spatial.crs import CRS84, Crs
from layers.access.seen import SeenLayer
from layers.features.feed_cursor import ALL, Cursor
from layers.features.queries.feed_entries import Entry, Key, entries, keys
from layers.features.queries.looking import record_look

LOGGED_AT_ONCE = 1_000
SPAN = 1_000
"""Ids looked at together."""
WIDEST = 1_000_000
MOST_READ, MOST_STEPS = 10_000, 60
"""Changed features that are looked at for one answer, and how often: an answer to somebody who sees few of them may be
short before all is read."""


@dataclass(frozen=True)
class ChangesPage:
    """Entries in order, how far they reach, and whether that is all there is by now."""

    entries: Sequence[Entry]
    cursor: Cursor
    complete: bool


def feed_start(seen: SeenLayer) -> Cursor:
    """Before the first change."""
    with connection.cursor() as cursor:
        return Cursor(arranged=_arranged(cursor, seen))


def feed_end(seen: SeenLayer) -> Cursor:
    """After the last change by now."""
    with connection.cursor() as cursor:
        start = Cursor(arranged=_arranged(cursor, seen))
        cursor.execute(
            sql.SQL(
                "SELECT position, {} FROM feature.change_set s WHERE layer = %s AND position IS NOT NULL"
                " ORDER BY position DESC LIMIT 1"
            ).format(_MARK),
            [seen.name],
        )
        row = cursor.fetchone()
    return start if row is None else replace(start, position=row[0], mark=row[1], log=ALL, public_id=ALL)


def read_changes(seen: SeenLayer, since: Cursor, *, limit: int, crs: Crs = CRS84) -> ChangesPage:
    """At most `limit` entries that come after the cursor. Every look at personal data is recorded.

    Raises:
        Gone: E-FEED-03 the cursor isn't of this state of the database, E-FEED-04 features went to other communes since
            the reading began, and who reads doesn't see all communes.
    """
    page = _read(seen, since, limit, crs)
    if seen.personal_fields:
        shown = [(one.public_id, json.loads(one.feature)["properties"]) for one in page.entries if one.feature]
        record_look(seen, shown)
    return page


@dataclass(frozen=True)
class FeedNews:
    """Whether there is anything to read, how far was looked, and whether that is all there is by now."""

    any: bool
    cursor: Cursor
    complete: bool


def feed_news(seen: SeenLayer, since: Cursor) -> FeedNews:
    """Whether anything that is seen changed since; if so, up to the end by now. Nothing is given out.

    Raises:
        Gone: as `read_changes`.
    """
    page = _read(seen, since, 1, CRS84)
    if page.entries:
        return FeedNews(True, feed_end(seen), complete=True)
    return FeedNews(False, page.cursor, page.complete)


def last_positions(layers: Collection[str]) -> Mapping[str, int]:
    """The last change set of each layer that has any."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked.layer, last.position FROM unnest(%s::text[]) AS asked(layer) CROSS JOIN LATERAL"
            " (SELECT position FROM feature.change_set s WHERE s.layer = asked.layer AND position IS NOT NULL"
            " ORDER BY position DESC LIMIT 1) last",
            [sorted(layers)],
        )
        return dict(cursor.fetchall())


def _read(seen: SeenLayer, since: Cursor, limit: int, crs: Crs) -> ChangesPage:
    found: list[Entry] = []
    at, span, read, complete = since, SPAN, 0, False
    with connection.cursor() as cursor:
        _demand_valid(cursor, seen, since)
        for _ in range(MOST_STEPS):
            pieces = list(_pieces(cursor, seen, at, span))
            if not pieces:
                complete = True
                break
            changed = keys(cursor, seen, [(one.change_set, one.log, one.first, one.last, one.at) for one in pieces])
            read += len(changed)
            span = SPAN if changed else min(span * 4, WIDEST)
            for piece, key, entry in _entries(cursor, seen, crs, pieces, changed, at):
                found.append(entry)
                at = piece.cursor(at, key.public_id - 1, _given(at, piece, key) + 1)
                if len(found) == limit:
                    return ChangesPage(found, at, complete=False)
            at = pieces[-1].cursor(at, ALL if pieces[-1].is_last else pieces[-1].last, 0)
            if read >= MOST_READ:
                break
    return ChangesPage(found, at, complete)


@dataclass(frozen=True)
class _Piece:
    """Some or all ids of a row of the change log."""

    position: int
    mark: int
    change_set: int
    log: int
    first: int
    last: int
    is_last: bool
    at: datetime

    def cursor(self, before: Cursor, public_id: int, given: int) -> Cursor:
        return replace(before, position=self.position, mark=self.mark, log=self.log, public_id=public_id, entries=given)


def _pieces(cursor: CursorWrapper, seen: SeenLayer, since: Cursor, span: int) -> Iterator[_Piece]:
    """What comes next, of about `span` ids altogether."""
    cursor.execute(_LOGGED, [seen.name, since.position, since.position, since.log, LOGGED_AT_ONCE])
    left = span
    for position, mark, change_set, log, first, last, at in cursor.fetchall():
        if (position, log) == (since.position, since.log):
            if since.public_id >= last:
                continue
            first = max(first, since.public_id + 1)
        upto = min(last, first + left - 1)
        yield _Piece(position, mark, change_set, log, first, upto, upto == last, at)
        left -= upto - first + 1
        if left <= 0:
            return


def _entries(
    cursor: CursorWrapper, seen: SeenLayer, crs: Crs, pieces: Sequence[_Piece], changed: Sequence[Key], since: Cursor
) -> Iterator[tuple[_Piece, Key, Entry]]:
    for key, entry in entries(cursor, seen, crs, changed):
        piece = pieces[key.piece]
        if entry.number >= _given(since, piece, key):
            yield piece, key, entry


def _given(cursor: Cursor, piece: _Piece, key: Key) -> int:
    """How many entries of a feature were given before."""
    begun = (cursor.position, cursor.log, cursor.public_id + 1) == (piece.position, piece.log, key.public_id)
    return cursor.entries if begun else 0


def _demand_valid(cursor: CursorWrapper, seen: SeenLayer, since: Cursor) -> None:
    if since.position:
        cursor.execute(
            sql.SQL("SELECT {} FROM feature.change_set s WHERE layer = %s AND position = %s").format(_MARK),
            [seen.name, since.position],
        )
        if cursor.fetchone() != (since.mark,):
            raise Gone("E-FEED-03", layer=seen.name)
    if not seen.rows.is_plain and _arranged(cursor, seen) != since.arranged:
        raise Gone("E-FEED-04", layer=seen.name)


def _arranged(cursor: CursorWrapper, seen: SeenLayer) -> int:
    cursor.execute(
        "SELECT coalesce(max(position), 0) FROM feature.change_set WHERE layer = %s AND rearranged", [seen.name]
    )
    return int(cursor.fetchone()[0])


_MARK = sql.SQL("(extract(epoch FROM s.recorded_at) * 1000000)::bigint")
_LOGGED = sql.SQL(
    "SELECT s.position, {}, s.id, l.id, l.first_id, l.last_id, l.recorded_at"
    " FROM feature.change_set s JOIN feature.change_log l ON l.change_set = s.id"
    " WHERE s.layer = %s AND s.position >= %s AND (s.position, l.id) >= (%s, %s) ORDER BY s.position, l.id LIMIT %s"
).format(_MARK)
