"""The demo's people: one for each role, ready to sign in, made once and for their owner's eyes only."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from gis.demo import accounts as demo
from gis.errors import NotFound
from layers.access.queries import forget, is_staff, rights_on_product
from layers.access.rights import Right
from layers.access.roles import PUBLIC, SHIPPED
from layers.accounts.codes import code_now
from layers.accounts.queries import account_named, list_accounts
from layers.accounts.services import create_account
from tests.web.accounts.people import signed_in_as, type_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "FILE", tmp_path / "demo_accounts.json")


def test_one_for_each_role_with_a_second_factor() -> None:
    made = demo.ensure_demo_accounts()
    forget()
    assert {one.username for one in made} == {role.code for role in SHIPPED} - {PUBLIC}
    for account in list_accounts():
        assert account.second_factor and account.active and not account.must_change_password
        assert is_staff(account.id)
    assert Right.MANAGE_ACCESS in rights_on_product(account_named("administrator").id)
    assert Right.READ_AUDIT in rights_on_product(account_named("auditor").id)


def test_they_sign_in_with_what_is_printed(client: Client) -> None:
    planner = next(one for one in demo.ensure_demo_accounts() if one.username == "planner")
    assert planner.uri.startswith("otpauth://totp/dothi:planner?secret=")
    type_password(client, "planner", planner.password)
    cache.clear()
    client.post("/account/2fa/authenticate/", {"code": code_now(planner.secret)})
    assert signed_in_as(client) == "planner"


def test_they_are_the_same_each_time_and_random_for_each_installation() -> None:
    first = demo.ensure_demo_accounts()
    assert demo.ensure_demo_accounts() == first == demo.known_accounts()
    assert demo.FILE.stat().st_mode & 0o777 == 0o600
    assert len({one.password for one in first} | {one.secret for one in first}) == 2 * len(first)
    demo.FILE.unlink()
    again = demo.ensure_demo_accounts()  # their passwords were lost: they get others
    assert not {one.password for one in again} & {one.password for one in first}


def test_they_can_be_ended_all_at_once() -> None:
    made = demo.ensure_demo_accounts()
    create_account("somebody")
    assert set(demo.demo_accounts_in_use()) == {one.username for one in made}
    assert set(demo.end_demo_accounts()) == set(demo.PEOPLE)
    assert not demo.FILE.exists()
    assert demo.demo_accounts_in_use() == demo.end_demo_accounts() == []
    assert [one.username for one in list_accounts() if one.active] == ["somebody"]


def test_none_where_others_have_accounts() -> None:
    create_account("somebody")
    assert demo.ensure_demo_accounts() == []
    assert [one.username for one in list_accounts()] == ["somebody"]
    assert not demo.FILE.exists()


@pytest.mark.parametrize("name", ["somebody", "", "../planner"])
def test_codes_of_others_are_not_told(name: str) -> None:
    demo.ensure_demo_accounts()
    with pytest.raises(NotFound) as refused:
        demo.known_account(name)
    assert refused.value.code == "E-ACCOUNT-09"
