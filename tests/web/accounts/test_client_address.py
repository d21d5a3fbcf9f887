"""Whose address is believed behind proxies, by X-Forwarded-For and by Forwarded."""

from typing import Any

import pytest
from django.test import Client

from layers.accounts.queries import list_sessions
from tests.web.accounts.people import person, sign_in
from web.middleware.forwarded import Trust, said


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, None),
        ("203.0.113.9", 0, None),  # anybody can write the header
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),  # the first is the client's invention
        ("198.51.100.1, 203.0.113.9", 2, "198.51.100.1"),
        ("203.0.113.9", 2, None),
        ("", 1, None),
        (" , ,", 1, None),
        ("unknown", 1, None),
        ("203.0.113.9:4711", 1, None),
        ("2001:DB8::1", 1, "2001:db8::1"),
        ("<script>", 1, None),
        ("203.0.113.9", -1, None),
    ],
)
def test_addresses(forwarded: str, proxies: int, address: str | None) -> None:
    meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
    assert said(meta, Trust(proxies)).client == address


@pytest.mark.parametrize(
    ("header", "proxies", "address"),
    [
        ("for=203.0.113.9", 1, "203.0.113.9"),
        ("For=203.0.113.9;proto=http;by=203.0.113.43", 1, "203.0.113.9"),
        ('for="203.0.113.9:4711"', 1, "203.0.113.9"),
        ('for="[2001:db8:cafe::17]:4711"', 1, "2001:db8:cafe::17"),
        ("for=198.51.100.1, for=203.0.113.9", 1, "203.0.113.9"),
        ("for=198.51.100.1,for=203.0.113.9", 2, "198.51.100.1"),
        ("for=198.51.100.1", 2, None),
        ("for=unknown", 1, None),
        ("for=_hidden", 1, None),
        ("for=203.0.113.9", 0, None),
    ],
)
def test_addresses_by_the_standard_header(header: str, proxies: int, address: str | None) -> None:
    """The examples of RFC 7239, 4 and 6, and what isn't believed."""
    assert said({"REMOTE_ADDR": "10.0.0.1", "HTTP_FORWARDED": header}, Trust(proxies)).client == address


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_sessions_have_it(client: Client, settings: Any, proxies: int, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    client.defaults["HTTP_X_FORWARDED_FOR"] = "203.0.113.9"
    who = person("hoa")
    sign_in(client, who)
    assert [one.address for one in list_sessions(who.user.pk)] == [address]
