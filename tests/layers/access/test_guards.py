"""Who may change rights: managers, for others, with a reason, and never the last one away."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from layers.access.errors import AccessRefused, NotAllowed
from layers.access.guards import manages
from layers.access.models import Delegation, Membership, RoleRight
from layers.access.queries import forget, grants_of, public_grants, rights_on_product
from layers.access.services import (
    add_role,
    change_area,
    change_role,
    delegate,
    end_delegation,
    end_membership,
    end_organisation,
    ensure_organisation,
    grant_membership,
    remove_role,
)

WHY = "Quyết định 12/QĐ-UBND"


def of(user: int) -> int:
    """Somebody's only membership."""
    return Membership.objects.get(user_id=user).pk


def roles_rights(role: str) -> set[tuple[str, str]]:
    return set(RoleRight.objects.filter(role=role).values_list("right", "choice"))


CHANGES = {
    "grant": lambda by: grant_membership("minh", "ubnd", "viewer", reason=WHY, by=by),
    "end": lambda by: end_membership(of(get_user_model().objects.get(username="minh").pk), reason=WHY, by=by),
    "area": lambda by: change_area(of(get_user_model().objects.get(username="minh").pk), ["26041"], reason=WHY, by=by),
    "role": lambda by: change_role("viewer", [("see", "access:shared")], reason=WHY, by=by),
    "role added": lambda by: add_role("inspector", "Thanh tra", "Inspector", [], reason=WHY, by=by),
    "role removed": lambda by: remove_role("viewer", reason=WHY, by=by),
    "organisation": lambda by: ensure_organisation("so-xd", "Sở Xây dựng", "", by=by),
    "organisation ended": lambda by: end_organisation("ubnd", reason=WHY, by=by),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["", "viewer", "data_manager", "auditor"])
def test_who_does_not_manage_access_changes_nothing(person, change: str, role: str) -> None:
    person("minh", "planner")
    before = list(Membership.objects.values_list()), list(RoleRight.objects.values_list())
    lan = person("lan", role)
    before[0].extend(Membership.objects.filter(user_id=lan).values_list())
    with pytest.raises(NotAllowed, match="E-ACCESS-10"):
        CHANGES[change](lan)
    assert sorted(Membership.objects.values_list()) == sorted(before[0])
    assert list(RoleRight.objects.values_list()) == before[1]


@pytest.mark.parametrize("change", ["grant", "end", "area", "role"])
def test_on_the_web_a_reason_is_needed(person, monkeypatch, change: str) -> None:
    boss = person("boss", "administrator")
    person("minh", "planner")
    monkeypatch.setattr("tests.layers.access.test_guards.WHY", "  ")
    with pytest.raises(AccessRefused, match="E-ACCESS-11"):
        CHANGES[change](boss)


def test_a_manager_gives_and_takes(person) -> None:
    boss, minh = person("boss", "administrator"), person("minh")
    number = grant_membership("minh", "ubnd", "planner", areas=["26041", "26041"], reason=WHY, by=boss)
    assert Membership.objects.get(pk=number).areas == ["26041"]
    assert grants_of(minh) - public_grants()
    end_membership(number, reason=WHY, by=boss)
    forget()
    assert not grants_of(minh) - public_grants()


def test_nobody_gives_rights_to_themselves(person) -> None:
    boss, other = person("boss", "administrator"), person("other", "administrator")
    with pytest.raises(AccessRefused, match="E-ACCESS-12"):
        grant_membership("boss", "ubnd", "data_manager", reason=WHY, by=boss)
    with pytest.raises(AccessRefused, match="E-ACCESS-12"):
        change_area(of(boss), ["26041"], reason=WHY, by=boss)
    with pytest.raises(AccessRefused, match="E-ACCESS-12"):
        delegate(of(other), "boss", valid_to=timezone.now() + timedelta(days=1), reason=WHY, by=boss)
    grant_membership("boss", "ubnd", "data_manager", reason=WHY, by=other)
    with pytest.raises(AccessRefused, match="E-ACCESS-12"):
        change_role("data_manager", [*roles_rights("data_manager"), ("see_withheld", "*")], reason=WHY, by=boss)
    with pytest.raises(AccessRefused, match="E-ACCESS-12"):
        change_role("public", [*roles_rights("public"), ("see", "access:restricted")], reason=WHY, by=boss)


def test_a_deputy_counts_as_having_the_role(person) -> None:
    boss, lan = person("boss", "administrator"), person("lan", "planner")
    delegate(of(lan), "boss", valid_to=timezone.now() + timedelta(days=1), reason="nghỉ phép", by=lan)
    with pytest.raises(AccessRefused, match="E-ACCESS-12"):
        change_role("planner", [*roles_rights("planner"), ("see_personal", "*")], reason=WHY, by=boss)


