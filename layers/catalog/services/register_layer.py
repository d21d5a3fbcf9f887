from typing import Any

from django.db import transaction

from gis.errors import LayerRefused
from layers.audit.services import record
from layers.catalog.description import FieldDescription, LayerDescription
from layers.catalog.licences import LICENCES
from layers.catalog.models import Field, Layer, Licence, Organisation
from layers.catalog.services.catalog_version import raise_version
from layers.catalog.soundness import check


@transaction.atomic
def register_layer(description: LayerDescription) -> None:
    """Write the description of a new layer into the catalog. Its tables are made by `layers.features.services`.

    Raises:
        LayerRefused: E-LAYER-01 to 03 for an unsound description, E-LAYER-04 where the name is taken.
    """
    check(description)
    if Layer.objects.filter(name=description.name).exists():
        raise LayerRefused("E-LAYER-04", name=description.name)
    layer = Layer.objects.create(**layer_columns(description))
    Field.objects.bulk_create(
        Field(layer=layer, position=position, **field_columns(field))
        for position, field in enumerate(description.fields)
    )
    record("layer.created", layer=description.name, fields=[field.name for field in description.fields])
    raise_version()


def layer_columns(description: LayerDescription) -> dict[str, Any]:
    """A description, without its fields, as the columns of its row."""
    return {
        "name": description.name,
        "title_vi": description.title.vi,
        "title_en": description.title.en,
        "description_vi": description.description.vi,
        "description_en": description.description.en,
        "theme": description.theme,
        "template": description.template,
        "geometry_kind": str(description.geometry_kind),
        "storage_epsg": description.storage_epsg,
        "key_fields": list(description.key_fields),
        "key_is_unique": description.key_is_unique,
        "title_field": description.title_field,
        "owner": _owner(description.owner),
        "access": description.access,
        "licence": _licence(description.licence),
        "attribution": description.attribution,
        "legal_basis": description.legal_basis,
        "lineage": description.lineage,
        "synthetic": description.synthetic,
        "style": dict(description.style),
        "min_zoom": description.min_zoom,
        "shown_at_start": description.shown_at_start,
        "strict_edits": description.strict_edits,
    }


def field_columns(field: FieldDescription) -> dict[str, Any]:
    """A field's description as the columns of its row."""
    return {
        "name": field.name,
        "field_type": str(field.type),
        "title_vi": field.title.vi,
        "title_en": field.title.en,
        "unit": field.unit,
        "required": field.required,
        "personal": field.personal,
        "aliases": list(field.aliases),
        "code_list": field.code_list,
        "target": field.target,
        "default": field.default,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "pattern": field.pattern,
    }


@transaction.atomic
def unregister_layer(name: str) -> None:
    """Take a layer's description out of the catalog."""
    Layer.objects.filter(name=name).delete()
    raise_version()


def _licence(code: str) -> Licence | None:
    if not code:
        return None
    title, url = LICENCES[code]
    return Licence.objects.get_or_create(code=code, defaults={"title": title, "url": url})[0]


def _owner(code: str) -> Organisation | None:
    return (
        Organisation.objects.get_or_create(code=code, defaults={"title_vi": code, "title_en": code})[0]
        if code
        else None
    )
