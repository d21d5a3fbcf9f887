"""What oauthlib asks about clients and tokens."""

import base64
import binascii
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import unquote_plus

from django.db import transaction
from django.utils import timezone
from oauthlib.common import Request
from oauthlib.oauth2 import RequestValidator

from layers.api_clients import events, settings, tokens
from layers.api_clients.models import Credential

GRANT = "client_credentials"
FROM = "X-From"
"""The header in which the web says from which address the request came; a sender's own doesn't get here."""


@dataclass(frozen=True)
class Shown:
    """Who has shown a secret. oauthlib asks for `client_id`."""

    client_id: str
    secret: Credential


class ClientValidator(RequestValidator):
    """A client shows a secret of its own; `request.client` is then what it has shown."""

    def client_authentication_required(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        return True

    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        """By HTTP Basic or in the body (RFC 6749, 2.3.1)."""
        client, secret = _basic(request) or (_text(request.client_id), _text(request.client_secret))
        found = _secret_of(client, secret)
        if found is None:
            events.refused(_text(request.headers.get(FROM)), "/oauth", client[:60])
            return False
        request.client, request.client_id = Shown(client, found), client
        Credential.objects.filter(pk=found.pk).update(last_used_at=timezone.now())
        return True

    def authenticate_client_id(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> bool:
        return False  # no client without a secret

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Shown, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return grant_type == GRANT

    def get_default_scopes(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> list[str]:
        return _scopes(request.client.secret)

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Shown, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return bool(scopes) and set(scopes) <= set(_scopes(client.secret))

    def save_bearer_token(self, token: dict[str, Any], request: Request, *args: Any, **kwargs: Any) -> None:
        secret: Credential = request.client.secret
        until = timezone.now() + timedelta(seconds=settings.token_seconds())
        with transaction.atomic():
            Credential.objects.create(
                client=secret.client, kind=tokens.Kind.TOKEN, hint=tokens.hint_of(token["access_token"]),
                digest=tokens.digest_of(token["access_token"]), scopes=list(request.scopes), issued_with=secret,
                expires_at=min(until, secret.expires_at),
            )  # fmt: skip
            events.token_given(*_who(secret), secret.hint, request.scopes)

    def revoke_token(self, token: str, token_type_hint: str, request: Request, *args: Any, **kwargs: Any) -> None:
        own = _own_tokens(request).filter(digest=tokens.digest_of(token), revoked_at__isnull=True)
        with transaction.atomic():
            if own.update(revoked_at=timezone.now()):
                events.token_revoked(*_who(request.client.secret))

    def introspect_token(
        self, token: str, token_type_hint: str, request: Request, *args: Any, **kwargs: Any
    ) -> dict[str, Any] | None:
        row = (
            _own_tokens(request)
            .filter(digest=tokens.digest_of(token), revoked_at__isnull=True, expires_at__gt=timezone.now())
            .first()
        )
        if row is None:
            return None
        return {
            "scope": " ".join(row.scopes),
            "client_id": row.client.code,
            "sub": row.client.code,
            "token_type": "Bearer",
            "exp": int(row.expires_at.timestamp()),
            "iat": int(row.created_at.timestamp()),
        }


def _secret_of(client: str, secret: str) -> Credential | None:
    if tokens.kind_of(secret) is not tokens.Kind.SECRET:
        return None
    return (
        Credential.objects.select_related("client__account")
        .filter(
            digest=tokens.digest_of(secret), kind=tokens.Kind.SECRET, client__code=client,
            revoked_at__isnull=True, expires_at__gt=timezone.now(),
            client__ended_at__isnull=True, client__organisation__ended_at__isnull=True, client__account__is_active=True,
        )
        .first()
    )  # fmt: skip


def _who(secret: Credential) -> tuple[str, int, str]:
    client = secret.client
    return client.code, client.account_id, client.account.get_username()


def _own_tokens(request: Request) -> Any:
    return Credential.objects.select_related("client").filter(
        client=request.client.secret.client, kind=tokens.Kind.TOKEN
    )


def _scopes(secret: Credential) -> list[str]:
    return [scope for scope in secret.scopes if scope in secret.client.scopes]


def _basic(request: Request) -> tuple[str, str] | None:
    scheme, _, value = _text(request.headers.get("Authorization")).partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(client), unquote_plus(secret)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
