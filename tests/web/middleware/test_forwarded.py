"""What gateways say: how chains are read, who is believed, what is refused, and what follows from it."""

from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import InvalidRequest
from layers.catalog.description import LayerDescription
from layers.features.services import create_layer
from web.middleware.forwarded import Headers, Said, Trust, forwarded_elements, said

GATEWAY = {
    "HTTP_X_FORWARDED_FOR": "203.0.113.9",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "map.example.gov.vn",
    "HTTP_X_FORWARDED_PREFIX": "/gis/v1",
}
INNER = Trust(networks=(ip_network("10.0.0.0/8"),))


def believed(trust: Trust, connection: str = "10.0.0.1", **headers: str) -> Said:
    return said({"REMOTE_ADDR": connection, **{f"HTTP_{name}": value for name, value in headers.items()}}, trust)


@pytest.mark.parametrize(
    ("headers", "proxies", "expected"),
    [
        ({"X_FORWARDED_PROTO": "https"}, 1, Said(protocol="https")),
        ({"X_FORWARDED_PROTO": "http, HTTPS"}, 1, Said(protocol="https")),
        ({"X_FORWARDED_PROTO": "https, http"}, 2, Said(protocol="https")),
        ({"X_FORWARDED_PROTO": "https"}, 2, Said(protocol="https")),  # said once by the outer, passed on by the inner
        ({"X_FORWARDED_HOST": "evil.example, map.example"}, 1, Said(host="map.example")),
        ({"X_FORWARDED_PORT": "8443"}, 1, Said(port="8443")),
        ({"X_FORWARDED_PREFIX": "/gis/v1/"}, 1, Said(prefix="/gis/v1")),
        ({"X_FORWARDED_PREFIX": "/"}, 1, Said(prefix="")),
        ({"X_FORWARDED_PREFIX": "/invented, /gis, /v1"}, 2, Said(prefix="/gis/v1")),  # each takes a part away
        ({"FORWARDED": "host=evil;proto=http, host=map.example;proto=https"}, 1, Said(None, "https", "map.example")),
        ({"FORWARDED": "host=a;proto=https, host=b;proto=http"}, 2, Said(None, "https", "a")),
        ({"FORWARDED": "proto=https", "X_FORWARDED_HOST": "a", "X_FORWARDED_PROTO": "https"}, 1,
         Said(None, "https", "a")),
    ],
)  # fmt: skip
def test_chains(headers: dict[str, str], proxies: int, expected: Said) -> None:
    assert believed(Trust(proxies), **headers) == expected


@pytest.mark.parametrize(
    ("connection", "chain", "client"),
    [
        ("203.0.113.9", "198.51.100.1", None),  # not a proxy of ours
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),  # somebody in the house
        ("10.0.0.1", "203.0.113.9, nonsense", None),
        ("", "203.0.113.9", None),
    ],
)
def test_trust_by_network(connection: str, chain: str, client: str | None) -> None:
    assert believed(INNER, connection, X_FORWARDED_FOR=chain).client == client
    elements = ", ".join(f"for={one.strip()}" for one in chain.split(","))
    assert believed(INNER, connection, FORWARDED=elements).client == client


def test_with_both_the_number_counts_for_connections_from_the_network() -> None:
    trust = Trust(1, INNER.networks)
    assert believed(trust, X_FORWARDED_FOR="203.0.113.9, 10.0.0.2").client == "10.0.0.2"
    assert believed(trust, "192.0.2.1", X_FORWARDED_HOST="a") == Said()


@given(st.dictionaries(st.sampled_from(["FORWARDED", *(name[5:] for name in GATEWAY)]), st.text(max_size=30)))
def test_nothing_is_believed_of_who_is_not_trusted(headers: dict[str, str]) -> None:
    assert believed(Trust(), **headers) == Said()
    assert believed(INNER, "203.0.113.9", **{**headers, "FORWARDED": "host=a"}) == Said()


