"""Every statement that writes features is one event of the audit log, whoever runs it."""

from importlib import import_module

from django.db import migrations

KEEP_HISTORY = """
-- Superseded rows go to the history and envelopes, old and new, to the change log: once a statement, in sets. What the
-- change log says of the statement is one event of the audit log, by whoever signed for the transaction.
CREATE OR REPLACE FUNCTION feature.keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text;
    total bigint;
    few boolean;
    number bigint;
    lowest bigint;
    highest bigint;
    ids bigint[];
BEGIN
    IF TG_OP <> 'INSERT' THEN
        EXECUTE format(
            'INSERT INTO %I.%I SELECT feature.recorded_after(o.recorded_from), %L, o.* FROM old_rows o',
            TG_TABLE_SCHEMA, TG_TABLE_NAME || '_history', left(TG_OP, 1)
        );
    END IF;
    changed := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT public_id, geom, recorded_from FROM new_rows'
        WHEN 'DELETE' THEN 'SELECT public_id, geom, now() AS recorded_from FROM old_rows'
        ELSE 'SELECT o.public_id, o.geom, feature.recorded_after(o.recorded_from) AS recorded_from FROM old_rows o '
             'UNION ALL SELECT public_id, geom, recorded_from FROM new_rows'
    END;
    EXECUTE format('SELECT count(*) FROM (%s LIMIT 2001) c', changed) INTO total;
    IF total = 0 THEN
        RETURN NULL;
    END IF;
    few := total <= 2000;
    EXECUTE format(
        'WITH logged AS ('
        'INSERT INTO feature.change_log (layer, operation, first_id, last_id, feature_count, envelope, recorded_at) '
        'SELECT %L, %L, min(public_id), max(public_id), count(%s), '
        '       ST_Transform(ST_SetSRID(ST_Extent(geom)::geometry, min(ST_SRID(geom))), 4326), recorded_from '
        'FROM (%s) c GROUP BY recorded_from %s '
        'RETURNING first_id, last_id, feature_count) '
        'SELECT %s, min(first_id), max(last_id), %s FROM logged',
        TG_TABLE_NAME, left(TG_OP, 1), CASE TG_OP WHEN 'UPDATE' THEN 'DISTINCT public_id' ELSE '*' END, changed,
        CASE WHEN few THEN ', public_id' ELSE '' END,
        CASE WHEN few THEN 'count(DISTINCT first_id)' ELSE 'sum(feature_count)::bigint' END,
        CASE WHEN few THEN 'array_agg(DISTINCT first_id ORDER BY first_id)' ELSE '''{}''::bigint[]' END
    ) INTO number, lowest, highest, ids;
    PERFORM audit.record(
        CASE TG_OP WHEN 'INSERT' THEN 'feature.added' WHEN 'UPDATE' THEN 'feature.changed' ELSE 'feature.removed' END,
        audit.signed_actor(), TG_TABLE_NAME::text, '', ids, '{}', '{}', lowest, highest, number
    );
    RETURN NULL;
END $$;
"""
_KERNEL: str = import_module("migrations.features.0001_kernel").KERNEL
_BEFORE = _KERNEL[_KERNEL.index("CREATE FUNCTION feature.keep_history()") :].partition("END $$;")
KEEP_HISTORY_BEFORE = "".join(_BEFORE[:2]).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)


class Migration(migrations.Migration):
    dependencies = [("features", "0003_communes"), ("audit", "0001_events")]
    operations = [migrations.RunSQL(KEEP_HISTORY, KEEP_HISTORY_BEFORE)]
