"""Who may decide what: a power begins on a day and ends on a day, by a document. Nothing is written over."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from layers.access.errors import AccessRefused
from layers.access.events import told
from layers.access.guards import begin
from layers.access.models import DecisionPower
from layers.access.powers import AUTHORITIES, GRADES, LEVELS, SUBJECTS, WORKS


@transaction.atomic
def add_power(
    subject: str,
    authority: str,
    *,
    valid_from: date,
    source: str,
    plan_level: str = "",
    works_grade: str = "",
    works: str = "",
    condition_vi: str = "",
    condition_en: str = "",
    valid_to: date | None = None,
    verified: bool = False,
    note: str = "",
    reason: str = "",
    by: int | None = None,
) -> int:
    """Somebody may decide something from a day on, to before another where one is said. Gives the power's id.

    Raises:
        AccessRefused: E-ACCESS-11 no reason, -27 a word that isn't known, no source, or days that overlap with the same
            power. NotAllowed: E-ACCESS-10.
    """
    reason = begin(by, reason)
    for member, value, known in (
        ("subject", subject, tuple(SUBJECTS)),
        ("authority", authority, tuple(AUTHORITIES)),
        ("plan_level", plan_level, ("", *LEVELS)),
        ("works_grade", works_grade, ("", *GRADES)),
        ("works", works, ("", *WORKS)),
    ):
        if value not in known:
            raise _wrong(member, f"{value[:40]} ({', '.join(filter(None, known))})")
    if not source.strip():
        raise _wrong("source", "-")
    for member, text in (
        ("source", source), ("condition_vi", condition_vi), ("condition_en", condition_en), ("note", note),
    ):  # fmt: skip
        if len(text) > 300:
            raise _wrong(member, f"{text[:20]}… ({len(text)} > 300)")
    if valid_to is not None and valid_to <= valid_from:
        raise _wrong("valid_to", valid_to.isoformat())
    same = DecisionPower.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from), subject=subject, authority=authority,
        plan_level=plan_level, works_grade=works_grade, works=works, condition_vi=condition_vi.strip(),
    )  # fmt: skip
    if valid_to is not None:
        same = same.filter(valid_from__lt=valid_to)
    if same.exists():
        raise _wrong("valid_from", valid_from.isoformat())
    row = DecisionPower.objects.create(
        subject=subject, authority=authority, plan_level=plan_level, works_grade=works_grade, works=works,
        condition_vi=condition_vi.strip(), condition_en=condition_en.strip(), valid_from=valid_from, valid_to=valid_to,
        source=source.strip(), verified=verified, note=note.strip(),
    )  # fmt: skip
    told("access.authority_changed", subject, **_facts(row), reason=reason)
    return row.pk


@transaction.atomic
def end_power(power_id: int, day: date, *, reason: str = "", by: int | None = None) -> None:
    """It holds no more from the day on; before it still did.

    Raises:
        AccessRefused: E-ACCESS-11 no reason, -27 the day is before its first, -28 there is no such power, or it has
            ended before that day. NotAllowed: E-ACCESS-10.
    """
    reason = begin(by, reason)
    row = DecisionPower.objects.select_for_update().filter(pk=power_id).first()
    if row is None or (row.valid_to is not None and row.valid_to <= day):
        raise AccessRefused("E-ACCESS-28", id=power_id)
    if day <= row.valid_from:
        raise _wrong("valid_to", day.isoformat())
    row.valid_to = day
    row.save(update_fields=["valid_to"])
    told("access.authority_changed", row.subject, **_facts(row), reason=reason)


def _wrong(member: str, value: str) -> AccessRefused:
    return AccessRefused("E-ACCESS-27", member=member, value=value)


def _facts(row: DecisionPower) -> dict[str, object]:
    return {
        "power": row.pk, "authority": row.authority, "plan_level": row.plan_level, "works_grade": row.works_grade,
        "works": row.works, "valid_from": row.valid_from, "valid_to": row.valid_to, "source": row.source,
    }  # fmt: skip
