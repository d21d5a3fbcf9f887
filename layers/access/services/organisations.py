"""Organisations: who owns data, and for whom people act."""

import re

from django.db import transaction
from django.utils import timezone

from layers.access.errors import AccessRefused
from layers.access.events import told
from layers.access.guards import acts_for, begin, kept_managed
from layers.catalog.models import Organisation

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
LONGEST_TITLE = 200


@transaction.atomic
def ensure_organisation(code: str, vi: str, en: str, *, by: int | None = None) -> None:
    """There is an organisation of this code, with these titles; one that had ended is there again, and whoever acted
    for it and wasn't ended acts for it again.

    Raises:
        AccessRefused: E-ACCESS-12 one would have one's own rights there again; -26 a code or title that can't be used.
            NotAllowed: E-ACCESS-10.
    """
    begin(by, "-")
    vi, en = vi.strip(), en.strip()
    if not _CODE.fullmatch(code) or not vi or max(len(vi), len(en)) > LONGEST_TITLE:
        raise AccessRefused("E-ACCESS-26", organisation=code[:60])
    wanted = {"title_vi": vi, "title_en": en or vi, "ended_at": None}
    ended = Organisation.objects.filter(code=code, ended_at__isnull=False).exists()
    if ended and by is not None and acts_for(by, code):
        raise AccessRefused("E-ACCESS-12")
    if not Organisation.objects.filter(code=code, **wanted).exists():
        Organisation.objects.update_or_create(code=code, defaults=wanted)
        told("organisation.changed", code, vi=vi, en=en or vi)


@transaction.atomic
def end_organisation(code: str, *, reason: str = "", by: int | None = None) -> None:
    """It ends now: nobody acts for it any more, people and keys alike. What it owns stays.

    Raises:
        AccessRefused: E-ACCESS-05 where there is none, or it has ended; -11 no reason; -13 nobody could manage access
            any more. NotAllowed: E-ACCESS-10.
    """
    reason = begin(by, reason)
    with kept_managed(by):
        if not Organisation.objects.filter(code=code, ended_at__isnull=True).update(ended_at=timezone.now()):
            raise AccessRefused("E-ACCESS-05", organisation=code[:80])
    told("organisation.changed", code, ended=True, reason=reason)
