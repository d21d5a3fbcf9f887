"""The three endpoints. A token is opaque and looked up with every use: nothing in it can be forged, and what is revoked
is revoked."""

from collections.abc import Mapping
from dataclasses import dataclass

from oauthlib.common import Request
from oauthlib.oauth2 import BackendApplicationServer, IntrospectEndpoint, RevocationEndpoint

from layers.api_clients import settings, tokens
from layers.api_clients.oauth.validator import ClientValidator


@dataclass(frozen=True)
class Answer:
    """What to send: a JSON body, or none."""

    status: int
    headers: Mapping[str, str]
    body: str


def give_token(uri: str, body: str, headers: Mapping[str, str]) -> Answer:
    """RFC 6749: a token for a client id and secret."""
    server = BackendApplicationServer(
        ClientValidator(), token_generator=_new_token, token_expires_in=settings.token_seconds()
    )
    return _answer(server.create_token_response(uri, "POST", body, dict(headers)))


def revoke_token(uri: str, body: str, headers: Mapping[str, str]) -> Answer:
    """RFC 7009: a client revokes a token of its own. An unknown one is as good as revoked."""
    endpoint = RevocationEndpoint(ClientValidator(), supported_token_types=["access_token"])
    return _answer(endpoint.create_revocation_response(uri, "POST", body, dict(headers)))


def introspect(uri: str, body: str, headers: Mapping[str, str]) -> Answer:
    """RFC 7662: whether a token of the client's own is good, and for what."""
    endpoint = IntrospectEndpoint(ClientValidator(), supported_token_types=["access_token"])
    return _answer(endpoint.create_introspect_response(uri, "POST", body, dict(headers)))


def _new_token(request: Request) -> str:
    return tokens.new(tokens.Kind.TOKEN)


def _answer(made: tuple[Mapping[str, str], str, int]) -> Answer:
    headers, body, status = made
    return Answer(status, headers, body or "")
