"""Organisations: who owns data, and for whom people act."""

from django.db import transaction
from django.utils import timezone

from layers.access.errors import AccessRefused
from layers.catalog.models import Organisation


@transaction.atomic
def ensure_organisation(code: str, vi: str, en: str) -> None:
    """There is an organisation of this code, with these titles; one that had ended is there again."""
    Organisation.objects.update_or_create(code=code, defaults={"title_vi": vi, "title_en": en, "ended_at": None})


@transaction.atomic
def end_organisation(code: str) -> None:
    """It ends now: nobody acts for it any more, people and keys alike. What it owns stays.

    Raises:
        AccessRefused: E-ACCESS-05 where there is none, or it has ended.
    """
    if not Organisation.objects.filter(code=code, ended_at__isnull=True).update(ended_at=timezone.now()):
        raise AccessRefused("E-ACCESS-05", organisation=code[:80])
