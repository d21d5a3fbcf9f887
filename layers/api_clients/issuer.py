"""Tokens of the single sign-on server (OpenID Connect) that the city has set up: whether they are good, and whose.

Checked as RFC 9068 and RFC 8725 say: signed by a key that the server publishes now and by an algorithm with two keys,
from that server, for us, begun and not over. What a person signed in with (an ID token) is no access token.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock
from typing import Any

import jwt
import requests

from layers.api_clients import settings
from layers.api_clients.errors import IssuerUnreachable

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
DEMANDED = ("iss", "aud", "sub", "exp")
TIMEOUT = 5.0
KEYS_SECONDS = 300.0
"""How long its keys are believed. An unknown key's name makes us ask anew, but not more often than the next figure."""
ASK_AGAIN_SECONDS = 10.0
CLOCKS_DIFFER = 30.0
MOST_CHARACTERS = 8_192


@dataclass(frozen=True)
class Claims:
    """What a good token says: for which registered client, about whom, what it asks for, until when."""

    client: str
    subject: str
    scopes: frozenset[str]
    expires_at: datetime


def looks_like_jwt(text: str) -> bool:
    return text.startswith("ey") and text.count(".") == 2 and len(text) <= MOST_CHARACTERS


def claims_of(text: str) -> Claims | None:
    """What it says, or None where it isn't good.

    Raises:
        IssuerUnreachable: E-CLIENT-11.
    """
    issuer = settings.issuer()
    if not issuer:
        return None
    try:
        header = jwt.get_unverified_header(text)
        if header.get("alg") not in ALGORITHMS or not isinstance(header.get("kid"), str):
            return None  # before the server is asked for anything
        key = _keys(issuer).get_signing_key(header["kid"])
        claims = jwt.decode(
            text, key, algorithms=list(ALGORITHMS), issuer=issuer, audience=settings.audience(),
            leeway=CLOCKS_DIFFER, options={"require": list(DEMANDED)},
        )  # fmt: skip
    except jwt.PyJWKClientConnectionError as error:
        raise IssuerUnreachable("E-CLIENT-11") from error
    except (jwt.PyJWTError, ValueError, TypeError):
        return None  # PyJWT raises the last two for some keys and claims of a wrong kind
    return _read(claims)


def forget() -> None:
    """What this worker knows of the server's keys."""
    _key_client.cache_clear()


def _read(claims: Mapping[str, Any]) -> Claims | None:
    if "nonce" in claims or "at_hash" in claims or claims.get("typ") == "ID":
        return None
    named = {claims[name] for name in ("azp", "client_id") if claims.get(name)}
    if len(named) != 1 or not all(isinstance(one, str) for one in (*named, claims["sub"])):
        return None
    scope = claims.get("scope", "")
    scopes = scope.split() if isinstance(scope, str) else [one for one in scope if isinstance(one, str)]
    return Claims(named.pop(), claims["sub"], frozenset(scopes), datetime.fromtimestamp(claims["exp"], UTC))


_asking = Lock()


def _keys(issuer: str) -> jwt.PyJWKClient:
    with _asking:
        return _key_client(issuer)


@lru_cache(maxsize=4)
def _key_client(issuer: str) -> jwt.PyJWKClient:
    """By the server's own description. A failure isn't kept."""
    try:
        answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=TIMEOUT, allow_redirects=False)
        document = answer.json() if answer.status_code == 200 else None
        if not isinstance(document, dict) or str(document.get("issuer", "")).rstrip("/") != issuer:
            raise IssuerUnreachable("E-CLIENT-11")
        return jwt.PyJWKClient(
            str(document["jwks_uri"]), lifespan=KEYS_SECONDS, timeout=TIMEOUT, cooldown_duration=ASK_AGAIN_SECONDS
        )
    except (requests.RequestException, json.JSONDecodeError, KeyError, jwt.PyJWTError) as error:
        raise IssuerUnreachable("E-CLIENT-11") from error
