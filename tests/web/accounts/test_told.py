"""What the audit is told of signing in."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from layers.accounts.queries import list_sessions
from layers.accounts.services import create_account, end_account, reset_second_factor
from tests.layers.audit.rows import events
from tests.web.accounts.people import OTHER_PASSWORD, PASSWORD, code, person, sign_in, type_password

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """Action and whom it is about, in the order of what happened."""
    return events("replace(action, 'account.', ''), subject", "action LIKE 'account.' || chr(37)")


def test_everything_is_told_once_and_of_whom(client: Client) -> None:
    who = person("hoa", factor=True)
    before = len(told())
    type_password(client, "hoa", "wrong")
    type_password(client, "nobody-or-a-password", "wrong")
    type_password(client, "hoa")
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    cache.clear()
    client.post("/account/2fa/authenticate/", {"code": code()})
    other = Client()
    sign_in(other, who)
    ended = next(one for one in list_sessions(who.user.pk) if one.has_key(other.cookies["dothi_session"].value))
    client.post("/account/sessions/", {"session": ended.id})
    change = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    client.post("/account/password/change/", change)
    client.post("/account/logout/")
    reset_second_factor("hoa")
    end_account("hoa")
    assert told()[before:] == [
        ("refused", "hoa"),
        ("refused", ""),
        ("refused", "hoa"),
        ("signed_in", "hoa"),
        ("signed_in", "hoa"),
        ("session_ended", "hoa"),
        ("password_changed", "hoa"),
        ("signed_out", "hoa"),
        ("second_factor_removed", "hoa"),
        ("disabled", "hoa"),
    ]


def test_a_lock_is_told_of(client: Client) -> None:
    person("hoa")
    for _ in range(6):
        type_password(client, "hoa", "wrong")
    actions = [action for action, subject in told() if subject == "hoa"]
    assert actions.count("locked") >= 1
    assert actions.count("refused") == 6


def test_no_password_and_no_secret_is_written_down(client: Client) -> None:
    create_account("hoa")
    person("minh", factor=True)
    type_password(client, "A-Password-In-The-Wrong-Field", "Another-Wrong-1")
    type_password(client, "minh")
    client.post("/account/2fa/authenticate/", {"code": "424242"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(to_jsonb(e)::text, '') FROM audit.event e")
        (text,) = cursor.fetchone()
    for secret in ("A-Password-In-The-Wrong-Field", "Another-Wrong-1", "424242", PASSWORD):
        assert secret not in text
