"""Signing in and out: by name or e-mail, in two steps where a second factor is enrolled."""

import pytest
from django.test import Client

from layers.accounts.models import User
from layers.accounts.services import create_account, end_account
from tests.web.accounts.people import PASSWORD, SECRET, code, person, sign_in, signed_in_as, type_password

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("login", ["hoa", "HOA", " hoa ", "hoa@example.gov.vn", "Hoa@Example.gov.vn"])
def test_by_name_or_e_mail(client: Client, login: str) -> None:
    person("hoa", email="hoa@example.gov.vn")
    assert type_password(client, login).status_code == 302
    assert signed_in_as(client) == "hoa"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("hoa", "wrong"),
        ("hoa", PASSWORD.lower()),
        ("hoa", PASSWORD + " "),
        ("hoa", ""),
        ("", PASSWORD),
        ("nobody", PASSWORD),
        ("nobody@example.gov.vn", PASSWORD),
        ("ended", PASSWORD),
        ("service", PASSWORD),
        ("hoa\0", PASSWORD),
        ("hoa" * 100, PASSWORD),
        ("hoa", "x" * 10_000),
    ],
)
def test_refused(client: Client, login: str, password: str) -> None:
    person("hoa")
    person("ended")
    end_account("ended")
    create_account("service", kind="service")
    User.objects.filter(username="service").update(password=User.objects.get(username="hoa").password)
    answer = type_password(client, login, password)
    assert answer.status_code == 200
    assert signed_in_as(client) == ""


def test_what_is_refused_says_nothing_of_the_account(client: Client) -> None:
    person("hoa")
    person("ended")
    end_account("ended")
    said = set()
    for login, password in [("hoa", "wrong"), ("nobody", "wrong"), ("ended", PASSWORD)]:
        page = type_password(Client(), login, password).content.decode()
        said.add(page[page.index("dt-note-bad") :][:200])
    assert len(said) == 1
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in said.pop()


def test_a_second_factor_is_asked_for_and_until_then_nobody_is_signed_in(client: Client) -> None:
    who = person("hoa", factor=True)
    assert type_password(client, "hoa")["Location"] == "/account/2fa/authenticate/"
    assert signed_in_as(client) == ""
    assert client.get("/account/sessions/").status_code == 302
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert signed_in_as(client) == ""
    assert client.post("/account/2fa/authenticate/", {"code": code(SECRET)})["Location"] == "/"
    assert signed_in_as(client) == who.name


def test_a_code_is_good_once(client: Client) -> None:
    person("hoa", factor=True)
    used = code(SECRET)
    for browser, welcome in ((client, True), (Client(), False)):
        type_password(browser, "hoa")
        browser.post("/account/2fa/authenticate/", {"code": used})
        assert bool(signed_in_as(browser)) is welcome


def test_signing_out_takes_a_form_of_our_own(client: Client) -> None:
    sign_in(client, person("hoa"))
    assert client.get("/account/logout/").status_code == 200
    assert signed_in_as(client) == "hoa"
    client.post("/account/logout/")
    assert signed_in_as(client) == ""
