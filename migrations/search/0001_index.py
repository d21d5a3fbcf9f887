"""What people find features by: a dictionary of words, and ordinary indexes on the named columns.

A name is words and a number: "15 Võ Thị Sáu", "Đường số 5", "CX-00123". Only the words go into `search.phrase`, each
once a layer: a city has thousands of them, not millions, so trigrams stay cheap to keep and to ask. The features
themselves are then read by equality from their own tables, so nothing found is ever stale (docs/decisions, search).
"""

from django.db import migrations

TEXT_FUNCTIONS = """
CREATE SCHEMA search;

-- Lower case without accents (đ and Đ become d), every run of other signs one space.
CREATE FUNCTION search.fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        lower(public.unaccent('public.unaccent'::regdictionary, normalize(words, NFKC))), '[^[:alnum:]]+', ' ', 'g'
    ))
$$;

-- A name without the generic word in front, which people leave out: "Võ Thị Sáu" of "Đường Võ Thị Sáu". Accents tell it
-- from names: Dương Bạch Mai is no street called Bạch Mai.
CREATE FUNCTION search.proper(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        btrim(name),
        '^(đường phố|đường|phố|phường|xã|thị trấn|thị xã|đặc khu|tỉnh|thành phố|tp[.]?|quận|huyện) (?=.*[[:alpha:]])',
        '', 'i'
    )
$$;

-- The same for what was typed without accents, where it may be part of the name: both readings are tried.
CREATE FUNCTION search.bare(folded text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        folded,
        '^(duong pho|duong|pho|phuong|xa|thi tran|thi xa|dac khu|tinh|thanh pho|tp|quan|huyen) (?=.*[a-z])', ''
    )
$$;
"""

SOURCES = """
-- By what each layer's features are found, from its description; never by a personal field (Law 91/2025).
-- pair: sheet and number in two columns; number_first: "15 Võ Thị Sáu"; number_last: "Đường số 5"; whole: words only.
CREATE VIEW search.source AS
WITH layer AS (
    SELECT l.name::text AS name, l.title_field, l.key_fields[cardinality(l.key_fields)] AS key_field,
           array_agg(f.name::text) AS texts
    FROM catalog_layer l JOIN catalog_field f ON f.layer_id = l.id AND f.field_type = 'text' AND NOT f.personal
    GROUP BY l.id
)
SELECT name AS layer, 'sheet' AS role, 'pair' AS shape, 'so_thua' AS field, 'so_to' AS sheet_field,
       CASE WHEN 'ma_xa' = ANY(texts) THEN 'ma_xa' END AS commune_field
FROM layer WHERE texts @> '{so_to,so_thua}'
UNION ALL
SELECT name, 'former_sheet', 'pair', 'so_thua_cu', 'so_to_cu', CASE WHEN 'ma_xa' = ANY(texts) THEN 'ma_xa' END
FROM layer WHERE texts @> '{so_to_cu,so_thua_cu}'
UNION ALL
SELECT name, 'address', 'number_first', field, NULL, NULL
FROM layer, unnest(ARRAY['dia_chi', 'address']) field
WHERE field = ANY(texts) AND NOT (field = 'address' AND texts && '{dia_chi,street}')
UNION ALL
SELECT name, 'title', 'number_last', title_field, NULL, NULL
FROM layer WHERE title_field = ANY(texts) AND title_field NOT IN ('so_thua', 'dia_chi', 'address')
UNION ALL
SELECT name, 'code', 'number_last', key_field, NULL, NULL
FROM layer WHERE key_field = ANY(texts) AND key_field NOT IN ('so_thua', title_field)
UNION ALL
SELECT name, 'document', 'whole', field, NULL, NULL
FROM layer, unnest(ARRAY['decision', 'so_quyet_dinh']) field
WHERE field = ANY(texts) AND field NOT IN (title_field, coalesce(key_field, ''));
"""

