"""A client is known by what the single sign-on server calls it."""

from django.db import IntegrityError, transaction

from layers.api_clients import events
from layers.api_clients.errors import ClientRefused
from layers.api_clients.services.living import living_client


def register_with_issuer(code: str, issuer_client: str, subject: str = "") -> None:
    """Take tokens of the single sign-on server that it gave to its client of that id, about that subject (by default
    the client itself, as RFC 9068 says; Keycloak gives the id of the client's service account). Without an id, no more.

    A token that the same program got for a person who signed in is about that person, and isn't taken.

    Raises:
        NotFound: E-CLIENT-04. ClientRefused: E-CLIENT-10 another client is registered so.
    """
    try:
        with transaction.atomic():
            client = living_client(code)
            client.issuer_client = issuer_client[:200]
            client.issuer_subject = (subject or issuer_client)[:200]
            client.save(update_fields=["issuer_client", "issuer_subject"])
            events.client_changed(
                code, {"issuer_client": client.issuer_client, "issuer_subject": client.issuer_subject}
            )
    except IntegrityError:
        raise ClientRefused("E-CLIENT-10", client=issuer_client[:80]) from None
