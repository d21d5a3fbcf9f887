"""Whatever writes features, by the services or in plain SQL, is recorded: one event a statement, by whoever signed."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.audit.actor import Actor, ActorKind, acting_as
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.services import describe_layer_anew
from layers.features.authority import OPERATOR
from layers.features.services import (
    add_feature,
    add_field,
    change_feature,
    change_field,
    create_layer,
    remove_feature,
    remove_layer,
    restore_version,
)
from tests.layers.audit.rows import events, last_event
from tests.layers.features.rows import insert_square, run

pytestmark = pytest.mark.django_db
LAN = Actor(ActorKind.PERSON, 7, "lan", "", "session", "10.0.0.7")
WRITES = "action LIKE 'feature.%%'"
SQUARE = {"type": "Polygon", "coordinates": [[[106.82, 10.95], [106.821, 10.95], [106.821, 10.951], [106.82, 10.95]]]}


@pytest.fixture
def plots(describe: Any) -> LayerDescription:
    description: LayerDescription = describe(fields={"name": "text"})
    create_layer(description)
    return description


def writes() -> list[tuple[Any, ...]]:
    return events("action, actor_name, count, ids", WRITES)


def test_a_service_signs(plots: LayerDescription) -> None:
    with acting_as(LAN):
        written = add_feature("plots", {"name": "a"}, SQUARE, by=OPERATOR)
        change_feature("plots", written.id, {"name": "b"}, by=OPERATOR)
        change_feature("plots", written.id, {"name": "c"}, from_day=date(2026, 1, 1), by=OPERATOR)
        remove_feature("plots", written.id, by=OPERATOR)
    one = [written.id]
    assert writes() == [
        ("feature.added", "lan", 1, one),
        ("feature.changed", "lan", 1, one),
        ("feature.changed", "lan", 1, one),  # it ends on the day
        ("feature.added", "lan", 1, one),  # and begins anew
        ("feature.removed", "lan", 1, one),
    ]
    assert set(events("actor_kind, actor_id, via, host(address), layer", WRITES)) == {
        ("person", 7, "session", "10.0.0.7", "plots")
    }


def test_a_former_version_that_comes_back(plots: LayerDescription) -> None:
    insert_square(plots, name="a")
    ((at,),) = run("SELECT recorded_from FROM feature.plots")
    run("DELETE FROM feature.plots")
    with acting_as(LAN):
        restore_version("plots", 1, at, by=OPERATOR)
    assert events("action, actor_name")[-2:] == [("feature.added", "lan"), ("feature.restored", "lan")]


def test_plain_sql_is_recorded_by_the_session(plots: LayerDescription) -> None:
    run("SELECT set_config('application_name', 'QGIS', true)")
    insert_square(plots, name="a")
    assert last_event("action, actor_kind, actor_name = session_user, via, ids") == (
        "feature.added", "database", True, "QGIS", [1],
    )  # fmt: skip


@pytest.mark.parametrize(
    "signed",
    [
        "", "nothing", "[]", "7", "null", '{"kind": null}', '{"name": "x"}', '{"kind"', '{"kind": "god"}',
        '{"kind": "person", "id": "x"}', '{"kind": "person", "id": 1e30}', '{"kind": "job", "address": "here"}',
    ],
)  # fmt: skip
def test_a_wrong_signature_stops_nobody(plots: LayerDescription, signed: str) -> None:
    run("SELECT set_config('dothi.actor', %s, true)", signed)
    insert_square(plots, name="a")
    assert last_event("actor_kind, actor_name = session_user") == ("database", True)


def test_many_rows_are_one_event(plots: LayerDescription) -> None:
    for last in (300, 5000):
        run(
            "INSERT INTO feature.plots (name, geom) SELECT 'n', ST_Multi(ST_MakeEnvelope(400000 + i, 1210000, 400001 + i, 1210001, 905899))"
            " FROM generate_series(1, %s) i",
            last,
        )
    run("UPDATE feature.plots SET name = 'b'")
    run("DELETE FROM feature.plots WHERE public_id > 10")
    found = events("action, count, first_id, last_id, cardinality(ids)", WRITES)
    assert found == [
        ("feature.added", 300, 1, 300, 300),
        ("feature.added", 5000, 301, 5300, 0),
        ("feature.changed", 5300, 1, 5300, 0),
        ("feature.removed", 5290, 11, 5300, 0),
    ]


def test_what_is_undone_was_not_done(plots: LayerDescription) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        insert_square(plots, name="a")
        raise RuntimeError
    assert writes() == []


def test_the_catalog_is_recorded(plots: LayerDescription) -> None:
    with acting_as(LAN):
        describe_layer_anew("plots", attribution="Sở")
        add_field("plots", FieldDescription("size", Title("Cỡ", "Size"), FieldType.INTEGER))
        change_field("plots", "size", minimum=0)
        remove_layer("plots")
    assert events("action, layer, fields", "actor_name = 'lan'") == [
        ("layer.changed", "plots", []),
        ("field.added", "plots", ["size"]),
        ("field.changed", "plots", ["size"]),
        ("layer.removed", "plots", []),
    ]
    assert events("details -> 'minimum' ->> 'after'", "action = 'field.changed'") == ["0"]
    assert events("details -> 'attribution' ->> 'after'", "action = 'layer.changed'") == ["Sở"]


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "nothing", "remove", "insert", "update", "delete", "undone"]),
        st.integers(1, 6),
        st.sampled_from([None, LAN]),
    ),
    max_size=12,
)


@settings(max_examples=25)
@given(operations=OPERATIONS)
def test_any_sequence_of_writes_gives_exactly_its_events(
    describe: Any, operations: list[tuple[str, int, Actor | None]]
) -> None:
    with transaction.atomic():
        description = describe(fields={"name": "text"})
        create_layer(description)
        before = len(events())
        expected = [said for step in operations for said in _done(description, *step)]
        found = events("action, actor_kind, count, ids")[before:]
        transaction.set_rollback(True)
    assert found == expected


def _done(
    description: LayerDescription, what: str, number: int, actor: Actor | None
) -> list[tuple[str, str, int, list[int]]]:
    """Do one thing, and say which events that makes. Signed are only services; a signature holds until the transaction
    ends, so plain SQL after one in the same transaction is by whoever signed."""
    standing = [row[0] for row in run("SELECT public_id FROM feature.plots ORDER BY 1")]
    some = standing[:number]
    if what in ("add", "change", "nothing", "remove"):
        if what != "add" and not standing:
            return []
        with acting_as(actor or Actor(ActorKind.JOB)):
            kind = "person" if actor else "job"
            match what:
                case "add":
                    return [("feature.added", kind, 1, [add_feature("plots", {"name": "x"}, SQUARE, by=OPERATOR).id])]
                case "change":
                    change_feature("plots", some[-1], {"name": f"n{number}"}, by=OPERATOR)
                    return [("feature.changed", kind, 1, some[-1:])]
                case "nothing":
                    change_feature("plots", some[-1], {}, by=OPERATOR)
                    return []
                case _:
                    remove_feature("plots", some[-1], by=OPERATOR)
                    return [("feature.removed", kind, 1, some[-1:])]
    run("SELECT set_config('dothi.actor', '', true)")
    match what:
        case "insert":
            rows = run(
                "INSERT INTO feature.plots (name, geom) SELECT 'n', ST_Multi(ST_MakeEnvelope(400000, 1210000, 400001, 1210001, 905899))"
                " FROM generate_series(1, %s) RETURNING public_id",
                number,
            )
            return [("feature.added", "database", number, sorted(row[0] for row in rows))]
        case "update":
            run("UPDATE feature.plots SET name = 'z' WHERE public_id = ANY(%s)", some)
            return [("feature.changed", "database", len(some), some)] if some else []
        case "delete":
            run("DELETE FROM feature.plots WHERE public_id = ANY(%s)", some)
            return [("feature.removed", "database", len(some), some)] if some else []
        case _:
            with transaction.atomic():
                run("DELETE FROM feature.plots")
                transaction.set_rollback(True)
            return []
