"""Whether a feature touches a withheld area, as a function: a subquery would be planned anew for every page and tile,
though hardly a row of them needs it."""

from django.db import migrations

TOUCHES_WITHHELD = """
-- `step` bounds the edges of the feature's envelope (in its own unit), so that they bend by less than a metre (which
-- the search by index allows for) where the envelope is taken to longitude and latitude.
CREATE FUNCTION feature.touches_withheld(geom geometry, areas bigint[], step double precision) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000 AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM access_withheldarea w
        WHERE w.id = ANY(areas)
          AND w.shape && ST_Expand(ST_Transform(ST_Segmentize(ST_Envelope(geom), step), 4326), 0.0001)
          AND ST_Intersects(geom, ST_Transform(w.shape, ST_SRID(geom)))
    );
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("features", "0005_run_changes"), ("access", "0004_ended_accounts")]
    operations = [
        migrations.RunSQL(
            TOUCHES_WITHHELD, "DROP FUNCTION feature.touches_withheld(geometry, bigint[], double precision)"
        )
    ]
