"""Accounts for tests, and signing in as people do it: over the forms, with the codes of an authenticator app."""

import re
import time
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from layers.accounts.models import User
from layers.accounts.services import create_account, enrol_app, set_password

PASSWORD = "Cầu-Ghềnh-1903-sông"
OTHER_PASSWORD = "Đồng-Nai-Thượng-1927"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and what they know and hold."""

    user: User
    password: str = PASSWORD
    secret: str = ""

    @property
    def name(self) -> str:
        return self.user.username


def person(username: str = "hoa", *, factor: bool = False, email: str = "", display_name: str = "") -> Person:
    """Make an account that can sign in; with `factor` an authenticator app is enrolled."""
    made = create_account(username, email=email, display_name=display_name)
    set_password(made.id, PASSWORD)
    if factor:
        enrol_app(username, SECRET)
    return Person(User.objects.get(pk=made.id), PASSWORD, SECRET if factor else "")


def code(secret: str = SECRET, period: int = 0) -> str:
    """What the app shows now, or `period` times 30 s from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + period))


def type_password(client: Client, login: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/account/login/", {"login": login, "password": password, **more})


def sign_in(client: Client, who: Person, **more: str) -> HttpResponse:
    """All steps; the last answer."""
    answer = type_password(client, who.name, who.password, **more)
    if who.secret:
        assert answer["Location"] == "/account/2fa/authenticate/"
        cache.clear()  # a code is good for one use, and tests are faster than the clock
        answer = client.post("/account/2fa/authenticate/", {"code": code(who.secret)})
    return answer


def signed_in_as(client: Client) -> str:
    """The user name in the header of a page, or nothing."""
    found = re.search(r'class="dt-user-who">[^<]*<small>([^<]*)</small>', client.get("/").content.decode())
    return found[1] if found else ""
