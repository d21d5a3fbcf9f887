"""Behind nginx at another host under /gis/v1: whoever follows links stays there, by whatever header it says so."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import requests

from gis.errors import DothiError
from tests import databases
from tests.conftest import served
from tests.gateway import HOST, PREFIX, RFC_PREFIX, Gateway, nginx
from tests.journeys.browser import Screen
from tests.ogc_api.client import Api, ids_of, link_of

DOCUMENTS = (
    "/", "/conformance", "/openapi", "/collections", "/collections/parcels", "/collections/parcels/items?limit=2",
    "/collections/parcels/items/1", "/collections/parcels/tiles", "/collections/parcels/tiles/WebMercatorQuad",
    "/tileMatrixSets", "/tileMatrixSets/WebMercatorQuad", "/processes", "/processes/parcel-zoning", "/nothing",
)  # fmt: skip
ASKED_BY_POST = ("/execution", "/logout/")


@pytest.fixture(scope="module")
def gateway(demo_database: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo behind nginx; yields the gateway's address."""
    try:
        program = nginx()
    except DothiError as error:
        pytest.skip(f"nginx is neither installed nor to be had from the system's packages: {error}")
    with django_db_blocker.unblock():
        url = databases.url_of(demo_database)
    trusted = {"DOTHI_TRUSTED_PROXIES": "1", "DOTHI_ALLOWED_HOSTS": f"{HOST},127.0.0.1"}
    with served(url, **trusted) as upstream, Gateway(program, upstream, tmp_path_factory.mktemp("nginx")) as address:
        yield address


class _Addresses(HTMLParser):
    """Every address that a page names, and those in the configuration of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)
        self.found += re.findall(r'"(/[^"]*)"', " ".join(re.findall(r'type="application/json">(.*?)</script', page)))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attributes if name in ("href", "src", "action") and value]


def addresses_in(answer: requests.Response) -> set[str]:
    """Absolute addresses that an answer leads to; templates with 0 in their places."""
    is_json = "json" in answer.headers["Content-Type"]
    found = list(_hrefs(answer.json())) if is_json else _Addresses(answer.text).found
    whole = (urljoin(answer.url, re.sub(r"\{\w+\}", "0", one)) for one in found if not one.startswith("#"))
    return {one.partition("#")[0] for one in whole if one.startswith("http") and not one.endswith(ASKED_BY_POST)}


def _hrefs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str) and (key in ("href", "items") or (key == "url" and "variables" not in value)):
                yield item
            elif key == "tiles":
                yield from [item] if isinstance(item, str) else item
            elif key not in ("license", "externalDocs"):
                yield from _hrefs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _hrefs(item)


def kind_of(address: str) -> str:
    """What addresses of one kind have in common, so that one of each is asked."""
    parts = urlsplit(address)
    path = re.sub(r"/collections/[^/]+", "/collections/{}", re.sub(r"\d+", "0", parts.path))
    return path + "?" + ",".join(sorted(part.partition("=")[0] for part in parts.query.split("&")))


@pytest.mark.parametrize("prefix", [PREFIX, RFC_PREFIX])
def test_every_link_stays_below_the_prefix(gateway: str, prefix: str) -> None:
    root = gateway + prefix
    pages = [f"{root}{path}" for path in ("/", "/account/login/", "/api/layers")]
    queue = [
        *pages,
        *(f"{root}/ogc{path}{'&' if '?' in path else '?'}f={f}" for path in DOCUMENTS for f in ("json", "html")),
    ]
    queue.append(f"{root}/ogc/collections/parcels/tiles/WebMercatorQuad?f=tilejson")
    first, asked = set(queue), {kind_of(one) for one in queue}
    with requests.Session() as session:
        while queue:
            address = queue.pop()
            answer = session.get(address, timeout=60)
            assert answer.status_code < 400 or "/nothing" in address, f"{address} {answer.status_code}"
            assert answer.url.startswith(root), f"{address} led to {answer.url}"
            if address not in first:
                continue
            for leads_to in addresses_in(answer):
                if urlsplit(leads_to).hostname in (HOST, "127.0.0.1", "localhost"):
                    assert leads_to.startswith(root + "/"), f"{address} names {leads_to}"
                    if kind_of(leads_to) not in asked:
                        asked.add(kind_of(leads_to))
                        queue.append(leads_to)
    assert len(asked) > len(first), "links were found and followed"


def test_the_definition_names_the_gateway(gateway: str) -> None:
    with Api(f"{gateway}{PREFIX}/ogc") as api:
        assert api.json("/openapi", f="json")["servers"] == [{"url": f"{gateway}{PREFIX}/ogc"}]


@pytest.mark.parametrize("prefix", [PREFIX, RFC_PREFIX])
def test_what_a_client_invents_goes_for_nothing(gateway: str, prefix: str) -> None:
    """The gateway writes or drops every header that is believed, whatever its underscores look like."""
    invented = {
        "X-Forwarded-Host": "127.0.0.1", "X_Forwarded_Host": "127.0.0.1", "X-Forwarded-Prefix": "/evil",
        "X-Forwarded-Proto": "https", "Forwarded": "host=127.0.0.1;proto=https",
    }  # fmt: skip
    answer = requests.get(f"{gateway}{prefix}/ogc/openapi?f=json", headers=invented, timeout=60)
    assert answer.json()["servers"] == [{"url": f"{gateway}{prefix}/ogc"}]


def test_paging_through_it_reads_every_feature_once(gateway: str) -> None:
    with Api(f"{gateway}{PREFIX}/ogc") as api:
        seen = [number for page in api.pages("/collections/communes/items", limit=3) for number in ids_of(page)]
        assert len(seen) == len(set(seen)) == api.json("/collections/communes/items")["numberMatched"] > 3
        following = link_of(api.json("/collections/communes/items", limit=3), "next")
        assert following and following["href"].startswith(f"{gateway}{PREFIX}/ogc/collections/communes/items?")


def test_tiles_of_tilejson_are_there(gateway: str) -> None:
    with Api(f"{gateway}{PREFIX}/ogc") as api:
        tiles = api.json("/collections/communes/tiles/WebMercatorQuad", f="tilejson")["tiles"][0]
        assert tiles.startswith(f"{gateway}{PREFIX}/")
        assert api.ask(tiles.format(z=0, y=0, x=0)).status_code == 200


def test_redirects_lead_back_to_it(gateway: str) -> None:
    for path, leads_to in (
        ("/ogc/collections/", "/ogc/collections"),
        ("/import", "/account/login/?next=/gis/v1/import"),
    ):
        answer = requests.get(f"{gateway}{PREFIX}{path}", allow_redirects=False, timeout=60)
        assert answer.headers["Location"] == PREFIX + leads_to


def test_the_map_opens_through_it(gateway: str, screen: Callable[..., Screen]) -> None:
    opened = screen(f"{gateway}{PREFIX}/")
    opened.wait_for_map()
    fetched: list[str] = []
    opened.page.on("request", lambda request: fetched.append(request.url))
    opened.page.reload()
    opened.wait_for_map()
    assert [one for one in fetched if one.startswith("http") and not one.startswith(f"{gateway}{PREFIX}/")] == []
    assert any("/tiles/WebMercatorQuad/" in one for one in fetched)
    assert opened.complaints == []
