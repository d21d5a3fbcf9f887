"""A signature that can't be read never stops a write: then it is recorded by what PostgreSQL knows of the session."""

from django.db import migrations

SIGNED_ACTOR = """
CREATE OR REPLACE FUNCTION audit.signed_actor() RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    signed jsonb;
    way text := current_setting('application_name');
BEGIN
    BEGIN
        signed := nullif(current_setting('dothi.actor', true), '')::jsonb;
        IF signed ->> 'kind' IN ('person', 'service', 'command_line', 'job', 'public') THEN
            PERFORM (signed ->> 'id')::bigint, (signed ->> 'address')::inet;
            RETURN signed;
        END IF;
    EXCEPTION WHEN data_exception THEN
        way := 'signed wrongly';
    END;
    RETURN jsonb_build_object(
        'kind', 'database', 'name', session_user, 'via', way, 'address', host(inet_client_addr())
    );
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_events")]
    operations = [migrations.RunSQL(SIGNED_ACTOR, migrations.RunSQL.noop)]
