"""How events are chained: what is hashed, and which events wait for a seal.

A chain from one event to the next as they are written would let no two writers commit at once. So events are sealed
in batches, later, by whoever comes by: a seal has the digest of each event, and a hash over all that and over the hash
of the seal before. The expressions stand here and not in the database, so that who changes its functions changes
nothing of the proof.
"""

from psycopg2 import sql

GENESIS = b"\0" * 32
"""What the first seal follows."""
DIGEST = sql.SQL("""
sha256(convert_to(jsonb_build_array(
    e.id, (extract(epoch FROM e.at) * 1000000)::bigint, e.action, e.actor_kind, e.actor_id, e.actor_name,
    e.organisation, e.via, host(e.address), masklen(e.address), e.purpose, e.request_id, e.layer, e.subject, e.ids,
    e.first_id, e.last_id, e.count, e.fields, e.details, e.database_user, e.transaction_id::text
)::text, 'UTF8'))
""")
"""SHA-256 of all that the event `e` says, whatever the settings of the session."""
HASH = sql.SQL("""
sha256(previous || convert_to(
    concat_ws(' ', number, (extract(epoch FROM sealed_at) * 1000000)::bigint, array_to_string(ids, ','), ''), 'UTF8'
) || digests)
""")
"""The hash of a seal, from its columns."""
SEAL = sql.SQL("""
WITH last AS (
    SELECT coalesce(max(number), 0) AS number, coalesce((array_agg(hash))[1], %(genesis)s) AS hash,
           coalesce(max(settled), 0) AS settled
    FROM (SELECT number, hash, settled FROM audit.seal ORDER BY number DESC LIMIT 1) s
), ended AS (
    SELECT coalesce(max(last_id), 0) AS id FROM (
        SELECT last_id FROM audit.seal WHERE horizon <= pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY last_id DESC LIMIT 1
    ) s
), sealed AS (
    SELECT unnest(s.ids) AS id FROM audit.seal s, last WHERE s.last_id > last.settled
), waiting AS (
    SELECT e.id, {digest} AS digest FROM audit.event e, last
    WHERE e.id > last.settled AND NOT EXISTS (SELECT FROM sealed WHERE sealed.id = e.id)
    ORDER BY e.id LIMIT %(batch)s
), batch AS (
    SELECT array_agg(id ORDER BY id) AS ids, string_agg(digest, ''::bytea ORDER BY id) AS digests, max(id) AS last_id,
           clock_timestamp() AS sealed_at
    FROM waiting HAVING count(*) > 0
)
INSERT INTO audit.seal (number, sealed_at, ids, digests, previous, hash, last_id, horizon, settled)
SELECT number, sealed_at, ids, digests, previous, {hash}, last_id, pg_current_xact_id(),
       greatest(settled, CASE WHEN cardinality(ids) < %(batch)s THEN ended.id ELSE least(ended.id, last_id) END)
FROM (
    SELECT batch.*, last.number + 1 AS number, last.hash AS previous, last.settled FROM batch, last
) b, ended
RETURNING number, cardinality(ids), hash
""").format(digest=DIGEST, hash=HASH)
"""Seals what is committed and has no seal. An event that was written before others and committed after them comes into
a later seal. Where to look from is `settled`: a seal's transaction gets its number after this statement has seen what
there is, so whoever wrote an event below its last one has a lower number; once all of those have ended, the next seal
has them all."""
CHECK = sql.SQL("""
SELECT s.number, s.previous, s.hash, cardinality(s.ids),
       {hash},
       (SELECT array_agg(u.id ORDER BY u.id) FROM unnest(s.ids) u (id)
        WHERE NOT EXISTS (SELECT FROM audit.event e WHERE e.id = u.id)),
       (SELECT array_agg(e.id ORDER BY e.id)
        FROM unnest(s.ids) WITH ORDINALITY u (id, n) JOIN audit.event e ON e.id = u.id
        WHERE {digest} <> substring(s.digests FROM ((u.n - 1) * 32 + 1)::int FOR 32)),
       s.settled
FROM audit.seal s ORDER BY s.number
""").format(digest=DIGEST, hash=HASH)
UNSEALED = """
SELECT e.id FROM audit.event e
WHERE NOT EXISTS (SELECT FROM (SELECT unnest(ids) AS id FROM audit.seal) s WHERE s.id = e.id) ORDER BY e.id
"""
ARCHIVED = """
SELECT details ->> 'hash' FROM audit.event WHERE action = 'audit.archived' AND (details ->> 'seal')::bigint = %s
"""
