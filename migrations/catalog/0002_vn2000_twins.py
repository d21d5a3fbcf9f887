"""PostGIS, its companions, and the pinned VN-2000 systems (see gis.spatial.vn2000)."""

from django.contrib.postgres.operations import BtreeGistExtension, CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from gis.spatial.vn2000 import SYSTEMS, TWIN_AUTHORITY


def pin_twins(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        for system in SYSTEMS.values():
            cursor.execute(
                "INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid, srtext, proj4text) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (srid) DO UPDATE SET auth_name = excluded.auth_name, auth_srid = excluded.auth_srid,"
                " srtext = excluded.srtext, proj4text = excluded.proj4text",
                (system.srid, TWIN_AUTHORITY, system.epsg, system.wkt1, system.proj4.replace(" +type=crs", "")),
            )


def unpin_twins(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DELETE FROM spatial_ref_sys WHERE auth_name = %s", (TWIN_AUTHORITY,))


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]
    operations = [
        CreateExtension("postgis"),
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunPython(pin_twins, unpin_twins),
    ]
