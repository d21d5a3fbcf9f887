"""The system's Chromium through Playwright, with WebGL drawn in software, for journeys that end on the screen.

A plugin that tests/conftest.py loads: it gives the fixtures `browser` and `screen`.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

SCREENSHOTS = Path(__file__).resolve().parents[2] / "var" / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desk": (1440, 900), "phone": (390, 844), "narrow": (360, 740)}
PATIENCE = 60_000
"""Milliseconds: software WebGL on a busy machine is slow."""


@dataclass(frozen=True)
class Screen:
    """One open page; what its console or a request complained of is in `complaints`."""

    page: Page
    complaints: list[str]

    def wait_for_map(self) -> None:
        """Until the map has drawn all it wants to."""
        self.page.wait_for_selector("html[data-map-state=idle]", timeout=PATIENCE)

    def wait_until(self, expression: str) -> None:
        """Until a JavaScript expression is true. Playwright's own way evaluates it inside the page, which the page's
        content policy forbids."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not self.page.evaluate(expression):
            assert time.monotonic() < deadline, f"never came true: {expression}"
            self.page.wait_for_timeout(50)

    def shoot(self, name: str) -> Path:
        """Keep a picture under var/screenshots."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=path)
        return path


def chromium_path() -> str | None:
    """The browser of the system, whatever it is called there."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        pytest.fail("no Chromium on this machine: ./dothi test installs it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def screen(browser: Browser) -> Iterator[Callable[..., Screen]]:
    """Opens pages: `screen("/", size="phone", scheme="dark")`; each in a context of its own, signed in where the key of
    a session is given."""
    contexts = []
    screens: list[Screen] = []

    def opened(
        url: str,
        size: str = "desk",
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
        session: str = "",
    ) -> Screen:
        width, height = SIZES[size]
        phone = size != "desk"
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            has_touch=phone,
            is_mobile=phone,
            java_script_enabled=scripts,
            locale="vi-VN",
        )
        contexts.append(context)
        if session:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        screens.append(Screen(page, complaints))
        return screens[-1]

    yield opened
    for context in contexts:
        context.close()
    stopped = [text for screen in screens for text in screen.complaints if "Content Security Policy" in text]
    assert stopped == [], "the page's own content policy stopped something of it"
