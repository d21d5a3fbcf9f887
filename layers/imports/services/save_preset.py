"""Keep how a source was understood, under a name."""

from django.db import transaction

from gis.errors import InvalidRequest
from layers.access.rights import Right
from layers.audit.actor import actor_now
from layers.audit.services import record
from layers.features.authority import Author, Writing
from layers.imports.models import ImportPreset
from layers.imports.preset import NAME, Preset, signature


@transaction.atomic
def save_preset(preset: Preset, *, by: Author) -> None:
    """Save it, in the place of the layer's own one of that name. The layer has to be there.

    Raises:
        InvalidRequest: E-MAP-05 the name; E-MAP-04 it is another layer's preset. NotFound: E-LAYER-05, NotAllowed:
            E-ACCESS-01 who asks may not import into the layer.
    """
    if not NAME.fullmatch(preset.name):
        raise InvalidRequest("E-MAP-05", preset=preset.name[:60])
    Writing.of(by, preset.layer, Right.IMPORT)
    there = ImportPreset.objects.select_for_update().filter(name=preset.name).first()
    if there is not None and there.layer != preset.layer:
        raise InvalidRequest("E-MAP-04", preset=preset.name, layer=there.layer)
    row = there or ImportPreset(name=preset.name, layer=preset.layer)
    row.template, row.columns = preset.template, list(signature(preset.columns))
    row.mapping, row.crs, row.encoding = dict(preset.mapping), preset.crs, preset.encoding
    row.value_maps = {name: dict(values) for name, values in preset.value_maps.items()}
    row.options, row.source = dict(preset.options), preset.source[:255]
    row.created_by_id = actor_now().id
    row.save()
    record("preset.saved", layer=preset.layer, subject=preset.name)
