"""Clients and their keys, as pages, the API and the command line show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from gis.errors import NotFound
from layers.access.models import Membership, Role
from layers.access.rights import Right
from layers.access.roles import PUBLIC
from layers.api_clients import settings
from layers.api_clients.models import ApiClient, Credential
from layers.api_clients.tokens import Kind
from layers.catalog.models import Organisation


@dataclass(frozen=True)
class CredentialFacts:
    """A key or secret, without what it is."""

    id: int
    kind: str
    name: str
    hint: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    last_used_from: str | None

    @property
    def state(self) -> str:
        """`valid`, `expired` or `revoked`."""
        if self.revoked_at is not None:
            return "revoked"
        return "valid" if self.expires_at > timezone.now() else "expired"


@dataclass(frozen=True)
class HeldRole:
    """What its service account is, and where (units as given; none is everywhere)."""

    role: str
    title_vi: str
    title_en: str
    areas: tuple[str, ...]
    valid_to: datetime | None


@dataclass(frozen=True)
class ClientFacts:
    """A client with all its keys. `limit_minute` and `quota_day` are those that hold; 0 is without limit."""

    id: int
    code: str
    name: str
    organisation: str
    organisation_vi: str
    organisation_en: str
    account: str
    contact: str
    purpose: str
    scopes: tuple[str, ...]
    limit_minute: int
    quota_day: int
    issuer_client: str
    issuer_subject: str
    created_by: str
    created_at: datetime
    ended_at: datetime | None
    last_used_at: datetime | None
    last_used_from: str | None
    roles: tuple[HeldRole, ...]
    credentials: tuple[CredentialFacts, ...]


def list_clients(organisations: Collection[str] | None = None, *, ended: bool = False) -> list[ClientFacts]:
    """Those of some organisations, by code (None: of all); those that have ended only where asked for."""
    rows = _rows() if organisations is None else _rows().filter(organisation__code__in=organisations)
    return _facts(rows if ended else rows.filter(ended_at__isnull=True))


def get_client(code: str, organisations: Collection[str] | None = None) -> ClientFacts:
    """One of them.

    Raises:
        NotFound: E-CLIENT-04, also where it belongs to another organisation.
    """
    found = [
        one for one in _facts(_rows().filter(code=code)) if organisations is None or one.organisation in organisations
    ]
    if not found:
        raise NotFound("E-CLIENT-04", client=code[:80])
    return found[0]


def scopes_that_can_be_given() -> tuple[Right, ...]:
    """Every right; which of them work is up to the roles of the client's account."""
    return tuple(Right)


def choices_of_organisations() -> list[tuple[str, str, str]]:
    """Code, Vietnamese and English title of those that haven't ended."""
    return list(
        Organisation.objects.filter(ended_at__isnull=True)
        .order_by("title_vi")
        .values_list("code", "title_vi", "title_en")
    )


def choices_of_roles() -> list[tuple[str, str, str]]:
    """Code, Vietnamese and English title of the roles that can be given."""
    return list(Role.objects.exclude(pk=PUBLIC).values_list("code", "title_vi", "title_en"))


def _rows() -> QuerySet[ApiClient]:
    return ApiClient.objects.select_related("organisation", "account", "created_by").order_by(
        "organisation__code", "code"
    )


def _facts(rows: QuerySet[ApiClient]) -> list[ClientFacts]:
    clients = list(rows)
    credentials = Credential.objects.filter(client__in=clients).exclude(kind=Kind.TOKEN).order_by("-created_at")
    now = timezone.now()
    roles = (
        Membership.objects.filter(user__in=[one.account_id for one in clients])
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=now))
        .select_related("role")
        .order_by("pk")
    )
    return [
        _client(
            one,
            [row for row in credentials if row.client_id == one.pk],
            [row for row in roles if row.user_id == one.account_id],
        )
        for one in clients
    ]


def _client(row: ApiClient, credentials: Sequence[Credential], roles: Sequence[Membership]) -> ClientFacts:
    return ClientFacts(
        id=row.pk, code=row.code, name=row.name,
        organisation=row.organisation.code,
        organisation_vi=row.organisation.title_vi, organisation_en=row.organisation.title_en,
        account=row.account.get_username(), contact=row.contact, purpose=row.purpose, scopes=tuple(row.scopes),
        limit_minute=settings.default_limit() if row.limit_minute is None else row.limit_minute,
        quota_day=settings.default_quota() if row.quota_day is None else row.quota_day,
        issuer_client=row.issuer_client, issuer_subject=row.issuer_subject,
        created_by=row.created_by.get_username() if row.created_by else "",
        created_at=row.created_at, ended_at=row.ended_at,
        last_used_at=row.last_used_at, last_used_from=row.last_used_from,
        roles=tuple(
            HeldRole(one.role_id, one.role.title_vi, one.role.title_en, tuple(one.areas), one.valid_to) for one in roles
        ),
        credentials=tuple(_credential(one) for one in credentials),
    )  # fmt: skip


def _credential(row: Credential) -> CredentialFacts:
    return CredentialFacts(
        row.pk, row.kind, row.name, row.hint, tuple(row.scopes), row.created_at, row.expires_at, row.revoked_at,
        row.last_used_at, row.last_used_from,
    )  # fmt: skip