@given(st.text(alphabet='forhst=";, \\[]:.0a', max_size=40))
def test_any_standard_header_is_read_or_refused(header: str) -> None:
    try:
        elements = forwarded_elements(header)
    except InvalidRequest as refused:
        assert refused.code == "E-PROXY-04"
    else:
        assert all(element for element in elements)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"FORWARDED": "host=a", "X_FORWARDED_HOST": "b"}, "E-PROXY-02"),  # one is the client's own
        ({"FORWARDED": "proto=http", "X_FORWARDED_PROTO": "https"}, "E-PROXY-02"),
        ({"X_FORWARDED_PREFIX": "gis/v1"}, "E-PROXY-03"),
        ({"X_FORWARDED_PREFIX": "//evil.example"}, "E-PROXY-03"),  # would be another host in a link
        ({"X_FORWARDED_PREFIX": "/a/../b"}, "E-PROXY-03"),
        ({"X_FORWARDED_PREFIX": "/a\r\nSet-Cookie: x=1"}, "E-PROXY-03"),
        ({"X_FORWARDED_PREFIX": "/a?b"}, "E-PROXY-03"),
        ({"X_FORWARDED_PREFIX": "/<script>"}, "E-PROXY-03"),
        ({"X_FORWARDED_PREFIX": "/%2e%2e"}, "E-PROXY-03"),
        ({"X_FORWARDED_PREFIX": "/" + "a" * 300}, "E-PROXY-03"),
        ({"X_FORWARDED_PROTO": "javascript"}, "E-PROXY-04"),
        ({"X_FORWARDED_PROTO": "https\r\n"}, None),  # spaces around a value are none of it
        ({"X_FORWARDED_PORT": "0"}, "E-PROXY-04"),
        ({"X_FORWARDED_PORT": "65536"}, "E-PROXY-04"),
        ({"X_FORWARDED_PORT": "80a"}, "E-PROXY-04"),
        ({"FORWARDED": 'for="1.2.3.4'}, "E-PROXY-04"),
        ({"FORWARDED": "for=a;for=b"}, "E-PROXY-04"),
        ({"FORWARDED": "for==a"}, "E-PROXY-04"),
        ({"FORWARDED": 'for=", for="[2001:db8::1]"'}, "E-PROXY-04"),  # an open quotation swallows the proxy's own
        ({"FORWARDED": "proto=gopher"}, "E-PROXY-04"),
    ],
)
def test_what_can_not_be_so_is_refused(headers: dict[str, str], code: str | None) -> None:
    if code is None:
        assert believed(Trust(1), **headers)
        return
    with pytest.raises(InvalidRequest) as refused:
        believed(Trust(1), **headers)
    assert refused.value.code == code


def test_the_headers_that_count_can_be_chosen() -> None:
    headers = {"FORWARDED": "host=a", "X_FORWARDED_HOST": "b"}
    assert believed(Trust(1, headers=Headers.RFC_7239), **headers).host == "a"
    assert believed(Trust(1, headers=Headers.X), **headers).host == "b"


