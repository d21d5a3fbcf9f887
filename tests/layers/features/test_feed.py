"""The feed of changes: in the order of commits, nothing skipped, and replayed it is the layer."""

import psycopg2
import pytest
from django.db import transaction
from psycopg2 import sql

from gis.errors import Gone
from layers.access.seen import RowRule, SeenLayer
from layers.features.queries import feed_start, read_changes
from layers.features.services import create_layer, remove_layer
from layers.features.services.commune_codes import both_tables, lock_features, store_codes
from layers.features.tables import table
from tests.layers.features.rows import insert_square, run


def follow(seen, cursor, limit=100):
    """All that came since, and how far it reaches."""
    found = []
    while True:
        page = read_changes(seen, cursor, limit=limit)
        assert len(page.entries) <= limit
        found += page.entries
        cursor = page.cursor
        if page.complete:
            return found, cursor


def told(entries):
    return [(str(one.operation), one.public_id, one.version) for one in entries]


@pytest.fixture
def plots(own_database, describe):
    description = describe(fields={"name": "text"})
    create_layer(description)
    return description


def test_each_change_is_told_in_order(plots) -> None:
    seen = SeenLayer.of(plots)
    first, second = insert_square(plots, name="a"), insert_square(plots, 1, name="b")
    run("UPDATE feature.plots SET name = 'c' WHERE public_id = %s", first)
    run("DELETE FROM feature.plots WHERE public_id = %s", second)
    entries, cursor = follow(seen, feed_start(seen))
    assert told(entries) == [
        ("insert", first, 1), ("insert", second, 1), ("update", first, 2), ("delete", second, 1),
    ]  # fmt: skip
    assert follow(seen, cursor)[0] == []
    assert [told(follow(seen, feed_start(seen), limit)[0]) for limit in (1, 2, 3)] == [told(entries)] * 3


def test_who_commits_first_comes_first(plots, own_database) -> None:
    """Transactions that began, wrote and got their numbers in one order and commit in the other."""
    seen = SeenLayer.of(plots)
    start = feed_start(seen)
    insert_square(plots, name="a")
    early, late = psycopg2.connect(own_database), psycopg2.connect(own_database)
    copied = (
        "INSERT INTO feature.plots (name, geom) SELECT %s, geom FROM feature.plots WHERE name = 'a' RETURNING public_id"
    )
    ids = []
    for session, name in ((early, "early"), (late, "late")):
        cursor = session.cursor()
        cursor.execute(copied, [name])
        ids += [row[0] for row in cursor.fetchall()]
    late.commit()
    entries, reached = follow(seen, start)
    assert told(entries) == [("insert", 1, 1), ("insert", ids[1], 1)]
    # What the older transaction does to a feature after the younger one is told after it.
    early.cursor().execute("UPDATE feature.plots SET name = 'last' WHERE name = 'late'")
    assert follow(seen, reached) == ([], reached)
    early.commit()
    entries, _ = follow(seen, reached)
    assert told(entries) == [("insert", ids[0], 1), ("update", ids[1], 2)]
    assert '"name":"last"' in entries[-1].feature
    early.close(), late.close()


def test_a_change_within_a_transaction_is_told_once(plots) -> None:
    seen = SeenLayer.of(plots)
    with transaction.atomic():
        first, second = insert_square(plots, name="a"), insert_square(plots, 1, name="b")
        run("UPDATE feature.plots SET name = name || 'x'")
        run("DELETE FROM feature.plots WHERE public_id = %s", second)
    assert told(follow(seen, feed_start(seen))[0]) == [("insert", first, 2)]


def test_a_statement_over_thousands_of_features_is_told_in_pages(plots) -> None:
    """They stand in one row of the change log."""
    seen = SeenLayer.of(plots)
    insert_square(plots, name="a")
    run("INSERT INTO feature.plots (name, geom) SELECT name, geom FROM feature.plots, generate_series(2, 4100)")
    run("UPDATE feature.plots SET name = 'b' WHERE mod(public_id, 2) = 0")
    run("DELETE FROM feature.plots WHERE public_id > 50")
    entries, _ = follow(seen, feed_start(seen), 700)
    operations = [str(one.operation) for one in entries]
    assert [operations.count(one) for one in ("insert", "update", "delete")] == [4100, 2050, 4050]
    assert run("SELECT count(*) FROM feature.change_log") == [(4,)]


def test_a_scoped_viewer_begins_anew_when_communes_are_found_anew(plots) -> None:
    one = SeenLayer.of(plots, rows=RowRule(communes=frozenset({"26001"})))
    insert_square(plots, name="a", commune_code="26001")
    everything, scoped = SeenLayer.of(plots), follow(one, feed_start(one))[1]
    reached = follow(everything, feed_start(everything))[1]
    with transaction.atomic():
        lock_features(both_tables("plots"), named="plots")
        found = "SELECT ctid AS row, '26002' AS code FROM feature.plots"
        assert store_codes(table("plots"), sql.SQL(found)) == 1
    assert follow(everything, reached)[0] == []
    with pytest.raises(Gone, match="E-FEED-04"):
        read_changes(one, scoped, limit=10)
    entries, cursor = follow(one, feed_start(one))
    assert entries == []
    assert follow(one, cursor)[0] == []


def test_a_layer_made_anew_is_another(plots) -> None:
    seen = SeenLayer.of(plots)
    insert_square(plots, name="a")
    reached = follow(seen, feed_start(seen))[1]
    remove_layer("plots", confirmed=True)
    create_layer(plots)
    insert_square(plots, name="b")
    with pytest.raises(Gone, match="E-FEED-03"):
        read_changes(seen, reached, limit=10)
    assert told(follow(seen, feed_start(seen))[0]) == [("insert", 1, 1)]
