"""OAuth2 client credentials over HTTP: tokens given, used, revoked, and what gets none."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from layers.access.services import end_organisation, ensure_organisation
from layers.api_clients import tokens
from layers.api_clients.errors import CredentialRefused
from layers.api_clients.models import ApiClient, Credential
from layers.api_clients.queries import authenticate, forget
from layers.api_clients.services import create_client, end_client, make_key, revoke
from layers.api_clients.tokens import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(department: str) -> str:
    return make_key(department, kind=Kind.SECRET, scopes=["see", "export"])


def ask(path: str, secret: str, client_id: str = "ban-do-so-do-thi", **form: str) -> Any:
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    return Client(enforce_csrf_checks=True).post(
        path, "&".join(f"{k}={v}" for k, v in form.items()), content_type="application/x-www-form-urlencoded",
        headers={"Authorization": f"Basic {basic}"},
    )  # fmt: skip


def token_for(secret: str, **form: str) -> Any:
    return ask("/oauth/token", secret, grant_type="client_credentials", **form)


def is_good(token: str) -> bool:
    forget()
    try:
        return bool(authenticate(token))
    except CredentialRefused:
        return False


def test_a_secret_gives_a_short_token_that_can_be_used(secret: str) -> None:
    answer = token_for(secret)
    document = answer.json()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert (document["token_type"], document["expires_in"], set(document["scope"].split())) == (
        "Bearer", 600, {"see", "export"},
    )  # fmt: skip
    assert "refresh_token" not in document
    forget()
    assert {str(scope) for scope in authenticate(document["access_token"]).scopes} == {"see", "export"}


def test_the_secret_may_stand_in_the_body(secret: str) -> None:
    form = f"grant_type=client_credentials&client_id=ban-do-so-do-thi&client_secret={secret}&scope=see"
    answer = Client().post("/oauth/token", form, content_type="application/x-www-form-urlencoded")
    assert answer.json()["scope"] == "see"


NO_TOKEN = {
    "a wrong secret": (lambda s: tokens.new(Kind.SECRET), {}, 401, "invalid_client"),
    "no secret": (lambda s: "", {}, 401, "invalid_client"),
    "a key for a secret": (lambda s: make_key("ban-do-so-do-thi"), {}, 401, "invalid_client"),
    "a secret under another's name": (lambda s: s, {"client_id": "ban-do"}, 401, "invalid_client"),
    "more than the secret may": (lambda s: s, {"scope": "see+edit"}, 400, "invalid_scope"),
    "a scope that is none": (lambda s: s, {"scope": "everything"}, 400, "invalid_scope"),
    "a password for a person": (lambda s: s, {"grant_type": "password"}, 400, "unsupported_grant_type"),
    "a code of a person": (lambda s: s, {"grant_type": "authorization_code"}, 400, "unsupported_grant_type"),
    "no way at all": (lambda s: s, {"grant_type": ""}, 400, "invalid_request"),
}


@pytest.mark.parametrize(("sent", "form", "status", "error"), NO_TOKEN.values(), ids=NO_TOKEN.keys())
def test_no_token(secret: str, sent: Any, form: dict[str, str], status: int, error: str) -> None:
    answer = ask("/oauth/token", sent(secret), **{"grant_type": "client_credentials", **form})
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert not Credential.objects.filter(kind=Kind.TOKEN).exists()


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_post(secret: str, method: str) -> None:
    assert getattr(Client(), method)("/oauth/token").status_code == 405


def test_a_token_lives_no_longer_than_its_secret(secret: str) -> None:
    Credential.objects.update(expires_at=timezone.now() + timedelta(seconds=90))
    token_for(secret)
    assert Credential.objects.get(kind=Kind.TOKEN).expires_at <= timezone.now() + timedelta(seconds=90)


DIES = {
    "it is over": lambda token: Credential.objects.filter(kind=Kind.TOKEN).update(expires_at=timezone.now()),
    "its secret was revoked": lambda token: revoke("ban-do-so-do-thi", Credential.objects.get(kind=Kind.SECRET).pk),
    "its secret is over": lambda token: Credential.objects.filter(kind=Kind.SECRET).update(expires_at=timezone.now()),
    "its client has ended": lambda token: end_client("ban-do-so-do-thi"),
    "its department was removed": lambda token: end_organisation("tnmt"),
}


@pytest.mark.parametrize("die", DIES.values(), ids=DIES.keys())
def test_a_token_replayed_when_it_is_dead(secret: str, die: Any) -> None:
    token = token_for(secret).json()["access_token"]
    assert is_good(token)
    die(token)
    assert not is_good(token)
    if Credential.objects.filter(kind=Kind.SECRET, revoked_at__isnull=False).exists():
        assert token_for(secret).status_code == 401


def test_a_client_revokes_its_own_token_and_no_other(secret: str) -> None:
    token = token_for(secret).json()["access_token"]
    ensure_organisation("ubnd", "UBND", "People's Committee")
    other = create_client("Khác", "ubnd", role="viewer", scopes=["see"], contact="M", purpose="thử")
    stranger = make_key(other, kind=Kind.SECRET)
    assert ask("/oauth/revoke", stranger, client_id=other, token=token).status_code == 200  # RFC 7009: says nothing
    assert is_good(token)
    assert ask("/oauth/revoke", secret, token=token).status_code == 200
    assert not is_good(token)
    assert ask("/oauth/revoke", "x", token=token).status_code == 401


def test_a_client_asks_of_its_own_tokens_only(secret: str) -> None:
    token = token_for(secret, scope="see").json()["access_token"]
    said = ask("/oauth/introspect", secret, token=token).json()
    assert (said["active"], said["scope"], said["client_id"]) == (True, "see", "ban-do-so-do-thi")
    ensure_organisation("ubnd", "UBND", "People's Committee")
    other = create_client("Khác", "ubnd", role="viewer", scopes=["see"], contact="M", purpose="thử")
    stranger = make_key(other, kind=Kind.SECRET)
    assert ask("/oauth/introspect", stranger, client_id=other, token=token).json() == {"active": False}
    ask("/oauth/revoke", secret, token=token)
    assert ask("/oauth/introspect", secret, token=token).json() == {"active": False}


def test_a_scope_taken_from_the_client_is_taken_from_its_tokens(secret: str) -> None:
    token = token_for(secret).json()["access_token"]
    ApiClient.objects.update(scopes=["see"])
    forget()
    assert [str(scope) for scope in authenticate(token).scopes] == ["see"]


def test_where_the_endpoints_are(client: Client) -> None:
    said = client.get("/.well-known/oauth-authorization-server").json()
    assert said["token_endpoint"] == "http://testserver/oauth/token"
    assert said["grant_types_supported"] == ["client_credentials"]
    assert "see_personal" in said["scopes_supported"]
