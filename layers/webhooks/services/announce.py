"""Webhooks are told that their layers have changes: at most once a second each, one message at a time, in order.

A message that isn't taken is tried again, later each time, and keeps its id; what changes meanwhile is announced after
it, as one. A change that the webhook's account doesn't see is not announced.
"""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from gis.errors import Gone, InvalidRequest, NotFound
from layers.access.queries import public_view, view_for
from layers.access.rights import Right
from layers.access.seen import SeenLayer
from layers.audit.services import record
from layers.features.feed_cursor import read, written
from layers.features.queries import FeedNews, feed_end, feed_news, last_positions
from layers.webhooks.models import Webhook
from layers.webhooks.sending import GONE, Answer, send
from layers.webhooks.services.add_webhook import host_of
from layers.webhooks.signing import decrypted, signed

TYPE = "vn.dothi.collection.changed"
EVERY = timedelta(seconds=1)
FIRST_WAIT, LONGEST_WAIT, TIMES = timedelta(seconds=5), timedelta(hours=6), 4
"""After the first failure, at most, and how many times longer after each."""
MOST_FAILURES = 12
"""About 29 hours."""
AT_ONCE, MOST = 8, 40
"""Messages on their way, and taken up together: so many are sent, or given up, within the time they are taken for."""
TAKEN = timedelta(seconds=60)


def any_due() -> bool:
    """Whether there is anything to do."""
    return bool(_due())


def announce() -> int:
    """Tell all that are due, several at once, and say how many messages were sent."""
    taken = [row for row in (_take(one) for one in _due()[:MOST]) if row is not None]
    messages = [message for row in taken if (message := _prepared(row)) is not None]
    with ThreadPoolExecutor(AT_ONCE) as pool:  # they use no database
        answers = list(pool.map(_sent, messages))
    for message, answer in zip(messages, answers, strict=True):
        _note(message.webhook, answer)
    return len(messages)


@dataclass(frozen=True)
class _Message:
    webhook: Webhook
    url: str
    secret: str
    id: str
    body: bytes


def _living() -> QuerySet[Webhook]:
    now = timezone.now()
    free = Q(taken_until__isnull=True) | Q(taken_until__lt=now)
    return Webhook.objects.filter(free, stopped_at__isnull=True, next_at__lte=now)


def _due() -> list[Webhook]:
    living = list(_living().only("pk", "layer", "looked_at", "message").order_by("next_at"))
    positions = last_positions({row.layer for row in living}) if living else {}
    return [row for row in living if row.message is not None or positions.get(row.layer, 0) != row.looked_at]


def _take(one: Webhook) -> Webhook | None:
    """For this worker alone: another may have been faster."""
    if not _living().filter(pk=one.pk).update(taken_until=timezone.now() + TAKEN):
        return None
    return Webhook.objects.select_related("account").get(pk=one.pk)


def _prepared(row: Webhook) -> _Message | None:
    """The message that is to be sent now; None where there is nothing, or nobody to tell."""
    seen, secret = _seen(row), decrypted(row.secret)
    if seen is None or secret is None:
        _stop(row, "rights" if seen is None else "secret")
        return None
    if row.message is None and not _written(row, seen):
        return None
    assert row.message is not None  # noqa: S101  # `_written` says so
    return _Message(row, row.url, secret, str(row.message["id"]), json.dumps(row.message).encode())


def _seen(row: Webhook) -> SeenLayer | None:
    """None where the account may not know of the layer any more, or is no more."""
    if row.account is not None and not row.account.is_active:
        return None
    limit = None if row.rights is None else frozenset(map(Right, row.rights))
    try:
        return (public_view() if row.account is None else view_for(row.account.pk, limit)).layer(row.layer)
    except NotFound:
        return None


def _written(row: Webhook, seen: SeenLayer) -> bool:
    """Look what changed, and keep the message if the account sees any of it."""
    position = last_positions({row.layer}).get(row.layer, 0)
    try:
        news = feed_news(seen, read(seen, row.cursor))
        since: str | None = row.cursor
    except (Gone, InvalidRequest):  # the reader has to begin anew
        news, since = FeedNews(True, feed_end(seen), complete=True), None
    until = written(seen, news.cursor)
    if news.any:
        row.message = _cloud_event(row.layer, since, until)
    reached = news.cursor.position
    row.cursor, row.taken_until = until, None
    row.looked_at = max(reached, position) if news.complete else reached
    row.save(update_fields=["message", "cursor", "taken_until", "looked_at"])
    return news.any


def _cloud_event(layer: str, since: str | None, until: str) -> dict[str, object]:
    """CloudEvents 1.0, structured mode; it holds no feature. Without `since` the reader begins anew."""
    collection = f"/ogc/collections/{layer}"
    return {
        "specversion": "1.0",
        "id": f"msg_{uuid4().hex}",
        "source": collection,
        "type": TYPE,
        "subject": layer,
        "time": timezone.now().isoformat(),
        "datacontenttype": "application/json",
        "data": {"layer": layer, "changes": f"{collection}/changes", "since": since, "until": until},
    }


def _sent(message: _Message) -> Answer:
    headers = signed(message.secret, message.id, int(time.time()), message.body)
    return send(message.url, message.body, headers, settings.WEBHOOK_PRIVATE)


def _note(row: Webhook, answer: Answer) -> None:
    now = timezone.now()
    row.taken_until, row.last_answer = None, str(answer.status or answer.reason)[:200]
    if answer.taken:
        row.message, row.failures, row.delivered_at, row.next_at = None, 0, now, now + EVERY
    else:
        row.failures += 1
        row.next_at = now + min(FIRST_WAIT * TIMES ** (row.failures - 1), LONGEST_WAIT)
    row.save(update_fields=["taken_until", "last_answer", "message", "failures", "delivered_at", "next_at"])
    if answer.status == GONE:
        _stop(row, "gone")
    elif row.failures >= MOST_FAILURES:
        _stop(row, "failed")


@transaction.atomic
def _stop(row: Webhook, why: str) -> None:
    """It says nothing any more, until somebody starts it again."""
    row.stopped_at, row.stopped_why, row.taken_until = timezone.now(), why, None
    row.save(update_fields=["stopped_at", "stopped_why", "taken_until"])
    details = {"webhook": row.pk, "why": why, "failures": row.failures, "answer": row.last_answer}
    record("webhook.stopped", layer=row.layer, subject=host_of(row.url), details=details)
