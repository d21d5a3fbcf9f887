"""Whether codes can stand in one list: on every day one meaning for each code, and no way that leads nowhere."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from gis.errors import CodesRefused
from layers.codes.meaning import Code, best_on, stories


def check_codes(name: str, codes: Sequence[Code]) -> None:
    """Refuse a list that would not be one.

    Raises:
        CodesRefused: E-CODE-08 a code with two meanings on a day, E-CODE-10 a successor that isn't in the list or is
            the same meaning.
    """
    told = stories(codes)
    twice = [
        f"{code} ({earlier.span}; {later.span})"
        for code, story in told.items()
        for earlier, later in pairwise(story)
        if earlier.valid_to is None or later.valid_from is None or later.valid_from < earlier.valid_to
    ]
    if twice:
        raise CodesRefused("E-CODE-08", list=name, codes=_some(twice))
    lost = [
        f"{code.code} → {successor.code}"
        for code in codes
        for successor in code.successors
        if successor.code not in told or successor_of(code, told[successor.code]) is code
    ]
    if lost:
        raise CodesRefused("E-CODE-10", list=name, codes=_some(lost))


def successor_of(code: Code, story: Iterable[Code]) -> Code:
    """Which meaning of another code a code went over to: that of the day from which it held no more, else the last."""
    return best_on(story, code.valid_to or date.max - timedelta(days=1))


def _some(found: list[str]) -> str:
    return ", ".join(found[:12]) + (", …" if len(found) > 12 else "")
