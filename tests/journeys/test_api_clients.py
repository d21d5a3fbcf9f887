"""Programs over HTTP against the real server with two worker processes: limits together, revoking, GDAL, OAuth2."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import requests
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from layers.access.services import end_organisation, ensure_organisation, grant_membership
from layers.api_clients.models import Count
from layers.api_clients.queries import get_client, usage_of
from layers.api_clients.services import create_client, limit_client, make_key, revoke
from layers.api_clients.tokens import Kind
from layers.features.authority import OPERATOR
from layers.features.services import add_feature, create_layer
from tests.conftest import served
from tests.journeys.browser import Screen

WITHIN = 2.5
"""Seconds after which what was taken away must be away in every worker: two, and a little for asking."""


@pytest.fixture
def department(own_database: str) -> str:
    ensure_organisation("tnmt", "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment")
    return create_client(
        "Bản đồ", "tnmt", role="viewer", scopes=["see", "export"], contact="Lan", purpose="Thử", code="ban-do"
    )


@pytest.fixture
def site(own_database: str, department: str) -> Iterator[str]:
    with served(own_database, workers=2) as address:
        yield address


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def status_with(site: str, key: str) -> int:
    """On a connection of its own, so that either worker may answer."""
    return requests.get(
        f"{site}/api/clients/me", headers={**bearer(key), "Connection": "close"}, timeout=10
    ).status_code


def wait_for_room_in_the_minute(seconds: int) -> None:
    if 60 - time.time() % 60 < seconds:
        time.sleep(60 - time.time() % 60 + 0.5)


@pytest.fixture
def two_sites(own_database: str, department: str) -> Iterator[list[str]]:
    """Two servers over one database, so that it is known which process answers."""
    with served(own_database) as one, served(own_database) as other:
        yield [one, other]


@pytest.mark.parametrize(
    ("limit", "share"),
    [
        pytest.param(60, 2, marks=pytest.mark.long),
        (400, 2),
        pytest.param(1500, 2, marks=pytest.mark.long),
        (400, 10),
    ],
)
def test_two_processes_keep_a_limit_to_five_percent(
    two_sites: list[str], department: str, limit: int, share: int
) -> None:
    """Asked by eight at once, twice as much as is allowed; every `share`th request goes to the second server."""
    limit_client(department, minute=limit, day=0)
    key = make_key(department)
    wait_for_room_in_the_minute(40)
    began = time.time() // 60

    def ask(_: int) -> int:
        with requests.Session() as session:
            found = Counter(
                session.get(f"{two_sites[n % share == 0]}/api/clients/me", headers=bearer(key), timeout=30).status_code
                for n in range(limit * 2 // 8)
            )
        assert set(found) <= {200, 429}
        return found[200]

    with ThreadPoolExecutor(8) as pool:
        passed = sum(pool.map(ask, range(8)))
    assert time.time() // 60 == began, "the machine was too slow for one window"
    assert limit * 0.95 <= passed <= limit * 1.05
    time.sleep(2.2)  # a second until the counts are told
    assert Count.objects.filter(subject__startswith="c:", seconds=60).values("worker").distinct().count() == 2
    (day,) = usage_of(department)
    assert (day.allowed, day.allowed + day.refused) == (passed, limit * 2 // 8 * 8)


def test_what_is_revoked_is_dead_in_every_process(site: str, department: str) -> None:
    keys = [make_key(department) for _ in range(2)]
    assert {status_with(site, key) for key in keys for _ in range(6)} == {200}
    revoke(department, next(key.id for key in get_client(department).credentials if key.hint[:-1] == keys[0][:14]))
    time.sleep(WITHIN)
    assert {status_with(site, keys[0]) for _ in range(8)} == {401}
    assert {status_with(site, keys[1]) for _ in range(8)} == {200}
    end_organisation("tnmt")
    time.sleep(WITHIN)
    assert {status_with(site, keys[1]) for _ in range(8)} == {401}


def test_when_a_key_was_last_used(site: str, department: str) -> None:
    key = make_key(department)
    assert get_client(department).last_used_at is None
    assert status_with(site, key) == 200
    time.sleep(2.2)
    facts = get_client(department)
    assert facts.last_used_at == facts.credentials[0].last_used_at is not None
    assert facts.credentials[0].last_used_from == "127.0.0.1"


@pytest.fixture
def shared_layer(own_database: str, describe: Any) -> str:
    create_layer(describe("pumps", kind="point", epsg=5899, access="shared"))
    add_feature("pumps", {"name": "Trạm bơm"}, {"type": "Point", "coordinates": [106.83, 10.94]}, by=OPERATOR)
    return "pumps"


def test_gdal_reads_what_the_department_may_see(shared_layer: str, site: str, department: str, tmp_path: Path) -> None:
    """The OAPIF driver, as QGIS uses it. (It sets headers of its own, so GDAL_HTTP_HEADERS doesn't reach us.)"""
    where, key = f"OAPIF:{site}/ogc", make_key(department)
    assert "pumps" not in _layers_of(where)
    file = tmp_path / "key.txt"
    file.write_text(f"X-API-Key: {key}\n")
    for options in ({"GDAL_HTTP_AUTH": "BEARER", "GDAL_HTTP_BEARER": key}, {"GDAL_HTTP_HEADER_FILE": str(file)}):
        with gdal_options(options):
            assert "pumps" in _layers_of(where)
            assert list(pyogrio.read_dataframe(where, layer="pumps")["name"]) == ["Trạm bơm"]
    with gdal_options({"GDAL_HTTP_AUTH": "BEARER", "GDAL_HTTP_BEARER": "wrong"}):
        assert _layers_of(where) == set()
        with pytest.raises(pyogrio.errors.DataSourceError):
            pyogrio.read_dataframe(where, layer="pumps")


@contextmanager
def gdal_options(options: dict[str, str]) -> Iterator[None]:
    pyogrio.set_gdal_config_options(options)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(dict.fromkeys(options))


def _layers_of(where: str) -> set[str]:
    try:
        return {str(name) for name, _ in pyogrio.list_layers(where)}
    except pyogrio.errors.DataSourceError:
        return set()  # GDAL takes no list for a failure, and a failure for no list


def test_a_token_by_oauth2_sees_as_far_as_its_scope(shared_layer: str, site: str, department: str) -> None:
    where = requests.get(f"{site}/.well-known/oauth-authorization-server", timeout=10).json()
    secret = make_key(department, kind=Kind.SECRET)
    items = f"{site}/ogc/collections/pumps/items?f=json"

    def token(scope: str) -> str:
        answer = requests.post(
            where["token_endpoint"], auth=(department, secret), timeout=10,
            data={"grant_type": "client_credentials", "scope": scope},
        )  # fmt: skip
        assert answer.status_code == 200
        return str(answer.json()["access_token"])

    assert requests.get(items, timeout=10).status_code == 404
    seeing, exporting = token("see"), token("export")
    assert requests.get(items, headers=bearer(seeing), timeout=10).json()["numberMatched"] == 1
    assert (
        requests.get(items, headers=bearer(exporting), timeout=10).status_code == 404
    )  # the account sees, the token not
    gone = requests.post(where["revocation_endpoint"], auth=(department, secret), data={"token": seeing}, timeout=10)
    assert gone.status_code == 200
    time.sleep(WITHIN)
    assert {requests.get(items, headers=bearer(seeing), timeout=10).status_code for _ in range(6)} == {401}


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_a_key_made_on_the_page_opens_what_it_should(
    shared_layer: str, site: str, department: str, screen: Callable[..., Screen], size: str, scheme: str
) -> None:
    """In the browser: make a key, copy it, use it, revoke it."""
    page = screen("about:blank", size=size, scheme=scheme).page
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session_of_an_administrator(), "url": site}]
    )
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/account/clients?lang=vi")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    page.get_by_role("link", name="Bản đồ", exact=True).last.click()
    page.get_by_label("Tên", exact=False).first.fill("máy chủ")
    page.get_by_role("button", name="Tạo khóa").click()
    page.get_by_role("button", name="Sao chép").click()
    page.get_by_role("button", name="Đã sao chép").wait_for()
    key = str(page.evaluate("navigator.clipboard.readText()"))
    items = f"{site}/ogc/collections/pumps/items?f=json"
    assert requests.get(items, headers=bearer(key), timeout=10).status_code == 200
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    page.get_by_role("button", name="Thu hồi").click()
    page.get_by_text("Đã thu hồi").wait_for()
    assert key not in page.content()
    time.sleep(WITHIN)
    assert requests.get(items, headers=bearer(key), timeout=10).status_code == 401


def session_of_an_administrator() -> str:
    """The cookie of somebody who has signed in with a second factor."""
    browser = Client()
    user = get_user_model().objects.create_user("quantri")
    grant_membership("quantri", "tnmt", "administrator")
    browser.force_login(user)
    session = browser.session
    session["dothi_second_factor"] = user.pk
    session.save()
    return str(session.session_key)
