"""What strangers try: forms from elsewhere, frames, addresses to be led to, scripts in a page."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.web.accounts.people import PASSWORD, person, sign_in, signed_in_as, type_password

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "//evil.example/%2f..",
    "http://testserver@evil.example/",
    "//testserver.evil.example",
    "http://testserver/",
]
FORMS = [
    "/account/login/",
    "/account/logout/",
    "/account/password/change/",
    "/account/sessions/",
    "/account/password/reset/",
]
PAGES = [
    "/", "/ogc/", "/ogc/collections", "/ogc/conformance", "/ogc/openapi?f=html", "/nothing-here", "/ogc/nothing",
    "/account/login/", "/account/password/reset/", "/jobs/00000000-0000-0000-0000-000000000000",
]  # fmt: skip
OWN_PAGES = [
    "/account/logout/", "/account/reauthenticate/", "/account/password/change/", "/account/sessions/", "/account/2fa/",
    "/account/2fa/totp/activate/", "/account/2fa/webauthn/", "/account/2fa/webauthn/add/",
]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_and_out_leads_nowhere_else(client: Client, address: str) -> None:
    who = person("hoa")
    assert type_password(client, who.name, next=address)["Location"] == "/"
    assert client.post("/account/logout/", {"next": address})["Location"] == "/"
    client.get("/account/login/", {"next": address})
    assert type_password(client, who.name)["Location"] == "/"
    assert client.get("/account/login/", {"next": address})["Location"] == "/"  # already signed in


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nor_does_the_second_step(client: Client, address: str) -> None:
    assert sign_in(client, person("hoa", factor=True), next=address)["Location"] == "/"


def test_it_leads_back_to_the_page_it_began_on(client: Client) -> None:
    path = "/?lang=en&x=1"
    assert sign_in(client, person("hoa", factor=True), next=path)["Location"] == path


@pytest.mark.parametrize("path", FORMS)
def test_forms_from_elsewhere_are_refused(path: str) -> None:
    """Signing in too: else a stranger could sign somebody in to an account of the stranger's."""
    client = Client(enforce_csrf_checks=True)
    who = person("hoa")
    client.force_login(who.user, backend="layers.accounts.backends.PersonBackend")
    answer = client.post(path, {"login": "hoa", "password": PASSWORD, "others": "1"}, headers={"Accept": "text/html"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "E-ACCOUNT-15" in page
    assert "Biểu mẫu đã hết hạn" in page
    assert signed_in_as(client) == "hoa"


def test_a_token_of_somebody_elses_session_is_not_enough() -> None:
    stranger, client = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', stranger.get("/account/login/").content.decode())[0]
    person("hoa")
    client.get("/account/login/")
    answer = client.post("/account/login/", {"login": "hoa", "password": PASSWORD, "csrfmiddlewaretoken": token})
    assert answer.status_code == 403


def test_with_its_own_token_it_works() -> None:
    client = Client(enforce_csrf_checks=True)
    person("hoa")
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/account/login/").content.decode())[0]
    form = {"login": "hoa", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/account/login/", form).status_code == 302


@pytest.mark.parametrize("path", [*PAGES, *OWN_PAGES])
def test_every_page_has_a_strict_policy_and_keeps_to_it(client: Client, path: str) -> None:
    if path in OWN_PAGES:
        sign_in(client, person("hoa"))
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer["Content-Type"].startswith("text/html")
    policy = dict(
        part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if " " in part.strip()
    )
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    page = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page)
    assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:", page)


def test_no_page_makes_an_account_or_changes_an_address(client: Client) -> None:
    names = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    assert "account_login" in names
    assert not names & {
        "account_signup",
        "account_email",
        "socialaccount_connections",
        "socialaccount_signup",
    }
    for path in ("/account/signup/", "/account/email/", "/account/3rdparty/", "/accounts/login/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_names_are_text(client: Client, name: str) -> None:
    sign_in(client, person("hoa", display_name=name))
    for path in ("/", "/account/sessions/", "/account/logout/"):
        page = client.get(path).content.decode()
        assert name not in page or name.startswith("{{")
        assert "49" not in re.findall(r'dt-user-who">([^<]*)', page)
    type_password(client, name)
