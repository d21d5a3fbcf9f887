"""Every change of rights is in the audit log, with who, to whom, what and why; and none that was refused."""

from datetime import date, timedelta

import pytest
import shapely
from django.utils import timezone

from layers.access.errors import AccessRefused
from layers.access.models import Membership
from layers.access.queries.powers import who_decides
from layers.access.services import (
    add_power,
    add_role,
    add_withheld,
    change_area,
    change_role,
    delegate,
    end_delegation,
    end_membership,
    end_organisation,
    end_power,
    end_withheld,
    ensure_organisation,
    grant_membership,
    remove_role,
)
from layers.audit.actor import Actor, ActorKind, acting_as
from tests.layers.audit.rows import events

BASE = shapely.box(106.8231, 10.9441, 106.83, 10.95)


def test_what_is_recorded(person) -> None:
    boss, lan = person("boss", "administrator"), person("lan")
    person("minh")
    first = len(events())
    with acting_as(Actor(ActorKind.PERSON, id=boss, name="boss")):
        number = grant_membership("lan", "ubnd", "planner", areas=["26041"], reason="QĐ 1", by=boss)
        moved = change_area(number, ["75"], reason="QĐ 2", by=boss)
        tomorrow = timezone.now() + timedelta(days=1)
        lent = delegate(moved, "minh", valid_to=tomorrow, reason="nghỉ phép", by=lan)
        end_delegation(lent, reason="về sớm", by=lan)
        end_membership(moved, reason="nghỉ việc", by=boss)
        add_role("inspector", "Thanh tra", "", [("see", "theme:permits")], reason="QĐ 3", by=boss)
        change_role("inspector", [], reason="QĐ 4", by=boss)
        remove_role("inspector", reason="QĐ 5", by=boss)
        ensure_organisation("water", "Công ty nước", "", by=boss)
        ensure_organisation("water", "Công ty nước", "", by=boss)  # as it is: nothing to tell
        end_organisation("water", reason="QĐ 6", by=boss)
        add_withheld("base", "Doanh trại", BASE, ["*"], reason="QĐ 7", by=boss)
        end_withheld("base", reason="QĐ 8", by=boss)
        power = add_power(
            "plan_approval", "zone_board", valid_from=date(2027, 1, 1), source="QĐ 9", reason="QĐ 9", by=boss
        )
        end_power(power, date(2028, 1, 1), reason="QĐ 10", by=boss)
    found = events("action, subject, actor_id, details->>'reason'")[first:]
    assert found == [
        ("access.granted", "lan", boss, "QĐ 1"),
        ("access.changed", "lan", boss, "QĐ 2"),
        ("access.delegated", "minh", boss, "nghỉ phép"),
        ("access.ended", "minh", boss, "về sớm"),
        ("access.ended", "lan", boss, "nghỉ việc"),
        ("access.changed", "inspector", boss, "QĐ 3"),
        ("access.changed", "inspector", boss, "QĐ 4"),
        ("access.changed", "inspector", boss, "QĐ 5"),
        ("organisation.changed", "water", boss, None),
        ("organisation.changed", "water", boss, "QĐ 6"),
        ("access.area_withheld", "base", boss, "QĐ 7"),
        ("access.area_released", "base", boss, "QĐ 8"),
        ("access.authority_changed", "plan_approval", boss, "QĐ 9"),
        ("access.authority_changed", "plan_approval", boss, "QĐ 10"),
    ]
    assert not [text for text in events("details::text") if "106.8" in text], "where an area lies is told nobody"


def test_what_is_refused_is_not_told_as_done(person) -> None:
    boss = person("boss", "administrator")
    first = len(events())
    for refused in (
        lambda: grant_membership("boss", "ubnd", "planner", reason="x", by=boss),
        lambda: end_membership(Membership.objects.get().pk, reason="x", by=boss),
        lambda: end_power(
            who_decides("plan_approval", plan_level="general")[0].id, date(2020, 1, 1), reason="x", by=boss
        ),
    ):
        with pytest.raises(AccessRefused):
            refused()
    assert len(events()) == first
