"""Provinces, districts and communes before July 2025 and since, and what became of what.

From layers/administration/data: commune_map_2025.csv has the state of 30 June 2025 and its successors,
admin_units_2026.csv the units of 2026. Between the two lists lies one more change, that of Đồng Nai: a central city since
30 April 2026, with ten communes that became wards. One code of the map, 06970 (Ba Chẽ), is 06978 in the list, which
decides. The table of former communes goes: it said the same less fully.
"""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

DATA = Path(__file__).resolve().parents[2] / "layers" / "administration" / "data"

STAGE = """
CREATE TEMPORARY TABLE mapped (
    old_province_code text, old_province text, old_district_code text, old_district text, old_commune_code text,
    old_commune text, is_split boolean, new_province_code text, new_province text, new_commune_code text,
    new_commune text, in_2026_list boolean
) ON COMMIT DROP;
CREATE TEMPORARY TABLE listed (
    province_code text, province text, commune_code text, type text, name text, full_name text
) ON COMMIT DROP;
"""
FILL = """
UPDATE mapped SET new_commune_code = '06978' WHERE new_commune_code = '06970';

CREATE TEMPORARY TABLE former ON COMMIT DROP AS
SELECT DISTINCT old_province_code AS code, 'province' AS level, old_province AS full_name, '' AS parent FROM mapped
UNION SELECT old_district_code, 'district', old_district, old_province_code FROM mapped
UNION SELECT old_commune_code, 'commune', old_commune, old_district_code FROM mapped WHERE old_commune_code IS NOT NULL;

-- What Đồng Nai changed has another kind in the map, which is older.
CREATE TEMPORARY TABLE present ON COMMIT DROP AS
SELECT province_code AS code, 'province' AS level, province AS full_name, '' AS parent FROM listed
UNION SELECT commune_code, 'commune', full_name, province_code FROM listed;
CREATE TEMPORARY TABLE changed_2026 ON COMMIT DROP AS
SELECT p.code, p.level, m.full_name, p.parent FROM present p JOIN (
    SELECT DISTINCT new_province_code AS code, new_province AS full_name FROM mapped
    UNION SELECT DISTINCT new_commune_code, new_commune FROM mapped
) m USING (code) WHERE lower(split_part(m.full_name, ' ', 1)) <> lower(split_part(p.full_name, ' ', 1));

INSERT INTO administration_unit (code, level, kind, name, full_name, parent_code, valid_from, valid_to, source, folded)
SELECT code, level, kind, CASE WHEN bare ~ '^[0-9]' THEN kind || ' ' || bare ELSE bare END, kind || ' ' || bare,
       parent, valid_from, valid_to, source, search.fold(search.proper(kind || ' ' || bare))
FROM (
    SELECT *, upper(left(kind_as_written, 1)) || lower(substr(kind_as_written, 2)) AS kind,
           btrim(substr(full_name, length(kind_as_written) + 1)) AS bare
    FROM (
        SELECT *, (regexp_match(full_name, '^(Thành phố|Thị xã|Thị trấn|Đặc khu|Tỉnh|Quận|Huyện|Phường|Xã)', 'i'))[1]
               AS kind_as_written
        FROM (
            SELECT code, level, full_name, parent, NULL::date AS valid_from, date '2025-07-01' AS valid_to,
                   'commune_map_2025.csv' AS source FROM former
            UNION ALL SELECT *, '2025-07-01', '2026-04-30', 'commune_map_2025.csv' FROM changed_2026
            UNION ALL
            SELECT p.code, p.level, p.full_name, p.parent,
                   CASE WHEN c.code IS NULL THEN date '2025-07-01' ELSE '2026-04-30' END, NULL, 'admin_units_2026.csv'
            FROM present p LEFT JOIN changed_2026 c USING (code)
        ) u
    ) w
) k ORDER BY level, code, valid_from NULLS FIRST;

INSERT INTO administration_successorlink (predecessor_id, successor_id)
SELECT DISTINCT f.id, t.id
FROM (
    SELECT old_province_code AS old, new_province_code AS new FROM mapped
    UNION SELECT coalesce(old_commune_code, old_district_code), new_commune_code FROM mapped
) m
JOIN administration_unit f ON f.code = m.old AND f.valid_from IS NULL
JOIN administration_unit t ON t.code = m.new AND t.valid_from = '2025-07-01'
UNION ALL
SELECT f.id, t.id FROM administration_unit f
JOIN administration_unit t ON t.code = f.code AND t.valid_from = '2026-04-30' AND f.valid_to = '2026-04-30';
DROP TABLE mapped, listed, former, present, changed_2026;
"""


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(STAGE)
        for table, name in (("mapped", "commune_map_2025.csv"), ("listed", "admin_units_2026.csv")):
            with (DATA / name).open(encoding="utf-8") as file:
                cursor.copy_expert(f"COPY {table} FROM STDIN (FORMAT csv, HEADER)", file)
        cursor.execute(FILL)


ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [("administration", "0001_former_communes"), ("features", "0003_communes")]
    operations = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                ID,
                ("code", models.CharField(db_index=True, max_length=5)),
                (
                    "level",
                    models.CharField(
                        choices=[("province", "Province"), ("district", "District"), ("commune", "Commune")],
                        max_length=8,
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=100)),
                ("full_name", models.CharField(max_length=100)),
                ("parent_code", models.CharField(blank=True, max_length=3)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("source", models.CharField(max_length=200)),
                ("folded", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="SuccessorLink",
            fields=[
                ID,
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_to",
                        to="administration.unit",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_from",
                        to="administration.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ID,
                ("token", models.CharField(max_length=64, unique=True)),
                ("valid_from", models.DateField()),
                ("links", models.JSONField()),
                ("moved", models.JSONField()),
                ("applied_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                fields=("code", "valid_from"), name="unit_once_a_day", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="successorlink",
            constraint=models.UniqueConstraint(fields=("predecessor", "successor"), name="link_once"),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunSQL(
            "CREATE INDEX unit_words ON administration_unit USING gin (folded gin_trgm_ops)", "DROP INDEX unit_words"
        ),
        migrations.DeleteModel("FormerCommune"),
    ]
