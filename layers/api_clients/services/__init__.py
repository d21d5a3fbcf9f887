"""What changes API clients and their keys; each a transaction of its own."""

from layers.api_clients.services.create_client import create_client
from layers.api_clients.services.end_client import end_client
from layers.api_clients.services.limit_client import limit_client
from layers.api_clients.services.make_key import MADE_DAYS, MOST_DAYS, make_key
from layers.api_clients.services.register_issuer import register_with_issuer
from layers.api_clients.services.revoke import revoke

__all__ = [
    "MADE_DAYS",
    "MOST_DAYS",
    "create_client",
    "end_client",
    "limit_client",
    "make_key",
    "register_with_issuer",
    "revoke",
]
