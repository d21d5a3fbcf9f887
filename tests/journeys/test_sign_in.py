"""Signing in on the screen: two steps, lock-out, sessions, enrolling an app and a key, single sign-on."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from layers.access.services import ensure_organisation, grant_membership
from layers.accounts.services import create_account, link_subject
from tests.conftest import served
from tests.journeys.browser import Screen
from tests.web.accounts import oidc_server
from tests.web.accounts.people import OTHER_PASSWORD, PASSWORD, SECRET, code, person

Open = Callable[..., Screen]


@pytest.fixture
def site(own_database: str) -> Iterator[str]:
    """The product without layers, under a name: security keys are for names alone."""
    with served(own_database) as address:
        yield address.replace("127.0.0.1", "localhost")


def planner(*, factor: bool) -> None:
    person("planner", factor=factor, display_name="Nguyễn Thị Hoa")
    ensure_organisation("department", "Sở Xây dựng", "Department of Construction")
    grant_membership("planner", "department", "planner")


def type_password(page: Page, password: str = PASSWORD) -> None:
    page.locator("[name=login]").fill("planner")
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")


@pytest.mark.parametrize(
    ("size", "scheme", "language"), [("desk", "light", "vi"), ("phone", "dark", "en"), ("narrow", "light", "vi")]
)
def test_in_two_steps_and_out_again(
    site: str, own_database: str, screen: Open, size: str, scheme: str, language: str
) -> None:
    planner(factor=True)
    sign_in, second, sessions, sign_out = {
        "vi": ("Đăng nhập", "Bước thứ hai", "Phiên đăng nhập", "Đăng xuất"),
        "en": ("Sign in", "Second step", "Sessions", "Sign out"),
    }[language]
    opened = screen(f"{site}/ogc/?lang={language}", size=size, scheme=scheme)
    page = opened.page
    page.locator(".dt-sign-in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(sign_in)
    opened.shoot(f"sign-in-{size}-{scheme}-{language}")
    type_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(second)
    opened.shoot(f"second-step-{size}-{scheme}-{language}")
    page.locator("[name=code]").fill(code())
    page.locator("[name=code]").press("Enter")
    menu = page.locator(".dt-user summary")
    expect(menu).to_be_visible()
    menu.click()
    expect(page.locator(".dt-user-who")).to_contain_text("Nguyễn Thị Hoa")
    opened.shoot(f"signed-in-{size}-{scheme}-{language}")
    page.locator(".dt-user-menu").get_by_role("link", name=sessions).click()
    expect(page.locator(".dt-badge-good")).to_have_count(1)
    opened.shoot(f"sessions-{size}-{scheme}-{language}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it is wider than the screen"
    page.locator(".dt-user summary").click()
    page.get_by_role("button", name=sign_out).click()
    expect(page.locator(".dt-sign-in")).to_be_visible()
    assert opened.complaints == []


def test_after_five_wrong_passwords_it_says_for_how_long(site: str, own_database: str, screen: Open) -> None:
    planner(factor=True)
    opened = screen(f"{site}/account/login/", size="phone")
    for _ in range(4):
        type_password(opened.page, "wrong")
        expect(opened.page.get_by_role("alert")).to_have_text("Tên đăng nhập hoặc mật khẩu không đúng.")
    opened.shoot("sign-in-wrong-phone")
    type_password(opened.page, "wrong")
    expect(opened.page.get_by_role("heading", level=1)).to_have_text("Sai quá nhiều lần.")
    expect(opened.page.get_by_text("Hãy thử lại sau 15 phút.")).to_be_visible()
    opened.shoot("locked-out-phone")
    other = screen(f"{site}/account/login/?lang=en")
    type_password(other.page)
    expect(other.page.get_by_text("Too many failed attempts.")).to_be_visible()


def test_a_session_ended_elsewhere_is_out_with_the_next_click(site: str, own_database: str, screen: Open) -> None:
    person("planner", display_name="Nguyễn Thị Hoa")
    here, there = screen(f"{site}/account/login/"), screen(f"{site}/account/login/", size="phone")
    for opened in (here, there):
        type_password(opened.page)
        expect(opened.page.locator(".dt-user summary")).to_be_attached()
    here.page.goto(f"{site}/account/sessions/")
    expect(here.page.locator(".dt-row")).to_have_count(2)
    here.shoot("sessions-two")
    here.page.locator(".dt-row").get_by_role("button").click()
    expect(here.page.locator(".dt-row")).to_have_count(1)
    there.page.goto(f"{site}/account/sessions/")
    expect(there.page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    there.page.goto(f"{site}/")
    expect(there.page.locator(".dt-sign-in")).to_be_visible()


def test_staff_enrol_an_app_before_anything_else(site: str, own_database: str, screen: Open) -> None:
    planner(factor=False)
    opened = screen(f"{site}/account/login/", size="phone", scheme="dark")
    page = opened.page
    type_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thiết lập ứng dụng xác thực")
    expect(page.get_by_text("Vai trò của bạn bắt buộc xác thực hai lớp.")).to_be_visible()
    assert page.locator(".dt-qr").evaluate("picture => picture.naturalWidth") > 0
    opened.shoot("enrol-phone-dark")
    page.get_by_text("Không quét được hình").click()
    secret = page.locator("#authenticator_secret").inner_text()
    page.locator("[name=code]").fill(code(secret))
    page.locator("[name=code]").press("Enter")
    expect(page.locator(".dt-codes li")).to_have_count(10)
    opened.shoot("recovery-codes-phone-dark")
    page.goto(f"{site}/ogc/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(re.compile("Thiết lập"))
    assert opened.complaints == []


def test_a_key_is_enrolled_and_signs_in(site: str, own_database: str, screen: Open) -> None:
    """Chromium's own authenticator in the place of a key in somebody's hand."""
    planner(factor=False)
    opened = screen(f"{site}/account/login/?lang=en")
    page = opened.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    type_password(page)
    page.get_by_role("link", name="Use a security key instead").click()
    opened.shoot("enrol-key")
    page.get_by_role("button", name="Add a key").click()
    expect(page.locator(".dt-codes li")).to_have_count(10)
    page.goto(f"{site}/account/2fa/webauthn/")
    expect(page.locator(".dt-row h2")).to_have_count(1)
    opened.shoot("keys")
    page.locator(".dt-user summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{site}/account/login/")
    type_password(page)
    page.get_by_role("button", name="Use a security key").click()
    expect(page.locator(".dt-user summary")).to_be_visible()
    assert opened.complaints == []


def test_a_password_given_by_somebody_else_is_changed_first(site: str, own_database: str, screen: Open) -> None:
    from layers.accounts.services import give_one_time_password

    create_account("planner")
    given = give_one_time_password("planner")
    opened = screen(f"{site}/account/login/", size="phone")
    page = opened.page
    type_password(page, given)
    expect(page.get_by_role("heading", level=1)).to_have_text("Đổi mật khẩu")
    page.locator("[name=oldpassword]").fill(given)
    for name in ("password1", "password2"):
        page.locator(f"[name={name}]").fill("quangan")
    page.locator("[name=password2]").press("Enter")
    expect(page.locator(".dt-field-errors")).to_contain_text("ký tự")
    opened.shoot("change-password-refused-phone")
    page.locator("[name=oldpassword]").fill(given)
    for name in ("password1", "password2"):
        page.locator(f"[name={name}]").fill(OTHER_PASSWORD)
    page.locator("[name=password2]").press("Enter")
    expect(page.locator(".dt-note-warn")).to_have_count(0)
    page.goto(f"{site}/account/sessions/")
    expect(page.locator(".dt-row")).to_have_count(1)


def test_single_sign_on_in_a_browser(own_database: str, screen: Open) -> None:
    """Through the real server and back, under the real content policy."""
    planner(factor=True)
    link_subject("planner", "subject-1")
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = oidc_server.start(f"http://localhost:{port}/account/oidc/sso/login/callback/")
    try:
        server.person("subject-1")
        environment = {
            "DOTHI_OIDC_ISSUER": server.issuer,
            "DOTHI_OIDC_CLIENT_ID": "dothi",
            "DOTHI_OIDC_CLIENT_SECRET": oidc_server.SECRET,
            "DOTHI_OIDC_NAME": "Cổng dịch vụ",
        }
        with served(own_database, port=port, **environment):
            opened = screen(f"http://localhost:{port}/account/login/?next=/ogc/")
            opened.shoot("sign-in-single-sign-on")
            opened.page.get_by_role("button", name="Đăng nhập bằng Cổng dịch vụ").click()
            expect(opened.page.get_by_role("heading", level=1)).to_have_text("Bước thứ hai")
            opened.page.locator("[name=code]").fill(code(SECRET))
            opened.page.locator("[name=code]").press("Enter")
            expect(opened.page).to_have_url(f"http://localhost:{port}/ogc/")
            expect(opened.page.locator(".dt-user summary")).to_be_visible()
            assert opened.complaints == []
    finally:
        server.stop()
