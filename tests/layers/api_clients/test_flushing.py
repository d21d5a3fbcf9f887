"""Counts in the database: added up over workers, kept while it is away, told after their window, thrown away when old."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from layers.api_clients.counting import counters, flush, flushing, take
from layers.api_clients.counting.flushing import sweep
from layers.api_clients.counting.windows import DAY, MINUTE
from layers.api_clients.models import Count, Credential
from layers.api_clients.queries import usage_of
from layers.api_clients.services import make_key
from layers.api_clients.tokens import Kind

pytestmark = pytest.mark.django_db
LIMITS = ((MINUTE, 100), (DAY, 1_000))


@pytest.fixture(autouse=True)
def _at_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Minutes don't end in the middle of a test."""
    monkeypatch.setattr(counters._Worker, "now", lambda self: 1_800_000_030.0)


def asked(times: int, subject: str = "c:1") -> int:
    return sum(take(subject, LIMITS).is_allowed for _ in range(times))


def test_workers_are_added_up() -> None:
    assert asked(60) == 60
    flush()
    counters.reset()  # from here on another worker
    assert asked(1) == 1
    flush()
    assert asked(60) == 39
    flush()
    minute = Count.objects.filter(subject="c:1", seconds=MINUTE)
    assert sorted(minute.values_list("allowed", "refused")) == [(40, 21), (60, 0)]


def test_subjects_do_not_mix() -> None:
    assert (asked(150, "c:1"), asked(50, "c:11")) == (100, 50)
    flush()
    assert Count.objects.get(subject="c:11", seconds=MINUTE).allowed == 50


def test_counts_wait_for_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> Any:
        raise DatabaseError("away")

    asked(10)
    with monkeypatch.context() as patched:
        patched.setattr(flushing, "_told", away)
        with pytest.raises(DatabaseError):
            flush()
        assert asked(95) == 90  # meanwhile the limit is kept by what is known here
    flush()
    assert Count.objects.get(subject="c:1", seconds=MINUTE).allowed == 100


def test_what_was_not_told_before_its_minute_ended_is_told_after(monkeypatch: pytest.MonkeyPatch) -> None:
    asked(7)
    monkeypatch.setattr(counters._Worker, "now", lambda self: 1_800_000_090.0)
    asked(2)
    flush()
    rows = Count.objects.filter(subject="c:1", seconds=MINUTE).order_by("starts")
    assert list(rows.values_list("starts", "allowed")) == [(1_800_000_000, 7), (1_800_000_060, 2)]
    assert Count.objects.get(subject="c:1", seconds=DAY).allowed == 9
    assert [key for key in counters.worker.windows if "@" in key[0]] == []


def test_what_is_old_is_thrown_away(department: str) -> None:
    now = int(time.time())
    for seconds, age in ((MINUTE, 300), (MINUTE, 3_600), (DAY, 86_400 * 39), (DAY, 86_400 * 41)):
        Count.objects.create(subject="c:1", seconds=seconds, starts=now - age, worker="w")
    make_key(department)
    for hours in (1, 25):
        ended = timezone.now() - timedelta(hours=hours)
        owner = Credential.objects.filter(kind=Kind.KEY).get().client
        Credential.objects.create(client=owner, kind=Kind.TOKEN, digest=str(hours), scopes=[], expires_at=ended)
    sweep()
    assert sorted(now - at for at in Count.objects.values_list("starts", flat=True)) == [300, 86_400 * 39]
    assert sorted(Credential.objects.values_list("kind", flat=True)) == ["key", "token"]


def test_usage_is_by_day_of_the_city(department: str) -> None:
    from layers.api_clients.models import ApiClient

    asked(5, f"c:{ApiClient.objects.get().pk}")
    flush()
    assert [(str(one.day), one.allowed) for one in usage_of(department)] == [("2027-01-15", 5)]
