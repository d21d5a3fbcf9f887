"""A client gets a key, or a secret for tokens."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from layers.access.queries import grants_of
from layers.api_clients import events, tokens
from layers.api_clients.errors import ClientRefused
from layers.api_clients.models import Credential
from layers.api_clients.services.create_client import known_scopes
from layers.api_clients.services.living import living_client

MADE_DAYS, MOST_DAYS = 365, 730
"""How long a key lasts unless said, and at most."""


@transaction.atomic
def make_key(
    client: str,
    *,
    kind: tokens.Kind = tokens.Kind.KEY,
    name: str = "",
    scopes: Iterable[str] | None = None,
    days: int = MADE_DAYS,
    created_by: int | None = None,
) -> str:
    """Make a key (or secret) of the client of that code, and give it: this is the only time it is seen. Its scopes are
    all of the client's unless said.

    Raises:
        NotFound: E-CLIENT-04. ClientRefused: E-CLIENT-15 who made the client would have its key and with it rights that
        are not their own: that needs a second person; E-CLIENT-05 the client hasn't such a scope, -06 it would last too
        long, -09 no such scope.
    """
    owner = living_client(client)
    chosen = list(owner.scopes) if scopes is None else known_scopes(scopes)
    beyond = next((scope for scope in chosen if scope not in owner.scopes), None)
    if beyond is not None:
        raise ClientRefused("E-CLIENT-05", scope=beyond, known=", ".join(owner.scopes))
    if created_by is not None and created_by == owner.created_by_id and set(chosen) - rights_held(created_by):
        raise ClientRefused("E-CLIENT-15")
    if not 1 <= days <= MOST_DAYS:
        raise ClientRefused("E-CLIENT-06", days=days, most=MOST_DAYS)
    made = tokens.new(kind)
    Credential.objects.create(
        client=owner, kind=kind, name=" ".join(name.split())[:100], hint=tokens.hint_of(made),
        digest=tokens.digest_of(made), scopes=chosen, created_by_id=created_by,
        expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip
    events.key_made(client, str(kind), tokens.hint_of(made), chosen, days)
    return made


def rights_held(account: int) -> set[str]:
    """The rights that somebody holds now, wherever."""
    return {str(grant.right) for grant in grants_of(account)}
