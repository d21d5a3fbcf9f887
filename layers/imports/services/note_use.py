"""Note that a preset has served an import."""

from django.db import transaction
from django.utils import timezone

from layers.imports.models import ImportPreset


@transaction.atomic
def note_use(name: str, source: str) -> None:
    """When, and for which file. An import holds the row until it ends: where another one does, that other's use is the
    one that is noted."""
    rows = ImportPreset.objects.select_for_update(skip_locked=True, no_key=True).filter(name=name)
    for pk in rows.values_list("pk", flat=True):
        ImportPreset.objects.filter(pk=pk).update(source=source[:255], last_used_at=timezone.now())
