"""An address is told of a layer's changes from now on."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from gis.errors import LayerRefused
from layers.access.queries import public_view, view_for
from layers.access.rights import Right
from layers.audit.services import record
from layers.features.feed_cursor import written
from layers.features.queries import feed_end
from layers.webhooks.models import Webhook
from layers.webhooks.sending import demand_sound
from layers.webhooks.signing import encrypted, new_secret

MOST = 20
"""Of one account."""


@dataclass(frozen=True)
class Added:
    """The only time the secret is seen."""

    id: UUID
    secret: str


@transaction.atomic
def add_webhook(layer: str, url: str, *, account: int | None, limit: frozenset[Right] | None = None) -> Added:
    """Tell the address of what the account (None: the public) sees changing, with no more rights than the `limit`.

    Raises:
        NotFound: E-LAYER-05 no such layer may be known. InvalidRequest: E-FEED-05 the address. LayerRefused: E-FEED-06
            the account has as many as it may.
    """
    seen = (public_view() if account is None else view_for(account, limit)).layer(layer)
    demand_sound(url, settings.WEBHOOK_PRIVATE)
    if account is not None and Webhook.objects.filter(account=account).count() >= MOST:
        raise LayerRefused("E-FEED-06", most=MOST)
    end, secret = feed_end(seen), new_secret()
    row = Webhook.objects.create(
        layer=layer, url=url, account_id=account, rights=None if limit is None else sorted(map(str, limit)),
        secret=encrypted(secret), cursor=written(seen, end), looked_at=end.position,
    )  # fmt: skip
    record("webhook.added", layer=layer, subject=host_of(url), details={"webhook": row.pk})
    return Added(row.pk, secret)


def host_of(url: str) -> str:
    """What is said of an address: its path may be a secret."""
    return url.split("/")[2]
