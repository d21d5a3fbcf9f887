"""The communes of before 1 July 2025 and what became of them, from layers/administration/data."""

from pathlib import Path

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = Path(__file__).resolve().parents[2] / "layers" / "administration" / "data" / "commune_map_2025.csv"

STAGE = """
CREATE TEMPORARY TABLE delivered (
    old_province_code text, old_province text, old_district_code text, old_district text, old_commune_code text,
    old_commune text, is_split boolean, new_province_code text, new_province text, new_commune_code text,
    new_commune text, in_2026_list boolean
) ON COMMIT DROP
"""
FILL = """
INSERT INTO administration_formercommune
    (code, name, district, province, is_split, new_code, new_name, new_province_code, new_province, folded,
     new_folded)
SELECT coalesce(old_commune_code, ''), coalesce(old_commune, old_district), old_district, old_province, is_split,
       new_commune_code, new_commune, new_province_code, new_province,
       search.fold(search.proper(coalesce(old_commune, old_district))), search.fold(search.proper(new_commune))
FROM delivered ORDER BY old_commune_code, new_commune_code
"""


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor, TABLE.open(encoding="utf-8") as file:
        cursor.execute(STAGE)
        cursor.copy_expert("COPY delivered FROM STDIN (FORMAT csv, HEADER)", file)
        cursor.execute(FILL)
        cursor.execute("DROP TABLE delivered")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("search", "0001_index")]
    operations = [
        migrations.CreateModel(
            name="FormerCommune",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_index=True, max_length=5)),
                ("name", models.CharField(max_length=100)),
                ("district", models.CharField(max_length=100)),
                ("province", models.CharField(max_length=100)),
                ("is_split", models.BooleanField()),
                ("new_code", models.CharField(db_index=True, max_length=5)),
                ("new_name", models.CharField(max_length=100)),
                ("new_province_code", models.CharField(max_length=2)),
                ("new_province", models.CharField(max_length=100)),
                ("folded", models.TextField()),
                ("new_folded", models.TextField()),
            ],
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunSQL(
            "CREATE INDEX former_commune_words ON administration_formercommune USING gin (folded gin_trgm_ops);"
            "CREATE INDEX present_commune_words ON administration_formercommune USING gin (new_folded gin_trgm_ops)",
            "DROP INDEX former_commune_words; DROP INDEX present_commune_words",
        ),
    ]
