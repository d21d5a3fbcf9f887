"""Who fails too often waits: by name, by address, for wrong passwords and wrong codes alike."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from layers.accounts.services import unlock_account
from layers.audit.queries import find_events, understood
from tests.web.accounts.people import code, person, sign_in, signed_in_as, type_password

pytestmark = pytest.mark.django_db
LIMIT = 5


@pytest.mark.parametrize("login", ["hoa", "nobody", "hoa@example.gov.vn", "nobody@example.gov.vn"])
def test_after_five_wrong_passwords_whether_or_not_there_is_an_account(client: Client, login: str) -> None:
    person("hoa", email="hoa@example.gov.vn")
    for _ in range(LIMIT - 1):
        assert type_password(client, login, "wrong").status_code == 200
    locked = type_password(client, login, "wrong")
    assert locked.status_code == 429
    page = locked.content.decode()
    assert "Sai quá nhiều lần." in page
    assert "15 phút" in page
    assert "E-ACCOUNT-11" in page
    assert 0 < int(locked["Retry-After"]) <= 901


def test_then_the_right_password_is_not_enough_from_anywhere_or_by_e_mail(client: Client) -> None:
    who = person("hoa", email="hoa@example.gov.vn")
    for _ in range(LIMIT):
        type_password(client, "hoa", "wrong")
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert type_password(elsewhere, "hoa").status_code == 429
    assert type_password(elsewhere, "HOA@example.gov.vn").status_code == 429
    assert signed_in_as(elsewhere) == ""
    # Others, and others at the same address, aren't concerned.
    assert sign_in(client, person("minh")).status_code == 302
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(elsewhere, who).status_code == 302


def test_an_administrator_ends_the_lock_of_a_name(client: Client) -> None:
    who = person("hoa")
    for _ in range(LIMIT):
        type_password(client, "hoa", "wrong")
    assert unlock_account("Hoa") == LIMIT
    assert unlock_account("hoa") == 0
    assert sign_in(client, who).status_code == 302
    told = find_events(understood({"action": "account.unlocked"}), limit=9).events
    assert [event.subject for event in told] == ["hoa"]


def test_attempts_while_locked_make_it_no_longer(client: Client) -> None:
    person("hoa")
    for _ in range(LIMIT):
        type_password(client, "hoa", "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    locked = type_password(client, "hoa", "wrong")
    assert locked.status_code == 429
    assert int(locked["Retry-After"]) <= 61


def test_a_sign_in_begins_the_count_anew(client: Client) -> None:
    who = person("hoa")
    for _ in range(3):
        for _ in range(LIMIT - 1):
            type_password(client, "hoa", "wrong")
        assert sign_in(client, who).status_code == 302
        client.post("/account/logout/")


def test_wrong_codes_count_and_the_right_password_in_between_does_not_help(client: Client) -> None:
    person("hoa", factor=True)
    type_password(client, "hoa")
    for _ in range(LIMIT - 1):
        assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    again = Client(REMOTE_ADDR="198.51.100.7")
    type_password(again, "hoa")
    assert again.post("/account/2fa/authenticate/", {"code": "111111"}).status_code == 429
    cache.clear()
    assert again.post("/account/2fa/authenticate/", {"code": code()}).status_code == 429
    assert signed_in_as(again) == ""
    assert type_password(Client(), "hoa").status_code == 429


def test_an_address_that_tries_many_names_is_locked(client: Client) -> None:
    person("hoa")
    for number in range(49):
        assert type_password(client, f"name{number}", "wrong").status_code == 200
    assert type_password(client, "name49", "wrong").status_code == 429
    assert type_password(client, "hoa").status_code == 429
    assert type_password(Client(REMOTE_ADDR="198.51.100.7"), "hoa").status_code == 302


def test_one_with_an_account_of_their_own_cannot_reset_an_address(client: Client) -> None:
    own = person("own")
    for number in range(49):
        type_password(client, f"name{number}", "wrong")
    other = Client()
    sign_in(other, own)
    assert type_password(client, "name49", "wrong").status_code == 429


def test_programs_get_it_as_json(client: Client) -> None:
    for _ in range(LIMIT):
        answer = client.post(
            "/account/login/", {"login": "hoa", "password": "wrong"}, headers={"Accept": "application/json"}
        )
    assert answer.status_code == 429
    assert answer.json()["code"] == "E-ACCOUNT-11"


def test_what_is_kept_of_attempts_has_no_password_and_no_code(client: Client) -> None:
    person("hoa", factor=True)
    type_password(client, "hoa", "SECRET-1")
    type_password(client, "hoa")
    client.post("/account/2fa/authenticate/", {"code": "424242"})
    kept = str(list(AccessAttempt.objects.values()))
    assert "SECRET-1" not in kept
    assert "424242" not in kept
