"""`/api/clients`: programs and their keys, to be read. Reference: docs/reference/api-clients.md."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from layers.api_clients.errors import CredentialRefused
from layers.api_clients.queries import (
    Caller,
    ClientFacts,
    CredentialFacts,
    get_client,
    list_clients,
    usage_of,
)
from web.clients_reach import reach_of


@require_safe
def clients(request: HttpRequest) -> JsonResponse:
    """Those that whoever asks may see; with `ended=true` those that have ended, too."""
    found = list_clients(reach_of(request).organisations, ended=request.GET.get("ended") == "true")
    return _private(JsonResponse({"clients": [client_document(one) for one in found]}))


@require_safe
def client(request: HttpRequest, code: str) -> JsonResponse:
    """One, with how much it asked day by day."""
    found = get_client(code, reach_of(request).organisations)
    usage = [{"day": one.day, "allowed": one.allowed, "refused": one.refused} for one in usage_of(found.code)]
    return _private(JsonResponse({**client_document(found), "usage": usage}))


@require_safe
def caller(request: HttpRequest) -> JsonResponse:
    """Who the key or token that was sent says it is: for programs to try theirs.

    Raises:
        CredentialRefused: E-CLIENT-01 where none was sent.
    """
    found = getattr(request, "api_client", None)
    if not isinstance(found, Caller):
        raise CredentialRefused("E-CLIENT-01")
    return _private(
        JsonResponse(
            {
                "client": found.code,
                "scopes": sorted(found.scopes),
                "expires_at": found.expires_at,
                "limit_minute": found.limit_minute or None,
                "quota_day": found.quota_day or None,
            }
        )
    )


def client_document(one: ClientFacts) -> dict[str, Any]:
    """A client, as the API and the command line give it. Limits are null where there is none."""
    return {
        "code": one.code,
        "name": one.name,
        "organisation": one.organisation,
        "organisation_title": {"vi": one.organisation_vi, "en": one.organisation_en},
        "account": one.account,
        "contact": one.contact,
        "purpose": one.purpose,
        "scopes": list(one.scopes),
        "roles": [{"role": role.role, "areas": list(role.areas), "valid_to": role.valid_to} for role in one.roles],
        "limit_minute": one.limit_minute or None,
        "quota_day": one.quota_day or None,
        "issuer_client": one.issuer_client or None,
        "issuer_subject": one.issuer_subject or None,
        "created_by": one.created_by or None,
        "created_at": one.created_at,
        "ended_at": one.ended_at,
        "last_used_at": one.last_used_at,
        "last_used_from": one.last_used_from,
        "keys": [_key_document(key) for key in one.credentials],
        "links": {"self": reverse("web:api-client", args=[one.code]), "page": reverse("web:client", args=[one.code])},
    }


def _key_document(key: CredentialFacts) -> dict[str, Any]:
    return {
        "id": key.id,
        "kind": key.kind,
        "name": key.name,
        "hint": key.hint,
        "state": key.state,
        "scopes": list(key.scopes),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "last_used_at": key.last_used_at,
        "last_used_from": key.last_used_from,
    }


def _private(response: JsonResponse) -> JsonResponse:
    response["Cache-Control"] = "private, no-store"
    return response
