"""A key is good no longer."""

from django.db import transaction
from django.utils import timezone

from gis.errors import NotFound
from layers.api_clients import events
from layers.api_clients.models import Credential
from layers.api_clients.tokens import Kind


@transaction.atomic
def revoke(client: str, key: int) -> None:
    """Revoke a key or secret of a client, with the tokens that were given for it. No worker takes it two seconds later.

    Raises:
        NotFound: E-CLIENT-07 where the client has no such key, or it was revoked.
    """
    row = (
        Credential.objects.select_for_update(of=("self",))
        .filter(pk=key, client__code=client, revoked_at__isnull=True)
        .exclude(kind=Kind.TOKEN)
        .first()
    )
    if row is None:
        raise NotFound("E-CLIENT-07", key=key)
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    row.issued.filter(revoked_at__isnull=True).update(revoked_at=row.revoked_at)
    events.key_revoked(client, row.hint)
