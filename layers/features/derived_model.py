"""The GeoDjango model of a layer, derived from its description, for code that wants the ORM.

Each model lives in a private registry and is made anew for a description: nothing keeps it past a catalog version.
"""

from typing import Any

from django.apps.registry import Apps
from django.contrib.gis.db import models

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldType, LayerDescription
from layers.features.tables import SCHEMA

GEOMETRY_FIELDS: dict[GeometryKind, Any] = {
    GeometryKind.POINT: models.PointField,
    GeometryKind.LINE: models.MultiLineStringField,
    GeometryKind.POLYGON: models.MultiPolygonField,
}
FIELDS: dict[FieldType, Any] = {
    FieldType.TEXT: models.TextField,
    FieldType.INTEGER: models.BigIntegerField,
    FieldType.DECIMAL: models.FloatField,
    FieldType.BOOLEAN: models.BooleanField,
    FieldType.DATE: models.DateField,
    FieldType.TIME: models.DateTimeField,
}


def derive_model(description: LayerDescription) -> type[models.Model]:
    """An unmanaged model over the published table. Its geometry's SRID is the pinned twin's: transform it with the
    ORM's `Transform()`, never with `GEOSGeometry.transform`."""

    class Meta:
        app_label = "features"
        apps = Apps()
        managed = False
        db_table = f'{SCHEMA}"."{description.name}'

    attributes: dict[str, Any] = {
        "__module__": __name__,
        "Meta": Meta,
        "public_id": models.BigIntegerField(primary_key=True),
        "valid_from": models.DateField(),
        "valid_to": models.DateField(null=True),
        "version": models.IntegerField(),
        "recorded_from": models.DateTimeField(),
        "import_run": models.BigIntegerField(null=True),
        "commune_code": models.TextField(null=True),
        "extra": models.JSONField(null=True),
        "geom": GEOMETRY_FIELDS[description.geometry_kind](srid=description.storage.srid),
    }
    for field in description.fields:
        attributes[field.name] = FIELDS[field.type.value_type](null=not field.required)
    return type(description.name.title().replace("_", ""), (models.Model,), attributes)
