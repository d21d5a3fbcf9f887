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
    """Workers, and the database that adds up; a worker's message takes a while. Time stands still but for seconds."""

    def __init__(self, limit: int, workers: int) -> None:
        self.windows = [Window(MINUTE, 0, limit, workers=max(2, workers)) for _ in range(workers)]
        self.told = [0] * workers
        self.passed = 0
        self.now = 0.0
        self.on_the_way: dict[int, int] = {}

    def ask(self, at: int) -> None:
        window = self.windows[at]
        if window.has_room(self.now):
            window.pending += 1
            self.passed += 1
        if window.should_tell(self.now) and at not in self.on_the_way:
            self.on_the_way[at] = window.pending

    def deliver(self, at: int) -> None:
        sent = self.on_the_way.pop(at, self.windows[at].pending)
        self.told[at] += sent
        self.windows[at].told(sent, 0, sum(self.told), sum(1 for each in self.told if each), self.now)


@settings(max_examples=200)
@given(
    limit=st.integers(60, 3_000),
    workers=st.integers(1, 4),
    late=st.integers(0, 30),
    second=st.integers(20, 2_000),
    shares=st.lists(st.integers(0, 3), min_size=1, max_size=40),
)
def test_together_they_keep_the_limit_to_five_percent(
    limit: int, workers: int, late: int, second: int, shares: list[int]
) -> None:
    """However requests fall on the workers, and though each message is overtaken by `late` of them. Every `second`
    requests all that is pending is told. A worker may be wrong by a request, however small the limit is."""
    city = Together(limit, workers)
    waited: dict[int, int] = {}
    for n in range(4 * limit + 40 * late):
        city.ask(shares[n % len(shares)] % workers)
        for each in list(city.on_the_way):
            waited[each] = waited.get(each, 0) + 1
            if waited[each] > late:
                city.deliver(each)
                waited.pop(each)
        if n % second == second - 1:
            city.now += 1.0
            for each in range(workers):
                city.deliver(each)
            waited.clear()
    assert limit - workers <= city.passed
    assert city.passed <= limit * 1.05 + workers


@given(limit=st.integers(1, 100), asked=st.integers(0, 300))
def test_one_worker_is_exact(limit: int, asked: int) -> None:
    city = Together(limit, 1)
    for _ in range(asked):
        city.ask(0)
        if city.on_the_way:
            city.deliver(0)
    assert city.passed == min(limit, asked)


def test_what_is_asked_at_once_after_a_pause_is_let_through() -> None:
    """A program that draws a map asks for dozens of tiles in a moment: the usual limit bears that on old knowledge."""
    window = Window(MINUTE, 0, 3_000)
    for _ in range(75):
        assert window.has_room(0.0)
        window.pending += 1
    assert not window.has_room(0.0)
    window.told(75, 0, 75, 1, now=0.0)
    assert window.has_room(0.0)


def test_no_limit_refuses_nothing() -> None:
    window = Window(DAY, 0, 0, known=10**9)
    assert window.has_room(0.0)
    assert not window.should_tell(0.0)
