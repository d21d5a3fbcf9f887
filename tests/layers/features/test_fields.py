"""Fields come, change and go on a layer in use, and nothing is lost."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gis.errors import DothiError
from layers.catalog.description import FieldDescription, FieldType, Title
from layers.catalog.queries import stored_description
from layers.features.services import add_field, change_field, create_layer, drop_field, fields, restore_field
from tests.layers.features.rows import insert_square, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other workers, for which a dropped field's column waits two seconds, don't exist here."""
    monkeypatch.setattr(fields, "NOTICED_SECONDS", 0)


@pytest.fixture
def plots(describe: Any) -> Any:
    description = describe(fields={"name": "text", "floors": "integer", "width": "decimal"}, key_fields=("name",))
    create_layer(description)
    return description


def field(name: str, kind: str = "text", **more: Any) -> FieldDescription:
    return FieldDescription(name, Title(name, name), FieldType(kind), **more)


def refused(code: str, **values: Any) -> Any:
    return pytest.raises(DothiError, check=lambda e: e.code == code and values.items() <= e.values.items())


def test_a_new_field_takes_its_default_and_history_stays_as_it_was(plots: Any) -> None:
    feature = insert_square(plots, name="a")
    run("UPDATE feature.plots SET name = 'b' WHERE public_id = %s", feature)
    add_field("plots", field("state", default="tốt", required=True))
    run("UPDATE feature.plots SET floors = 3")
    assert run("SELECT name, state, floors FROM feature.plots") == [("b", "tốt", 3)]
    assert run("SELECT name, state FROM feature.plots_history ORDER BY recorded_to") == [("a", None), ("b", "tốt")]
    assert run("SELECT version FROM feature.plots") == [(3,)]
    assert stored_description("plots").fields[-1].default == "tốt"


@pytest.mark.parametrize(
    ("stored", "changes", "code"),
    [
        (["5", "12"], {"type": FieldType.INTEGER, "minimum": 10}, "E-FIELD-07"),
        (["5", None], {"type": FieldType.INTEGER, "required": True}, "E-FIELD-07"),
        (["5", "x"], {"type": FieldType.INTEGER, "minimum": 0}, "E-FIELD-11"),
        (["007", "8"], {"type": FieldType.INTEGER}, "E-FIELD-11"),  # zeros in front may mean something
        (["123456789012345.123"], {"type": FieldType.DECIMAL}, "E-FIELD-11"),  # more than a double keeps
        (
            ["A1", None],
            {"pattern": "A[0-9]", "required": True},
            "E-FIELD-07",
        ),  # the first rule holds, the second doesn't
        (["A1"], {"pattern": r"\w+"}, "E-FIELD-03"),  # other letters in each of those who read it
        (["A1"], {"unit": "x" * 21}, "E-LAYER-16"),
        (["A1"], {"title": Title("t" * 201, "t")}, "E-LAYER-16"),
        (["5"], {"type": FieldType.INTEGER, "maximum": 10**20}, "E-FIELD-02"),
    ],
)
def test_a_refused_change_leaves_nothing_behind(
    plots: Any, stored: list[str], changes: dict[str, Any], code: str
) -> None:
    add_field("plots", field("note", unit="m"))
    for number, value in enumerate(stored):
        insert_square(plots, number, note=value)
    before = stored_description("plots")
    with refused(code):
        change_field("plots", "note", **changes)
    assert stored_description("plots") == before
    assert [value for (value,) in run("SELECT note FROM feature.plots ORDER BY public_id")] == stored
    rules = "SELECT conname FROM pg_constraint WHERE conrelid = 'feature.plots'::regclass AND conname LIKE 'note%%'"
    assert run(rules) == []
    insert_square(plots, 9, note="anything")


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (field("name"), "E-LAYER-02"),
        (field("version"), "E-LAYER-02"),
        (field("Tên"), "E-LAYER-02"),
        (field("must", required=True), "E-FIELD-05"),
        (field("kind", "code"), "E-FIELD-01"),
        (field("size", "integer", minimum="ten"), "E-FIELD-02"),
    ],
    ids=lambda v: getattr(v, "name", v),
)
def test_a_field_that_cannot_be_added(plots: Any, new: FieldDescription, code: str) -> None:
    insert_square(plots, name="a")
    before = run("SELECT column_name FROM information_schema.columns WHERE table_name LIKE 'plots%%' ORDER BY 1")
    with refused(code):
        add_field("plots", new)
    assert (
        run("SELECT column_name FROM information_schema.columns WHERE table_name LIKE 'plots%%' ORDER BY 1") == before
    )
    assert stored_description("plots") == plots


