"""A layer's fields in the catalog; their columns are `layers.features.services`' business."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from layers.audit.changes import changes_between
from layers.audit.services import record
from layers.catalog.description import FieldDescription
from layers.catalog.models import Field, Layer
from layers.catalog.services.catalog_version import raise_version
from layers.catalog.services.register_layer import field_columns


@transaction.atomic
def register_field(layer: str, field: FieldDescription) -> None:
    """Write a new field behind the others."""
    row = Layer.objects.get(name=layer)
    last = row.fields.aggregate(last=Max("position"))["last"]
    Field.objects.create(layer=row, position=0 if last is None else last + 1, **field_columns(field))
    record("field.added", layer=layer, fields=[field.name])
    raise_version()


@transaction.atomic
def describe_field(layer: str, field: FieldDescription) -> None:
    """Write what is now said of a field."""
    columns, row = field_columns(field), Field.objects.filter(layer__name=layer, name=field.name)
    before = row.values(*columns).first() or {}
    row.update(**columns)
    record("field.changed", layer=layer, fields=[field.name], details=changes_between(before, columns))
    raise_version()


@transaction.atomic
def hide_field(layer: str, name: str) -> None:
    """Let nobody know of a field any more; its column stands until every worker has noticed."""
    Field.objects.filter(layer__name=layer, name=name).update(hidden_at=timezone.now())
    record("field.dropped", layer=layer, fields=[name])
    raise_version()


@transaction.atomic
def rename_hidden(layer: str, name: str, new_name: str) -> None:
    """Write under which name a hidden field's column goes on."""
    Field.objects.filter(layer__name=layer, name=name, hidden_at__isnull=False).update(name=new_name, former_name=name)
    raise_version()


@transaction.atomic
def show_field(layer: str, hidden_name: str, name: str) -> None:
    """Let a hidden field be known again, under a name."""
    Field.objects.filter(layer__name=layer, name=hidden_name).update(name=name, former_name="", hidden_at=None)
    record("field.restored", layer=layer, fields=[name])
    raise_version()
