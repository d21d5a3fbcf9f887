"""A date from text, or null where it is none: for changing the type of a column."""

from django.db import migrations

ISO_DATE = """
CREATE FUNCTION feature.iso_date(value text) RETURNS date LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN CASE WHEN trim(value) ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN trim(value)::date END;
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("features", "0001_kernel")]
    operations = [migrations.RunSQL(ISO_DATE, "DROP FUNCTION feature.iso_date(text)")]
