"""Days as people say them, and the moments that are kept: rights given until a day hold to its end."""

from datetime import date, datetime, time, timedelta
from typing import TypedDict

from django.utils import timezone


class Span(TypedDict, total=False):
    """The days of a right as the arguments of services."""

    valid_from: datetime
    valid_to: datetime


def span(first: date | None, last: date | None) -> Span:
    """From the begin of the first day to the end of the last, where they are said."""
    found = Span()
    if first is not None:
        found["valid_from"] = begin_of(first)
    if last is not None:
        found["valid_to"] = end_of(last)
    return found


def begin_of(day: date) -> datetime:
    """The city's midnight at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return begin_of(day + timedelta(days=1))


def last_day(moment: datetime) -> date:
    """The last day on which something holds that ends at a moment."""
    return timezone.localtime(moment - timedelta(microseconds=1)).date()