def test_own_rights_may_be_taken(person) -> None:
    boss = person("boss", "administrator")
    person("other", "administrator")
    less = roles_rights("administrator") - {("administer", "*")}
    change_role("administrator", less, reason=WHY, by=boss)
    assert roles_rights("administrator") == less
    end_membership(of(boss), reason=WHY, by=boss)
    assert not manages(boss)


@pytest.mark.parametrize("way", ["end", "organisation", "role"])
def test_the_last_manager_can_not_be_ended_but_on_the_command_line(person, way: str) -> None:
    boss, deputy = person("boss", "administrator"), person("deputy", "viewer")
    delegate(of(boss), "deputy", valid_to=timezone.now() + timedelta(days=9), reason="nghỉ phép", by=boss)
    ways = {
        "end": lambda by: end_membership(of(boss), reason=WHY, by=by),
        "organisation": lambda by: end_organisation("ubnd", reason=WHY, by=by),
        "role": lambda by: change_role("administrator", [("see", "*")], reason=WHY, by=by),
    }
    for by in (boss, deputy):  # a deputy is none to be left alone: their days end
        with pytest.raises(AccessRefused, match="E-ACCESS-13"):
            ways[way](by)
        assert manages(boss)
    ways[way](None)
    assert not manages(boss)
    assert rights_on_product(boss) == frozenset()


def test_of_two_managers_one_may_go(person) -> None:
    boss, other = person("boss", "administrator"), person("other", "administrator")
    end_membership(of(boss), reason=WHY, by=other)
    with pytest.raises(AccessRefused, match="E-ACCESS-13"):
        end_membership(of(other), reason=WHY, by=other)
    get_user_model().objects.filter(pk=boss).update(is_active=False)


def test_a_manager_whose_account_ended_is_none(person) -> None:
    boss, other = person("boss", "administrator"), person("other", "administrator")
    get_user_model().objects.filter(pk=boss).update(is_active=False)
    assert not manages(boss)
    with pytest.raises(AccessRefused, match="E-ACCESS-13"):
        end_membership(of(other), reason=WHY, by=other)


def test_an_area_is_changed_and_the_past_stays(person) -> None:
    boss, lan, minh = person("boss", "administrator"), person("lan", "planner"), person("minh")
    ends = timezone.now() + timedelta(days=30)
    old = of(lan)
    Membership.objects.filter(pk=old).update(valid_to=ends)
    running = delegate(old, "minh", valid_to=ends - timedelta(days=20), reason="nghỉ phép", by=lan)
    later = delegate(
        old, "minh", valid_from=ends - timedelta(days=9), valid_to=ends - timedelta(days=5), reason="đi học", by=lan
    )
    new = change_area(old, ["26041"], reason=WHY, by=boss)
    before, after = Membership.objects.get(pk=old), Membership.objects.get(pk=new)
    assert (before.communes, after.communes, after.valid_to) == (None, ["26041"], ends)
    assert before.valid_to == after.valid_from
    assert Delegation.objects.get(pk=running).valid_to == after.valid_from
    assert not Delegation.objects.filter(pk=later).exists()
    assert list(after.delegations.order_by("pk").values_list("reason", flat=True)) == ["nghỉ phép", "đi học"]
    forget()
    assert {grant.communes for grant in grants_of(minh) - public_grants()} == {frozenset({"26041"})}