WORDS = """
CREATE TABLE search.phrase (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer text NOT NULL,
    role text NOT NULL,
    before text NOT NULL,
    after text NOT NULL,
    example text NOT NULL,
    folded text NOT NULL
);
CREATE INDEX phrase_folded_words ON search.phrase USING gin (folded gin_trgm_ops);
CREATE INDEX phrase_folded ON search.phrase (folded, role);
CREATE INDEX phrase_of_layer ON search.phrase (layer, role, before, after);
COMMENT ON TABLE search.phrase IS
    'The words of a value, before and after its number: the value is before || number || after. A phrase may stand '
    'twice (two transactions at once), and stays when its last feature goes: features are always read live.';

-- The words of the rows t of a layer that meet a condition, as a query made from search.source.
CREATE FUNCTION search.words_of(the_layer text, condition text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(format(
        CASE s.shape
            WHEN 'number_first' THEN
                'SELECT %1$L AS role, before, ltrim(substr(v, length(before) + 1), ''0123456789/-'') AS after,'
                ' min(v) AS example'
                ' FROM (SELECT left(t.%2$I, 200) AS v, CASE WHEN left(t.%2$I, 1) <> ''S'' THEN '''''
                '              WHEN t.%2$I LIKE ''Số nhà %%'' THEN ''Số nhà '''
                '              WHEN t.%2$I LIKE ''Số %%'' THEN ''Số '' ELSE '''' END AS before'
                '       FROM feature.%3$I t WHERE %4$s AND t.%2$I <> '''') a GROUP BY before, after'
            WHEN 'number_last' THEN
                'SELECT %1$L AS role, rtrim(left(t.%2$I, 200), ''0123456789'') AS before, '''' AS after,'
                ' min(left(t.%2$I, 200)) AS example FROM feature.%3$I t WHERE %4$s AND t.%2$I <> '''' GROUP BY 2'
            ELSE
                'SELECT DISTINCT %1$L AS role, left(t.%2$I, 200) AS before, '''' AS after, left(t.%2$I, 200) AS example'
                ' FROM feature.%3$I t WHERE %4$s AND t.%2$I <> '''''
        END, s.role, s.field, s.layer, condition
    ), ' UNION ALL ')
    FROM search.source s WHERE s.layer = the_layer AND s.shape <> 'pair'
$$;

-- Add the words that the dictionary doesn't have yet: of some features, or of a span of them.
CREATE FUNCTION search.learn(the_layer text, ids bigint[], first_id bigint, last_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    words text := search.words_of(
        the_layer, CASE WHEN ids IS NULL THEN 't.public_id BETWEEN $2 AND $3' ELSE 't.public_id = ANY($1)' END
    );
BEGIN
    IF words IS NOT NULL THEN
        EXECUTE format(
            'INSERT INTO search.phrase (layer, role, before, after, example, folded) '
            'SELECT %1$L, w.role, w.before, w.after, w.example, search.fold(search.proper(w.before || '' '' || w.after)) '
            'FROM (%2$s) w WHERE NOT EXISTS (SELECT FROM search.phrase p WHERE p.layer = %1$L AND p.role = w.role '
            '                                AND p.before = w.before AND p.after = w.after)', the_layer, words
        ) USING ids, first_id, last_id;
    END IF;
END $$;

-- Forget a layer's words and learn them again, after its description changed.
CREATE FUNCTION search.learn_again(the_layer text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search.phrase WHERE layer = the_layer;
    IF to_regclass(format('feature.%I', the_layer)) IS NOT NULL THEN
        PERFORM search.learn(the_layer, NULL, 0, 9223372036854775807);
    END IF;
END $$;
"""

LIKENESS = """
-- How well a name fits what was typed (0 to 1): how much of it is in the name, how much else is, and in which order,
-- which trigrams of words alone don't see ("hoa an" and "an hoa").
CREATE FUNCTION search.likeness(typed text, folded text) RETURNS real LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN typed = folded THEN 1 ELSE
        0.4 * word_similarity(typed, folded) + 0.25 * similarity(typed, folded)
        + 0.3 * word_similarity(replace(typed, ' ', ''), replace(folded, ' ', '')) END::real
$$;

-- The phrases that are like the words typed, best first.
CREATE FUNCTION search.phrases_like(words text, layers text[], roles text[], most integer)
RETURNS TABLE (layer text, role text, before text, after text, example text, score real) LANGUAGE sql STABLE
SET pg_trgm.word_similarity_threshold = 0.45 AS $$
    SELECT * FROM (
        SELECT DISTINCT ON (p.layer, p.role, p.before, p.after) p.layer, p.role, p.before, p.after, p.example,
               greatest(search.likeness(p.typed, p.folded), search.likeness(p.bare, p.folded)) AS score
        FROM (
            SELECT p.*, t.typed, t.bare
            FROM search.phrase p,
                 (SELECT typed, search.bare(typed) AS bare FROM (SELECT search.fold(words) AS typed OFFSET 0) f OFFSET 0) t
            WHERE (t.bare <% p.folded OR (t.typed = '' AND p.folded = ''))
              AND (p.layer, p.role) IN (SELECT * FROM unnest(layers, roles))
            ORDER BY word_similarity(t.bare, p.folded) DESC, length(p.folded) LIMIT 4 * most
        ) p
    ) found ORDER BY score DESC, before, after, layer LIMIT most
$$;
"""

