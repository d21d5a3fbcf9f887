from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from gis.errors import NotFound
from layers.access.rights import Right
from layers.features.authority import OPERATOR, Author
from layers.webhooks.models import Webhook


@dataclass(frozen=True)
class WebhookFacts:
    """Without its secret. `stopped_why` is empty, `failed`, `gone`, `rights` or `secret`; `waiting`: something is to be
    delivered."""

    id: UUID
    layer: str
    url: str
    account: str | None
    created_at: datetime
    delivered_at: datetime | None
    waiting: bool
    failures: int
    last_answer: str
    next_at: datetime
    stopped_at: datetime | None
    stopped_why: str

    def as_json(self) -> Mapping[str, Any]:
        """As the API and the command line give it."""
        return {**asdict(self), "id": str(self.id)}


def list_webhooks(by: Author, account: int | None = None) -> list[WebhookFacts]:
    """One's own, and those of layers that one administers; the operator's are all."""
    return [_facts(row) for row in _known(by, account).select_related("account").order_by("created_at", "pk")]


def get_webhook(webhook: str, by: Author, account: int | None = None) -> WebhookFacts:
    """Raises NotFound: E-FEED-07."""
    return _facts(row_of(webhook, by, account))


def row_of(webhook: str, by: Author, account: int | None) -> Webhook:
    """The row, for services. Raises NotFound: E-FEED-07."""
    try:
        found = _known(by, account).filter(pk=UUID(webhook)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound("E-FEED-07", id=webhook[:40])
    return found


def _known(by: Author, account: int | None) -> QuerySet[Webhook]:
    if by is OPERATOR:
        return Webhook.objects.all()
    administered = [name for name in by.layers if by.place(Right.ADMINISTER, name) is None]
    own = Q(account=account) if account is not None else Q(pk__in=[])
    return Webhook.objects.filter(own | Q(layer__in=administered))


def _facts(row: Webhook) -> WebhookFacts:
    return WebhookFacts(
        id=row.pk, layer=row.layer, url=row.url, account=row.account.get_username() if row.account else None,
        created_at=row.created_at, delivered_at=row.delivered_at, waiting=row.message is not None,
        failures=row.failures, last_answer=row.last_answer, next_at=row.next_at, stopped_at=row.stopped_at,
        stopped_why=row.stopped_why,
    )  # fmt: skip
