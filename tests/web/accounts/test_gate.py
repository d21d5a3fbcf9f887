"""Staff without a second factor, and whoever has to change a password, get no further."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from layers.access.services import ensure_organisation, grant_membership
from layers.accounts.models import User
from layers.accounts.services import enrol_app, give_one_time_password, reset_second_factor
from tests.web.accounts.people import OTHER_PASSWORD, SECRET, code, person, sign_in, signed_in_as, type_password

pytestmark = pytest.mark.django_db
PAGES = ["/", "/ogc/", "/account/sessions/", "/account/2fa/", "/jobs/00000000-0000-0000-0000-000000000000"]
PROGRAMS = ["/api/layers", "/api/search?q=12/45", "/ogc/collections?f=json"]


def staff(username: str = "planner") -> None:
    ensure_organisation("department", "Sở Xây dựng", "Department of Construction")
    grant_membership(username, "department", "planner")


@pytest.mark.parametrize("path", PAGES)
def test_staff_without_a_second_factor_are_led_to_enrolment(client: Client, path: str) -> None:
    who = person("planner")
    staff()
    sign_in(client, who)
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/2fa/totp/activate/?next=")


@pytest.mark.parametrize("path", PROGRAMS)
def test_programs_are_told_so(client: Client, path: str) -> None:
    who = person("planner")
    staff()
    sign_in(client, who)
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert answer.json()["code"] == "E-ACCOUNT-12"
    assert "http://testserver/account/2fa/totp/activate/" in answer.json()["detail"]


def test_nothing_is_written_before(client: Client) -> None:
    who = person("planner")
    staff()
    sign_in(client, who)
    assert client.post("/account/sessions/", {"others": "1"}).status_code == 403


def test_people_without_a_role_need_none(client: Client) -> None:
    sign_in(client, person("citizen"))
    assert signed_in_as(client) == "citizen"


def test_a_role_given_in_the_middle_of_a_session_counts_at_once(client: Client) -> None:
    sign_in(client, person("citizen"))
    assert client.get("/").status_code == 200
    staff("citizen")
    from layers.access.queries import forget

    forget()
    assert client.get("/").status_code == 302


def test_a_session_that_has_not_shown_the_second_factor_has_to(client: Client) -> None:
    """Enrolled elsewhere in the meantime: this session knows the password alone."""
    who = person("planner")
    sign_in(client, who)
    staff()
    enrol_app("planner", SECRET)
    from layers.access.queries import forget

    forget()
    assert client.get("/")["Location"].startswith("/account/2fa/reauthenticate/?next=")
    assert client.get("/api/layers").json()["code"] == "E-ACCOUNT-14"
    cache.clear()
    answer = client.post("/account/2fa/reauthenticate/", {"code": code(), "next": "/ogc/"})
    assert answer["Location"] == "/ogc/"
    assert signed_in_as(client) == "planner"


def test_a_one_time_password_has_to_be_changed_first(client: Client) -> None:
    person("hoa")
    given = give_one_time_password("hoa")
    assert type_password(client, "hoa", given).status_code == 302
    assert client.get("/")["Location"].startswith("/account/password/change/")
    assert client.get("/api/layers").json()["code"] == "E-ACCOUNT-13"
    change = {"oldpassword": given, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert client.post("/account/password/change/", change).status_code == 302
    assert signed_in_as(client) == "hoa"


def test_an_old_password_has_to_be_changed(client: Client) -> None:
    who = person("hoa")
    User.objects.filter(pk=who.user.pk).update(password_changed_at=timezone.now() - timedelta(days=89))
    sign_in(client, who)
    assert client.get("/").status_code == 200
    User.objects.filter(pk=who.user.pk).update(password_changed_at=timezone.now() - timedelta(days=91))
    assert client.get("/")["Location"].startswith("/account/password/change/")


def test_a_second_factor_taken_away_ends_the_sessions(client: Client) -> None:
    sign_in(client, person("planner", factor=True))
    assert signed_in_as(client) == "planner"
    assert reset_second_factor("planner") == 2  # the app and the recovery codes
    assert signed_in_as(client) == ""


def test_one_who_removes_their_second_factor_enrols_again(client: Client) -> None:
    who = person("planner", factor=True)
    staff()
    sign_in(client, who)
    assert signed_in_as(client) == "planner"
    assert client.post("/account/2fa/totp/deactivate/")["Location"] == "/account/2fa/"
    assert client.get("/")["Location"].startswith("/account/2fa/totp/activate/")
