"""Whatever writes, nothing that was recorded is lost, and a layer reads as it was recorded and as it is valid."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.access.seen import SeenLayer
from layers.features.queries import ItemsQuery, Moment, read_item, read_items
from layers.features.services import create_layer
from tests.layers.features.rows import insert_square, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def plots(describe):
    description = describe(fields={"name": "text", "size": "integer"})
    create_layer(description)
    return description


def names(plots, moment: Moment) -> dict[int, str]:
    page = read_items(SeenLayer.of(plots), ItemsQuery(limit=1000, moment=moment))
    return {f["id"]: f["properties"]["name"] for f in json.loads(b"[%s]" % page.features)}


def test_an_insert_writes_no_history(plots) -> None:
    insert_square(plots, name="a")
    assert run("SELECT count(*) FROM feature.plots_history") == [(0,)]
    assert run("SELECT operation, first_id, last_id, feature_count FROM feature.change_log") == [("I", 1, 1, 1)]


def test_raw_sql_leaves_the_superseded_row(plots) -> None:
    insert_square(plots, name="a")
    run("UPDATE feature.plots SET name = 'b'")
    run("DELETE FROM feature.plots")
    kept = run(
        "SELECT operation, name, version, recorded_to >= recorded_from FROM feature.plots_history ORDER BY version"
    )
    assert kept == [("U", "a", 1, True), ("D", "b", 2, True)]
    assert run("SELECT string_agg(operation, '' ORDER BY id) FROM feature.change_log") == [("IUD",)]


def test_the_log_covers_old_and_new_place(plots) -> None:
    insert_square(plots, name="a")
    run("UPDATE feature.plots SET geom = ST_Translate(geom, 1000, 0)")
    ((wide,),) = run(
        "SELECT ST_XMax(b) - ST_XMin(b) FROM (SELECT ST_Transform(envelope, 905899) b FROM feature.change_log WHERE operation = 'U') t"
    )
    assert wide == pytest.approx(1010, abs=2)


def test_a_bulk_statement_is_logged_as_one(plots) -> None:
    run(
        "INSERT INTO feature.plots (name, geom) SELECT 'n' || i, ST_Multi(ST_MakeEnvelope(400000 + i, 1210000, 400001 + i, 1210001, 905899))"
        " FROM generate_series(1, 5000) i"
    )
    assert run("SELECT operation, first_id, last_id, feature_count FROM feature.change_log") == [("I", 1, 5000, 5000)]


def test_truncate_is_refused(plots) -> None:
    with pytest.raises(InternalError, match="lose the history"), transaction.atomic():
        run("TRUNCATE feature.plots")


def test_publishing_for_a_day_adds_a_row(plots) -> None:
    insert_square(plots, name="now")
    run("UPDATE feature.plots SET valid_to = '2027-01-01'")
    run(
        "INSERT INTO feature.plots (public_id, valid_from, name, geom) SELECT 1, '2027-01-01', 'then', geom FROM feature.plots"
    )
    assert names(plots, Moment.valid_on(date(2026, 12, 31))) == {1: "now"}
    assert names(plots, Moment.valid_on(date(2027, 1, 1))) == {1: "then"}
    assert names(plots, Moment(date(2026, 1, 1), date(2028, 1, 1))) == {1: "then"}, "one row a feature, the last"
    assert names(plots, Moment(None, date(2026, 1, 1), open_start=True)) == {1: "now"}
    item = json.loads(read_item(SeenLayer.of(plots), 1, moment=Moment.valid_on(date(2027, 6, 1))).feature)
    assert item["properties"]["name"] == "then"


OVERLAPS = [
    ("an undated row beside a dated one", [(None, None), ("2027-01-01", None)]),
    ("a dated row beside an undated one", [("2027-01-01", "2028-01-01"), (None, None)]),
    ("two open ends", [("2026-01-01", None), ("2027-01-01", None)]),
    ("a span inside another", [("2026-01-01", "2029-01-01"), ("2027-01-01", "2028-01-01")]),
    ("the same first day", [("2026-01-01", "2027-01-01"), ("2026-01-01", "2026-06-01")]),
]


@pytest.mark.parametrize(("why", "spans"), OVERLAPS, ids=[why for why, _ in OVERLAPS])
def test_no_feature_is_valid_twice_on_a_day(plots, why: str, spans: list[tuple[str | None, str | None]]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        for first, last in spans:
            insert_square(plots, public_id=7, valid_from=first or "-infinity", valid_to=last)


def test_an_end_before_the_beginning_is_refused(plots) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_square(plots, valid_from="2027-01-01", valid_to="2026-01-01")


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 8)), min_size=1, max_size=5))
def test_what_stands_never_overlaps(plots, spans: list[tuple[int, int]]) -> None:
    """Property: of any series of inserts, those accepted are disjoint, and one is refused only if it overlaps."""
    run("DELETE FROM feature.plots")
    standing: list[tuple[int, int]] = []
    for start, length in spans:
        end = start + length
        first = "-infinity" if start == 0 else f"2026-01-{start:02d}"
        last = None if end > 8 else f"2026-01-{end:02d}"
        span = (start, 99 if end > 8 else end)
        overlaps = any(span[0] < b and a < span[1] for a, b in standing)
        try:
            with transaction.atomic():
                insert_square(plots, public_id=7, valid_from=first, valid_to=last)
            assert not overlaps, (span, standing)
            standing.append(span)
        except IntegrityError:
            assert overlaps, (span, standing)


def test_columns_of_the_three_tables_stay_in_step(plots) -> None:
    def columns(name: str) -> list[str]:
        return [
            row[0]
            for row in run(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum",
                f"feature.{name}",
            )
        ]

    assert columns("plots_history")[2:] == columns("plots")
    assert columns("plots_draft")[2:] == columns("plots")
