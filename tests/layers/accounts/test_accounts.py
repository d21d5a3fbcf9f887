"""Making, ending and tying accounts: what is refused, and what is left afterwards."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from gis.errors import DothiError, NotFound
from layers.accounts.codes import code_now
from layers.accounts.errors import AccountRefused
from layers.accounts.queries import account_named, has_second_factor, list_accounts, list_sessions
from layers.accounts.services import (
    create_account,
    end_account,
    end_session,
    enrol_app,
    give_one_time_password,
    link_subject,
    reset_second_factor,
    revive_account,
)

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_an_account_begins_without_password_and_rights() -> None:
    made = create_account(" Hoa.Nguyen ", display_name="Nguyễn Thị Hoa", email="Hoa@Example.gov.vn")
    assert (made.username, made.email, made.name) == ("hoa.nguyen", "hoa@example.gov.vn", "Nguyễn Thị Hoa")
    assert (made.active, made.second_factor, made.last_login, made.kind) == (True, False, None, "person")
    assert account_named("HOA.nguyen") == made
    assert list_accounts() == [made]
    assert list_accounts(kind="service") == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"username": ""}, "E-ACCOUNT-02"),
        ({"username": "  "}, "E-ACCOUNT-02"),
        ({"username": "two words"}, "E-ACCOUNT-02"),
        ({"username": "hoa@example.gov.vn"}, "E-ACCOUNT-02"),  # would be somebody's e-mail address
        ({"username": "hoa\0"}, "E-ACCOUNT-02"),
        ({"username": "../etc"}, "E-ACCOUNT-02"),
        ({"username": "x" * 151}, "E-ACCOUNT-02"),
        ({"username": "taken"}, "E-ACCOUNT-03"),
        ({"username": "TAKEN"}, "E-ACCOUNT-03"),
        ({"username": "hoa", "email": "taken@example.gov.vn"}, "E-ACCOUNT-04"),
        ({"username": "hoa", "email": "TAKEN@EXAMPLE.gov.vn"}, "E-ACCOUNT-04"),
        ({"username": "hoa", "email": "hoa"}, "E-ACCOUNT-05"),
        ({"username": "hoa", "email": "hoa@"}, "E-ACCOUNT-05"),
        ({"username": "hoa", "email": "hoa@x\nBcc: all@example.org"}, "E-ACCOUNT-05"),
        ({"username": "hoa", "display_name": "x" * 201}, "E-ACCOUNT-06"),
        ({"username": "hoa", "kind": "robot"}, "E-ACCOUNT-07"),
    ],
)
def test_refused(values: dict[str, Any], code: str) -> None:
    create_account("taken", email="taken@example.gov.vn")
    with pytest.raises(AccountRefused) as refused:
        create_account(**values)
    assert refused.value.code == code
    assert len(list_accounts()) == 1


@pytest.mark.parametrize(
    "change", [end_account, revive_account, give_one_time_password, reset_second_factor, account_named]
)
def test_nobody_of_that_name(change: Any) -> None:
    with pytest.raises(NotFound) as refused:
        change("nobody")
    assert refused.value.code == "E-ACCOUNT-01"


def test_ending_and_reviving() -> None:
    create_account("hoa")
    ended = end_account("hoa")
    assert not ended.active and ended.ended_at is not None
    assert end_account("hoa") == ended
    assert revive_account("hoa").ended_at is None


def test_a_service_has_neither_password_nor_single_sign_on() -> None:
    create_account("sync", kind="service", email="sync@example.gov.vn")
    for refuse in (lambda: give_one_time_password("sync"), lambda: link_subject("sync", "s")):
        with pytest.raises(AccountRefused) as refused:
            refuse()
        assert refused.value.code == "E-ACCOUNT-08"


@pytest.mark.parametrize(
    ("subject", "code"), [("", "E-ACCOUNT-18"), ("x" * 192, "E-ACCOUNT-18"), ("s-1", "E-ACCOUNT-19")]
)
def test_subjects_that_cannot_be_tied(subject: str, code: str) -> None:
    create_account("minh")
    link_subject("minh", "s-1")
    create_account("hoa")
    with pytest.raises(DothiError) as refused:
        link_subject("hoa", subject)
    assert refused.value.code == code
    link_subject("minh", "s-2")  # in the place of the first, which is free then
    link_subject("hoa", "s-1")


def test_the_secret_of_an_app_lies_encrypted_and_its_codes_are_those_of_the_rfc(settings: Any) -> None:
    create_account("hoa")
    enrol_app("hoa", SECRET)
    app = Authenticator.objects.get(type="totp")
    assert SECRET not in str(app.data)
    assert app.wrap().validate_code(code_now(SECRET))
    assert has_second_factor(account_named("hoa").id)
    settings.SECRET_KEY = "another installation"
    assert not app.wrap().validate_code(code_now(SECRET))


def test_a_second_app_takes_the_place_of_the_first_and_a_reset_takes_all() -> None:
    create_account("hoa")
    enrol_app("hoa", SECRET)
    enrol_app("hoa", SECRET[::-1])
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "totp"]
    assert reset_second_factor("hoa") == 2
    assert not has_second_factor(account_named("hoa").id)


def test_a_session_that_is_none() -> None:
    account = create_account("hoa")
    assert list_sessions(account.id) == []
    with pytest.raises(NotFound):
        end_session(account.id, 1)
