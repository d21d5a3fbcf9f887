"""Preparing ahead changes neither order nor errors, and ends when its taker does."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.services.prefetch import prefetched


@given(st.lists(st.integers(), max_size=20))
def test_the_same_items_in_the_same_order(items: list[int]) -> None:
    assert list(prefetched(iter(items))) == items


def test_an_error_comes_where_it_happened() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    taken = prefetched(failing())
    assert next(taken) == 1
    with pytest.raises(ValueError, match="broken"):
        next(taken)


def test_the_thread_ends_with_its_taker() -> None:
    before = threading.active_count()
    taken = prefetched(iter(range(1000)))
    assert next(taken) == 0
    taken.close()
    assert threading.active_count() == before
