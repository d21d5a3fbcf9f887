"""Sessions: renewed at sign-in, ended by time, by their owner, by an administrator and by a new password."""

import time
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from layers.accounts.queries import list_sessions
from layers.accounts.services import end_account, end_all_sessions, give_one_time_password
from tests.web.accounts.people import OTHER_PASSWORD, PASSWORD, person, sign_in, signed_in_as

pytestmark = pytest.mark.django_db
COOKIE = "dothi_session"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def shifted(client: Client, **seconds: float) -> None:
    """Put a session's clocks back."""
    session = client.session
    for name, by in seconds.items():
        session[f"dothi_{name}_at"] = time.time() - by
    session.save()


def test_a_session_given_to_somebody_before_they_sign_in_is_worth_nothing(client: Client) -> None:
    """Session fixation: what a stranger knew before isn't the session afterwards."""
    who = person("hoa", factor=True)
    client.get("/account/login/")
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies[COOKIE] = planted = session.session_key
    sign_in(client, who)
    assert client.cookies[COOKIE].value != planted
    stranger = Client()
    stranger.cookies[COOKIE] = planted
    assert signed_in_as(stranger) == ""
    assert signed_in_as(client) == "hoa"


def test_the_session_is_another_after_the_second_step(client: Client) -> None:
    from tests.web.accounts.people import code, type_password

    person("hoa", factor=True)
    type_password(client, "hoa")
    between = client.cookies[COOKIE].value
    client.post("/account/2fa/authenticate/", {"code": code()})
    assert client.cookies[COOKIE].value != between
    assert not Session.objects.filter(session_key=between).exists()


def test_changing_the_password_renews_this_session_and_ends_the_others(client: Client) -> None:
    who = person("hoa")
    sign_in(client, who)
    other = Client()
    sign_in(other, who)
    before = client.cookies[COOKIE].value
    change = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert client.post("/account/password/change/", change).status_code == 302
    assert client.cookies[COOKIE].value != before
    assert (signed_in_as(client), signed_in_as(other)) == ("hoa", "")


@pytest.mark.parametrize(
    ("clocks", "alive"),
    [
        ({"seen": 29 * 60}, True),
        ({"seen": 31 * 60}, False),
        ({"began": 11.9 * 3600}, True),
        ({"began": 12.1 * 3600, "seen": 1}, False),
    ],
)
def test_sessions_end_by_time(client: Client, clocks: dict[str, float], alive: bool) -> None:
    sign_in(client, person("hoa"))
    shifted(client, **clocks)
    assert (signed_in_as(client) == "hoa") is alive
    assert (signed_in_as(client) == "hoa") is alive


def test_the_cookie_is_for_this_site_and_for_no_script(client: Client) -> None:
    sign_in(client, person("hoa"))
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert cookie["expires"] == ""  # gone when the browser is closed


def test_the_page_lists_devices_and_ends_one(client: Client) -> None:
    who = person("hoa")
    sign_in(client, who)
    other = Client(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="198.51.100.7")
    sign_in(other, who)
    page = client.get("/account/sessions/").content.decode()
    assert "Firefox · Windows" in page
    assert "198.51.100.7" in page
    assert page.count("Phiên này") == 1
    ended = next(one for one in list_sessions(who.user.pk) if one.address == "198.51.100.7")
    assert client.post("/account/sessions/", {"session": ended.id}).status_code == 302
    assert (signed_in_as(client), signed_in_as(other)) == ("hoa", "")


def test_ending_all_others(client: Client) -> None:
    who = person("hoa")
    others = [Client() for _ in range(3)]
    for browser in (*others, client):
        sign_in(browser, who)
    client.post("/account/sessions/", {"others": "1"})
    assert [signed_in_as(browser) for browser in (*others, client)] == ["", "", "", "hoa"]


@pytest.mark.parametrize("asked", ["", "0", "-1", "1e3", "x", "9" * 30, "somebody else's"])
def test_what_is_not_ones_own_cannot_be_ended(client: Client, asked: str) -> None:
    other = Client()
    stranger = person("minh")
    sign_in(other, stranger)
    sign_in(client, person("hoa"))
    if asked == "somebody else's":
        asked = str(list_sessions(stranger.user.pk)[0].id)
    answer = client.post("/account/sessions/", {"session": asked})
    assert answer.status_code == 404
    assert "E-ACCOUNT-10" in answer.content.decode()
    assert signed_in_as(other) == "minh"


def test_the_oldest_of_too_many_ends(client: Client, settings: Any) -> None:
    settings.SESSIONS_AT_ONCE = 2
    who = person("hoa")
    browsers = [Client() for _ in range(3)]
    for browser in browsers:
        sign_in(browser, who)
    assert [signed_in_as(browser) for browser in browsers] == ["", "hoa", "hoa"]


@pytest.mark.parametrize(
    "end",
    [end_account, give_one_time_password, lambda name: end_all_sessions(_id_of(name))],
    ids=["the account ends", "a one-time password is given", "all sessions are ended"],
)
def test_from_outside_it_ends_with_the_next_request(client: Client, end: Any) -> None:
    sign_in(client, person("hoa"))
    assert signed_in_as(client) == "hoa"
    end("hoa")
    assert signed_in_as(client) == ""


def _id_of(name: str) -> int:
    from layers.accounts.queries import account_named

    return account_named(name).id


def test_pages_of_a_signed_in_person_stay_out_of_shared_caches(client: Client) -> None:
    sign_in(client, person("hoa"))
    for path in ("/", "/ogc/", "/ogc/collections", "/account/sessions/"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert "hoa" in answer.content.decode()
        assert "private" in answer["Cache-Control"]
        assert "hoa" not in Client().get(path, headers={"Accept": "text/html"}).content.decode()