def test_delegated_and_ended(person) -> None:
    lan, minh = person("lan", "planner"), person("minh")
    number = delegate(of(lan), "minh", valid_to=timezone.now() + timedelta(days=3), reason="nghỉ phép", by=lan)
    assert grants_of(minh) == grants_of(lan)
    third = person("third")
    with pytest.raises(AccessRefused, match="E-ACCESS-17"):
        end_delegation(number, reason="?", by=third)
    with pytest.raises(AccessRefused, match="E-ACCESS-11"):
        end_delegation(number, by=minh)
    end_delegation(number, reason="về sớm", by=minh)
    forget()
    assert grants_of(minh) == public_grants()
    with pytest.raises(AccessRefused, match="E-ACCESS-17"):
        end_delegation(number, reason="lần nữa", by=lan)


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"to": "nobody"}, "E-ACCESS-16"),
        ({"to": "gone"}, "E-ACCESS-16"),
        ({"to": "lan"}, "E-ACCESS-15"),
        ({"reason": " "}, "E-ACCESS-11"),
        ({"valid_to": -DAY}, "E-ACCESS-07"),
        ({"valid_from": 3 * DAY, "valid_to": 2 * DAY}, "E-ACCESS-07"),
        ({"valid_to": 11 * DAY}, "E-ACCESS-14"),
        ({"by": "minh"}, "E-ACCESS-08"),  # whoever has it by delegation can't pass it on
        ({"by": "third"}, "E-ACCESS-08"),
    ],
)
def test_delegations_that_are_refused(person, given: dict, code: str) -> None:
    people = {name: person(name) for name in ("minh", "third", "gone")}
    people["lan"] = person("lan", "planner")
    get_user_model().objects.filter(username="gone").update(is_active=False)
    now = timezone.now()
    Membership.objects.update(valid_to=now + 10 * DAY)
    delegate(of(people["lan"]), "minh", valid_to=now + 5 * DAY, reason="nghỉ phép", by=people["lan"])
    words = {"to": "third", "reason": "đi học", "valid_to": 2 * DAY, "by": "lan", **given}
    days = {name: now + words.pop(name) for name in ("valid_from", "valid_to") if name in words}
    with pytest.raises(AccessRefused, match=code):
        delegate(of(people["lan"]), words["to"], reason=words["reason"], by=people[words["by"]], **days)
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "rights", "code"),
    [
        ("king", [("see", "*")], "E-ACCESS-06"),
        ("viewer", [("rule", "*")], "E-ACCESS-18"),
        ("viewer", [("see", "everything")], "E-ACCESS-18"),
        ("viewer", [("see", "-")], "E-ACCESS-18"),
        ("viewer", [("manage_access", "*")], "E-ACCESS-18"),
        ("viewer", [("see", "access:secret")], "E-ACCESS-18"),
        ("viewer", [("see", "layer:x; DROP")], "E-ACCESS-18"),
        ("public", [("see_personal", "access:open")], "E-ACCESS-19"),
        ("public", [("see_withheld", "*")], "E-ACCESS-19"),
        ("public", [("edit", "theme:trees")], "E-ACCESS-19"),
        ("public", [("import", "*")], "E-ACCESS-19"),
        ("public", [("manage_access", "-")], "E-ACCESS-19"),
    ],
)
def test_rights_that_a_role_can_not_have(office: str, role: str, rights: list, code: str) -> None:
    before = list(RoleRight.objects.values_list())
    with pytest.raises(AccessRefused, match=code):
        change_role(role, rights)
    assert list(RoleRight.objects.values_list()) == before


def test_the_public_may_be_given_less_and_more_to_see(office: str) -> None:
    change_role("public", [("see", "access:open"), ("see", "theme:trees")])
    assert {(str(g.right), g.choice) for g in public_grants()} == {("see", "access:open"), ("see", "theme:trees")}


def test_roles_of_the_city(person) -> None:
    boss = person("boss", "administrator")
    add_role("inspector", "Thanh tra xây dựng", "", [("see", "theme:permits")], reason=WHY, by=boss)
    lan = person("lan", "inspector")
    assert {(str(g.right), g.choice) for g in grants_of(lan) - public_grants()} == {("see", "theme:permits")}
    for role in ("inspector", "viewer"):
        with pytest.raises(AccessRefused, match="E-ACCESS-20"):
            remove_role(role, reason=WHY, by=boss)
    add_role("unused", "Chưa dùng", "Unused", [], reason=WHY, by=boss)
    remove_role("unused", reason=WHY, by=boss)
    for code, title in (("inspector", "x"), ("Đô thị", "x"), ("fine", " "), ("fine", "x" * 201), ("x" * 41, "x")):
        with pytest.raises(AccessRefused, match="E-ACCESS-21"):
            add_role(code, title, "", [], reason=WHY, by=boss)


@pytest.mark.parametrize("code", ["", "Sở Xây dựng", "../x", "a" * 51, "-a"])
def test_codes_of_organisations_that_are_refused(db: None, code: str) -> None:
    with pytest.raises(AccessRefused, match="E-ACCESS-26"):
        ensure_organisation(code, "Tên", "Name")


@pytest.mark.django_db
def test_a_role_that_begins_tomorrow_is_one_s_own_today() -> None:

    ensure_organisation("tnmt", "Sở", "Office")
    boss = get_user_model().objects.create_user("khoa").pk
    grant_membership("khoa", "tnmt", "administrator")
    grant_membership("khoa", "tnmt", "planner", valid_from=timezone.now() + timedelta(days=1))
    with pytest.raises(AccessRefused, match="E-ACCESS-12"):
        change_role("planner", [("see_personal", "*")], reason="QĐ 1", by=boss)


@pytest.mark.django_db
def test_nobody_brings_back_the_organisation_in_which_they_have_rights() -> None:

    for code in ("tnmt", "cu"):
        ensure_organisation(code, "Sở", "Office")
    boss = get_user_model().objects.create_user("khoa").pk
    grant_membership("khoa", "tnmt", "administrator")
    grant_membership("khoa", "cu", "data_manager")
    end_organisation("cu")
    with pytest.raises(AccessRefused, match="E-ACCESS-12"):
        ensure_organisation("cu", "Sở", "Office", by=boss)
