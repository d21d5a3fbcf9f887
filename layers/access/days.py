"""Days as people say them, and the moments that are kept: rights given until a day hold to its end."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def begin_of(day: date) -> datetime:
    """The city's midnight at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return begin_of(day + timedelta(days=1))


def last_day(moment: datetime) -> date:
    """The last day on which something holds that ends at a moment."""
    return timezone.localtime(moment - timedelta(microseconds=1)).date()
