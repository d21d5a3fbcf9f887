"""Whatever memberships and delegations there are, and whenever one looks: rights equal those of a plain reading."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.access.errors import AccessRefused
from layers.access.models import Delegation, Membership, RoleRight
from layers.access.queries import forget, grants_of, public_grants
from layers.access.services import delegate, ensure_organisation
from layers.catalog.models import Organisation

PEOPLE, OFFICES = ("an", "binh", "chi"), ("ubnd", "so-xd")
ROLES = ("viewer", "planner", "auditor", "administrator")
HOUR = timedelta(hours=1)
hours = st.integers(-6, 6)

memberships = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 1), st.sampled_from(ROLES),
        st.sampled_from([None, ["26041"], ["26017", "26041"]]), hours, st.one_of(st.none(), st.integers(0, 8)),
    ),
    max_size=5,
)  # fmt: skip
delegations = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), hours, st.integers(0, 8)), max_size=4)
Plain = frozenset[tuple[str, str, str, frozenset[str] | None]]


def reference(user: int, at: datetime) -> Plain:
    """One row after the other, in the words of the rule."""
    found = set()
    for row in Membership.objects.select_related("user", "organisation"):
        if row.valid_from > at or (row.valid_to is not None and row.valid_to <= at):
            continue
        if row.organisation.ended_at is not None or not row.user.is_active:
            continue
        holders = {row.user_id}
        for given_ in row.delegations.select_related("to"):
            if given_.valid_from <= at < given_.valid_to and given_.to.is_active:
                holders.add(given_.to_id)
        if user in holders:
            where = None if row.communes is None else frozenset(row.communes)
            for right, choice in RoleRight.objects.filter(role=row.role_id).values_list("right", "choice"):
                found.add((right, choice, row.organisation.code, where))
    return frozenset(found)


def held(user: int) -> Plain:
    forget()
    return frozenset((str(g.right), g.choice, g.organisation, g.communes) for g in grants_of(user) - public_grants())


@pytest.fixture
def people(db: None) -> list[int]:
    for office in OFFICES:
        ensure_organisation(office, office, office)
    return [get_user_model().objects.create_user(name).pk for name in PEOPLE]


@settings(max_examples=60)
@given(
    memberships, delegations, st.sets(st.integers(0, 2), max_size=1), st.sets(st.integers(0, 1), max_size=1),
    st.lists(st.integers(-7, 9), min_size=1, max_size=4),
)  # fmt: skip
def test_rights_are_those_of_a_plain_reading(people, given_memberships, given_delegations, gone, ended, looks) -> None:
    base = timezone.now().replace(microsecond=0)
    with pytest.MonkeyPatch.context() as clock, transaction.atomic():
        offices = [Organisation.objects.get(code=code) for code in OFFICES]
        rows = [
            Membership.objects.create(
                user_id=people[who], organisation=offices[office], role_id=role, communes=communes,
                valid_from=base + begins * HOUR,
                valid_to=None if lasts is None else base + (begins + lasts) * HOUR,
            )
            for who, office, role, communes, begins, lasts in given_memberships
        ]  # fmt: skip
        for at, to, begins, lasts in given_delegations:
            if at < len(rows):
                Delegation.objects.create(
                    membership=rows[at], to_id=people[to], valid_from=base + begins * HOUR,
                    valid_to=base + (begins + lasts) * HOUR, reason="-",
                )  # fmt: skip
        get_user_model().objects.filter(pk__in=[people[one] for one in gone]).update(is_active=False)
        Organisation.objects.filter(pk__in=[offices[one].pk for one in ended]).update(ended_at=base)
        for look in looks:
            moment = base + look * HOUR
            clock.setattr(timezone, "now", lambda moment=moment: moment)
            for user in people:
                assert held(user) == reference(user, moment), (user, look)
        transaction.set_rollback(True)


@settings(max_examples=40)
@given(memberships.filter(bool), st.lists(st.tuples(st.integers(0, 4), *[st.integers(0, 2)] * 2, hours, hours)), hours)
def test_nobody_gains_by_delegation_what_the_giver_has_not(people, given_memberships, tries, look) -> None:
    """Whoever tries whatever: what somebody has beyond their own memberships, its holder has at that very moment."""
    base = timezone.now().replace(microsecond=0)
    with pytest.MonkeyPatch.context() as clock, transaction.atomic():
        office = Organisation.objects.get(code="ubnd")
        rows = [
            Membership.objects.create(
                user_id=people[who], organisation=office, role_id=role, communes=communes,
                valid_from=base + begins * HOUR, valid_to=None if lasts is None else base + (begins + lasts) * HOUR,
            )
            for who, _office, role, communes, begins, lasts in given_memberships
        ]  # fmt: skip
        for at, to, by, begins, ends in tries:
            try:
                with transaction.atomic():
                    delegate(
                        rows[at % len(rows)].pk, PEOPLE[to], valid_from=base + begins * HOUR,
                        valid_to=base + ends * HOUR, reason="nghỉ phép", by=people[by],
                    )  # fmt: skip
            except AccessRefused:
                continue
        clock.setattr(timezone, "now", lambda: base + look * HOUR)
        own = {user: held_by_own(user, base + look * HOUR) for user in people}
        for user in people:
            givers = set(Delegation.objects.filter(to_id=user).values_list("membership__user_id", flat=True))
            assert held(user) <= frozenset().union(own[user], *(own[giver] for giver in givers))
        transaction.set_rollback(True)


def held_by_own(user: int, at: datetime) -> Plain:
    kept = list(Delegation.objects.all())
    Delegation.objects.all().delete()
    found = reference(user, at)
    Delegation.objects.bulk_create(kept)
    return found
