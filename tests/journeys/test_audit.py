"""An auditor looks up who did what: on a desk and on a phone, in both languages, light and dark."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import expect

from layers.audit.actor import Actor, ActorKind, acting_as
from layers.audit.services import looked, record
from layers.catalog.services import describe_layer_anew
from layers.features.authority import OPERATOR
from layers.features.services import add_feature, change_feature, create_layer
from tests.conftest import served
from tests.journeys.browser import Screen
from tests.layers.audit.rows import events
from tests.web.audit import signed_in

Open = Callable[..., Screen]
OFFICE = "UBND phường Trấn Biên"
LAN = Actor(
    ActorKind.PERSON,
    12,
    "lan.nguyen · Nguyễn Thị Lan",
    OFFICE,
    "session",
    "10.20.3.14",
    "Hồ sơ 000.23.041 về cấp giấy phép xây dựng",
)
WATER = Actor(ActorKind.SERVICE, 31, "cap-nuoc-dong-nai", "Công ty Cấp nước", "key", "203.162.4.190")
SQUARE = {"type": "Polygon", "coordinates": [[[106.82, 10.95], [106.821, 10.95], [106.821, 10.951], [106.82, 10.95]]]}


@pytest.fixture
def site(own_database: str, describe: Callable[..., object]) -> Iterator[str]:
    """A served log of a working day."""
    with acting_as(Actor(ActorKind.PUBLIC, address="171.250.162.8")):
        record("account.refused", subject="admin", details={"reason": "password"})
    with acting_as(LAN):
        record("account.signed_in", details={"second_factor": "totp"})
        create_layer(describe("thua_dat", fields={"chu_su_dung": "text", "to_ban_do": "integer"}))
        written = add_feature("thua_dat", {"chu_su_dung": "a", "to_ban_do": 12}, SQUARE, by=OPERATOR)
        change_feature("thua_dat", written.id, {"to_ban_do": 13}, by=OPERATOR)
        looked("thua_dat", [written.id, 45, 46], ["chu_su_dung"])
        describe_layer_anew("thua_dat", attribution="Sở Nông nghiệp và Môi trường")
        record("access.granted", subject="hung.tran", details={"role": "planner", "areas": ["26041"]})
    with acting_as(WATER):
        record("layer.exported", layer="thua_dat", ids=range(1, 48_201), details={"format": "geojson"})
    with served(own_database) as address:
        yield address


@pytest.fixture
def open_as_auditor(site: str, screen: Open) -> Callable[..., Screen]:
    cookie = signed_in("mai.tran", "auditor").cookies[settings.SESSION_COOKIE_NAME].value

    def opened(path: str, **more: object) -> Screen:
        shown = screen(f"{site}/ogc/conformance", **more)
        shown.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
        shown.complaints.clear()
        shown.page.goto(f"{site}{path}")
        return shown

    return opened


@pytest.mark.parametrize(
    ("size", "scheme", "language"),
    [
        ("desk", "light", "vi"),
        ("desk", "dark", "en"),
        ("phone", "light", "vi"),
        ("phone", "dark", "vi"),
        ("phone", "light", "en"),
        ("narrow", "light", "vi"),
    ],
)
def test_the_log_of_a_day(open_as_auditor: Callable[..., Screen], size: str, scheme: str, language: str) -> None:
    opened = open_as_auditor(f"/audit?lang={language}", size=size, scheme=scheme)
    page = opened.page
    expect(page.get_by_text("lan.nguyen").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing hangs over the edge"
    opened.shoot(f"audit-{size}-{scheme}-{language}")
    row = page.locator("details", has=page.get_by_text("Sửa lớp" if language == "vi" else "Layer changed")).first
    row.locator("summary").click()
    expect(row.get_by_text("attribution")).to_be_visible()
    row.scroll_into_view_if_needed()
    opened.shoot(f"audit-open-{size}-{scheme}-{language}")
    assert opened.complaints == []


def test_searching_paging_and_exporting(open_as_auditor: Callable[..., Screen], tmp_path: object) -> None:
    for number in range(60):
        record("job.requested", subject=f"việc {number}", actor=LAN)
    opened = open_as_auditor("/audit")
    page = opened.page
    page.get_by_label("Ai", exact=True).fill("cap-nuoc")
    page.get_by_label("Việc", exact=True).select_option("layer.exported")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator(".dt-audit-list li")).to_have_count(1)
    expect(page.get_by_text("48.200 đối tượng")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Xuất CSV").click()
    assert "cap-nuoc-dong-nai" in download.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("link", name="Xóa điều kiện").click()
    expect(page.locator(".dt-audit-list li")).to_have_count(50)
    page.get_by_role("link", name="Sự kiện cũ hơn").click()
    expect(page.get_by_text("Đăng nhập bị từ chối").last).to_be_visible()
    opened.shoot("audit-older")
    page.goto(page.url.partition("?")[0] + "?feature=abc")
    expect(page.get_by_role("alert")).to_be_visible()
    opened.shoot("audit-refused")
    page.goto(page.url.partition("?")[0] + "?person=khong-co-ai")
    expect(page.get_by_text("Không có sự kiện nào như vậy.")).to_be_visible()
    opened.shoot("audit-nothing")
    assert events("details ->> 'format'", "action = 'audit.exported' AND actor_name LIKE 'mai.tran%%'") == ["csv"]


def test_whoever_may_not_read_it_sees_the_page_of_a_wrong_address(site: str, screen: Open) -> None:
    opened = screen(f"{site}/audit")
    expect(opened.page.get_by_text("Không có trang nào ở địa chỉ này")).to_be_visible()
