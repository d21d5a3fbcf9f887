"""The city's day begins at its own midnight, in Python and in the database alike: plans take effect by it."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_the_database_and_python_have_the_same_today() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_DATE, current_setting('TimeZone')")
        today, zone = cursor.fetchone()
    assert zone == timezone.get_default_timezone_name()
    assert today == timezone.localdate()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 16, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),  # midnight in Biên Hòa
    ],
)
def test_a_day_turns_at_the_citys_midnight(moment: datetime, day: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz::date, %s::timestamptz", [moment, moment])
        assert cursor.fetchone() == (day, moment)
