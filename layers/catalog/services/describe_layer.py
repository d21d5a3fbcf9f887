from dataclasses import replace
from typing import Any

from django.db import transaction

from gis.errors import LayerRefused
from layers.audit.changes import changes_between
from layers.audit.services import record
from layers.catalog.description import LayerDescription
from layers.catalog.models import Layer
from layers.catalog.queries import stored_description
from layers.catalog.services.catalog_version import raise_version
from layers.catalog.services.register_layer import layer_columns
from layers.catalog.soundness import check

SETTLED = frozenset({"name", "geometry_kind", "storage_epsg", "template", "fields"})
"""What can't be changed by describing it anew: the tables are made of it."""


@transaction.atomic
def describe_layer_anew(name: str, **changes: Any) -> LayerDescription:
    """Change titles, texts, licence, access, style or key of a layer, and return its description.

    The index of a key is the business of `layers.features.services.change_key`.

    Raises:
        LayerRefused: E-LAYER-03 a key that is no field, E-LAYER-11 what is settled with the tables. NotFound:
            E-LAYER-05.
    """
    settled = sorted(SETTLED.intersection(changes))
    if settled:
        raise LayerRefused("E-LAYER-11", name=name, settled=", ".join(settled))
    before = stored_description(name)
    description = replace(before, **changes)
    check(description)
    columns = layer_columns(description)
    Layer.objects.filter(name=name).update(**columns)
    record("layer.changed", layer=name, details=changes_between(layer_columns(before), columns))
    raise_version()
    return description
