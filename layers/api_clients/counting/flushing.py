"""Tells the database what this worker counted, and learns what all of them did: one statement."""

import logging
import os
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from layers.api_clients.counting import counters
from layers.api_clients.counting.windows import DAY, MINUTE, Window
from layers.api_clients.models import Count, Credential
from layers.api_clients.tokens import Kind

EVERY_SECONDS = 1.0
REST_SECONDS = 0.005
SWEEP_SECONDS = 60.0
KEPT_MINUTES, KEPT_DAYS = 10, 40
_log = logging.getLogger(__name__)
_Told = tuple[counters.Key, Window, int, int]

TELL = """
WITH mine AS (
    INSERT INTO api_clients_count AS c (subject, seconds, starts, worker, allowed, refused)
    SELECT subject, seconds, starts, %(worker)s, allowed, refused
    FROM unnest(%(subjects)s::text[], %(seconds)s::int[], %(starts)s::bigint[], %(allowed)s::int[], %(refused)s::int[])
        AS told (subject, seconds, starts, allowed, refused)
    ON CONFLICT (subject, seconds, starts, worker) DO UPDATE
        SET allowed = c.allowed + excluded.allowed, refused = c.refused + excluded.refused
    RETURNING c.subject, c.seconds, c.starts, c.allowed
)
SELECT mine.subject, mine.seconds, mine.starts,
       mine.allowed + coalesce(sum(others.allowed), 0), 1 + count(others.worker),
       extract(epoch FROM clock_timestamp())
FROM mine LEFT JOIN api_clients_count others
    ON (others.subject, others.seconds, others.starts) = (mine.subject, mine.seconds, mine.starts)
    AND others.worker <> %(worker)s
GROUP BY mine.subject, mine.seconds, mine.starts, mine.allowed
"""
SEEN = """
UPDATE {table} t SET last_used_at = s.at, last_used_from = s.address
FROM unnest(%(ids)s::bigint[], %(at)s::timestamptz[], %(addresses)s::inet[]) AS s (id, at, address)
WHERE t.id = s.id AND (t.last_used_at IS NULL OR t.last_used_at < s.at)
  AND t.id IN (SELECT id FROM {table} WHERE id = ANY (%(ids)s) FOR NO KEY UPDATE SKIP LOCKED)
"""
"""A row that somebody else holds is left for the next second: nobody waits, and so no two wait for each other."""


def begin_in_this_process() -> None:
    """From now on a thread tells the database. A process that doesn't serve counts for itself alone."""
    counters.tells = True
    _start()
    os.register_at_fork(after_in_child=_start)


def _start() -> None:
    threading.Thread(target=_tell_for_ever, name="counts", daemon=True).start()


def flush(*, seen: bool = True) -> None:
    """Tell what is pending; and, unless said, who was seen. Where the database is away it stays pending."""
    worker = counters.worker
    with worker.lock:
        windows = [(key, worker.windows[key]) for key in worker.dirty if key in worker.windows]
        told = [(key, window, window.pending, window.refused) for key, window in windows]
        worker.dirty.clear()
        uses: counters.Uses = {}
        if seen:
            uses, worker.uses = worker.uses, uses
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")  # a count may be lost with the machine; nobody waits
            rows = _told(cursor, worker.name, told) if told else []
            _seen(cursor, uses)
    except (DatabaseError, InterfaceError):
        with worker.lock:
            worker.dirty.update(key for key, *_ in told)
            worker.uses = {**uses, **worker.uses}
        raise
    totals = {(subject, seconds, starts): (total, workers) for subject, seconds, starts, total, workers, _ in rows}
    with worker.lock:
        for key, window, pending, refused in told:
            total, workers = totals[_subject(key), window.seconds, window.starts]
            window.told(pending, refused, int(total), int(workers), worker.now())
            worker.seen = max(worker.seen, window.workers)
            if "@" in key[0] and not (window.pending or window.refused):
                worker.windows.pop(key, None)
        if rows:
            worker.ahead = float(rows[0][-1]) - time.time()


def _told(cursor: CursorWrapper, name: str, told: Sequence[_Told]) -> list[tuple[str, int, int, int, int, float]]:
    values: dict[str, Any] = {
        "worker": name,
        "subjects": [_subject(key) for key, *_ in told],
        "seconds": [window.seconds for _, window, *_ in told],
        "starts": [window.starts for _, window, *_ in told],
        "allowed": [pending for _, _, pending, _ in told],
        "refused": [refused for _, _, _, refused in told],
    }
    cursor.execute(TELL, values)
    return list(cursor.fetchall())


def _seen(cursor: CursorWrapper, uses: counters.Uses) -> None:
    for table, which in (("api_clients_apiclient", 0), ("api_clients_credential", 1)):
        latest = {key[which]: use for key, use in sorted(uses.items(), key=lambda one: one[1][0])}
        latest.pop(None, None)  # a token of the single sign-on server is no key of ours
        if latest:
            at, addresses = zip(*latest.values(), strict=True)
            columns: dict[str, Any] = {"ids": list(latest), "at": list(at), "addresses": list(addresses)}
            cursor.execute(SEEN.format(table=table), columns)


def _subject(key: counters.Key) -> str:
    return key[0].partition("@")[0]


def _tell_for_ever() -> None:
    swept = seen_at = time.monotonic()
    while True:
        try:
            connection.ensure_connection()  # before anybody comes: the first count is told as soon as any other
            counters.worker.wake.wait(EVERY_SECONDS)
            counters.worker.wake.clear()
            now = time.monotonic()
            seen = now - seen_at >= EVERY_SECONDS
            if counters.worker.dirty or (seen and counters.worker.uses):
                flush(seen=seen)
            seen_at = now if seen else seen_at
            if now - swept > SWEEP_SECONDS:
                swept = now
                sweep()
        except (DatabaseError, InterfaceError) as error:
            _log.warning("Counts wait for the database: %s", error)
            connection.close()
            time.sleep(EVERY_SECONDS)
        time.sleep(REST_SECONDS)


def sweep() -> None:
    """Throw away windows long past, and tokens that ended a day ago."""
    now = timezone.now()
    for seconds, age in ((MINUTE, timedelta(minutes=KEPT_MINUTES)), (DAY, timedelta(days=KEPT_DAYS))):
        Count.objects.filter(seconds=seconds, starts__lt=int((now - age).timestamp())).delete()
    Credential.objects.filter(kind=Kind.TOKEN, expires_at__lt=now - timedelta(days=1)).delete()
