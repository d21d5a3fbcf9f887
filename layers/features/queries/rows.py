"""The rows of a query one piece after another, in constant memory: for a whole layer as one answer, and for pages in
formats other than GeoJSON.

All rows are of one snapshot, and they come by a connection of their own. A reader who is slow keeps that one and no
other; one who reads nothing for a while loses it, and so does one who takes very long: a transaction that stays open
keeps PostgreSQL from clearing away what was deleted since.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import sql

from layers.access.seen import SeenLayer
from layers.features.filters.condition import answered
from layers.features.queries.items import ItemsQuery, Selection, count_matching, selection
from layers.features.queries.looking import record_looks, record_question
from layers.features.queries.row_forms import RowForm, columns_of

FIRST_ROWS, ROWS = 100, 1_000
"""Rows of the first piece, which somebody waits for, and of those behind it."""
IDLE_SECONDS, STATEMENT_SECONDS = 60, 60
"""For how long a reader may leave a piece unread, and the database may look for the next one."""
LONGEST_SECONDS = 30 * 60

Row = tuple[Any, ...]


class Rows:
    """An iterator of pieces: each row is a public id and what the form has. Begun when it is made, so that what can't
    be answered is refused before anything is sent. Close it, or read it to its end.

    `page` is the most rows that are given (None: all); `more` says, once they have been read, whether others follow.
    `matched` says how many rows match in all; None where it wasn't asked for.

    Raises:
        InvalidRequest: E-FILTER-11, E-FILTER-12.
    """

    def __init__(self, seen: SeenLayer, query: ItemsQuery, form: RowForm, page: int | None = None) -> None:
        self.matched: int | None = 0 if query.counted else None
        self.more = False
        self._left = page
        self._personal = query.given(seen).personal_fields
        self._seen, self._ends = seen, time.monotonic() + LONGEST_SECONDS
        self._connection: BaseDatabaseWrapper | None = None
        self._cursor: Any = None
        self._ahead: list[Row] = []
        selected = selection(seen, query, None if page is None else page + 1)
        if selected is None:
            return
        record_question(seen, query.asked)
        try:
            reading = self._opened()
            with answered(query.filter):
                self._begin(reading, selected, query, form)
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[Sequence[Row]]:
        return self

    def __next__(self) -> Sequence[Row]:
        piece = self._cut(self._ahead)
        if not piece:
            self.close()
            raise StopIteration
        if time.monotonic() > self._ends:
            self.close()
            raise OperationalError(f"{self._seen.name} was read for longer than {LONGEST_SECONDS} s")
        try:
            self._ahead = self._cursor.fetchmany(ROWS)
            return self._recorded(piece)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection back, whatever became of it."""
        self._ahead = []
        cursor, self._cursor = self._cursor, None
        own, self._connection = self._connection, None
        if own is not None:
            own.close()  # the server ends the transaction and its cursor
        elif cursor is not None:
            cursor.close()

    def _begin(self, reading: BaseDatabaseWrapper, selected: Selection, query: ItemsQuery, form: RowForm) -> None:
        shown = [sql.SQL("t.{} IS NOT NULL").format(sql.Identifier(name)) for name in self._personal]
        columns = [sql.SQL("t.public_id"), *columns_of(self._seen, query, form), *shown]
        if query.counted:
            with reading.cursor() as cursor:
                self.matched = count_matching(cursor, selected, once=query.moment.is_span)
        self._cursor = reading.chunked_cursor()
        self._cursor.execute(
            sql.SQL("SELECT {} FROM ({}) t").format(sql.SQL(", ").join(columns), selected.page), selected.parameters
        )
        self._ahead = self._cursor.fetchmany(FIRST_ROWS)

    def _opened(self) -> BaseDatabaseWrapper:
        """A connection in a transaction. Inside the caller's own transaction that one is read: nobody else sees what it
        wrote."""
        if connection.in_atomic_block:
            return connection
        own = self._connection = connection.copy()
        own.inc_thread_sharing()  # it may be closed by whichever thread ends the answer
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(
                "SELECT set_config('idle_in_transaction_session_timeout', %s, true),"
                " set_config('statement_timeout', %s, true)",
                [f"{IDLE_SECONDS}s", f"{STATEMENT_SECONDS}s"],
            )
        return own

    def _cut(self, piece: list[Row]) -> list[Row]:
        """Without the row that only says that there are more: nobody looks at it."""
        if self._left is None:
            return piece
        kept, self.more = piece[: self._left], self.more or len(piece) > self._left
        self._left -= len(kept)
        return kept

    def _recorded(self, piece: list[Row]) -> list[Row]:
        """Without what says which personal fields are shown, and after that has been recorded."""
        personal = self._personal
        if not personal:
            return piece
        looks = {
            name: [row[0] for row in piece if row[place]]
            for place, name in zip(range(-len(personal), 0), personal, strict=True)
        }
        record_looks(self._seen, looks)
        return [row[: -len(personal)] for row in piece]
