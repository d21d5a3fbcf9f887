"""Finding: one box, from a few typed letters to the card; with the keyboard alone, on a phone, and when it goes wrong."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.answers import LONG_NAME, coordinate, named, parcel, search_answers, search_fails, zoning_answers
from tests.journeys.browser import Screen

Open = Callable[..., Screen]


@pytest.fixture(scope="module")
def known(demo_site: str) -> dict[str, Any]:
    """One parcel of the demo."""
    with urlopen(f"{demo_site}/ogc/collections/parcels/items?limit=1&f=json") as answer:
        feature: dict[str, Any] = json.load(answer)["features"][0]
    return feature


def _opened(screen: Open, url: str, prepare: Callable[[Page], None], **how: str) -> Screen:
    """A page whose answers were prepared before it was opened."""
    opened = screen("about:blank", **how)
    prepare(opened.page)
    opened.page.goto(url)
    opened.wait_for_map()
    return opened


def _type(page: Page, text: str) -> None:
    box = page.get_by_role("combobox")
    box.click()
    box.press_sequentially(text, delay=10)


def _nothing_sticks_out(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


CITIZENS = [("desk", "light", "vi"), ("desk", "dark", "en"), ("phone", "light", "en"), ("phone", "dark", "vi")]


@pytest.mark.parametrize(("size", "scheme", "language"), CITIZENS)
def test_from_a_certificate_to_what_is_planned(
    demo_site: str, screen: Open, known: dict[str, Any], size: str, scheme: str, language: str
) -> None:
    """The numbers as they stand on a land certificate, typed without accents."""
    sheet, number = known["properties"]["so_to"], known["properties"]["so_thua"]
    opened = _opened(screen, f"{demo_site}/?lang={language}", lambda page: None, size=size, scheme=scheme)
    page = opened.page
    _type(page, f"to {sheet} thua {number}")
    found = page.get_by_role("option").first
    expect(found).to_contain_text("m²")
    opened.shoot(f"citizen-found-{size}-{scheme}-{language}")
    found.click()
    heading = f"Tờ {sheet}, thửa {number}" if language == "vi" else f"Sheet {sheet}, parcel {number}"
    expect(page.locator("#panel h2")).to_have_text(heading)
    expect(page.locator("#panel .dt-zones li").first).to_contain_text("m²")
    expect(page.locator("#panel .dt-plan-basis").first).to_contain_text("QĐ-UBND")
    expect(page).to_have_url(re.compile(r"&at=parcels/\d+$"))
    opened.wait_for_map()
    assert opened.complaints == []
    assert _nothing_sticks_out(page)
    opened.shoot(f"citizen-card-{size}-{scheme}-{language}")


def test_typed_coordinates_are_marked(demo_site: str, screen: Open, known: dict[str, Any]) -> None:
    longitude, latitude = known["geometry"]["coordinates"][0][0][0][:2]
    opened = _opened(screen, demo_site, lambda page: None)
    _type(opened.page, f"{latitude:.6f}, {longitude:.6f}")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator(".dt-pin")).to_be_visible()
    expect(opened.page).to_have_url(re.compile(f"&pin={latitude:.6f}/"))
    opened.wait_for_map()
    opened.shoot("typed-coordinates")


SEVERAL = [
    parcel(1, "Phường Bửu Long", "98,4"),
    parcel(2, "Phường Quang Vinh", "101,2"),
    parcel(3, "Phường Tân Phong", "1.204,9"),
]


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_a_number_of_several_parcels(demo_site: str, screen: Open, size: str, scheme: str) -> None:
    opened = _opened(screen, demo_site, lambda page: search_answers(page, *SEVERAL), size=size, scheme=scheme)
    _type(opened.page, "tờ 1 thửa 45")
    options = opened.page.get_by_role("option")
    expect(options).to_have_count(3)
    expect(options.nth(1)).to_contain_text("Phường Quang Vinh (cũ) · 101,2 m²")
    expect(opened.page.locator(".dt-thumbnail path")).to_have_count(3)
    opened.shoot(f"several-parcels-{size}-{scheme}")
    options.nth(1).click()
    expect(opened.page).to_have_url(re.compile("&at=parcels/2$"))
    expect(options).to_have_count(0)


def test_with_the_keyboard_alone(demo_site: str, screen: Open) -> None:
    opened = _opened(screen, demo_site, lambda page: search_answers(page, *SEVERAL))
    page = opened.page
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type("1/45")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.press("ArrowUp")
    active = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(active).to_have_attribute("aria-selected", "true")
    expect(active).to_contain_text("Phường Tân Phong")
    page.keyboard.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    expect(page).to_have_url(re.compile("&at=parcels/1$"))


def test_a_late_answer_does_not_take_the_list_from_under_the_arrows(demo_site: str, screen: Open) -> None:
    """Enter on several that fit leaves the list for choosing: nothing is asked again that could redraw it."""
    opened = _opened(screen, demo_site, lambda page: search_answers(page, *SEVERAL))
    page = opened.page
    _type(page, "1/45")
    expect(page.get_by_role("option")).to_have_count(3)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/search" in request.url else None)
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(400)  # longer than the pause after which typing asks
    expect(page.get_by_role("combobox")).to_have_attribute("aria-activedescendant", re.compile("."))
    assert asked == []


def test_what_was_found_before_is_offered_and_forgotten(demo_site: str, screen: Open) -> None:
    opened = _opened(screen, demo_site, lambda page: search_answers(page, SEVERAL[0]))
    page = opened.page
    _type(page, "1/45")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    page.get_by_role("button", name="Xóa ô tìm").click()
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_text("Đã tìm gần đây")).to_be_visible()
    page.get_by_role("button", name="Xóa các tìm kiếm gần đây").click()
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_text("Gõ số tờ và số thửa")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


def test_nearest_candidates_are_said_to_be_so(demo_site: str, screen: Open) -> None:
    message = ("Không có số 12/9999; đây là các số gần nhất.", "Hãy kiểm tra lại số.")
    opened = _opened(screen, demo_site, lambda page: search_answers(page, *SEVERAL[:2], message=message))
    _type(opened.page, "12/9999")
    expect(opened.page.locator(".dt-search-message")).to_have_text(" ".join(message))
    opened.shoot("nearest-candidates")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_coordinates_outside_the_city(demo_site: str, screen: Open, size: str) -> None:
    message = ("Điểm này (WGS 84) nằm ngoài phạm vi đô thị.", "Hãy kiểm tra lại số và hệ tọa độ.")
    far = coordinate(105.85, 21.03)
    opened = _opened(screen, demo_site, lambda page: search_answers(page, far, message=message), size=size)
    _type(opened.page, "21.03, 105.85")
    opened.page.keyboard.press("Enter")
    panel = opened.page.locator("#panel")
    expect(panel).to_contain_text("Điểm này (WGS 84) nằm ngoài phạm vi đô thị.")
    expect(opened.page.locator(".dt-pin")).to_be_visible()
    expect(panel).to_contain_text("Cũng ở vị trí này")
    opened.wait_for_map()
    opened.shoot(f"outside-{size}")
    again = screen(opened.page.url, size=size)
    again.wait_for_map()
    expect(again.page.locator(".dt-pin")).to_be_visible()


@pytest.mark.parametrize(
    ("size", "query", "words"), [("desk", "", "máy chủ không trả lời"), ("phone", "?lang=en", "did not answer")]
)
def test_a_search_that_fails(demo_site: str, screen: Open, size: str, query: str, words: str) -> None:
    opened = _opened(screen, f"{demo_site}/{query}", search_fails, size=size)
    _type(opened.page, "12/45")
    expect(opened.page.locator(".dt-search-said")).to_contain_text(words)
    opened.shoot(f"search-failed-{size}")
    opened.page.unroute("**/api/search?*")
    search_answers(opened.page, *SEVERAL)
    opened.page.locator(".dt-suggestions .dt-button").click()
    expect(opened.page.get_by_role("option")).to_have_count(3)


def test_without_a_connection(demo_site: str, screen: Open) -> None:
    opened = _opened(screen, demo_site, lambda page: None)
    opened.page.route("**/api/search?*", lambda route: route.abort())
    _type(opened.page, "12/45")
    expect(opened.page.locator(".dt-search-said")).to_contain_text("Không có kết nối mạng")


def test_nothing_found_and_far_too_much_typed(demo_site: str, screen: Open) -> None:
    opened = _opened(screen, demo_site, search_answers)
    _type(opened.page, "zzzz")
    expect(opened.page.locator(".dt-search-said")).to_contain_text("Không tìm thấy")
    opened.shoot("nothing-found")
    opened.page.get_by_role("combobox").fill("9" * 10_000)
    expect(opened.page.locator(".dt-search-said")).to_contain_text("quá dài")
    assert _nothing_sticks_out(opened.page)


def test_a_very_long_name_on_a_narrow_phone(demo_site: str, screen: Open) -> None:
    place = named(LONG_NAME, point=[106.838, 10.931])
    opened = _opened(screen, demo_site, lambda page: search_answers(page, place), size="narrow")
    _type(opened.page, "trung tâm")
    expect(opened.page.get_by_role("option")).to_contain_text(LONG_NAME)
    assert _nothing_sticks_out(opened.page)
    opened.shoot("long-name-found")
    opened.page.get_by_role("option").click()
    expect(opened.page.locator("#panel h2")).to_have_text(LONG_NAME)
    opened.wait_for_map()
    assert _nothing_sticks_out(opened.page)
    opened.shoot("long-name-chosen")


def test_plans_that_cannot_be_looked_up(demo_site: str, screen: Open, known: dict[str, Any]) -> None:
    opened = screen("about:blank")
    opened.page.route("**/parcel-zoning/execution", lambda route: route.fulfill(status=404, body=""))
    opened.page.goto(f"{demo_site}/#at=parcels/{known['id']}")
    panel = opened.page.locator("#panel")
    expect(panel).to_contain_text("Hiện chưa tra được quy hoạch của thửa đất này.")
    expect(panel.locator(".dt-figures")).to_contain_text("m²")
    opened.wait_for_map()
    opened.shoot("zoning-missing")


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("narrow", "dark")])
def test_zones_that_overlap_and_ground_without_a_plan(
    demo_site: str, screen: Open, known: dict[str, Any], size: str, scheme: str
) -> None:
    opened = _opened(screen, f"{demo_site}/#at=parcels/{known['id']}", zoning_answers, size=size, scheme=scheme)
    panel = opened.page.locator("#panel")
    expect(panel.locator(".dt-zones li")).to_have_count(3)
    expect(panel.locator(".dt-limits")).to_contain_text("tối đa 80 % = 63,3 m²")
    expect(panel.locator(".dt-overlap")).to_contain_text("chồng lên nhau")
    expect(panel.locator(".dt-zones li").last).to_contain_text("Chưa có quy hoạch")
    expect(panel.locator(".dt-plan-basis")).to_contain_text("Quyết định 311/QĐ-UBND ngày 10/03/2026")
    expect(panel.locator(".dt-zoning")).to_contain_text("Tra cứu ngày 21/11/2026")
    panel.locator(".dt-zones").scroll_into_view_if_needed()
    assert _nothing_sticks_out(opened.page)
    opened.shoot(f"overlap-{size}-{scheme}")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_everything_has_a_name_and_room_for_a_finger(demo_site: str, screen: Open, size: str) -> None:
    opened = _opened(screen, demo_site, lambda page: search_answers(page, *SEVERAL), size=size)
    _type(opened.page, "1/45")
    expect(opened.page.get_by_role("option")).to_have_count(3)
    assert opened.page.evaluate(_NAMELESS) == []
    assert opened.page.evaluate(_DANGLING) == []
    if size == "phone":
        assert opened.page.evaluate(_SMALL) == []


_CONTROLS = (
    "[...document.querySelectorAll('a[href], button, input, summary, [role=option]')].filter(n => n.checkVisibility())"
)
_NAMELESS = f"""() => {_CONTROLS}
    .filter(n => !(n.textContent.trim() || n.getAttribute('aria-label') || n.title || n.labels?.length))
    .map(n => n.outerHTML.slice(0, 120))"""
_DANGLING = """() => ['aria-controls', 'aria-labelledby', 'aria-describedby', 'aria-activedescendant'].flatMap(name =>
    [...document.querySelectorAll(`[${name}]`)].filter(n => !document.getElementById(n.getAttribute(name)))
    .map(n => n.outerHTML.slice(0, 120)))"""
_SMALL = """() => [...document.querySelectorAll('#search button, #search input, [role=option], .maplibregl-ctrl button, .dt-opener')]
    .filter(n => n.checkVisibility() && n.getBoundingClientRect().height < 44)
    .map(n => n.outerHTML.slice(0, 120))"""
