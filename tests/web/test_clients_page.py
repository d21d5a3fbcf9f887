"""Keys and applications: who sees the page, and what can be done on it."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from layers.access.queries import forget as forget_rights
from layers.access.services import ensure_organisation, grant_membership
from layers.api_clients.models import ApiClient, Credential
from layers.api_clients.queries import authenticate, forget
from layers.api_clients.services import create_client, make_key
from layers.api_clients.tokens import Kind
from tests.pages import lasting

pytestmark = pytest.mark.django_db
MADE = re.compile(r"dothi_(?:key|secret)_[0-9A-Za-z]{46}")


@pytest.fixture(autouse=True)
def _two_departments() -> None:
    forget()
    forget_rights()
    ensure_organisation("tnmt", "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment")
    ensure_organisation("ubnd", "UBND phường", "Ward People's Committee")
    for code, owner in (("so", "tnmt"), ("phuong", "ubnd")):
        create_client(f"Ứng dụng {code}", owner, role="viewer", scopes=["see"], contact="Lan", purpose="Thử", code=code)


def signed_in(role: str = "", organisation: str = "tnmt") -> Client:
    browser = Client()
    user = get_user_model().objects.create_user(f"u{get_user_model().objects.count()}")
    if role:
        grant_membership(user.username, organisation, role)
    browser.force_login(user)
    session = browser.session
    session["dothi_second_factor"] = user.pk  # as one who has shown it
    session.save()
    return browser


@pytest.fixture
def administrator() -> Client:
    return signed_in("administrator")


def seen(browser: Client) -> list[str]:
    return [one["code"] for one in browser.get("/api/clients").json()["clients"]]


def test_who_sees_which(administrator: Client) -> None:
    assert seen(administrator) == ["so", "phuong"]
    manager = signed_in("data_manager", "ubnd")
    assert seen(manager) == ["phuong"]
    page = manager.get("/account/clients").content.decode()
    assert "Ứng dụng phuong" in page and "Ứng dụng so" not in page and "dt-form" not in page
    assert manager.get("/account/clients/phuong").status_code == 200
    nowhere, hidden = manager.get("/account/clients/none?lang=en"), manager.get("/account/clients/so?lang=en")
    assert hidden.status_code == nowhere.status_code == 404
    assert lasting(hidden.content).replace("/so", "/none").replace(" so", " none") == lasting(nowhere.content)


PATHS = ["/account/clients", "/account/clients/so", "/api/clients", "/api/clients/so"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", [None, "", "viewer", "planner", "auditor", "field_staff"])
def test_for_everybody_else_there_is_no_such_page(path: str, role: str | None) -> None:
    browser = Client() if role is None else signed_in(role)
    page, nothing = browser.get(path), browser.get(path.replace("clients", "nothing"))
    assert page.status_code == nothing.status_code == 404
    assert lasting(page.content).replace("clients", "nothing") == lasting(nothing.content)


POSTS = [
    "/account/clients",
    "/account/clients/phuong/keys",
    "/account/clients/phuong/limits",
    "/account/clients/phuong/end",
]


@pytest.mark.parametrize("path", POSTS)
def test_a_data_manager_gives_nothing(path: str) -> None:
    manager = signed_in("data_manager", "ubnd")
    assert manager.post(path, {"scopes": "see", "days": 1}).status_code == 404
    assert not Credential.objects.exists()


def test_a_data_manager_revokes_what_leaked_in_their_own_organisation_only() -> None:
    own, others = make_key("phuong"), make_key("so")
    of = {row.client.code: row.pk for row in Credential.objects.select_related("client")}
    manager = signed_in("data_manager", "ubnd")
    assert manager.post(f"/account/clients/so/keys/{of['so']}/revoke").status_code == 404
    assert manager.post(f"/account/clients/phuong/keys/{of['so']}/revoke").status_code == 404
    assert manager.post(f"/account/clients/phuong/keys/{of['phuong']}/revoke").status_code == 302
    forget()
    assert authenticate(others)
    with pytest.raises(Exception, match="E-CLIENT-01"):
        authenticate(own)


def test_from_nothing_to_a_key(administrator: Client) -> None:
    form = {
        "name": "Cổng thông tin", "organisation": "tnmt", "role": "viewer", "contact": "Minh", "purpose": "Tra cứu",
        "areas": "26041", "scopes": ["see", "export"],
    }  # fmt: skip
    made = administrator.post("/account/clients", form)
    assert (made.status_code, made["Location"]) == (302, "/account/clients/cong-thong-tin")
    assert ApiClient.objects.get(code="cong-thong-tin").created_by is not None
    page = administrator.post(
        "/account/clients/cong-thong-tin/keys", {"name": "máy chủ", "kind": "key", "scopes": "see", "days": 30}
    )
    key = MADE.search(page.content.decode())
    assert key is not None and page["Cache-Control"] == "private, no-store"
    assert {str(scope) for scope in authenticate(key[0]).scopes} == {"see"}
    again = administrator.get("/account/clients/cong-thong-tin").content.decode()
    assert MADE.search(again) is None and "máy chủ" in again
    secret = administrator.post("/account/clients/cong-thong-tin/keys", {"kind": "secret", "scopes": "see", "days": 30})
    assert "dothi_secret_" in secret.content.decode()
    assert Credential.objects.filter(kind=Kind.SECRET).count() == 1


WRONG: list[tuple[str, dict[str, Any], int, str]] = [
    ("/account/clients", {"name": ""}, 409, "E-CLIENT-08"),
    ("/account/clients", {"organisation": "none"}, 409, "E-ACCESS-05"),
    ("/account/clients", {"role": ""}, 409, "E-ACCESS-06"),
    ("/account/clients", {"scopes": []}, 409, "E-CLIENT-09"),
    ("/account/clients", {"areas": "26041, 1"}, 409, "E-ACCESS-03"),
    ("/account/clients/so/keys", {"scopes": "edit", "days": 5}, 409, "E-CLIENT-05"),
    ("/account/clients/so/keys", {"scopes": "see", "days": "0"}, 409, "E-CLIENT-06"),
    ("/account/clients/so/keys", {"scopes": "see", "days": "9999"}, 409, "E-CLIENT-06"),
    ("/account/clients/so/keys", {"scopes": "see", "days": "ten"}, 400, "E-CLIENT-13"),
    ("/account/clients/so/keys", {"days": "5"}, 409, "E-CLIENT-09"),
    ("/account/clients/so/limits", {"minute": "-1"}, 400, "E-CLIENT-13"),
    ("/account/clients/so/limits", {"minute": "9999999999"}, 400, "E-CLIENT-13"),
]


@pytest.mark.parametrize(("path", "wrong", "status", "code"), WRONG, ids=[f"{one[0][16:]} {one[1]}" for one in WRONG])
def test_what_a_form_refuses_it_says_and_keeps(
    administrator: Client, path: str, wrong: dict[str, Any], status: int, code: str
) -> None:
    whole = {
        "name": "<b>Tên</b>",
        "organisation": "tnmt",
        "role": "viewer",
        "contact": "M",
        "purpose": "T",
        "scopes": ["see"],
    }
    answer = administrator.post(path, (whole if path.endswith("clients") else {}) | wrong)
    page = answer.content.decode()
    assert (answer.status_code, code in page) == (status, True)
    assert "<b>Tên</b>" not in page
    assert ApiClient.objects.count() == 2 and not Credential.objects.exists()


def test_limits_and_the_end(administrator: Client) -> None:
    key = make_key("so")
    administrator.post("/account/clients/so/limits", {"minute": "5", "day": ""})
    assert ApiClient.objects.filter(code="so", limit_minute=5, quota_day=None).exists()
    assert administrator.post("/account/clients/so/end")["Location"] == "/account/clients"
    assert seen(administrator) == ["phuong"]
    assert [one["code"] for one in administrator.get("/api/clients?ended=true").json()["clients"]] == ["so", "phuong"]
    page = administrator.get("/account/clients/so").content.decode()
    assert "dt-form" not in page
    forget()
    with pytest.raises(Exception, match="E-CLIENT-01"):
        authenticate(key)


def test_the_api_says_no_key(administrator: Client) -> None:
    key = make_key("so", name="máy chủ")
    document = administrator.get("/api/clients/so").json()
    assert document["keys"][0]["hint"] == key[:14] + "…"
    assert document["usage"] == []
    assert key[14:] not in str(document)
