"""A signature that can't be read never stops a write: then it is recorded by what PostgreSQL knows of the session.

And the function that adds events keeps its plan: in SQL it was planned anew at every call.
"""

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
RECORD = """
CREATE OR REPLACE FUNCTION audit.record(
    action text, actor jsonb, layer text, subject text, ids bigint[], fields text[], details jsonb,
    first_id bigint DEFAULT NULL, last_id bigint DEFAULT NULL, number bigint DEFAULT NULL
) RETURNS bigint LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    given bigint;
BEGIN
    INSERT INTO audit.event (
        action, actor_kind, actor_id, actor_name, organisation, via, address, purpose, request_id,
        layer, subject, ids, first_id, last_id, count, fields, details
    ) VALUES (
        action, actor ->> 'kind', (actor ->> 'id')::bigint, coalesce(actor ->> 'name', ''),
        coalesce(actor ->> 'organisation', ''), coalesce(actor ->> 'via', ''), (actor ->> 'address')::inet,
        coalesce(actor ->> 'purpose', ''), coalesce(actor ->> 'request_id', ''),
        layer, subject, CASE WHEN cardinality(ids) <= 300 THEN ids ELSE '{}' END,
        coalesce(first_id, (SELECT min(i) FROM unnest(ids) i)), coalesce(last_id, (SELECT max(i) FROM unnest(ids) i)),
        coalesce(number, cardinality(ids)), fields, details
    ) RETURNING id INTO given;
    RETURN given;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_events")]
    operations = [
        migrations.RunSQL(SIGNED_ACTOR, migrations.RunSQL.noop),
        migrations.RunSQL(RECORD, migrations.RunSQL.noop),
    ]