def test_a_city_names_its_own_fields_apart_from_a_template(describe: Any) -> None:
    create_layer(describe(template="parcels"))
    with refused("E-FIELD-09"):
        add_field("plots", field("owner_count", "integer"))
    add_field("plots", field("x_owner_count", "integer"))


@pytest.mark.parametrize(
    ("kind", "rules", "good", "bad"),
    [
        ("integer", {"minimum": 0, "maximum": 40}, [0, 40, None], [-1, 41]),
        ("decimal", {"minimum": 0.5}, [0.5, 3.25], [0.49]),
        ("text", {"pattern": "[A-Z]{2}[0-9]+"}, ["AB1", None], ["ab1", "AB1x", ""]),
        ("date", {"minimum": "1975-04-30"}, ["1975-04-30"], ["1975-04-29"]),
        ("time", {"maximum": "2026-01-01T00:00:00+07:00"}, ["2025-12-31T17:00:00Z"], ["2025-12-31T17:00:01Z"]),
    ],
)
def test_rules_hold_whatever_writes(
    describe: Any, kind: str, rules: dict[str, Any], good: list[Any], bad: list[Any]
) -> None:
    plots = describe()
    create_layer(plots)
    add_field("plots", field("v", kind, **rules))
    for number, value in enumerate(good):
        insert_square(plots, number, v=value)
    for value in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_square(plots, 50, v=value)
    assert run("SELECT count(*) FROM feature.plots") == [(len(good),)]


