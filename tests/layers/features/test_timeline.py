"""A feature's life can be told, and any of its versions brought back."""

import json
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.errors import DothiError
from layers.access.queries import public_view
from layers.access.seen import SeenLayer
from layers.catalog.description import FieldDescription, FieldType, Title
from layers.features.authority import OPERATOR
from layers.features.queries import ItemsQuery, Moment, read_items, timeline
from layers.features.services import add_field, create_layer, restore_version
from tests.layers.features.rows import insert_square, run


@pytest.fixture
def plots(own_database: str, describe: Any) -> Any:
    description = describe(fields={"name": "text", "floors": "integer"}, key_fields=("name",), key_is_unique=True)
    create_layer(description)
    return description


def move(feature: int, metres: float) -> None:
    run("UPDATE feature.plots SET geom = ST_Translate(geom, %s, 0) WHERE public_id = %s", metres, feature)


def test_a_life(plots: Any) -> None:
    feature = insert_square(plots, name="a", floors=1)
    insert_square(plots, 3, name="another")
    run("UPDATE feature.plots SET name = 'b', floors = 2 WHERE public_id = %s", feature)
    run("UPDATE feature.plots SET geom = ST_Multi(ST_Expand(geom, 1)) WHERE public_id = %s", feature)
    run("DELETE FROM feature.plots WHERE public_id = %s", feature)
    life = timeline(SeenLayer.of(plots), feature)
    assert [(v.operation, v.version) for v in life] == [("I", 1), ("U", 2), ("U", 3), ("D", 3)]
    assert [(c.field, c.before, c.after) for c in life[1].changes] == [("name", "a", "b"), ("floors", 1, 2)]
    assert life[1].moved_from is None
    assert life[2].changes == ()
    assert (life[2].moved_from.measure, life[2].shape.measure) == (pytest.approx(100), pytest.approx(144))
    assert [v.recorded_to for v in life[:3]] == [v.recorded_from for v in life[1:]]
    assert life[3].recorded_to is None


def test_a_split_validity_is_told_for_each_row(plots: Any) -> None:
    feature = insert_square(plots, name="a")
    run("UPDATE feature.plots SET valid_to = '2027-01-01' WHERE public_id = %s", feature)
    run(
        "INSERT INTO feature.plots (public_id, valid_from, name, geom)"
        " SELECT public_id, '2027-01-01', 'b', geom FROM feature.plots WHERE public_id = %s",
        feature,
    )
    life = timeline(SeenLayer.of(plots), feature)
    assert [v.operation for v in life] == ["I", "U", "I"]
    assert [(c.field, c.before, c.after) for c in life[1].changes] == [("valid_to", None, "2027-01-01")]


def test_personal_fields_are_not_told(own_database: str, describe: Any) -> None:
    plots = describe()
    create_layer(plots)
    add_field("plots", FieldDescription("owner", Title("Chủ", "Owner"), FieldType.TEXT, personal=True))
    feature = insert_square(plots, name="a", owner="Nguyễn Văn A")
    run("UPDATE feature.plots SET owner = 'Trần Thị B'")
    told = timeline(public_view().layer("plots"), feature)
    assert [v.values for v in told] == [{"name": "a"}, {"name": "a"}]
    assert told[1].changes == ()


def test_a_version_comes_back_as_a_new_one(plots: Any) -> None:
    feature = insert_square(plots, name="a", floors=1)
    run("UPDATE feature.plots SET name = 'b', extra = '{\"x\": 1}'")
    move(feature, 50)
    first = timeline(SeenLayer.of(plots), feature)[0]
    assert restore_version("plots", feature, first.recorded_from, by=OPERATOR) == 4
    life = timeline(SeenLayer.of(plots), feature)
    assert (life[-1].values, life[-1].shape, life[-1].version) == (first.values, first.shape, 4)
    assert len(life) == 4, "nothing was undone"


def test_a_deleted_feature_comes_back_under_its_id(plots: Any) -> None:
    feature = insert_square(plots, name="a")
    run("DELETE FROM feature.plots")
    at = timeline(SeenLayer.of(plots), feature)[0].recorded_from
    assert restore_version("plots", feature, at, by=OPERATOR) == 2
    assert run("SELECT public_id, name FROM feature.plots") == [(feature, "a")]
    assert [v.operation for v in timeline(SeenLayer.of(plots), feature)] == ["I", "D", "I"]


def test_what_cannot_come_back(plots: Any) -> None:
    feature = insert_square(plots, name="a")
    run("UPDATE feature.plots SET name = 'b'")
    insert_square(plots, 1, name="a")
    first = timeline(SeenLayer.of(plots), feature)[0].recorded_from
    with pytest.raises(DothiError) as refused:
        restore_version("plots", feature, first, by=OPERATOR)
    assert refused.value.code == "E-HISTORY-02"
    with pytest.raises(DothiError) as refused:
        restore_version("plots", feature, timeline(SeenLayer.of(plots), feature)[1].recorded_from, by=OPERATOR)
    assert refused.value.code == "E-HISTORY-01", "what stands needn't come back"
    with pytest.raises(DothiError) as refused:
        timeline(SeenLayer.of(plots), 999)
    assert refused.value.code == "E-FEATURE-01"
    assert run("SELECT name FROM feature.plots ORDER BY 1") == [("a",), ("b",)]


EDITS = st.lists(st.sampled_from(["name", "floors", "move", "delete", "restore"]), min_size=1, max_size=10)


@settings(max_examples=15)
@given(EDITS)
def test_every_version_is_what_the_layer_showed_then(own_database: str, describe: Any, edits: list[str]) -> None:
    plots = describe(fields={"name": "text", "floors": "integer"})
    run("DROP TABLE IF EXISTS feature.plots, feature.plots_history, feature.plots_draft")
    run("DELETE FROM catalog_field")
    run("DELETE FROM catalog_layer")
    create_layer(plots)
    feature = insert_square(plots, name="n", floors=0)
    for number, edit in enumerate(edits, 1):
        if edit == "restore":
            restorable = [v for v in timeline(SeenLayer.of(plots), feature) if v.recorded_to and v.operation != "D"]
            if restorable:
                restore_version("plots", feature, restorable[number % len(restorable)].recorded_from, by=OPERATOR)
        elif edit == "move":
            move(feature, number)
        elif edit == "delete":
            run("DELETE FROM feature.plots WHERE public_id = %s", feature)
        else:
            run(f"UPDATE feature.plots SET {edit} = %s", str(number))
    for version in timeline(SeenLayer.of(plots), feature):
        page = read_items(SeenLayer.of(plots), ItemsQuery(limit=10, moment=Moment(recorded_at=version.recorded_from)))
        shown = [f["properties"] for f in json.loads(b"[%s]" % page.features)]
        assert shown == ([] if version.operation == "D" else [version.values])
    connection.close()
