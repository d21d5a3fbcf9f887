"""The audit log: events that are only ever added, and seals that chain them."""

from django.db import migrations

EVENTS = """
CREATE SCHEMA audit;
CREATE SEQUENCE audit.event_id_seq AS bigint;

-- A transaction has its number before its events have theirs: what is settled is known by that (layers.audit.chain).
CREATE FUNCTION audit.next_id() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_current_xact_id();
    RETURN nextval('audit.event_id_seq');
END $$;

CREATE TABLE audit.event (
    id bigint PRIMARY KEY DEFAULT audit.next_id(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    action text NOT NULL,
    actor_kind text NOT NULL,
    actor_id bigint,
    actor_name text NOT NULL,
    organisation text NOT NULL,
    via text NOT NULL,
    address inet,
    purpose text NOT NULL,
    request_id text NOT NULL,
    layer text NOT NULL,
    subject text NOT NULL,
    ids bigint[] NOT NULL,
    first_id bigint,
    last_id bigint,
    count bigint NOT NULL,
    fields text[] NOT NULL,
    details jsonb NOT NULL,
    database_user text NOT NULL DEFAULT session_user,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id()
);
COMMENT ON TABLE audit.event IS
    'Who did what, when, from where and why. Of more than 300 features only the range and the number are kept in an event.';
CREATE INDEX event_at ON audit.event (at);
CREATE INDEX event_action ON audit.event (action, id);
CREATE INDEX event_layer ON audit.event (layer, id) WHERE layer <> '';
CREATE INDEX event_actor ON audit.event (actor_id, id) WHERE actor_id IS NOT NULL;
CREATE INDEX event_address ON audit.event (address, id) WHERE address IS NOT NULL;
CREATE INDEX event_ids ON audit.event USING gin (ids) WHERE first_id IS NOT NULL;
CREATE INDEX event_ranges ON audit.event (first_id, last_id) WHERE first_id IS NOT NULL AND ids = '{}';

-- One row a batch: which events, the digest of each, and a hash of all that and of the seal before.
CREATE TABLE audit.seal (
    number bigint PRIMARY KEY,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ids bigint[] NOT NULL,
    digests bytea NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    last_id bigint NOT NULL,
    horizon xid8 NOT NULL,
    settled bigint NOT NULL
);
COMMENT ON COLUMN audit.seal.digests IS 'SHA-256 of each event, 32 bytes each, in the order of ids.';
COMMENT ON COLUMN audit.seal.horizon IS
    'Once every transaction with a lower number has ended, no event up to last_id (the highest of ids) can come any more.';
COMMENT ON COLUMN audit.seal.settled IS 'Up to this id every event there will ever be is sealed.';
CREATE INDEX seal_last ON audit.seal (last_id);

CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of %.%: the audit log is only ever added to', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.event
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
ALTER TABLE audit.event ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
ALTER TABLE audit.seal ENABLE ALWAYS TRIGGER append_only;

-- Who signed for this transaction (layers.audit.services.sign); else the session, as PostgreSQL knows it.
CREATE FUNCTION audit.signed_actor() RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    signed jsonb := nullif(current_setting('dothi.actor', true), '')::jsonb;
BEGIN
    IF jsonb_typeof(signed) = 'object' AND signed ? 'kind' THEN
        RETURN signed;
    END IF;
    RETURN jsonb_build_object(
        'kind', 'database', 'name', session_user, 'via', current_setting('application_name'),
        'address', host(inet_client_addr())
    );
EXCEPTION WHEN invalid_text_representation THEN
    RETURN jsonb_build_object('kind', 'database', 'name', session_user, 'via', 'signed wrongly');
END $$;

-- The one place that adds an event. Ids are kept up to 300; lowest, highest and number always.
CREATE FUNCTION audit.record(
    action text, actor jsonb, layer text, subject text, ids bigint[], fields text[], details jsonb,
    first_id bigint DEFAULT NULL, last_id bigint DEFAULT NULL, number bigint DEFAULT NULL
) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO audit.event (
        action, actor_kind, actor_id, actor_name, organisation, via, address, purpose, request_id,
        layer, subject, ids, first_id, last_id, count, fields, details
    )
    SELECT action, actor ->> 'kind', (actor ->> 'id')::bigint, coalesce(actor ->> 'name', ''),
           coalesce(actor ->> 'organisation', ''), coalesce(actor ->> 'via', ''), (actor ->> 'address')::inet,
           coalesce(actor ->> 'purpose', ''), coalesce(actor ->> 'request_id', ''),
           layer, subject, CASE WHEN cardinality(ids) <= 300 THEN ids ELSE '{}' END,
           coalesce(first_id, (SELECT min(i) FROM unnest(ids) i)), coalesce(last_id, (SELECT max(i) FROM unnest(ids) i)),
           coalesce(number, cardinality(ids)), fields, details
    RETURNING id
$$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(EVENTS, "DROP SCHEMA audit CASCADE")]
