"""Fields that name a list: only one that is there, a default that it holds, and no code removed that features have."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gis.errors import CodesRefused, FeatureRefused, LayerRefused
from gis.spatial.crs import Crs
from layers.catalog.description import FieldDescription, FieldType, Title
from layers.catalog.queries import stored_description
from layers.codes import queries
from layers.codes.services import end_code, import_list
from layers.features.authority import OPERATOR
from layers.features.services import add_feature, add_field, change_feature, change_field, create_layer
from tests.layers.features.rows import insert_square, run

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[400000, 1210000], [400010, 1210000], [400010, 1210010], [400000, 1210000]]],
}
HEALTH = FieldDescription("health", Title("Tình trạng", "Health"), FieldType.CODE, code_list="tree_health")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"code_list": "none"}, "E-FIELD-13", "land_use"),
        ({"code_list": ""}, "E-FIELD-01", "code_list"),
        ({"default": "superb"}, "E-FIELD-04", "superb is none of tree_health"),
        ({"default": "Tốt"}, "E-FIELD-04", "Tốt is none of tree_health"),
        ({"type": FieldType.TEXT}, "E-FIELD-01", "code_list"),
    ],
)
def test_a_field_that_is_refused(describe: Any, changes: dict[str, Any], code: str, said: str) -> None:
    bad = replace(HEALTH, **changes)
    create_layer(describe())
    for attempt in (
        lambda: create_layer(describe("others").instantiated(fields=(bad,))),
        lambda: add_field("plots", bad),
        lambda: change_field("plots", "name", type=bad.type, code_list=bad.code_list, default=bad.default),
    ):
        with pytest.raises(LayerRefused) as refused:
            attempt()
        assert refused.value.code == code
        assert said in str(refused.value)
    assert stored_description("plots") == replace(stored_description("plots"), fields=describe().fields)
    assert run("SELECT to_regclass('feature.others')") == [(None,)]


@pytest.mark.django_db
def test_text_becomes_codes_and_what_stood_there_stays(describe: Any) -> None:
    create_layer(describe())
    insert_square(describe(), name="good")
    insert_square(describe(), 1, name="tạm được")
    change_field("plots", "name", type=FieldType.CODE, code_list="tree_health", default="good")
    assert run("SELECT name FROM feature.plots ORDER BY 1") == [("good",), ("tạm được",)]


@pytest.mark.django_db
def test_codes_in_use_are_not_removed(describe: Any) -> None:
    table = b"code,title_vi\nA,a\nB,b\nC,c\nD,d\n"
    import_list(table, "kinds")
    plots = describe().instantiated(fields=(replace(HEALTH, name="kind", code_list="kinds"),))
    create_layer(plots)
    feature = insert_square(plots, kind="B")
    insert_square(plots, 1, kind="A + C")
    run("UPDATE feature.plots SET kind = 'A' WHERE public_id = %s", feature)
    before = queries.exported("kinds")
    with pytest.raises(CodesRefused, match=r"E-CODE-11 .* B \(plots\), C \(plots\)\."):  # B is in the history
        import_list(b"code,title_vi\nA,a\n", "kinds", replace=True)
    assert queries.exported("kinds") == before
    import_list(b"code,title_vi\nA,a\nB,b\nC,c\n", "kinds", replace=True)
    assert [code.code for code in queries.list_named("kinds").codes] == ["A", "B", "C"]


def test_other_workers_know_within_two_seconds(own_database: str) -> None:
    assert queries.find_code("land_use", "ODT").holds
    change = "import django; django.setup(); from datetime import date; from layers.codes.services import end_code; "
    change += "end_code('land_use', 'ODT', date(2026, 1, 1))"
    environment = {**os.environ, "DATABASE_URL": own_database, "DJANGO_SETTINGS_MODULE": "gis.settings"}
    subprocess.run([sys.executable, "-c", change], env=environment, check=True, capture_output=True)
    changed_at = time.monotonic()
    while queries.find_code("land_use", "ODT").holds:
        assert time.monotonic() - changed_at < 2
        time.sleep(0.05)
    assert queries.find_code("land_use", "ODT").code.valid_to == date(2026, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"),
    [("good", "good"), ("GOOD", "good"), ("Trung bình", "fair"), ("good+poor", "good+poor"), (None, None)],
)
def test_a_value_by_hand_is_a_code_of_today(describe: Any, given: str | None, kept: str | None) -> None:
    create_layer(describe().instantiated(fields=(HEALTH,)))
    written = add_feature("plots", {"health": given}, SQUARE, crs=Crs(5899), by=OPERATOR)
    assert run("SELECT health FROM feature.plots") == [(kept,)]
    end_code("tree_health", "poor", date(2026, 1, 1))
    for refused in ("superb", "poor", "good+", ""):
        with pytest.raises(
            FeatureRefused, match="E-FEATURE-11 The list tree_health of the health of plots has no code"
        ):
            change_feature("plots", written.id, {"health": refused}, by=OPERATOR)
    assert run("SELECT health, version FROM feature.plots") == [(kept, 1)]
