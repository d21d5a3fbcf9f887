"""A webhook ends, or begins again after it was stopped."""

from django.db import transaction
from django.utils import timezone

from layers.audit.services import record
from layers.features.authority import Author
from layers.webhooks.queries.webhooks import row_of
from layers.webhooks.services.add_webhook import host_of


@transaction.atomic
def remove_webhook(webhook: str, *, by: Author, account: int | None = None) -> None:
    """Raises NotFound: E-FEED-07 there is none that its author may know of."""
    row = row_of(webhook, by, account)
    record("webhook.removed", layer=row.layer, subject=host_of(row.url), details={"webhook": row.pk})
    row.delete()


@transaction.atomic
def start_webhook(webhook: str, *, by: Author, account: int | None = None) -> None:
    """What changed meanwhile is announced, as one.

    Raises:
        NotFound: E-FEED-07.
    """
    row = row_of(webhook, by, account)
    row.stopped_at, row.stopped_why, row.failures, row.next_at = None, "", 0, timezone.now()
    row.save()
    record("webhook.started", layer=row.layer, subject=host_of(row.url), details={"webhook": row.pk})
