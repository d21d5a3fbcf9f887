"""The rule by which workers keep a limit together without asking each other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.api_clients.counting.windows import DAY, MINUTE, Window, window_start

HANOI = 7 * 3600


@pytest.mark.parametrize(
    ("seconds", "now", "starts"),
    [
        (MINUTE, 1_800_000_059.9, 1_800_000_000),
        (MINUTE, 1_800_000_060.0, 1_800_000_060),
        (DAY, 1_799_945_999.0, 1_799_859_600),  # 23:59:59 in the city
        (DAY, 1_799_946_000.0, 1_799_946_000),  # its midnight, 17:00 in Greenwich
    ],
)
def test_windows_are_minutes_and_days_of_the_city(seconds: int, now: float, starts: int) -> None:
    assert window_start(seconds, now, HANOI) == starts


class Together:
    """Workers, and the database that adds up; a worker's message takes a while."""

    def __init__(self, limit: int, workers: int) -> None:
        self.windows = [Window(MINUTE, 0, limit) for _ in range(workers)]
        self.told = [0] * workers
        self.passed = 0
        self.on_the_way: dict[int, int] = {}

    def ask(self, at: int) -> None:
        window = self.windows[at]
        if window.has_room:
            window.pending += 1
            self.passed += 1
        if window.should_tell and at not in self.on_the_way:
            self.on_the_way[at] = window.pending

    def deliver(self, at: int) -> None:
        sent = self.on_the_way.pop(at, self.windows[at].pending)
        self.told[at] += sent
        seen = sum(1 for each in self.told if each)
        self.windows[at].told(sent, 0, sum(self.told), seen)


@settings(max_examples=150)
@given(
    limit=st.integers(40, 2_000),
    workers=st.integers(1, 4),
    late=st.integers(0, 8),
    shares=st.lists(st.integers(0, 3), min_size=1, max_size=40),
)
def test_together_they_keep_the_limit_to_five_percent(limit: int, workers: int, late: int, shares: list[int]) -> None:
    """However the requests fall on the workers: as long as a message isn't overtaken by many requests."""
    city = Together(limit, workers)
    waited: dict[int, int] = {}
    for n in range(3 * limit):
        at = shares[n % len(shares)] % workers
        city.ask(at)
        for each in list(city.on_the_way):
            waited[each] = waited.get(each, 0) + 1
            if waited[each] > late:
                city.deliver(each)
                waited.pop(each)
        if n % (limit // 2 + 1) == 0:  # the second is over
            for each in range(workers):
                city.deliver(each)
    slack = workers * (late + 2)
    assert limit - workers <= city.passed <= limit * 1.05 + slack


@given(limit=st.integers(1, 100), asked=st.integers(0, 300))
def test_one_worker_is_exact(limit: int, asked: int) -> None:
    city = Together(limit, 1)
    for _ in range(asked):
        city.ask(0)
        if city.on_the_way:
            city.deliver(0)
    assert city.passed == min(limit, asked)


def test_no_limit_refuses_nothing() -> None:
    window = Window(DAY, 0, 0, known=10**9)
    assert window.has_room
    assert not window.should_tell
