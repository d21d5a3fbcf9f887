"""Forget how a source was understood."""

from django.db import transaction

from layers.access.rights import Right
from layers.audit.services import record
from layers.catalog.queries import layer_exists
from layers.features.authority import OPERATOR, Author, Writing
from layers.imports.models import ImportPreset
from layers.imports.queries import preset_named


@transaction.atomic
def remove_preset(name: str, *, by: Author) -> None:
    """Remove it for everybody.

    Raises:
        NotFound: E-MAP-02 there is none, or none that who asks may use.
    """
    preset = preset_named(by, name)
    if by is not OPERATOR and layer_exists(preset.layer):
        Writing.of(by, preset.layer, Right.IMPORT)
    ImportPreset.objects.filter(name=preset.name).delete()
    record("preset.removed", layer=preset.layer, subject=preset.name)
