"""A client is no more."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from layers.access.models import Membership
from layers.access.services import end_membership
from layers.api_clients import events
from layers.api_clients.models import Credential
from layers.api_clients.services.living import living_client


@transaction.atomic
def end_client(code: str) -> None:
    """End it with its keys, its account and its roles. Its row stays: it says who could do what, and when.

    Raises:
        NotFound: E-CLIENT-04.
    """
    client = living_client(code)
    client.ended_at = timezone.now()
    client.save(update_fields=["ended_at"])
    Credential.objects.filter(client=client, revoked_at__isnull=True).update(revoked_at=client.ended_at)
    account = client.account
    account.is_active = False
    account.save(update_fields=["is_active"])
    still = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=client.ended_at), user=account)
    for membership in still.values_list("pk", flat=True):
        end_membership(membership, reason=f"API: {code} ended")
    events.client_ended(code)
