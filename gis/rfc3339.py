"""Days and instants as RFC 3339, 5.6 writes them; `datetime.fromisoformat` reads much more than that."""

import re
from datetime import date, datetime

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]+))?(?:[Zz]|([+ -])([0-9]{2}:[0-9]{2}))"
)


def full_date(text: str) -> date:
    """`2026-11-21`.

    Raises:
        ValueError: it is anything else.
    """
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def date_time(text: str) -> datetime:
    """`2026-11-21T07:00:00+07:00`; a plus sign that a client forgot to encode arrives as a space.

    Raises:
        ValueError: it is anything else.
    """
    match = _DATE_TIME.fullmatch(text)
    if not match:
        raise ValueError(text)
    day, clock, fraction, sign, offset = match.groups()
    zone = "+00:00" if offset is None else ("-" if sign == "-" else "+") + offset
    return datetime.fromisoformat(f"{day}T{clock}.{(fraction or '')[:6]:0<6}{zone}")