def test_a_new_rule_that_features_break_names_them(plots: Any) -> None:
    ids = [insert_square(plots, n, floors=n) for n in range(5)]
    with refused("E-FIELD-07", count=2, ids=f"{ids[3]}, {ids[4]}"):
        change_field("plots", "floors", maximum=2)
    insert_square(plots, 9, floors=9)  # the refused rule doesn't hold
    change_field("plots", "floors", maximum=9, minimum=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_square(plots, 10, floors=10)
    change_field("plots", "floors", maximum=None)
    insert_square(plots, 10, floors=10)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_square(plots, 11, floors=-1)


def test_required_later(plots: Any) -> None:
    empty = insert_square(plots, 0, floors=1)
    with refused("E-FIELD-07", ids=str(empty)):
        change_field("plots", "name", required=True)
    run("UPDATE feature.plots SET name = 'a'")
    change_field("plots", "name", required=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_square(plots, 1)
    change_field("plots", "name", required=False, default="?")
    insert_square(plots, 1)
    assert run("SELECT name FROM feature.plots ORDER BY public_id") == [("a",), ("?",)]


def test_a_dropped_field_keeps_its_values_and_comes_back(plots: Any) -> None:
    feature = insert_square(plots, 0, floors=3)
    with refused("E-FIELD-06", count=1):
        drop_field("plots", "floors")
    drop_field("plots", "floors", confirmed=True)
    assert stored_description("plots").field_named("floors") is None
    run("UPDATE feature.plots SET name = 'later'")
    add_field("plots", field("floors", "text", default="one"))
    assert run("SELECT floors, _1_floors FROM feature.plots") == [("one", 3)]
    with refused("E-LAYER-02"):
        restore_field("plots", "floors")
    drop_field("plots", "floors", confirmed=True)
    restore_field("plots", "floors")
    assert stored_description("plots").field_named("floors").type is FieldType.TEXT  # the last that was dropped
    drop_field("plots", "floors", confirmed=True)
    assert run("SELECT _1_floors, _2_floors FROM feature.plots") == [(3, "one")]
    assert run("SELECT _1_floors FROM feature.plots_history WHERE public_id = %s", feature) == [(3,)]


@pytest.mark.parametrize(("name", "code"), [("name", "E-FIELD-08"), ("nope", "E-FIELD-10")])
def test_a_field_that_cannot_be_dropped(plots: Any, name: str, code: str) -> None:
    with refused(code):
        drop_field("plots", name, confirmed=True)


@pytest.mark.parametrize(
    ("old", "values", "new", "expected"),
    [
        ("integer", [1, -5, None], "decimal", [1.0, -5.0, None]),
        ("decimal", [1.0, 2.0e9], "integer", [1, 2_000_000_000]),
        ("text", ["12", " +3 ", None], "integer", [12, 3, None]),
        ("text", ["1.5", "-2"], "decimal", [1.5, -2.0]),
        ("text", ["true", "false"], "boolean", [True, False]),
        ("integer", [7], "text", ["7"]),
        ("boolean", [True], "text", ["true"]),
        ("text", ["ODT"], "code", ["ODT"]),
        ("integer", [4], "link", [4]),
    ],
)
def test_a_type_changes_with_all_values(
    describe: Any, old: str, values: list[Any], new: str, expected: list[Any]
) -> None:
    plots = describe(fields={"name": "text", "v": old})
    create_layer(plots)
    for number, value in enumerate(values):
        insert_square(plots, number, name="before", v=value)
    run("UPDATE feature.plots SET name = 'after'")
    more = {"code": {"code_list": "land_use"}, "link": {"target": "roads"}}.get(new, {})
    change_field("plots", "v", type=FieldType(new), **more)
    for table in ("plots", "plots_history"):
        assert [v for (v,) in run(f"SELECT v FROM feature.{table} ORDER BY public_id")] == expected
    assert run("SELECT DISTINCT version FROM feature.plots") == [(2,)], "no version was made"
    assert stored_description("plots").field_named("v").type is FieldType(new)
    insert_square(plots, 9)
    run("UPDATE feature.plots SET name = 'again'")  # the triggers are back
    assert run("SELECT count(*) FROM feature.plots_history") == [(2 * len(values) + 1,)]


@pytest.mark.parametrize(
    ("old", "value", "new", "code"),
    [
        ("decimal", 1.5, "integer", "E-FIELD-11"),
        ("integer", 2**53 + 1, "decimal", "E-FIELD-11"),
        ("text", "hai", "integer", "E-FIELD-11"),
        ("text", "2026-02-30", "date", "E-FIELD-11"),
        ("text", "24/11/2026", "date", "E-FIELD-11"),
        ("text", "yes", "boolean", "E-FIELD-11"),
        ("boolean", True, "date", "E-FIELD-12"),
        ("date", "2026-11-24", "integer", "E-FIELD-12"),
    ],
)
@pytest.mark.parametrize("former", [False, True], ids=["now", "in the history"])
def test_a_type_that_would_lose_a_value_is_refused(
    describe: Any, old: str, value: Any, new: str, code: str, former: bool
) -> None:
    plots = describe(fields={"name": "text", "v": old})
    create_layer(plots)
    feature = insert_square(plots, v=value)
    if former:
        run("UPDATE feature.plots SET v = NULL")
    with refused(code, **({"ids": str(feature), "count": 1} if code == "E-FIELD-11" else {})):
        change_field("plots", "v", type=FieldType(new))
    assert stored_description("plots") == plots
    columns = run("SELECT column_name FROM information_schema.columns WHERE table_name = 'plots'")
    assert not [c for (c,) in columns if c.startswith("_")]


def test_a_type_changes_together_with_its_rules(plots: Any) -> None:
    change_field("plots", "name", required=False)
    add_field("plots", field("n", "text", pattern="[0-9]+", required=True, default="7"))
    insert_square(plots)
    change_field("plots", "n", type=FieldType.INTEGER, pattern="", minimum=0, default=8, required=True)
    insert_square(plots, 1)
    assert run("SELECT n FROM feature.plots ORDER BY public_id") == [(7,), (8,)]
    for wrong in (-1, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_square(plots, 2, n=wrong)
