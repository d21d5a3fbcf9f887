"""Which rows of the history an import run wrote over; codes of communes that come with changed rows."""

from importlib import import_module

from django.db import migrations

RUN_CHANGES = """
CREATE TABLE feature.run_change (
    run bigint NOT NULL,
    layer text NOT NULL,
    public_id bigint NOT NULL,
    valid_from date NOT NULL,
    version integer NOT NULL,
    operation char(1) NOT NULL CHECK (operation IN ('I', 'U', 'D'))
);
CREATE INDEX run_change_run ON feature.run_change (run);
CREATE INDEX run_change_layer ON feature.run_change (layer);
COMMENT ON TABLE feature.run_change IS
    'What a run did to features that stood: U version became the next one, D version was removed, I this version began '
    'on a day. New features aren''t listed: they are the first versions that name the run.';
"""
_COMMUNES: str = import_module("migrations.features.0003_communes").FUNCTIONS
_PARTS = _COMMUNES[_COMMUNES.index("CREATE FUNCTION feature.set_commune()") :].partition("END $$;")
SET_COMMUNE_BEFORE = "".join(_PARTS[:2]).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)
_BEGIN = "BEGIN\n"
# A load that changes rows has found their codes too, by the batch: one by one they would take most of its time.
SET_COMMUNE = SET_COMMUNE_BEFORE.replace(
    _BEGIN,
    _BEGIN
    + """    IF current_setting('dothi.communes_found', true) = 'yes' THEN
        RETURN NEW;
    END IF;
""",
    1,
)


class Migration(migrations.Migration):
    dependencies = [("features", "0004_audited_writes")]
    operations = [
        migrations.RunSQL(RUN_CHANGES, "DROP TABLE feature.run_change"),
        migrations.RunSQL(SET_COMMUNE, SET_COMMUNE_BEFORE),
    ]
