"""What is read of API clients; changes nothing."""

from layers.api_clients.queries.authenticate import Caller, authenticate, forget
from layers.api_clients.queries.clients import (
    ClientFacts,
    CredentialFacts,
    choices_of_organisations,
    choices_of_roles,
    get_client,
    list_clients,
    scopes_that_can_be_given,
)
from layers.api_clients.queries.usage import DayOfUse, usage_of

__all__ = [
    "Caller",
    "ClientFacts",
    "CredentialFacts",
    "DayOfUse",
    "authenticate",
    "choices_of_organisations",
    "choices_of_roles",
    "forget",
    "get_client",
    "list_clients",
    "scopes_that_can_be_given",
    "usage_of",
]
