"""From the served demo to the screen: a citizen, someone without a mouse, and what goes wrong on the way."""

import json
import re
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.browser import Screen

Open = Callable[..., Screen]
LOOKS = [("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")]


@pytest.fixture(scope="module")
def parcel(demo_site: str) -> tuple[float, float]:
    """A place inside one parcel: longitude and latitude."""
    with urlopen(f"{demo_site}/ogc/collections/parcels/items?limit=1&f=json") as answer:
        ring = json.load(answer)["features"][0]["geometry"]["coordinates"][0][0]
    corners = ring[:-1]
    return sum(x for x, *_ in corners) / len(corners), sum(y for _, y, *_ in corners) / len(corners)


def _look_at(site: str, place: tuple[float, float], zoom: float = 18, query: str = "") -> str:
    return f"{site}/{query}#{zoom}/{place[1]:.6f}/{place[0]:.6f}&layers=parcels,communes,provinces"


def _click_centre(screen: Screen) -> None:
    size = screen.page.viewport_size
    assert size is not None
    # The header takes 52 px, so the map's centre lies 26 px under the page's.
    at = size["width"] / 2, size["height"] / 2 + 26
    if screen.page.evaluate("navigator.maxTouchPoints > 0"):
        screen.page.touchscreen.tap(*at)
    else:
        screen.page.mouse.click(*at)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
@pytest.mark.parametrize(("query", "language", "words"), [("", "vi", "Lớp dữ liệu"), ("?lang=en", "en", "Layers")])
def test_the_map_opens(
    demo_site: str, screen: Open, size: str, scheme: str, query: str, language: str, words: str
) -> None:
    opened = screen(f"{demo_site}/{query}", size=size, scheme=scheme)
    opened.wait_for_map()
    expect(opened.page.locator("html")).to_have_attribute("lang", language)
    expect(opened.page.get_by_text(words, exact=True).first).to_be_visible()
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.complaints == []
    opened.shoot(f"map-{size}-{scheme}-{language}")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_a_click_reads_the_parcel(
    demo_site: str, screen: Open, parcel: tuple[float, float], size: str, scheme: str
) -> None:
    opened = screen(_look_at(demo_site, parcel), size=size, scheme=scheme)
    opened.wait_for_map()
    _click_centre(opened)
    panel = opened.page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_contain_text(re.compile(r"Tờ \d+, thửa \d+"))
    expect(panel.locator(".dt-figures")).to_have_text(re.compile(r"\d,\d\s*m²"))
    expect(panel.locator(".dt-class .dt-code").first).to_be_visible()
    expect(panel.locator(".dt-zones li").first).to_contain_text("m²")
    expect(panel).to_contain_text("Phường Trấn Biên")
    assert re.search(r"&at=parcels/\d+$", opened.page.url)
    opened.wait_for_map()
    assert opened.complaints == []
    opened.shoot(f"parcel-{size}-{scheme}")


def test_a_link_restores_view_layers_and_selection(demo_site: str, screen: Open, parcel: tuple[float, float]) -> None:
    first = screen(_look_at(demo_site, parcel))
    first.wait_for_map()
    _click_centre(first)
    name = first.page.locator("#panel h2")
    expect(name).to_contain_text(re.compile(r"Tờ \d+, thửa \d+"))
    again = screen(first.page.url)
    again.wait_for_map()
    expect(again.page.locator("#panel h2")).to_have_text(name.inner_text())
    assert again.page.url == first.page.url


def test_layers_are_switched_and_zoomed_to(demo_site: str, screen: Open) -> None:
    opened = screen(demo_site)
    opened.wait_for_map()
    row = opened.page.locator("[data-layer=provinces]")
    box = row.get_by_role("checkbox")
    before = box.is_checked()
    box.set_checked(not before)
    assert ("provinces" in opened.page.url) is not before
    row.get_by_role("button").click()
    expect(box).to_be_checked()
    opened.wait_until("Number(location.hash.slice(1).split('/')[0]) < 8")


def test_without_a_mouse(demo_site: str, screen: Open, parcel: tuple[float, float]) -> None:
    opened = screen(_look_at(demo_site, parcel))
    opened.wait_for_map()
    page = opened.page
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "CANVAS":
            break
    opened.shoot("keyboard-on-the-map")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    expect(page.locator("#panel h2")).to_contain_text(re.compile(r"Tờ \d+, thửa \d+"))
    page.keyboard.press("Escape")
    expect(page.locator("canvas")).to_be_focused()
    assert "&at=" not in page.url


_NAMES = "() => [...new Set(dothiMap.queryRenderedFeatures({layers: ['sea-names']}).map(f => f.properties.name))]"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("view", "reached"),
    [
        ("5.2/14.5/110", {"Hoàng Sa", "Trường Sa"}),
        ("8/16.2/112.3", {"Hoàng Sa"}),
        ("9/8.65/112.2", {"Trường Sa"}),
        ("13/16.83/112.33", {"Hoàng Sa"}),
    ],
)
def test_the_archipelagos_are_named(demo_site: str, screen: Open, scheme: str, view: str, reached: set[str]) -> None:
    opened = screen(f"{demo_site}/#{view}", scheme=scheme)
    opened.wait_for_map()
    names = "\n".join(opened.page.evaluate(_NAMES))
    assert all(f"Quần đảo {name}\n(Việt Nam)" in names for name in reached)
    assert opened.complaints == []
    opened.shoot(f"archipelagos-{'-'.join(sorted(reached))}-{view.split('/')[0]}-{scheme}")


def test_a_catalog_that_does_not_come(demo_site: str, screen: Open) -> None:
    opened = screen("about:blank")
    opened.page.route("**/api/layers", _fails)
    opened.page.goto(demo_site)
    expect(opened.page.get_by_role("alert")).to_contain_text("Không tải được danh sách lớp dữ liệu")
    opened.shoot("catalog-failed")
    opened.page.unroute("**/api/layers")
    opened.page.get_by_role("button", name="Thử lại").click()
    opened.wait_for_map()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_tiles_that_do_not_come(demo_site: str, screen: Open, parcel: tuple[float, float], size: str) -> None:
    opened = screen("about:blank", size=size)
    opened.page.route("**/parcels/tiles/**", _fails)
    opened.page.goto(_look_at(demo_site, parcel))
    expect(opened.page.locator("#notices")).to_contain_text("Thửa đất chưa tải được")
    opened.shoot(f"tiles-failed-{size}")


def test_without_scripts(demo_site: str, screen: Open) -> None:
    opened = screen(demo_site, size="phone", scripts=False)
    assert opened.page.locator(".dt-scripted").is_hidden()
    opened.shoot("no-scripts")


def test_the_choice_of_theme_and_language_stays(demo_site: str, screen: Open) -> None:
    opened = screen(f"{demo_site}/ogc/")
    opened.page.locator("[data-theme-switch]").click()
    opened.page.get_by_role("link", name=re.compile("English")).click()
    opened.page.goto(f"{demo_site}/ogc/collections")
    expect(opened.page.locator("html")).to_have_attribute("lang", "en")
    expect(opened.page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def _fails(route: Route) -> None:
    route.fulfill(status=503, body="")
