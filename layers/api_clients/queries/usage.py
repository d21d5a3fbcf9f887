"""How much a client asked, day by day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum
from django.utils import timezone

from layers.api_clients.counting.windows import DAY
from layers.api_clients.models import ApiClient, Count


@dataclass(frozen=True)
class DayOfUse:
    """A day of the city, and the requests let through and refused for their number."""

    day: date
    allowed: int
    refused: int


def usage_of(code: str) -> list[DayOfUse]:
    """The days that are kept, the latest first; up to a second of requests may not be counted yet."""
    client = ApiClient.objects.filter(code=code).values_list("pk", flat=True).first()
    rows = (
        Count.objects.filter(subject=f"c:{client}", seconds=DAY)
        .values_list("starts")
        .annotate(allowed=Sum("allowed"), refused=Sum("refused"))
        .order_by("-starts")
    )
    zone = timezone.get_default_timezone()
    return [
        DayOfUse(datetime.fromtimestamp(starts, zone).date(), allowed, refused) for starts, allowed, refused in rows
    ]
