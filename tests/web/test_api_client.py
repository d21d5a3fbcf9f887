"""Who comes with a key or token: whose request it is then, and that nothing of a browser's session mixes in."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client

from layers.access.queries import forget as forget_rights
from layers.access.services import end_organisation, ensure_organisation, grant_membership
from layers.api_clients import tokens
from layers.api_clients.counting import counters, flush
from layers.api_clients.models import Credential
from layers.api_clients.queries import forget
from layers.api_clients.services import create_client, limit_client, make_key, revoke

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    forget()
    forget_rights()
    counters.reset()


@pytest.fixture
def department() -> str:
    ensure_organisation("tnmt", "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment")
    return create_client(
        "Bản đồ", "tnmt", role="administrator", scopes=["see", "manage_access"], contact="Lan", purpose="Thử"
    )


@pytest.fixture
def key(department: str) -> str:
    return make_key(department)


def bearer(key: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", **more}


def told(answer: Any) -> Any:
    """The database knows of it, as it does within milliseconds where there is a server."""
    flush()
    return answer


def same(answer: Any) -> tuple[int, bytes, str, str]:
    return answer.status_code, answer.content, answer["WWW-Authenticate"], answer["Content-Type"]


@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
def test_a_key_in_a_header(key: str, header: str) -> None:
    sent = bearer(key) if header == "Authorization" else {header: key}
    answer = Client().get("/api/clients/me", headers=sent)
    assert (answer.status_code, answer.json()["client"], answer.json()["scopes"]) == (
        200,
        "ban-do",
        ["manage_access", "see"],
    )
    assert "private" in answer["Cache-Control"]
    assert {"Authorization", "X-API-Key"} <= {part.strip() for part in answer["Vary"].split(",")}
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/ogc/collections", "/api/layers", "/api/clients/me", "/", "/nothing-here"])
def test_whatever_is_wrong_with_a_key_looks_the_same_everywhere(key: str, path: str) -> None:
    client = Client()
    answers = [client.get(path, headers=bearer(sent)) for sent in ("", "word", tokens.new(tokens.Kind.KEY), key[:-1])]
    revoke("ban-do", Credential.objects.get().pk)
    forget()
    answers.append(client.get(path, headers=bearer(key)))
    end_organisation("tnmt")
    forget()
    answers.append(client.get(path, headers={"X-API-Key": key}))
    assert len({same(one) for one in answers}) == 1
    status, content, challenge, media = same(answers[0])
    assert (status, media, challenge) == (
        401,
        "application/problem+json",
        'Bearer realm="dothi", error="invalid_token"',
    )
    assert b"E-CLIENT-01" in content
    assert answers[0]["Cache-Control"] == "no-store"


IN_ADDRESS = [
    "?key={key}",
    "?api_key=x",
    "?access_token=x",
    "?limit=1&Access_Token=x",
    "?f=json&note=a{key}b",
    "?apikey=1",
]


@pytest.mark.parametrize("query", IN_ADDRESS)
def test_a_key_in_the_address_is_refused_whatever_else_is_sent(key: str, query: str) -> None:
    answer = Client().get("/ogc/collections" + query.format(key=key), headers=bearer(key))
    assert (answer.status_code, answer.json()["code"]) == (400, "E-CLIENT-02")
    assert key.encode() not in answer.content


def test_two_keys_are_one_too_many(department: str, key: str) -> None:
    answer = Client().get("/api/layers", headers=bearer(key, **{"X-API-Key": make_key(department)}))
    assert (answer.status_code, answer.json()["code"]) == (400, "E-CLIENT-03")
    assert Client().get("/api/layers", headers=bearer(key, **{"X-API-Key": key})).status_code == 200


def test_other_schemes_are_not_ours(key: str) -> None:
    assert Client().get("/api/layers", headers={"Authorization": "Basic YTpi"}).status_code == 200


def test_a_key_wins_over_a_session_and_leaves_it_alone(key: str) -> None:
    lan = get_user_model().objects.create_user("lan")
    browser = Client()
    browser.force_login(lan)
    before = Session.objects.get().session_data
    answer = browser.get("/api/clients/me", headers=bearer(key))
    assert answer.json()["client"] == "ban-do"
    assert answer.wsgi_request.user.get_username() == "api.ban-do"
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert Session.objects.get().session_data == before
    assert browser.get("/api/layers").wsgi_request.user == lan  # still signed in
    assert browser.get("/api/clients/me", headers=bearer("wrong")).status_code == 401  # never the session's instead


def test_no_session_is_made(key: str) -> None:
    Client().get("/", headers=bearer(key))
    Client().get("/api/layers", headers=bearer(key))
    assert not Session.objects.exists()


def test_a_session_needs_a_csrf_token_and_a_key_does_not(key: str) -> None:
    """Cancelling a job needs none anyway; the page's forms do."""
    lan = get_user_model().objects.create_user("lan")
    grant_membership("lan", "tnmt", "administrator")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(lan)
    assert browser.post("/account/clients").status_code == 403
    assert (
        Client(enforce_csrf_checks=True).post("/account/clients", headers=bearer(key)).status_code == 404
    )  # no page for keys


def test_limits_are_said_and_kept(department: str, key: str) -> None:
    limit_client(department, minute=3, day=100)
    forget()
    answers = [told(Client().get("/api/layers", headers=bearer(key))) for _ in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
    first, last = answers[0], answers[-1]
    assert first["RateLimit-Policy"] == '"minute";q=3;w=60, "day";q=100;w=86400'
    assert first["RateLimit"].startswith('"minute";r=2;t=')
    assert (first["X-RateLimit-Limit"], first["X-RateLimit-Remaining"]) == ("3", "2")
    assert int(first["X-RateLimit-Reset"]) > 1_700_000_000
    assert (last.json()["code"], last["Content-Type"]) == ("E-RATE-01", "application/problem+json")
    assert 1 <= int(last["Retry-After"]) <= 60


def test_the_public_is_limited_by_address_and_the_signed_in_are_not(settings: Any) -> None:
    settings.RATE_PUBLIC_MINUTE = 2

    def asks(address: str, client: Client, path: str = "/api/layers") -> int:
        return int(told(client.get(path, REMOTE_ADDR=address)).status_code)

    public = Client()
    assert [asks("203.0.113.9", public) for _ in range(3)] == [200, 200, 429]
    assert asks("203.0.113.10", public) == 200
    assert [asks("127.0.0.1", public) for _ in range(4)] == [200] * 4  # the machine itself, such as a proxy
    assert asks("203.0.113.9", public, "/") == 200  # pages are not counted
    assert [asks("2001:db8::1", public), asks("2001:db8::2", public), asks("2001:db8::3", public)] == [200, 200, 429]
    browser = Client()
    browser.force_login(get_user_model().objects.create_user("lan"))
    assert asks("203.0.113.9", browser) == 200


def test_guessing_keys_counts(settings: Any) -> None:
    settings.RATE_PUBLIC_MINUTE = 2
    sent = [
        told(Client().get("/", headers=bearer(tokens.new(tokens.Kind.KEY)), REMOTE_ADDR="203.0.113.7")).status_code
        for _ in range(4)
    ]
    assert sent == [401, 401, 429, 429]


@pytest.mark.parametrize("path", ["/account/rights", "/account/access", "/account/clients", "/account/sessions/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_key_opens_what_people_keep(key: str, path: str, method: str) -> None:
    """A key that leaks can't delegate, nor give rights, whatever its account may do."""
    answer = getattr(Client(), method)(path, headers=bearer(key))
    assert answer.status_code == 404
