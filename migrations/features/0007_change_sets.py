"""What one transaction changed in one layer, numbered in the order of commits: the ground of the feed of changes."""

from importlib import import_module

from django.db import migrations

CHANGE_SETS = """
CREATE SEQUENCE feature.change_position AS bigint;
CREATE TABLE feature.change_set (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer text NOT NULL,
    position bigint UNIQUE,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    rearranged boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE feature.change_set IS 'What one transaction changed in one layer: its rows of feature.change_log.';
COMMENT ON COLUMN feature.change_set.position IS 'The order in which transactions were committed; given at the commit.';
COMMENT ON COLUMN feature.change_set.rearranged IS
    'Features lie in other communes than before without having been edited: who sees only some sees others now.';

-- The one of this transaction. After a restore transactions are numbered anew, so their time is compared too.
CREATE FUNCTION feature.change_set_of(changed text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    SELECT id INTO found FROM feature.change_set
    WHERE transaction_id = pg_current_xact_id() AND recorded_at = now() AND layer = changed;
    IF found IS NULL THEN
        INSERT INTO feature.change_set (layer) VALUES (changed) RETURNING id INTO found;
    END IF;
    RETURN found;
END $$;

CREATE FUNCTION feature.note_rearranged(changed text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    own bigint := feature.change_set_of(changed);
BEGIN
    UPDATE feature.change_set SET rearranged = true WHERE id = own;
END $$;

-- Called as the last thing before a commit. The lock is let go of once the commit is seen by everybody, so whoever sees
-- a position sees all lower ones. One lock for all layers: two transactions that wrote the same layers can't block each
-- other.
CREATE FUNCTION feature.take_position() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('feature.change_position', 0));
    UPDATE feature.change_set SET position = nextval('feature.change_position') WHERE id = NEW.id;
    RETURN NULL;
END $$;

ALTER TABLE feature.change_log ADD COLUMN change_set bigint;
"""
# By the last row: what waited for another transaction's commit was logged after all that the other one did.
CHANGES_THERE_ARE = """
INSERT INTO feature.change_set (layer, transaction_id, recorded_at, position)
SELECT layer, transaction_id, recorded_at, nextval('feature.change_position') FROM (
    SELECT layer, transaction_id, min(recorded_at) AS recorded_at FROM feature.change_log
    GROUP BY layer, transaction_id ORDER BY max(id)
) done;
UPDATE feature.change_log l SET change_set = s.id FROM feature.change_set s
WHERE s.layer = l.layer AND s.transaction_id = l.transaction_id;
"""
INDEXES = """
ALTER TABLE feature.change_log ALTER COLUMN change_set SET NOT NULL;
CREATE INDEX change_set_layer ON feature.change_set (layer, position);
CREATE UNIQUE INDEX change_set_transaction ON feature.change_set (transaction_id, recorded_at, layer);
CREATE INDEX change_set_rearranged ON feature.change_set (layer, position) WHERE rearranged;
CREATE INDEX change_log_set ON feature.change_log (change_set, first_id);
CREATE INDEX change_log_ranges ON feature.change_log (change_set) WHERE first_id < last_id;
CREATE CONSTRAINT TRIGGER take_position AFTER INSERT ON feature.change_set DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION feature.take_position();
"""
FORGET = """
ALTER TABLE feature.change_log DROP COLUMN change_set;
DROP TABLE feature.change_set;
DROP FUNCTION feature.take_position();
DROP FUNCTION feature.note_rearranged(text);
DROP FUNCTION feature.change_set_of(text);
DROP SEQUENCE feature.change_position;
"""
KEEP_HISTORY_BEFORE: str = import_module("migrations.features.0004_audited_writes").KEEP_HISTORY
# A removed row is logged at the time until which the history has it: a microsecond later where clocks crossed.
KEEP_HISTORY = (
    KEEP_HISTORY_BEFORE.replace(
        "now() AS recorded_from FROM old_rows'", "feature.recorded_after(recorded_from) AS recorded_from FROM old_rows'"
    )
    .replace("(layer, operation, first_id,", "(change_set, layer, operation, first_id,")
    .replace("'SELECT %L, %L, min(public_id)", "'SELECT %s, %L, %L, min(public_id)")
    .replace(
        "        TG_TABLE_NAME, left(TG_OP, 1), CASE",
        "        feature.change_set_of(TG_TABLE_NAME), TG_TABLE_NAME, left(TG_OP, 1), CASE",
    )
)


class Migration(migrations.Migration):
    dependencies = [("features", "0006_touches_withheld")]
    operations = [
        migrations.RunSQL(CHANGE_SETS, FORGET),
        migrations.RunSQL(CHANGES_THERE_ARE, migrations.RunSQL.noop),
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP_HISTORY, KEEP_HISTORY_BEFORE),
    ]
