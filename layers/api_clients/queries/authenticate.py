"""Whose key or token it is. A worker keeps the answer for a second: what is revoked is dead everywhere within two."""

import hmac
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone

from layers.access.rights import Right
from layers.api_clients import settings, tokens
from layers.api_clients.errors import CredentialRefused
from layers.api_clients.issuer import claims_of, looks_like_jwt
from layers.api_clients.models import ApiClient, Credential

KEPT_SECONDS = 1.0
MOST_KEPT = 10_000


@dataclass(frozen=True)
class Caller:
    """A program that has shown who it is. `limit_minute` and `quota_day` are requests; 0 is without limit."""

    client: int
    code: str
    account: AbstractBaseUser
    scopes: frozenset[Right]
    limit_minute: int
    quota_day: int
    credential: int | None
    expires_at: datetime


_Kept = tuple[float, Caller | None]
_kept: OrderedDict[str, _Kept] = OrderedDict()
_lock = Lock()


def forget() -> None:
    """What this worker knows of keys."""
    with _lock:
        _kept.clear()


def authenticate(text: str) -> Caller:
    """Whose it is.

    Raises:
        CredentialRefused: E-CLIENT-01, whatever is wrong with it. IssuerUnreachable: E-CLIENT-11.
    """
    kind = tokens.kind_of(text)
    if kind not in tokens.BEARERS and not looks_like_jwt(text):
        raise CredentialRefused("E-CLIENT-01")
    digest = tokens.digest_of(text)
    caller = _known(digest, text)
    if caller is None or caller.expires_at <= timezone.now():
        raise CredentialRefused("E-CLIENT-01")
    return caller


def _known(digest: str, text: str) -> Caller | None:
    now = time.monotonic()
    with _lock:
        found = _kept.get(digest)
    if found is not None and now - found[0] < KEPT_SECONDS:
        return found[1]
    caller = _by_issuer(text) if looks_like_jwt(text) else _by_digest(digest)
    with _lock:
        _kept[digest] = (now, caller)
        _kept.move_to_end(digest)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return caller


def _by_digest(digest: str) -> Caller | None:
    row = (
        Credential.objects.filter(digest=digest, kind__in=tokens.BEARERS, revoked_at__isnull=True)
        .filter(client__in=_living(), expires_at__gt=timezone.now())
        .select_related("client__account", "issued_with")
        .first()
    )
    if row is None or not hmac.compare_digest(row.digest, digest) or not _giver_lives(row):
        return None
    return _caller(row.client, row.scopes, row.expires_at, row.pk)


def _giver_lives(row: Credential) -> bool:
    """A token lives no longer than the secret that it was given for."""
    giver = row.issued_with
    return giver is None or (giver.revoked_at is None and giver.expires_at > timezone.now())


def _by_issuer(text: str) -> Caller | None:
    claims = claims_of(text)
    if claims is None:
        return None
    client = (
        _living()
        .filter(issuer_client=claims.client, issuer_subject=claims.subject)
        .exclude(issuer_client="")
        .select_related("account")
        .first()
    )
    if client is None:
        return None
    asked = claims.scopes & set(Right)
    scopes = [scope for scope in client.scopes if not asked or scope in asked]
    return _caller(client, scopes, claims.expires_at, None)


def _living() -> QuerySet[ApiClient]:
    return ApiClient.objects.filter(ended_at__isnull=True, organisation__ended_at__isnull=True, account__is_active=True)


def _caller(client: ApiClient, scopes: list[str], expires_at: datetime, credential: int | None) -> Caller:
    within = {Right(scope) for scope in scopes if scope in client.scopes}
    return Caller(
        client.pk, client.code, client.account, frozenset(within),
        settings.default_limit() if client.limit_minute is None else client.limit_minute,
        settings.default_quota() if client.quota_day is None else client.quota_day,
        credential, expires_at,
    )  # fmt: skip
