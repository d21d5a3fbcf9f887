"""The version that every change of access raises, whoever makes it, and the roles that ship with the product."""

from django.db import migrations

TABLES = (
    "access_role", "access_roleright", "access_membership", "access_delegation", "access_withheldarea",
    "catalog_organisation",
)  # fmt: skip

VERSION = """
INSERT INTO access_accessversion (id, number) VALUES (1, 1);

CREATE FUNCTION raise_access_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public.access_accessversion SET number = number + 1 WHERE id = 1;
    RETURN NULL;
END $$;
"""
TRIGGERS = "".join(
    f"CREATE TRIGGER access_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION raise_access_version();\n"
    for table in TABLES
)
BACK = (
    "".join(f"DROP TRIGGER access_version ON {table};\n" for table in TABLES) + "DROP FUNCTION raise_access_version();"
)


def ship_roles(apps, schema_editor):
    from layers.access.roles import SHIPPED

    role, right = apps.get_model("access", "Role"), apps.get_model("access", "RoleRight")
    for position, shipped in enumerate(SHIPPED):
        row = role.objects.create(code=shipped.code, title_vi=shipped.vi, title_en=shipped.en, position=position)
        right.objects.bulk_create(right(role=row, right=str(one), choice=choice) for one, choice in shipped.rights)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunSQL(VERSION + TRIGGERS, BACK),
        migrations.RunPython(ship_roles, migrations.RunPython.noop),
    ]
