"""Old events go into a file, and out of the database: the one way in which any ever leaves it."""

import hashlib
import json
import os
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from psycopg2 import errors

from gis.errors import DothiError, InvalidRequest
from layers.audit.documents import json_lines
from layers.audit.queries import stream_events, verify
from layers.audit.queries.search import up_to
from layers.audit.services.record import record
from layers.audit.services.seal import seal


@dataclass(frozen=True)
class Archived:
    """How many events and seals were put away, and the SHA-256 of the file that has them; 0 where none was old."""

    events: int
    seals: int
    sha256: str


def archive(before: date, path: Path) -> Archived:
    """Put away every whole seal whose events all are of days before this one, with its events.

    The file has a line for each seal and each event, and is there, whole, before anything is removed. That it was made
    is an event of its own, which names the last seal in it: so `verify` knows where the chain in the database begins.
    Writers wait while the events are removed.

    Raises:
        InvalidRequest: E-AUDIT-08 the day is too late. DothiError: E-AUDIT-09 the log is damaged, E-AUDIT-10 the file
            is there or can't be written, E-AUDIT-11 the log belongs to another role of the database.
    """
    latest = _latest()
    if before > latest:
        raise InvalidRequest("E-AUDIT-08", months=settings.AUDIT_KEEP_MONTHS, day=before, latest=latest)
    if path.exists():
        raise DothiError("E-AUDIT-10", path=path, reason="it exists")
    seal()
    if verify().damages:
        raise DothiError("E-AUDIT-09")
    try:
        with transaction.atomic():
            return _archive(datetime.combine(before, time.min, tzinfo=timezone.get_default_timezone()), path)
    except ProgrammingError as error:
        path.unlink(missing_ok=True)
        if isinstance(error.__cause__, errors.InsufficientPrivilege):
            raise DothiError("E-AUDIT-11") from error
        raise


def _archive(cutoff: datetime, path: Path) -> Archived:
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [cutoff])
        row = cursor.fetchone()
        if row is None:
            return Archived(0, 0, "")
        last, digest, highest = row
        try:
            sha256 = _write(path, last, highest)
        except OSError as error:
            raise DothiError("E-AUDIT-10", path=path, reason=error.strerror or str(error)) from error
        cursor.execute(_ASIDE)
        cursor.execute(
            "DELETE FROM audit.event WHERE id IN (SELECT unnest(ids) FROM audit.seal WHERE number <= %s)", [last]
        )
        events = cursor.rowcount
        cursor.execute("DELETE FROM audit.seal WHERE number <= %s", [last])
        seals = cursor.rowcount
        cursor.execute(_BACK)
    details = {"seal": last, "hash": bytes(digest).hex(), "events": events, "sha256": sha256, "before": cutoff}
    record("audit.archived", subject=path.name, details=details)
    return Archived(events, seals, sha256)


def _write(path: Path, last: int, highest: int) -> str:
    """Seals, then events, the newest first; only its owner reads the file."""
    part = path.with_name(f".{path.name}.part")
    digest = hashlib.sha256()
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            for line in _lines(last, highest):
                file.write(line.encode())
                digest.update(line.encode())
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def _lines(last: int, highest: int) -> Iterator[str]:
    sealed: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, sealed_at, ids, digests, previous, hash FROM audit.seal WHERE number <= %s ORDER BY number",
            [last],
        )
        for number, sealed_at, ids, *hashes in cursor.fetchall():
            sealed.update(ids)
            named = dict(zip(("digests", "previous", "hash"), (bytes(one).hex() for one in hashes), strict=True))
            seal_document: dict[str, Any] = {"number": number, "sealed_at": sealed_at.isoformat(), "ids": ids, **named}
            yield json.dumps({"seal": seal_document}) + "\n"
    yield from json_lines(event for event in stream_events(up_to(highest)) if event.id in sealed)


def _latest() -> date:
    """The day before which events may be put away today."""
    today = timezone.localdate()
    months = today.year * 12 + today.month - 1 - settings.AUDIT_KEEP_MONTHS
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


# The last of the seals from the first on whose events all are older.
_LAST = """
SELECT s.number, s.hash, (SELECT max(last_id) FROM audit.seal o WHERE o.number <= s.number) FROM audit.seal s
WHERE s.number < coalesce((
    SELECT min(y.number) FROM audit.seal y
    WHERE EXISTS (SELECT FROM unnest(y.ids) u (id) JOIN audit.event e ON e.id = u.id WHERE e.at >= %s)
), 9223372036854775807)
ORDER BY s.number DESC LIMIT 1
"""
_ASIDE = """
ALTER TABLE audit.event DISABLE TRIGGER append_only;
ALTER TABLE audit.seal DISABLE TRIGGER append_only
"""
_BACK = """
ALTER TABLE audit.event ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE audit.seal ENABLE ALWAYS TRIGGER append_only
"""
