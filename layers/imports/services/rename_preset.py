"""Give what a source is known by another name."""

from django.db import transaction

from gis.errors import InvalidRequest
from layers.access.rights import Right
from layers.audit.services import record
from layers.catalog.queries import layer_exists
from layers.features.authority import OPERATOR, Author, Writing
from layers.imports.models import ImportPreset
from layers.imports.preset import NAME
from layers.imports.queries import preset_named


@transaction.atomic
def rename_preset(name: str, new: str, *, by: Author) -> None:
    """For everybody; runs keep the name by which they were understood.

    Raises:
        NotFound: E-MAP-02 there is none, or none that who asks may use. InvalidRequest: E-MAP-05 the new name;
            E-MAP-06 there is one of that name.
    """
    preset = preset_named(by, name)
    if not NAME.fullmatch(new):
        raise InvalidRequest("E-MAP-05", preset=new[:60])
    if by is not OPERATOR and layer_exists(preset.layer):
        Writing.of(by, preset.layer, Right.IMPORT)
    if new == name:
        return
    if ImportPreset.objects.filter(name=new).exists():
        raise InvalidRequest("E-MAP-06", preset=new)
    ImportPreset.objects.filter(name=name).update(name=new)
    record("preset.renamed", layer=preset.layer, subject=new, details={"before": name})
