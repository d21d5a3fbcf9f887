"""A layer reads as it was recorded at any time, under edits in transactions of their own."""

import json
from datetime import datetime

import psycopg2
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.access.seen import SeenLayer
from layers.features.queries import ItemsQuery, Moment, read_items
from layers.features.services import create_layer
from tests.layers.features.rows import insert_square, run


def names(plots, moment: Moment) -> dict[int, str]:
    page = read_items(SeenLayer.of(plots), ItemsQuery(limit=1000, moment=moment))
    return {f["id"]: f["properties"]["name"] for f in json.loads(b"[%s]" % page.features)}


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(0, 9)),
        st.tuples(st.just("update"), st.integers(0, 9)),
        st.tuples(st.just("delete"), st.integers(0, 9)),
    ),
    max_size=12,
)


@settings(max_examples=20)
@given(ACTIONS)
def test_a_layer_reads_as_it_was_recorded_at_any_time(own_database, describe, actions) -> None:
    """Replay edits in transactions of their own and compare each past state with what was seen then."""
    description = describe(fields={"name": "text"})
    run("DROP TABLE IF EXISTS feature.plots, feature.plots_history, feature.plots_draft")
    run("DELETE FROM catalog_field")
    run("DELETE FROM catalog_layer")
    create_layer(description)
    states = [(_clock(), {})]
    for number, (action, choice) in enumerate(actions):
        ids = sorted(states[-1][1])
        chosen = ids[choice % len(ids)] if ids else None
        if action == "insert":
            insert_square(description, choice, name=f"n{number}")
        elif chosen is not None and action == "update":
            run("UPDATE feature.plots SET name = %s WHERE public_id = %s", f"n{number}", chosen)
        elif chosen is not None:
            run("DELETE FROM feature.plots WHERE public_id = %s", chosen)
        states.append((_clock(), dict(run("SELECT public_id, name FROM feature.plots"))))
    for at, state in states:
        assert names(description, Moment(recorded_at=at)) == state


def _clock() -> datetime:
    return run("SELECT clock_timestamp()")[0][0]


def test_an_edit_of_a_later_transaction_that_commits_first_keeps_its_time(own_database, describe) -> None:
    """`now()` is when a transaction began: the row recorded between must not vanish from the history."""
    description = describe(fields={"name": "text"})
    create_layer(description)
    insert_square(description, name="a")
    early = psycopg2.connect(own_database)
    early.cursor().execute("SELECT now()")  # begins here
    run("UPDATE feature.plots SET name = 'between'")  # later, commits first
    between = _clock()
    cursor = early.cursor()
    cursor.execute("UPDATE feature.plots SET name = 'last'")
    early.commit()
    early.close()
    rows = run("SELECT name, recorded_from < recorded_to FROM feature.plots_history ORDER BY version")
    assert rows == [("a", True), ("between", True)]
    assert names(description, Moment(recorded_at=between)) in ({1: "between"}, {1: "last"})
    assert names(description, Moment()) == {1: "last"}
