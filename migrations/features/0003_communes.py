"""Today's commune of a feature, found and stored by whatever writes: the product, raw SQL or an editor."""

from django.db import migrations

FUNCTIONS = """
-- A point on the surface of a geometry, in another system; NULL where it can't be brought there.
CREATE FUNCTION feature.place_of(shape geometry, srid integer) RETURNS geometry LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ST_Transform(ST_PointOnSurface(shape), srid);
EXCEPTION WHEN internal_error THEN
    RETURN NULL;
END $$;

-- The code of today's commune that holds a point on the surface of a geometry, in any system; the first code where
-- outlines overlap, NULL in none of them.
CREATE FUNCTION feature.commune_at(shape geometry) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    place geometry := feature.place_of(shape, (SELECT ST_SRID(geom) FROM feature.communes LIMIT 1));
BEGIN
    RETURN (
        SELECT c.code FROM feature.communes c
        WHERE c.geom && place AND ST_Intersects(c.geom, place)
          AND c.valid_from <= CURRENT_DATE AND (c.valid_to IS NULL OR c.valid_to > CURRENT_DATE)
        ORDER BY c.code LIMIT 1
    );
END $$;

-- Until communes are loaded, nothing is known and what was given stays.
CREATE FUNCTION feature.set_commune() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN -- not in the trigger's condition: a plain restore couldn't find the operator of geometries
        IF NEW.geom IS NOT DISTINCT FROM OLD.geom AND NEW.commune_code IS NOT DISTINCT FROM OLD.commune_code THEN
            RETURN NEW;
        END IF;
    END IF;
    IF to_regclass('feature.communes') IS NOT NULL THEN
        NEW.commune_code := feature.commune_at(NEW.geom);
    END IF;
    RETURN NEW;
END $$;

-- For a published table or one of drafts. A bulk load finds the codes itself, by the batch, and says so by a setting.
CREATE FUNCTION feature.keep_communes(features regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER b_set_commune BEFORE INSERT ON %s FOR EACH ROW '
        'WHEN (current_setting(''dothi.communes_found'', true) IS DISTINCT FROM ''yes'') '
        'EXECUTE FUNCTION feature.set_commune()', features
    );
    EXECUTE format(
        'CREATE TRIGGER b_set_commune_again BEFORE UPDATE OF geom, commune_code ON %s FOR EACH ROW '
        'EXECUTE FUNCTION feature.set_commune()', features
    );
END $$;
"""
LAYERS_THERE_ARE = """
DO $$
DECLARE
    layer text;
BEGIN
    FOR layer IN SELECT name FROM catalog_layer
                 WHERE theme <> 'administration' AND to_regclass(format('feature.%I', name)) IS NOT NULL LOOP
        PERFORM feature.keep_communes(format('feature.%I', layer)::regclass);
        PERFORM feature.keep_communes(format('feature.%I', layer || '_draft')::regclass);
    END LOOP;
END $$;
"""
FORGET = """
DROP FUNCTION feature.set_commune() CASCADE;
DROP FUNCTION feature.keep_communes(regclass);
DROP FUNCTION feature.commune_at(geometry);
DROP FUNCTION feature.place_of(geometry, integer);
"""


class Migration(migrations.Migration):
    dependencies = [("features", "0002_iso_date")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FORGET),
        migrations.RunSQL(LAYERS_THERE_ARE, migrations.RunSQL.noop),
    ]
