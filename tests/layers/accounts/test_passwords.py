"""The rules of passwords."""

from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from layers.accounts.models import FormerPassword, User
from layers.accounts.passwords import kinds_in, one_time_password
from layers.accounts.services import create_account, set_password

GOOD = "Cầu-Ghềnh-1903"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "password_too_short"),
        ("Ngắn-1", "password_too_short"),
        ("Mười-một-1x"[:11], "password_too_short"),
        ("chỉ toàn chữ thường"[:12].replace(" ", "x"), "password_classes"),
        ("1234567890123456", "password_classes"),
        ("thuong12345678", "password_classes"),
        ("Hoa-Nguyen-2026", "password_too_similar"),
        ("hoa.nguyen@EXAMPLE.gov.vn", "password_too_similar"),
        (GOOD, "password_used_before"),
    ],
)
def test_refused(password: str, why: str) -> None:
    account = create_account("hoa.nguyen", display_name="Hoa-Nguyen-2026", email="hoa.nguyen@example.gov.vn")
    set_password(account.id, GOOD)
    with pytest.raises(ValidationError) as refused:
        validate_password(password, User.objects.get(pk=account.id))
    assert why in {error.code for error in refused.value.error_list}


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["Password1234", "Qwertyuiop12", "Abcd1234!@#$"])
def test_what_everybody_uses(password: str) -> None:
    """Django's list of 20,000; those it holds are refused whatever kinds of characters they have."""
    from django.contrib.auth.password_validation import CommonPasswordValidator

    common = password.lower() in CommonPasswordValidator().passwords
    try:
        validate_password(password)
        refused = False
    except ValidationError:
        refused = True
    assert refused is common


@pytest.mark.django_db
def test_the_last_five_are_remembered_and_no_more() -> None:
    account = create_account("hoa")
    words = [f"Sông-Đồng-Nai-{number}" for number in range(7)]
    for word in words:
        set_password(account.id, word)
    user = User.objects.get(pk=account.id)
    for word in words[2:]:
        with pytest.raises(ValidationError):
            validate_password(word, user)
    for word in words[:2]:
        validate_password(word, user)
    assert FormerPassword.objects.count() == 5


@pytest.mark.django_db
def test_the_rules_are_settings(settings: Any) -> None:
    settings.PASSWORD_CLASSES = 1
    validate_password("chithuongthoi")
    settings.PASSWORD_CLASSES = 4
    with pytest.raises(ValidationError):
        validate_password("ChiThuong2026")


@given(
    st.text(st.sampled_from("abđơ")), st.text(st.sampled_from("ABĐƠ")), st.text(st.sampled_from("0189")),
    st.text(st.sampled_from(" -_!“€")), st.randoms(),
)  # fmt: skip
def test_kinds_are_counted_whatever_the_order(small: str, capital: str, digits: str, others: str, chance: Any) -> None:
    letters = list(small + capital + digits + others)
    chance.shuffle(letters)
    assert kinds_in("".join(letters)) == sum(map(bool, (small, capital, digits, others)))


@pytest.mark.django_db
def test_one_time_passwords_meet_every_rule_and_are_all_different() -> None:
    made = [one_time_password() for _ in range(200)]
    assert len(set(made)) == 200
    for password in made:
        validate_password(password)
