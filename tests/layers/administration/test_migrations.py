"""A database with the table of former communes and layers of its time comes forward without a loss."""

from collections import Counter

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from layers.administration.queries import Era, find_unit
from layers.administration.queries.gazetteer import gazetteer
from tests.layers.administration.made import TRAN_BIEN, box, codes, outlines, points
from tests.layers.features.rows import run


def test_forward_from_the_table_of_former_communes(own_database: str, describe) -> None:
    from layers.features.services import create_layer

    lamps = describe("lamps", kind="point")
    create_layer(lamps)
    outlines("communes", {TRAN_BIEN: box(0)})
    MigrationExecutor(connection).migrate([("administration", "0001_former_communes"), ("features", "0002_iso_date")])
    assert run("SELECT count(*) FROM administration_formercommune") == [(10_602,)] or run(
        "SELECT to_regclass('administration_formercommune')"
    ) != [(None,)]
    assert run("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'b_set%%'") == []
    points(lamps, [(0.5, 0.5)])
    assert codes("lamps") == [(None, 1)]
    call_command("migrate", verbosity=0)
    assert Counter(entry.level for entry in gazetteer().entries.values() if entry.valid_on(Era.TODAY.day)) == {
        "province": 34, "commune": 3_321,
    }  # fmt: skip
    assert find_unit("26041", era=Era.TODAY).name == "Trấn Biên"
    points(lamps, [(0.5, 0.5)])
    assert codes("lamps") == [(TRAN_BIEN, 1), (None, 1)]
    triggers = (
        "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname LIKE 'b_set%%' GROUP BY 1 ORDER BY 1"
    )
    assert run(triggers) == [("feature.lamps", 2), ("feature.lamps_draft", 2)]
