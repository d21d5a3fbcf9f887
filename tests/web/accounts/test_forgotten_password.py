"""A forgotten password: a link by e-mail, good once and for an hour, that tells nothing of who has an account."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from layers.accounts.services import create_account, end_account
from tests.web.accounts.people import OTHER_PASSWORD, person, sign_in, signed_in_as, type_password

pytestmark = pytest.mark.django_db
MAIL = "hoa@example.gov.vn"


class Broken(BaseEmailBackend):
    """A mail server that isn't there."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError


@pytest.fixture(autouse=True)
def _mail_server(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.gov.vn"


def ask(client: Client, email: str = MAIL, **headers: str) -> Any:
    return client.post("/account/password/reset/", {"email": email}, **headers)


def link() -> str:
    return re.findall(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[-1].body)[0]


def choose(client: Client, address: str, password: str = OTHER_PASSWORD) -> Any:
    form = client.get(address)["Location"]
    return client.post(form, {"password1": password, "password2": password})


def test_a_link_leads_to_a_new_password_once(client: Client) -> None:
    who = person("hoa", email=MAIL)
    session = Client()
    sign_in(session, who)
    ask(client)
    assert mail.outbox[0].subject == "dothi · Chọn mật khẩu mới"
    assert "hoa" in mail.outbox[0].body
    address = link()
    assert choose(client, address).status_code == 302
    assert signed_in_as(client) == ""  # the link doesn't sign in: a second factor may be needed
    assert signed_in_as(session) == ""
    assert type_password(client, "hoa", OTHER_PASSWORD).status_code == 302
    assert "Đường dẫn không còn hiệu lực" in Client().get(address).content.decode()
    assert "Mật khẩu đã được đặt lại" in mail.outbox[-1].body


@pytest.mark.parametrize("email", ["nobody@example.gov.vn", "ended@example.gov.vn", "sync@example.gov.vn"])
def test_the_page_says_the_same_of_everybody(client: Client, email: str) -> None:
    person("hoa", email=MAIL)
    person("ended", email="ended@example.gov.vn")
    end_account("ended")
    create_account("sync", email="sync@example.gov.vn", kind="service")
    known, unknown = ask(client), ask(Client(), email)
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [[MAIL]]


@pytest.mark.parametrize("password", ["short", "x" * 20])
def test_the_rules_hold_here_too(client: Client, password: str) -> None:
    person("hoa", email=MAIL)
    ask(client)
    assert choose(client, link(), password).status_code == 200


def test_links_age_and_are_of_one_account(client: Client, settings: Any) -> None:
    person("hoa", email=MAIL)
    ask(client)
    address = link()
    forged = re.sub(r"key/\w+-", "key/zz-", address)
    assert "không còn hiệu lực" in Client().get(forged).content.decode()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "không còn hiệu lực" in Client().get(address).content.decode()


def test_a_host_that_is_not_ours_gets_into_no_link(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    person("hoa", email=MAIL)
    assert ask(client, HTTP_HOST="evil.example").status_code == 400
    ask(client, HTTP_X_FORWARDED_HOST="evil.example")
    assert "evil.example" not in "".join(message.body for message in mail.outbox)


def test_without_a_mail_server_it_says_whom_to_ask(client: Client, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    assert (
        "hỏi quản trị viên" in (page := client.get("/account/password/reset/").content.decode())
        or "quản trị viên" in page
    )


def test_a_broken_mail_server_keeps_nobody_from_changing_a_password(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{Broken.__module__}.Broken"
    who = person("hoa", email=MAIL)
    sign_in(client, who)
    form = {"oldpassword": who.password, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert client.post("/account/password/change/", form).status_code == 302
    assert ask(Client()).status_code == 302
