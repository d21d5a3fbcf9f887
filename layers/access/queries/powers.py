"""Who may decide what, on a day."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from layers.access.models import DecisionPower
from layers.access.powers import Power

_COLUMNS = (
    "id", "subject", "plan_level", "works_grade", "works", "authority", "condition_vi", "condition_en", "valid_from",
    "valid_to", "source", "verified", "note",
)  # fmt: skip


def who_decides(
    subject: str, *, plan_level: str = "", works_grade: str = "", works: str = "", on: date | None = None
) -> list[Power]:
    """The powers that cover what is asked for on the day, today unless said; those under a condition are told with it.

    What isn't said may be anything: without a grade, the powers for every grade. Zone boards come first, for in their
    zones they go before the others.
    """
    return _powers(Q(subject=subject) & _covers("plan_level", plan_level) & _covers("works_grade", works_grade)
                   & _covers("works", works), on or timezone.localdate())  # fmt: skip


def decision_powers(on: date | None = None) -> list[Power]:
    """All powers that hold on the day; without one, all that ever held."""
    return _powers(Q(), on)


def _covers(column: str, value: str) -> Q:
    return Q(**{f"{column}__in": ["", value]}) if value else Q()


def _powers(chosen: Q, on: date | None) -> list[Power]:
    if on is not None:
        chosen &= Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    found = [
        Power(*row) for row in DecisionPower.objects.filter(chosen).order_by("subject", "pk").values_list(*_COLUMNS)
    ]
    return sorted(found, key=lambda one: (one.subject, one.authority != "zone_board", one.id))