@pytest.fixture
def gateway(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    settings.ALLOWED_HOSTS = ["map.example.gov.vn", "testserver"]


@pytest.mark.django_db
@pytest.mark.usefixtures("gateway")
@pytest.mark.parametrize(
    ("headers", "root"),
    [
        ({}, "https://map.example.gov.vn/gis/v1"),
        ({"HTTP_X_FORWARDED_PORT": "8443"}, "https://map.example.gov.vn:8443/gis/v1"),
        ({"HTTP_X_FORWARDED_PORT": "443"}, "https://map.example.gov.vn/gis/v1"),
        ({"HTTP_X_FORWARDED_HOST": "map.example.gov.vn:444", "HTTP_X_FORWARDED_PORT": "80"},
         "https://map.example.gov.vn:444/gis/v1"),
        ({"HTTP_X_FORWARDED_PROTO": "http"}, "http://map.example.gov.vn/gis/v1"),
        ({"HTTP_X_FORWARDED_PREFIX": ""}, "https://map.example.gov.vn"),
    ],
)  # fmt: skip
def test_documents_name_the_address_of_the_client(client: Client, headers: dict[str, str], root: str) -> None:
    given = {**GATEWAY, **headers}
    assert client.get("/ogc/openapi?f=json", **given).json()["servers"] == [{"url": f"{root}/ogc"}]
    metadata = client.get("/.well-known/oauth-authorization-server", **given).json()
    assert (metadata["issuer"], metadata["token_endpoint"]) == (root, f"{root}/oauth/token")
    page = client.get("/", **given).content.decode()
    path = root.partition("//")[2].partition("/")[2]
    assert f'href="/{path}/static/web/favicon.svg"'.replace("//", "/") in page


@pytest.mark.django_db
def test_nothing_of_one_request_is_left_for_the_next(client: Client, settings: Any) -> None:
    settings.TRUSTED_PROXIES, settings.ALLOWED_HOSTS = 1, ["map.example.gov.vn", "testserver"]
    client.get("/ogc/", **GATEWAY)
    assert client.get("/ogc/openapi?f=json").json()["servers"] == [{"url": "http://testserver/ogc"}]
    settings.TRUSTED_PROXIES = 0
    assert client.get("/ogc/openapi?f=json", **GATEWAY).json()["servers"] == [{"url": "http://testserver/ogc"}]


@pytest.mark.django_db
@pytest.mark.usefixtures("gateway")
@pytest.mark.parametrize(
    "host", ["evil.example", "map.example.gov.vn.evil.example", "a b", "map.example.gov.vn:x", "@"]
)
def test_a_host_that_is_not_answered_for(client: Client, host: str) -> None:
    answer = client.get("/ogc/?lang=en", **{**GATEWAY, "HTTP_X_FORWARDED_HOST": host})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["code"] == "E-PROXY-01"
    assert "DOTHI_ALLOWED_HOSTS" in answer.json()["detail"]


@pytest.mark.django_db
@pytest.mark.usefixtures("gateway")
def test_links_of_features_and_redirects(client: Client, describe: Callable[..., LayerDescription]) -> None:
    create_layer(describe("plots", access="public"))
    links = client.get("/ogc/collections/plots?f=json", **GATEWAY).json()["links"]
    assert {"items", "self", "license"} >= {link["rel"] for link in links} & {"items", "self"} == {"items", "self"}
    assert all(link["href"].startswith("https://map.example.gov.vn/gis/v1/ogc") for link in links)
    assert client.get("/ogc/collections/", **GATEWAY)["Location"] == "/gis/v1/ogc/collections"
    layer = client.get("/api/layers", **GATEWAY).json()["layers"][0]
    assert layer["tiles"].startswith("/gis/v1/ogc/") and layer["items"].startswith("/gis/v1/ogc/")


@pytest.mark.django_db
@pytest.mark.usefixtures("gateway")
def test_cookies_are_held_to_the_prefix(client: Client, settings: Any) -> None:
    plain = client.get("/?lang=en", **GATEWAY).cookies[settings.LANGUAGE_COOKIE_NAME]
    assert plain["path"] == "/gis/v1/"
    settings.CSRF_COOKIE_NAME = "__Host-dothi_csrf"
    page = client.get("/account/login/", **GATEWAY)
    written = {cookie.key: cookie["path"] for cookie in page.cookies.values()}
    assert written["__Secure-dothi_csrf"] == "/gis/v1/"
    assert "__Host-dothi_csrf" not in written
    secret = next(cookie.value for cookie in page.cookies.values() if cookie.key == "__Secure-dothi_csrf")
    form = {"login": "nobody", "password": "wrong", "csrfmiddlewaretoken": secret}
    strict = Client(enforce_csrf_checks=True)
    sent = {**GATEWAY, "HTTP_REFERER": "https://map.example.gov.vn/gis/v1/account/login/"}
    answered = strict.post("/account/login/", form, HTTP_COOKIE=f"__Secure-dothi_csrf={secret}", **sent)
    assert answered.status_code == 200, "the form is taken by the cookie's scoped name"
    refused = strict.post("/account/login/", form, HTTP_COOKIE=f"__Host-dothi_csrf={secret}", **sent)
    assert refused.status_code == 403
