"""A code on the screen: the card and the page say what it means, in the reader's language, also after the list changed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from layers.catalog.description import FieldDescription, FieldType, Title
from layers.codes.services import import_list
from layers.features.services import create_layer
from tests.conftest import served
from tests.journeys.browser import PATIENCE, Screen
from tests.layers.features.rows import insert_square

Open = Callable[..., Screen]
FIELDS = (
    FieldDescription("name", Title("Tên", "Name")),
    FieldDescription("use", Title("Loại đất", "Land use"), FieldType.CODE, code_list="land_use"),
    FieldDescription("health", Title("Tình trạng", "Health"), FieldType.CODE, code_list="tree_health"),
)
CORRECTED = "code,title_vi,title_en\nODT,Đất ở đô thị (QĐ 1/2026),Urban housing (QĐ 1/2026)\n"


@pytest.fixture
def site(own_database: str, describe: Any) -> Iterator[str]:
    plots = describe().instantiated(fields=FIELDS, title_field="name")
    create_layer(plots)
    insert_square(plots, name="Khu A", use="ODT+CLN", health="fair")
    with served(own_database) as address:
        yield address


@pytest.mark.parametrize("size", ["desk", "phone"])
@pytest.mark.parametrize(
    ("language", "use", "health"),
    [
        ("vi", "ODT+CLN – Đất ở tại đô thị + Đất trồng cây lâu năm", "Trung bình"),
        ("en", "ODT+CLN – Urban residential land + Perennial crop land", "Fair"),
    ],
)
def test_codes_are_said_in_words(site: str, screen: Open, size: str, language: str, use: str, health: str) -> None:
    opened = screen(f"{site}/?lang={language}#17/10.94/106.84&layers=plots&at=plots/1", size=size)
    card = opened.page.locator(".dt-facts")
    expect(card).to_contain_text(use, timeout=PATIENCE)
    expect(card).to_contain_text(health)
    assert opened.complaints == []
    opened.shoot(f"codes-card-{size}-{language}")
    opened.page.goto(f"{site}/ogc/collections/plots/items/1?f=html&lang={language}")
    expect(opened.page.locator("dl")).to_contain_text(use)
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.shoot(f"codes-page-{size}-{language}")


def test_a_corrected_title_shows_and_a_list_that_fails_leaves_codes(site: str, screen: Open) -> None:
    import_list(CORRECTED.encode(), "land_use")
    address = f"{site}/?lang=vi#17/10.94/106.84&layers=plots&at=plots/1"
    opened = screen(address)
    expect(opened.page.locator(".dt-facts")).to_contain_text("Đất ở đô thị (QĐ 1/2026)", timeout=PATIENCE)
    opened.page.route("**/api/codes/*", _fail)
    opened.page.goto("about:blank")
    opened.page.goto(address)
    expect(opened.page.locator(".dt-facts")).to_contain_text("ODT+CLN", timeout=PATIENCE)
    expect(opened.page.locator(".dt-facts")).not_to_contain_text("–")


def _fail(route: Route) -> None:
    route.fulfill(status=503, body="")
