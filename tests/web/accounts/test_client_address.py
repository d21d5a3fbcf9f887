"""Whose address is believed behind proxies."""

from typing import Any

import pytest
from django.test import Client

from layers.accounts.queries import list_sessions
from tests.web.accounts.people import person, sign_in
from web.middleware.client_address import client_address


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "10.0.0.1"),
        ("203.0.113.9", 0, "10.0.0.1"),  # anybody can write the header
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),  # the first is the client's invention
        ("198.51.100.1, 203.0.113.9", 2, "198.51.100.1"),
        ("203.0.113.9", 2, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        (" , ,", 1, "10.0.0.1"),
        ("unknown", 1, "10.0.0.1"),
        ("203.0.113.9:4711", 1, "10.0.0.1"),
        ("2001:DB8::1", 1, "2001:db8::1"),
        ("<script>", 1, "10.0.0.1"),
        ("203.0.113.9", -1, "10.0.0.1"),
    ],
)
def test_addresses(forwarded: str, proxies: int, address: str) -> None:
    assert client_address("10.0.0.1", forwarded, proxies) == address


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_sessions_have_it(client: Client, settings: Any, proxies: int, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    client.defaults["HTTP_X_FORWARDED_FOR"] = "203.0.113.9"
    who = person("hoa")
    sign_in(client, who)
    assert [one.address for one in list_sessions(who.user.pk)] == [address]
