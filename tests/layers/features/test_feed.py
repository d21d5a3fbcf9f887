"""The feed of changes: in the order of commits, nothing skipped, and replayed it is the layer."""

import psycopg2
import pytest

from layers.access.seen import RowRule, SeenLayer
from layers.features.queries import feed_start, read_changes
from layers.features.services import create_layer
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
    copied = "INSERT INTO feature.plots (name, geom) SELECT %s, geom FROM feature.plots WHERE name = 'a' RETURNING public_id"
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
