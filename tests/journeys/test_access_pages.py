"""Pages of rights in a real browser: nothing runs over, nothing complains, a role is given and lent by clicks."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shapely
from django.contrib.auth import get_user_model

from layers.access.queries import forget
from layers.access.services import add_withheld, ensure_organisation, grant_membership
from tests.conftest import served
from tests.journeys.browser import Screen
from tests.signing_in import session_of, signed_in_client

LONG = "Ủy ban nhân dân phường Trấn Biên, thành phố Đồng Nai (Trung tâm Phục vụ hành chính công)"
PAGES = {
    "people": "/account/access",
    "organisations": "/account/access/organisations",
    "roles": "/account/access/roles",
    "role": "/account/access/roles/planner",
    "withheld": "/account/access/withheld",
    "powers": "/account/access/powers",
    "rights": "/account/rights",
}


@pytest.fixture
def office(own_database: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The product served, with people in it; yields its address and a session by user name."""
    forget()
    ensure_organisation("ubnd", LONG, "People's Committee of Trấn Biên ward, city of Đồng Nai")
    ensure_organisation("so-xd", "Sở Xây dựng", "Department of Construction")
    people = {
        "boss": "Nguyễn Thị Minh Khai",
        "second": "Trần Văn Bình",
        "lan": "Phan Nguyễn Hoàng Lan",
        "minh": "Lê Minh",
    }
    for name, full in people.items():
        first, _, last = full.partition(" ")
        get_user_model().objects.create_user(name, first_name=first, last_name=last)
    for name in ("boss", "second"):
        grant_membership(name, "so-xd", "administrator", reason="QĐ 1/QĐ-SXD")
    grant_membership("lan", "ubnd", "licensing_officer", areas=["26041", "26068", "26017"], reason="QĐ 7/QĐ-UBND")
    grant_membership("minh", "ubnd", "asset_manager", areas=["75"])
    add_withheld(
        "khu-a", "Doanh trại khu A", shapely.box(106.82, 10.94, 106.83, 10.95), ["*"], legal_basis="QĐ 3/QĐ-BQP"
    )
    sessions = {}
    for name in people:
        sessions[name] = session_of(signed_in_client(name))
    with served(own_database) as address:
        yield address, sessions
    forget()


def opened(
    screen: Callable[..., Screen], site: tuple[str, dict[str, str]], name: str, page: str, **options: Any
) -> Screen:
    address, sessions = site
    return screen(f"{address}{page}", session=sessions[name], **options)


def test_every_page_fits(screen: Callable[..., Screen], office) -> None:
    for name, page in PAGES.items():
        for size, scheme, language in (
            ("desk", "light", "vi"),
            ("desk", "dark", "en"),
            ("phone", "dark", "vi"),
            ("phone", "light", "en"),
        ):
            shown = opened(screen, office, "boss", f"{page}?lang={language}", size=size, scheme=scheme)
            shown.page.wait_for_selector("h1")
            shown.shoot(f"access-{name}-{size}-{scheme}-{language}")
            too_wide = shown.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert too_wide <= 0, (name, size, language)
            assert shown.complaints == [], name


def test_a_role_is_given_and_lent_by_clicks(screen: Callable[..., Screen], office) -> None:
    shown = opened(screen, office, "boss", "/account/access?lang=en", size="desk")
    page = shown.page
    page.get_by_text("Give somebody a role").click()
    form = page.locator(".dt-access-give form")
    form.locator("[name=user]").fill("minh")
    form.locator("[name=organisation]").select_option("so-xd")
    form.locator("[name=role]").select_option("planner")
    form.locator("[name=reason]").fill("QĐ 20")
    shown.shoot("access-give")
    page.get_by_role("button", name="Give the role").click()
    page.wait_for_selector("[role=status]")
    shown.shoot("access-given")
    page.locator(".dt-access-more > summary").first.click()
    shown.shoot("access-change")
    lan = opened(screen, office, "lan", "/account/rights?lang=vi", size="phone")
    for taker, answer, picture in (("lan", "alert", "access-refused"), ("minh", "status", "access-lent")):
        form = lan.page.locator("form:has([value=delegate])")
        if not form.is_visible():
            lan.page.get_by_text("Ủy quyền cho người khác").click()
        form.locator("[name=to]").fill(taker)
        form.locator("[name=last]").fill("2099-01-31")
        form.locator("[name=reason]").fill("nghỉ phép năm")
        lan.shoot("access-lend")
        form.get_by_role("button").click()
        lan.page.wait_for_selector(f"[role={answer}]")
        lan.shoot(picture)
    assert "lan → minh" in lan.page.content()
