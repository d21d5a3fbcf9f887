"""One feature at a time: what is accepted, what is refused and leaves nothing, and what a life of edits adds up to."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.errors import DothiError
from gis.spatial.crs import CRS84, Crs
from layers.access.seen import SeenLayer
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.queries import summary_in_use
from layers.catalog.queries.layers import forget
from layers.features.authority import OPERATOR
from layers.features.queries import Moment, extent_and_count, read_item, timeline
from layers.features.services import add_feature, change_feature, create_layer, remove_feature, restore_version
from tests.layers.features.rows import run

HERE = Crs(5899)
TODAY = date.today()


def square(at: float = 0.0, size: float = 10.0) -> dict[str, Any]:
    x, y = 400_000.0 + at, 1_210_000.0
    return {
        "type": "Polygon",
        "coordinates": [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]],
    }


def field(name: str, kind: FieldType = FieldType.TEXT, **more: Any) -> FieldDescription:
    return FieldDescription(name, Title(name, name), kind, **more)


@pytest.fixture
def plots(own_database: str, describe: Any) -> LayerDescription:
    owners = replace(describe("owners", kind="point"), key_fields=())
    described: LayerDescription = replace(
        describe("plots"),
        fields=(
            field("number", required=True, pattern="P[0-9]+"),
            field("floors", FieldType.INTEGER, minimum=0, maximum=60),
            field("height", FieldType.DECIMAL, default=3.5, required=True),
            field("built", FieldType.DATE),
            field("lit", FieldType.BOOLEAN),
            field("seen", FieldType.TIME),
            field("note"),
            field("photo", FieldType.FILE),
            field("owner", FieldType.LINK, target="owners"),
        ),
        key_fields=("number",),
        key_is_unique=True,
    )
    create_layer(owners)
    create_layer(described)
    return described


def properties(plots: LayerDescription, feature: int, moment: Moment | None = None) -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads(read_item(SeenLayer.of(plots), feature, moment=moment or Moment()).feature)[
        "properties"
    ]
    return found


def test_added_changed_and_removed(plots: LayerDescription) -> None:
    owner = add_feature("owners", {"name": "X"}, {"type": "Point", "coordinates": [106.8, 10.9]}, by=OPERATOR)
    added = add_feature(
        "plots",
        {"number": "P1", "owner": owner.id, "seen": "2026-11-24T10:00:00+07:00"},
        square(),
        crs=HERE,
        by=OPERATOR,
    )
    assert added.version == 1
    assert properties(plots, added.id)["height"] == 3.5, "a default stands in"
    changed = change_feature("plots", added.id, {"floors": 3, "owner": None}, version=1, by=OPERATOR)
    assert changed.version == 2
    assert (properties(plots, added.id)["floors"], properties(plots, added.id)["owner"]) == (3, None)
    moved = change_feature("plots", added.id, {}, square(100), crs=HERE, version=2, by=OPERATOR)
    assert moved.version == 3
    remove_feature("plots", added.id, version=3, by=OPERATOR)
    assert [v.operation for v in timeline(SeenLayer.of(plots), added.id)] == ["I", "U", "U", "D"]
    with pytest.raises(DothiError) as refused:
        change_feature("plots", added.id, {"floors": 4}, by=OPERATOR)
    assert refused.value.code == "E-FEATURE-01"


def test_a_geometry_is_stored_to_the_millimetre(plots: LayerDescription) -> None:
    added = add_feature("plots", {"number": "P1"}, square(0.123), crs=HERE, by=OPERATOR)
    stored = run("SELECT ST_XMin(geom), ST_Area(geom) FROM feature.plots WHERE public_id = %s", added.id)
    assert stored == [(400_000.123, pytest.approx(100.0, abs=1e-9))]
    degrees = {"type": "Point", "coordinates": [106.8, 10.9]}
    point = add_feature("owners", {}, degrees, crs=CRS84, by=OPERATOR)
    back = run(
        "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(geom, 4326) p FROM feature.owners WHERE public_id = %s) o",
        point.id,
    )
    assert back == [(pytest.approx(106.8, abs=1e-9), pytest.approx(10.9, abs=1e-9))]


def test_a_version_of_several_recorded_at_once_comes_back(plots: LayerDescription) -> None:
    added = add_feature("plots", {"number": "P1", "floors": 2}, square(), crs=HERE, by=OPERATOR)
    change_feature("plots", added.id, {"floors": 5}, from_day=TODAY + timedelta(days=30), by=OPERATOR)
    remove_feature("plots", added.id, by=OPERATOR)
    both = run("SELECT version, recorded_from FROM feature.plots_history WHERE floors IN (2, 5) ORDER BY version")
    together = [(version, at) for version, at in both if at == both[-1][1]]
    assert len(together) == 2
    restore_version("plots", added.id, together[0][1], together[0][0], by=OPERATOR)
    assert properties(plots, added.id)["floors"] == 2


def test_another_from_a_day_on(plots: LayerDescription) -> None:
    added = add_feature("plots", {"number": "P1", "floors": 2}, square(), crs=HERE, by=OPERATOR)
    day = TODAY + timedelta(days=30)
    written = change_feature("plots", added.id, {"floors": 5}, from_day=day, by=OPERATOR)
    assert written.version == 3
    assert properties(plots, added.id)["floors"] == 2
    assert properties(plots, added.id, Moment.valid_on(day - timedelta(days=1)))["floors"] == 2
    assert properties(plots, added.id, Moment.valid_on(day))["floors"] == 5
    assert properties(plots, added.id, Moment.valid_on(day))["number"] == "P1"
    remove_feature("plots", added.id, from_day=day + timedelta(days=10), by=OPERATOR)
    assert properties(plots, added.id, Moment.valid_on(day + timedelta(days=9)))["floors"] == 5
    with pytest.raises(DothiError) as gone:
        read_item(SeenLayer.of(plots), added.id, moment=Moment.valid_on(day + timedelta(days=10)))
    assert gone.value.code == "E-FEATURE-01"


REFUSED: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"number": "P2", "colour": "red"}, square(), "E-FEATURE-03"),  # no such field
    ({"number": "P2", "ten_chu": None}, square(), "E-FEATURE-03"),
    ({"number": "X2"}, square(), "E-FEATURE-03"),  # not of the pattern
    ({"number": 2}, square(), "E-FEATURE-03"),  # a number is no text
    ({"number": "P2", "floors": 61}, square(), "E-FEATURE-03"),
    ({"number": "P2", "floors": 1.5}, square(), "E-FEATURE-03"),
    ({"number": "P2", "floors": True}, square(), "E-FEATURE-03"),  # true is no 1
    ({"number": "P2", "floors": "3"}, square(), "E-FEATURE-03"),
    ({"number": "P2", "height": float("nan")}, square(), "E-FEATURE-03"),
    ({"number": "P2", "height": float("inf")}, square(), "E-FEATURE-03"),
    ({"number": "P2", "built": "24/11/2026"}, square(), "E-FEATURE-03"),
    ({"number": "P2", "built": "2026-02-30"}, square(), "E-FEATURE-03"),
    ({"number": "P2", "seen": "2026-11-24T10:00:00"}, square(), "E-FEATURE-03"),  # no zone
    ({"number": "P2", "lit": "true"}, square(), "E-FEATURE-03"),
    ({"number": "P2\x00"}, square(), "E-FEATURE-03"),
    ({"number": "P2", "note": "a\x00b"}, square(), "E-FEATURE-03"),
    ({"number": "P2", "photo": "ab/nothing/x.jpg"}, square(), "E-FEATURE-09"),
    ({"number": "P2", "photo": "../secret_key"}, square(), "E-FEATURE-09"),
    ({"number": "P2", "photo": "ab/" + "0" * 64 + "/.."}, square(), "E-FEATURE-09"),
    ({"number": "P2", "height": 10**400}, square(), "E-FEATURE-03"),
    ({"number": "P2", "floors": 10**30}, square(), "E-FEATURE-03"),
    ({}, square(), "E-FEATURE-04"),
    ({"number": None}, square(), "E-FEATURE-04"),
    ({"number": "P2", "height": None}, square(), "E-FEATURE-04"),  # taken away, default or not
    ({"number": "P1"}, square(), "E-FEATURE-06"),
    ({"number": "P2", "owner": 99}, square(), "E-FEATURE-10"),
    ({"number": "P2"}, {}, "E-FEATURE-05"),
    ({"number": "P2"}, {"type": "Polygon"}, "E-FEATURE-05"),
    ({"number": "P2"}, {"type": "Polygon", "coordinates": []}, "E-FEATURE-05"),
    ({"number": "P2"}, {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "E-FEATURE-05"),
    ({"number": "P2"}, {"type": "Circle", "coordinates": [1, 2]}, "E-FEATURE-05"),
    ({"number": "P2"}, {"type": "Point", "coordinates": [400_000, 1_210_000]}, "E-FEATURE-05"),  # no polygon
    ({"number": "P2"}, {"type": "Polygon", "coordinates": [[[4e5, 1.21e6], [400010, 1210010], [400010, 1.21e6], [4e5, 1210010], [4e5, 1.21e6]]]}, "E-FEATURE-05"),  # crosses itself
    ({"number": "P2"}, {"type": "Polygon", "coordinates": [[[float("nan"), 0], [1, 0], [1, 1], [float("nan"), 0]]]}, "E-FEATURE-05"),
    ({"number": "P2"}, {"type": "Polygon", "coordinates": [[[106.8, 10.9], [106.9, 10.9], [106.9, 11], [106.8, 10.9]]]}, "E-FEATURE-05"),  # degrees said to be metres
    ({"number": "P2"}, {"type": "Polygon", "coordinates": [[[1.21e7, 4e7], [1.22e7, 4e7], [1.22e7, 4.1e7], [1.21e7, 4e7]]]}, "E-FEATURE-05"),
]  # fmt: skip


def test_what_is_refused_leaves_nothing(plots: LayerDescription) -> None:
    first = add_feature("plots", {"number": "P1"}, square(), crs=HERE, by=OPERATOR)
    for values, geometry, code in REFUSED:
        with pytest.raises(DothiError) as refused:
            add_feature("plots", values, geometry, crs=HERE, by=OPERATOR)
        assert refused.value.code == code, (values, geometry)
        if values and values.get("number") != "P1" and code not in ("E-FEATURE-05", "E-FEATURE-06"):
            with pytest.raises(DothiError) as refused:
                change_feature("plots", first.id, values, by=OPERATOR)
            assert refused.value.code == code, values
    assert run("SELECT count(*), max(version) FROM feature.plots") == [(1, 1)]
    assert run("SELECT count(*) FROM feature.plots_history") == [(0,)]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda id_: change_feature("plots", id_, {"floors": 1}, version=7, by=OPERATOR), "E-FEATURE-02"),
        (lambda id_: remove_feature("plots", id_, version=0, by=OPERATOR), "E-FEATURE-02"),
        (lambda id_: change_feature("plots", id_ + 1, {"floors": 1}, by=OPERATOR), "E-FEATURE-01"),
        (lambda id_: remove_feature("plots", id_ + 1, by=OPERATOR), "E-FEATURE-01"),
        (
            lambda id_: change_feature("plots", id_, {"floors": 1}, from_day=date(2019, 1, 1), by=OPERATOR),
            "E-FEATURE-07",
        ),
        (lambda id_: change_feature("nothing", id_, {"floors": 1}, by=OPERATOR), "E-LAYER-05"),
    ],
)
def test_who_is_late_or_wrong_is_told(plots: LayerDescription, act: Any, code: str) -> None:
    added = add_feature("plots", {"number": "P1"}, square(), crs=HERE, valid_from=date(2020, 1, 1), by=OPERATOR)
    with pytest.raises(DothiError) as refused:
        act(added.id)
    assert refused.value.code == code
    for language in ("vi", "en"):
        assert refused.value.sentence(language)
    assert run("SELECT version FROM feature.plots") == [(1,)]


@settings(max_examples=15)
@given(
    edits=st.lists(
        st.tuples(
            st.sampled_from(["add", "change", "move", "later", "remove", "back"]), st.integers(0, 5), st.integers(0, 60)
        ),
        max_size=25,
    )
)
def test_a_life_of_edits_adds_up(own_database: str, describe: Any, edits: list[tuple[str, int, int]]) -> None:
    """Whatever is done: count and extent are those of the table, a feature is valid once a day, nothing recorded is
    lost."""
    run(
        "DROP TABLE IF EXISTS feature.life, feature.life_history, feature.life_draft; DELETE FROM catalog_field WHERE layer_id IN (SELECT id FROM catalog_layer WHERE name = 'life'); DELETE FROM catalog_layer WHERE name = 'life'"
    )
    forget()
    life = describe("life", fields={"floors": "integer"})
    create_layer(life)
    ids: list[int] = []
    written = 0
    for what, which, number in edits:
        try:
            match what:
                case "add":
                    ids.append(add_feature("life", {"floors": number}, square(number * 20), crs=HERE, by=OPERATOR).id)
                    written += 1
                case "change" if ids:
                    change_feature("life", ids[which % len(ids)], {"floors": number}, by=OPERATOR)
                    written += 1
                case "move" if ids:
                    change_feature("life", ids[which % len(ids)], {}, square(number * 20), crs=HERE, by=OPERATOR)
                    written += 1
                case "later" if ids:
                    day = TODAY + timedelta(days=number + 1)
                    change_feature("life", ids[which % len(ids)], {"floors": number}, from_day=day, by=OPERATOR)
                    written += 1
                case "remove" if ids:
                    remove_feature("life", ids[which % len(ids)], by=OPERATOR)
                case "back" if ids:
                    last = timeline(SeenLayer.of(life), ids[which % len(ids)])[-1]
                    if last.operation == "D":
                        restore_version("life", ids[which % len(ids)], last.recorded_from, by=OPERATOR)
        except DothiError as refused:
            assert refused.code in ("E-FEATURE-01", "E-FEATURE-07", "E-HISTORY-01"), refused
    forget()
    extent, count = extent_and_count(life)
    assert summary_in_use("life").feature_count == count
    if extent is not None:
        kept = summary_in_use("life").extent
        assert kept is not None
        assert kept[0] <= extent[0] + 1e-9 and kept[1] <= extent[1] + 1e-9
        assert kept[2] >= extent[2] - 1e-9 and kept[3] >= extent[3] - 1e-9
    overlapping = run(
        "SELECT a.public_id FROM feature.life a JOIN feature.life b ON a.public_id = b.public_id AND a.valid_from < b.valid_from"
        " WHERE daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)"
    )
    assert overlapping == []
    (rows,) = run("SELECT (SELECT count(*) FROM feature.life) + (SELECT count(*) FROM feature.life_history)")
    assert rows[0] >= written