TRIGGERS = """
-- Whatever writes features writes the change log: from there the words are learnt, in the same transaction.
CREATE FUNCTION search.learn_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search.learn(
        layer, CASE WHEN max(last_id - first_id) = 0 THEN array_agg(first_id) END, min(first_id), max(last_id)
    ) FROM new_rows WHERE operation <> 'D' GROUP BY layer;
    RETURN NULL;
END $$;
CREATE TRIGGER search_learns AFTER INSERT ON feature.change_log REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search.learn_changes();

CREATE FUNCTION search.follow_layer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM search.phrase WHERE layer = OLD.name;
    ELSE
        PERFORM search.learn_again(NEW.name);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER search_follows_layer AFTER DELETE OR UPDATE OF name, title_field, key_fields ON catalog_layer
    FOR EACH ROW EXECUTE FUNCTION search.follow_layer();

CREATE FUNCTION search.follow_field() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search.learn_again(name) FROM catalog_layer WHERE id = NEW.layer_id;
    RETURN NULL;
END $$;
CREATE TRIGGER search_follows_field AFTER UPDATE OF personal, field_type, name ON catalog_field
    FOR EACH ROW EXECUTE FUNCTION search.follow_field();
"""

INDEXES = """
-- The indexes by which a layer's features are found: made with its tables, after a first bulk load. Words are cut at
-- 200 characters, as a longer value doesn't fit into an index.
CREATE FUNCTION search.index_layer(the_layer text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    the_table regclass := format('feature.%I', the_layer);
    source record;
BEGIN
    FOR source IN SELECT * FROM search.source WHERE layer = the_layer LOOP
        IF source.role IN ('title', 'address', 'document') THEN
            EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s (left(%I, 200))',
                           the_layer || '_' || source.field || '_found', the_table, source.field);
        ELSIF NOT EXISTS (
            SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = the_table AND a.attname = source.field
              AND (source.sheet_field IS NULL OR i.indkey[1] = (
                  SELECT attnum FROM pg_attribute WHERE attrelid = the_table AND attname = source.sheet_field))
        ) THEN
            EXECUTE format('CREATE INDEX ON %s (%I%s) WHERE %I IS NOT NULL', the_table, source.field,
                           CASE WHEN source.shape = 'pair' THEN format(', %I', source.sheet_field) ELSE '' END,
                           source.field);
        END IF;
    END LOOP;
END $$;
"""

LAYERS_THERE_ARE = """
DO $$
DECLARE
    layer text;
BEGIN
    FOR layer IN SELECT name FROM catalog_layer WHERE to_regclass(format('feature.%I', name)) IS NOT NULL LOOP
        PERFORM search.index_layer(layer);
        PERFORM search.learn_again(layer);
    END LOOP;
END $$;
"""
FORGET = """
DROP TRIGGER search_learns ON feature.change_log;
DROP TRIGGER search_follows_layer ON catalog_layer;
DROP TRIGGER search_follows_field ON catalog_field;
DROP SCHEMA search CASCADE;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("features", "0001_kernel")]
    operations = [
        migrations.RunSQL(TEXT_FUNCTIONS, FORGET),
        *(migrations.RunSQL(text, migrations.RunSQL.noop) for text in (SOURCES, WORDS, LIKENESS, TRIGGERS, INDEXES)),
        migrations.RunSQL(LAYERS_THERE_ARE, migrations.RunSQL.noop),
    ]
