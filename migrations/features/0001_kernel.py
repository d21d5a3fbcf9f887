"""The schema of the feature tables, the change log, and the trigger functions that every layer shares."""

from django.db import migrations

KERNEL = """
CREATE SCHEMA feature;

CREATE TABLE feature.change_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer text NOT NULL,
    operation char(1) NOT NULL CHECK (operation IN ('I', 'U', 'D')),
    first_id bigint NOT NULL,
    last_id bigint NOT NULL,
    feature_count bigint NOT NULL,
    envelope geometry(Geometry, 4326),
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX change_log_layer ON feature.change_log (layer, id);
CREATE INDEX change_log_envelope ON feature.change_log USING gist (envelope);
COMMENT ON TABLE feature.change_log IS
    'What changed where: one row a feature, or one for a whole statement that changed thousands. '
    'The features of a row are those with first_id <= public_id <= last_id and recorded_from = recorded_at.';

-- A row recorded by a transaction that began later but committed first must still come before this one.
CREATE FUNCTION feature.recorded_after(previous timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN previous > now() THEN previous + interval '1 microsecond' ELSE now() END
$$;

CREATE FUNCTION feature.next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.recorded_from := feature.recorded_after(OLD.recorded_from);
    RETURN NEW;
END $$;

-- Superseded rows go to the history and envelopes, old and new, to the change log: once a statement, in sets.
CREATE FUNCTION feature.keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text;
    total bigint;
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
    EXECUTE format(
        'INSERT INTO feature.change_log (layer, operation, first_id, last_id, feature_count, envelope, recorded_at) '
        'SELECT %L, %L, min(public_id), max(public_id), count(%s), '
        '       ST_Transform(ST_SetSRID(ST_Extent(geom)::geometry, min(ST_SRID(geom))), 4326), recorded_from '
        'FROM (%s) c GROUP BY recorded_from %s',
        TG_TABLE_NAME, left(TG_OP, 1), CASE TG_OP WHEN 'UPDATE' THEN 'DISTINCT public_id' ELSE '*' END, changed, CASE WHEN total <= 2000 THEN ', public_id' ELSE '' END
    );
    RETURN NULL;
END $$;

-- The exclusion constraint covers rows with a date; a row without any (most rows, and cheap for it) is checked here.
-- Both joins run only where there are dated rows at all: transition tables have neither index nor statistics.
CREATE FUNCTION feature.refuse_overlapping_validity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dated boolean;
    overlapping bigint;
BEGIN
    IF EXISTS (SELECT FROM new_rows n WHERE n.valid_from > '-infinity' OR n.valid_to IS NOT NULL) THEN
        EXECUTE format(
            'SELECT n.public_id FROM (SELECT DISTINCT public_id FROM new_rows '
            '                         WHERE valid_from > ''-infinity'' OR valid_to IS NOT NULL) n '
            'JOIN feature.%1$I b USING (public_id) WHERE b.valid_from = ''-infinity'' AND b.valid_to IS NULL LIMIT 1',
            TG_TABLE_NAME
        ) INTO overlapping;
    END IF;
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM feature.%1$I b WHERE b.valid_from > ''-infinity'' OR b.valid_to IS NOT NULL)',
        TG_TABLE_NAME
    ) INTO dated;
    IF dated AND overlapping IS NULL THEN
        EXECUTE format(
            'SELECT b.public_id FROM (SELECT DISTINCT public_id FROM new_rows '
            '                         WHERE valid_from = ''-infinity'' AND valid_to IS NULL) n '
            'JOIN feature.%1$I b USING (public_id) WHERE b.valid_from > ''-infinity'' OR b.valid_to IS NOT NULL LIMIT 1',
            TG_TABLE_NAME
        ) INTO overlapping;
    END IF;
    IF overlapping IS NOT NULL THEN
        RAISE EXCEPTION 'feature % of % would be valid twice on one day', overlapping, TG_TABLE_NAME
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$;

-- The share of a layer's features that a box is expected to hit, by PostGIS's statistics; 0 where there are none yet.
CREATE FUNCTION feature.expected_share(layer regclass, area geometry) RETURNS double precision LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN _postgis_selectivity(layer, 'geom', area);
EXCEPTION WHEN internal_error THEN
    RETURN 0;
END $$;

CREATE FUNCTION feature.refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'TRUNCATE would lose the history of %: delete the rows instead', TG_TABLE_NAME;
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("catalog", "0002_vn2000_twins")]
    operations = [migrations.RunSQL(KERNEL, "DROP SCHEMA feature CASCADE")]
