"""The audit log: events that are only ever added, and seals that chain them."""

from django.db import migrations

EVENTS = """
CREATE SCHEMA audit;
CREATE SEQUENCE audit.event_id_seq AS bigint;

-- A transaction has its number before its events have theirs: what is settled is known by that (see layers.audit.chain).
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

-- One row a batch: the digests of its events, and a hash of all that and of the seal before.
CREATE TABLE audit.seal (
    number bigint PRIMARY KEY,
    sealed_at timestamptz NOT NULL,
    ids bigint[] NOT NULL,
    digests bytea NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    last_id bigint NOT NULL,
    horizon xid8 NOT NULL
);
COMMENT ON COLUMN audit.seal.last_id IS 'The highest id of an event that this seal or one before covers.';
COMMENT ON COLUMN audit.seal.horizon IS 'Every transaction that had begun to write then has a lower number.';

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

-- What an event says, whatever the settings of the session: times as microseconds, the rest as PostgreSQL's jsonb.
CREATE FUNCTION audit.digest(e audit.event) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        e.id, (extract(epoch FROM e.at) * 1000000)::bigint, e.action, e.actor_kind, e.actor_id, e.actor_name,
        e.organisation, e.via, host(e.address), masklen(e.address), e.purpose, e.request_id, e.layer, e.subject, e.ids,
        e.first_id, e.last_id, e.count, e.fields, e.details, e.database_user, e.transaction_id::text
    )::text, 'UTF8'))
$$;

CREATE FUNCTION audit.seal_hash(previous bytea, number bigint, sealed_at timestamptz, ids bigint[], digests bytea)
RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(previous || convert_to(
        number || ' ' || (extract(epoch FROM sealed_at) * 1000000)::bigint || ' ' || array_to_string(ids, ',') || ' ',
        'UTF8'
    ) || digests)
$$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(EVENTS, "DROP SCHEMA audit CASCADE")]
