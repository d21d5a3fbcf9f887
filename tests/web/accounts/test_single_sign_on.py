"""Single sign-on against a real OpenID Connect server: whose account it leads to, and what isn't believed."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings as django_settings
from django.test import Client

from layers.access.queries import grants_of, public_grants
from layers.accounts.models import User
from layers.accounts.services import create_account, end_account, link_subject
from tests.web.accounts import oidc_server
from tests.web.accounts.oidc_server import OidcServer, begin, come_back, sign_in, through_server
from tests.web.accounts.people import code, person, signed_in_as
from tests.web.accounts.test_gate import staff

pytestmark = pytest.mark.django_db
MAIL = "hoa@example.gov.vn"


@pytest.fixture(scope="module")
def running() -> Iterator[OidcServer]:
    server = oidc_server.start()
    yield server
    server.stop()


@pytest.fixture
def server(running: OidcServer, settings: Any) -> OidcServer:
    for name, value in oidc_server.settings_for(running).items():
        setattr(settings, name, value)
    return running


def test_the_request_carries_state_nonce_and_pkce(server: OidcServer, client: Client) -> None:
    asked = {name: values[0] for name, values in parse_qs(urlsplit(begin(client)).query).items()}
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 16
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    again = parse_qs(urlsplit(begin(Client())).query)
    assert not {again[name][0] for name in ("state", "nonce", "code_challenge")} & set(asked.values())


def test_a_verified_address_leads_to_the_account_that_has_it(server: OidcServer, client: Client) -> None:
    person("hoa", email=MAIL)
    server.person("subject-1", email="Hoa@Example.gov.vn", email_verified=True, name="Somebody Else")
    assert sign_in(client, next="/ogc/")["Location"] == "/ogc/"
    assert signed_in_as(client) == "hoa"
    user = User.objects.get(username="hoa")
    assert (user.display_name, user.email, user.has_usable_password()) == ("", MAIL, True)
    assert grants_of(user.pk) == public_grants()  # rights come from memberships alone
    assert not SocialToken.objects.exists()
    # From now on the subject counts, whatever its address.
    server.person("subject-1", email="new@example.gov.vn", email_verified=False)
    other = Client()
    sign_in(other)
    assert signed_in_as(other) == "hoa"


def test_an_address_given_to_somebody_new_does_not_open_the_account(server: OidcServer, client: Client) -> None:
    person("hoa", email=MAIL)
    server.person("subject-1", email=MAIL, email_verified=True)
    sign_in(Client())
    server.person("subject-2", email=MAIL, email_verified=True)
    assert sign_in(client).status_code == 403
    assert signed_in_as(client) == ""


def test_a_subject_that_an_administrator_tied(server: OidcServer, client: Client) -> None:
    create_account("hoa")
    link_subject("hoa", "subject-1")
    server.person("subject-1")
    sign_in(client)
    assert signed_in_as(client) == "hoa"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": MAIL, "email_verified": False},
        {"email": MAIL},
        {"email": MAIL, "email_verified": "true"},
        {"email": MAIL, "email_verified": "false"},
        {"email": MAIL, "email_verified": 1},
        {"email": [MAIL], "email_verified": True},
        {"email": "minh@example.gov.vn", "email_verified": True},
        {"email": "ended@example.gov.vn", "email_verified": True},
        {"email": "service@example.gov.vn", "email_verified": True},
        {"preferred_username": "hoa"},
        {},
    ],
)
def test_no_account_is_found_or_made(server: OidcServer, client: Client, claims: dict[str, Any]) -> None:
    person("hoa", email=MAIL)
    person("ended", email="ended@example.gov.vn")
    end_account("ended")
    create_account("service", email="service@example.gov.vn", kind="service")
    server.person("subject-1", **claims)
    answer = sign_in(client)
    assert answer.status_code == 403
    assert "E-ACCOUNT-17" in answer.content.decode()
    assert signed_in_as(client) == ""
    assert User.objects.count() == 3
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "damage",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"nonce": ""}},
        {"claims": {"nonce": None}},
        {"claims": {"iss": "https://evil.example"}},
        {"claims": {"aud": "another-client"}},
        {"claims": {"aud": ["dothi", "another"], "azp": "another"}},
        {"claims": {"exp": 1}},
        {"claims": {"exp": None}},
        {"claims": {"sub": "subject-of-somebody-else"}},
        {"by": "stranger"},
        {"unsigned": True},
        {"header": {"alg": "none"}, "unsigned": True},
        {"header": {"alg": "HS256"}},
        {"header": {"alg": "RS1024"}},
        {"header": {"kid": "unknown"}},
        {"header": {"kid": None}},
        {"drop": True},
        {"userinfo": {"sub": "subject-of-somebody-else"}},
    ],
    ids=str,
)
def test_tokens_that_are_not_believed(server: OidcServer, client: Client, damage: dict[str, Any]) -> None:
    create_account("hoa")
    link_subject("hoa", "subject-1")
    server.person("subject-1", damage=damage)
    answer = sign_in(client)
    assert answer.status_code == 401
    assert "E-ACCOUNT-16" in answer.content.decode()
    assert signed_in_as(client) == ""


def test_the_same_damage_free_token_is_believed(server: OidcServer, client: Client) -> None:
    """What the table above damages is otherwise right: the very same way with nothing changed signs in."""
    create_account("hoa")
    link_subject("hoa", "subject-1")
    server.person("subject-1", damage={"claims": {}})
    sign_in(client)
    assert signed_in_as(client) == "hoa"


def with_query(address: str, **changes: str | None) -> str:
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changes
    return urlunsplit(parts._replace(query=urlencode({k: v for k, v in query.items() if v is not None})))


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "forged"}, {"state": ""}, {"state": None}, {"code": "forged"}, {"code": None},
        {"iss": "https://evil.example"}, {"error": "access_denied", "code": None, "state": "forged"},
    ],
    ids=str,
)  # fmt: skip
def test_forged_answers(server: OidcServer, client: Client, changes: dict[str, str | None]) -> None:
    create_account("hoa")
    link_subject("hoa", "subject-1")
    server.person("subject-1")
    answer = come_back(client, with_query(through_server(begin(client)), **changes))
    assert answer.status_code == 401
    assert signed_in_as(client) == ""


def test_an_answer_is_good_once_and_in_the_browser_that_asked(server: OidcServer, client: Client) -> None:
    create_account("hoa")
    link_subject("hoa", "subject-1")
    server.person("subject-1")
    address = through_server(begin(client))
    stranger = Client()
    assert come_back(stranger, address).status_code == 401  # signing somebody else in to one's own account
    assert come_back(client, address).status_code == 302
    client.post("/account/logout/")
    assert come_back(client, address).status_code == 401
    # The code again, with a state of its own: the server knows it was used.
    fresh = through_server(begin(client))
    used = parse_qs(urlsplit(address).query)["code"][0]
    assert come_back(client, with_query(fresh, code=used)).status_code == 401
    assert signed_in_as(client) == ""


def test_who_changes_their_mind_is_back_at_the_sign_in_page(server: OidcServer, client: Client) -> None:
    server.person("subject-1", deny=True)
    answer = sign_in(client)
    assert client.get(answer["Location"])["Location"] == "/account/login/"


def test_the_button_is_a_form_of_ours(server: OidcServer) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/account/oidc/sso/login/").status_code == 403
    assert client.get("/account/oidc/sso/login/").status_code == 405
    assert "/account/oidc/sso/login/" in client.get("/account/login/").content.decode()


@pytest.mark.parametrize(
    "asked",
    ["process=connect", "scope=admin", "auth_params=prompt%3Dnone", "action=reauthenticate", "next=//evil.example"],
)
def test_what_the_address_says_beyond_is_not_heeded(server: OidcServer, client: Client, asked: str) -> None:
    person("minh")
    create_account("hoa")
    link_subject("hoa", "subject-1")
    server.person("subject-1")
    answer = client.post(f"/account/oidc/sso/login/?{asked}")
    query = parse_qs(urlsplit(answer["Location"]).query)
    assert "prompt" not in query
    assert set(query["scope"][0].split()) == {"openid", "profile", "email"}
    assert come_back(client, through_server(answer["Location"]))["Location"] == "/"


def test_without_a_server_there_is_no_such_page(client: Client) -> None:
    assert client.post("/account/oidc/sso/login/").status_code == 404
    assert client.post("/account/oidc/other/login/").status_code == 404
    assert "/account/oidc/" not in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9", "http://127.0.0.1:{port}/another"])
def test_a_server_that_is_away_or_another_one(server: OidcServer, client: Client, settings: Any, issuer: str) -> None:
    settings.OIDC_ISSUER = issuer.format(port=server.port)
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    if ":9" in issuer[-3:]:
        app["settings"]["server_url"] = settings.OIDC_ISSUER
    answer = client.post("/account/oidc/sso/login/")
    assert answer.status_code == 401
    assert "E-ACCOUNT-16" in answer.content.decode()


@pytest.mark.parametrize(
    ("trusted", "claims", "asked_for_ours"),
    [
        ("", {"amr": ["pwd", "mfa"]}, True),
        ("mfa", {"amr": ["pwd"]}, True),
        ("mfa", {}, True),
        ("mfa", {"amr": "mfa"}, True),
        ("mfa,hwk", {"amr": ["pwd", "mfa"]}, False),
        ("gold", {"acr": "gold"}, False),
        ("gold", {"acr": "silver"}, True),
    ],
)
def test_the_second_factor_of_staff(
    server: OidcServer, client: Client, settings: Any, trusted: str, claims: dict[str, Any], asked_for_ours: bool
) -> None:
    settings.OIDC_TRUSTED_METHODS = frozenset(trusted.split(",")) - {""}
    create_account("planner")
    link_subject("planner", "subject-1")
    staff()
    server.person("subject-1", damage={"claims": claims} if claims else None)
    sign_in(client)
    answer = client.get("/")
    if asked_for_ours:
        assert answer["Location"].startswith("/account/2fa/totp/activate/")
    else:
        assert signed_in_as(client) == "planner"


def test_who_has_one_of_ours_shows_it(server: OidcServer, client: Client) -> None:
    person("planner", factor=True)
    staff()
    link_subject("planner", "subject-1")
    server.person("subject-1")
    assert sign_in(client, next="/ogc/")["Location"] == "/account/2fa/authenticate/"
    assert signed_in_as(client) == ""
    assert client.post("/account/2fa/authenticate/", {"code": code()})["Location"] == "/ogc/"
    assert signed_in_as(client) == "planner"


def test_an_ended_account_stays_out(server: OidcServer, client: Client) -> None:
    create_account("hoa")
    link_subject("hoa", "subject-1")
    end_account("hoa")
    server.person("subject-1")
    sign_in(client)
    assert signed_in_as(client) == ""


def test_the_settings_of_the_environment_are_those_of_the_tests() -> None:
    assert django_settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] == []
