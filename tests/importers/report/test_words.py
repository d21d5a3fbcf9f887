"""Reports call what they found by a name, never by its code alone."""

import pytest

from gis.error_texts import TEXTS
from importers.report.words import title_of

ELSEWHERE = ("MODEL", "SEARCH")
"""Subjects of notes that no import makes."""


@pytest.mark.parametrize("code", sorted(one for one in TEXTS if one[0] in "WN" and one.split("-")[1] not in ELSEWHERE))
def test_what_a_report_tells_has_a_name(code: str) -> None:
    title = title_of(code)
    assert title is not None
    assert title.vi and title.en and title.vi != title.en
    assert max(len(title.vi), len(title.en)) <= 45, "a heading"
