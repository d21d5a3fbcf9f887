"""Who holds what: by membership, by delegation, for a time, and never beyond the end of an organisation or account."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from layers.access.errors import AccessRefused
from layers.access.models import AccessVersion, Delegation, Membership
from layers.access.queries import forget, grants_of, is_staff, public_grants, rights_on_product
from layers.access.rights import Right
from layers.access.services import end_membership, end_organisation, ensure_organisation, grant_membership

pytestmark = pytest.mark.django_db


def person(name: str) -> int:
    return get_user_model().objects.create_user(name).pk


def held(user: int) -> set[tuple[str, str]]:
    forget()
    return {(str(grant.right), grant.choice) for grant in grants_of(user) - public_grants()}


def test_a_role_gives_its_rights_in_its_area(office: str) -> None:
    lan = person("lan")
    assert (held(lan), is_staff(lan)) == (set(), False)
    grant_membership("lan", office, "licensing_officer", areas=["26041"])
    assert ("see_personal", "theme:land") in held(lan)
    assert {grant.communes for grant in grants_of(lan) - public_grants()} == {frozenset({"26041"})}
    assert is_staff(lan)
    assert rights_on_product(lan) == frozenset()


def test_two_organisations_add_up(office: str) -> None:
    lan = person("lan")
    ensure_organisation("water", "Công ty nước", "Water company")
    grant_membership("lan", office, "auditor")
    grant_membership("lan", "water", "asset_manager", areas=["26041"])
    assert {("read_audit", "-"), ("edit", "own")} <= held(lan)
    end_organisation("water")
    assert ("edit", "own") not in held(lan)
    assert rights_on_product(lan) == {Right.READ_AUDIT}


def test_what_has_ended_or_not_begun_gives_nothing(office: str) -> None:
    lan, now = person("lan"), timezone.now()
    grant_membership("lan", office, "planner", valid_from=now + timedelta(days=1))
    assert held(lan) == set()
    number = grant_membership("lan", office, "planner", valid_to=now + timedelta(days=1))
    assert held(lan)
    end_membership(number, reason="nghỉ việc")
    assert held(lan) == set()
    with pytest.raises(AccessRefused, match="E-ACCESS-08"):
        end_membership(number)


def test_an_account_that_was_ended_holds_and_delegates_nothing(office: str) -> None:
    lan, minh, now = person("lan"), person("minh"), timezone.now()
    number = grant_membership("lan", office, "planner")
    Delegation.objects.create(
        membership_id=number, to_id=minh, valid_from=now, valid_to=now + timedelta(days=3), reason="nghỉ phép"
    )
    assert held(minh) == held(lan)
    get_user_model().objects.filter(pk=lan).update(is_active=False)
    assert (held(lan), held(minh)) == (set(), set())


def test_an_ended_account_is_noticed_without_any_change_of_rights(office: str) -> None:
    lan, minh, now = person("lan"), person("minh"), timezone.now()
    number = grant_membership("lan", office, "planner")
    Delegation.objects.create(
        membership_id=number, to_id=minh, valid_from=now, valid_to=now + timedelta(days=3), reason="nghỉ phép"
    )
    before = AccessVersion.objects.get(pk=1).number
    get_user_model().objects.filter(pk=lan).update(is_active=False)
    assert AccessVersion.objects.get(pk=1).number > before


def test_a_right_that_ends_while_it_is_kept(office: str) -> None:
    """Without any change of the rows: the moment itself ends it."""
    lan, now = person("lan"), timezone.now()
    grant_membership("lan", office, "planner")
    assert held(lan)
    Membership.objects.filter(user_id=lan).update(valid_to=now + timedelta(milliseconds=300))
    forget()
    assert is_staff(lan)
    deadline = now + timedelta(seconds=1)
    while timezone.now() < deadline:
        pass
    assert not is_staff(lan)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"user": "nobody"}, "E-ACCESS-04"),
        ({"organisation": "none"}, "E-ACCESS-05"),
        ({"role": "king"}, "E-ACCESS-06"),
        ({"role": "public"}, "E-ACCESS-06"),
        ({"areas": ["99"]}, "E-ACCESS-03"),
        ({"areas": ["26041", "x" * 500]}, "E-ACCESS-03"),
        ({"valid_to": timezone.now() - timedelta(days=1)}, "E-ACCESS-07"),
    ],
)
def test_what_is_refused(office: str, given: dict, code: str) -> None:
    person("lan")
    words = {"user": "lan", "organisation": office, "role": "planner", **given}
    with pytest.raises(AccessRefused, match=code):
        grant_membership(words.pop("user"), words.pop("organisation"), words.pop("role"), **words)
    assert not Membership.objects.exists()
