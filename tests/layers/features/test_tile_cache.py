"""Kept tiles are those that would be made anew, at most a second behind what was committed."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg2
import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from psycopg2 import sql

from gis.spatial.crs import WGS84, transformer
from layers.access.seen import RowRule, SeenLayer
from layers.catalog.description import FieldType, LayerDescription
from layers.catalog.queries.layers import forget as forget_catalog
from layers.features.queries import Moment, TileAddress, kept_tiles, read_tile
from layers.features.queries.tile_cache import ASK_SECONDS, KeptTiles
from layers.features.services import change_field, create_layer, remove_layer
from layers.features.services.commune_codes import store_codes
from layers.features.tables import table
from tests.layers.features.rows import ORIGIN, insert_square, run
from tests.layers.features.test_tile_plane import tile_at
from tests.ogc_api import mvt

ROOT = Path(__file__).resolve().parents[3]
STREET = 18


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def second(self) -> None:
        self.now += 1.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(clock: Clock) -> KeptTiles:
    return KeptTiles(2**20, clock)


@pytest.fixture
def plots(own_database: str, describe: Any) -> SeenLayer:
    description = describe(fields={"name": "text", "secret": "text"})
    fields = tuple(replace(one, personal=one.name == "secret") for one in description.fields)
    description = replace(description, fields=fields)
    create_layer(description)
    for at in range(3):
        insert_square(description, at, name=f"plot {at}")
    forget_catalog()
    return SeenLayer.of(description)


def place(at: int, zoom: int = STREET) -> TileAddress:
    """The tile in which the middle of the `at`-th square lies."""
    return tile_at(*transformer(5899, WGS84).transform(ORIGIN[0] + 20 * at + 5, ORIGIN[1] + 5), zoom)


def names(body: bytes) -> set[str]:
    return {feature["name"] for layer in mvt.read_tile(body) for feature in layer.features.values()}


def statements(kept: KeptTiles, *asked: Any) -> int:
    """How many statements an answer takes."""
    with connection.execute_wrapper(counting := _Counting()):
        kept.tile(*asked)
    return counting.count


class _Counting:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, *asked: Any) -> Any:
        self.count += 1
        return execute(*asked)


def test_a_kept_tile_asks_the_database_nothing_within_a_second(plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    first = kept.tile(plots, place(0))
    assert statements(kept, plots, place(0)) == 0
    assert kept.tile(plots, place(0)) is first
    clock.second()
    assert 0 < statements(kept, plots, place(0)) <= 5
    assert kept.tile(plots, place(0)) is first


def test_an_edit_shows_within_a_second(plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    assert ASK_SECONDS <= 1
    kept.tile(plots, place(0))
    run("UPDATE feature.plots SET name = 'another' WHERE name = 'plot 0'")
    clock.second()
    assert "another" in names(kept.tile(plots, place(0)).body)


def test_only_what_an_edit_touches_is_made_anew(plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    here, there = place(0), place(5_000)
    tiles = kept.tile(plots, here), kept.tile(plots, there)
    run("UPDATE feature.plots SET name = 'another' WHERE name = 'plot 0'")
    clock.second()
    assert kept.tile(plots, there) is tiles[1]
    assert kept.tile(plots, here) is not tiles[0]


def test_where_a_feature_was_and_where_it_goes(plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    here, there = place(0), place(5_000)
    before, after = kept.tile(plots, here), kept.tile(plots, there)
    run("UPDATE feature.plots SET geom = ST_Translate(geom, 100000, 0) WHERE name = 'plot 0'")
    clock.second()
    assert "plot 0" in names(before.body) - names(kept.tile(plots, here).body)
    assert "plot 0" in names(kept.tile(plots, there).body) - names(after.body)


def test_a_neighbour_in_the_buffer(plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    """A tile shows what lies 64 units beyond its edge."""
    deep = place(0, 22)
    east = TileAddress(22, deep.x + 1, deep.y)
    while names(kept.tile(plots, east).body):
        east = TileAddress(22, east.x + 1, east.y)
    edge = TileAddress(22, east.x - 1, east.y)
    assert names(kept.tile(plots, edge).body) == {"plot 2"}
    run("UPDATE feature.plots SET name = 'another' WHERE name = 'plot 2'")
    clock.second()
    assert names(kept.tile(plots, edge).body) == {"another"}


def test_an_edit_of_another_process_shows(own_database: str, plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    kept.tile(plots, place(1))
    edit = (
        "import django; django.setup()\n"
        "from layers.features.authority import OPERATOR\n"
        "from layers.features.services import change_feature\n"
        "change_feature('plots', 2, {'name': 'edited elsewhere'}, by=OPERATOR)\n"
    )
    environment = {**os.environ, "DATABASE_URL": own_database, "DJANGO_SETTINGS_MODULE": "gis.settings"}
    done = subprocess.run([sys.executable, "-c", edit], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-800:]
    clock.second()
    assert "edited elsewhere" in names(kept.tile(plots, place(1)).body)


@pytest.fixture
def sessions(own_database: str) -> Iterator[list[Any]]:
    """Two connections beside our own, each in a transaction of its own."""
    opened = [psycopg2.connect(own_database) for _ in range(2)]
    yield opened
    for one in opened:
        one.close()


def test_commits_in_the_opposite_order(plots: SeenLayer, kept: KeptTiles, clock: Clock, sessions: list[Any]) -> None:
    """The first transaction takes the lower number in the change log, and is committed last, after both were asked
    about."""
    for zoom in (STREET, 12):
        kept.tile(plots, place(0, zoom))
    first, second = sessions
    first.cursor().execute("UPDATE feature.plots SET name = 'low number' WHERE name = 'plot 0'")
    second.cursor().execute("UPDATE feature.plots SET name = 'high number' WHERE name = 'plot 1'")
    second.commit()
    for _ in range(3):
        clock.second()
        assert names(kept.tile(plots, place(0)).body) >= {"plot 0", "high number"}
        assert kept.tile(plots, place(0)).kept
    first.commit()
    clock.second()
    assert names(kept.tile(plots, place(0)).body) >= {"low number", "high number"}
    assert names(kept.tile(plots, place(0, 12)).body) >= {"low number", "high number"}
    assert kept.tile(plots, place(0)).kept


def test_begun_while_somebody_writes(plots: SeenLayer, kept: KeptTiles, clock: Clock, sessions: list[Any]) -> None:
    """A worker that starts meanwhile hears of that change once it is committed, after one that was written later."""
    writer, _ = sessions
    writer.cursor().execute("UPDATE feature.plots SET name = 'late' WHERE name = 'plot 0'")
    assert kept.tile(plots, place(0)).kept
    insert_square(plots, 50, name="meanwhile")
    clock.second()
    assert "plot 0" in names(kept.tile(plots, place(0)).body)
    writer.commit()
    clock.second()
    assert "late" in names(kept.tile(plots, place(0)).body)


def test_what_is_not_committed_is_not_kept(plots: SeenLayer, kept: KeptTiles) -> None:
    with transaction.atomic():
        run("UPDATE feature.plots SET name = 'never' WHERE name = 'plot 0'")
        assert "never" in names(kept.tile(plots, place(0)).body)
        transaction.set_rollback(True)
    assert "never" not in names(kept.tile(plots, place(0)).body)


def test_made_while_its_layer_changes_is_not_kept(plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    """The rows were read before the edit, and the edit is known before the tile is put away."""
    kept.tile(plots, place(1))

    def slowly(*asked: Any) -> bytes:
        body = read_tile(*asked)
        run("UPDATE feature.plots SET name = 'meanwhile' WHERE name = 'plot 0'")
        clock.second()
        kept.tile(plots, place(1))
        return body

    with patch("layers.features.queries.tile_cache.read_tile", side_effect=slowly) as made:
        made.side_effect = lambda *asked: slowly(*asked) if made.call_count == 1 else read_tile(*asked)
        old = kept.tile(plots, place(0, 12))
    assert "plot 0" in names(old.body) and not old.kept
    assert "meanwhile" in names(kept.tile(plots, place(0, 12)).body)


def test_many_who_ask_at_once_wait_for_one(own_database: str, plots: SeenLayer, kept: KeptTiles) -> None:
    kept.tile(plots, place(1))
    begun, go, found = threading.Event(), threading.Event(), []

    def slowly(*asked: Any) -> bytes:
        begun.set()
        assert go.wait(20)
        return read_tile(*asked)

    def ask() -> None:
        try:
            found.append(kept.tile(plots, place(0, 15)))
        finally:
            connection.close()

    with patch("layers.features.queries.tile_cache.read_tile", side_effect=slowly) as made:
        threads = [threading.Thread(target=ask) for _ in range(6)]
        threads[0].start()
        assert begun.wait(20)
        for one in threads[1:]:
            one.start()
        go.set()
        for one in threads:
            one.join(20)
    assert made.call_count == 1
    assert len(found) == 6 and len({id(one) for one in found}) == 1


def test_whoever_waited_for_a_failure_makes_their_own(plots: SeenLayer, kept: KeptTiles) -> None:
    with patch("layers.features.queries.tile_cache.read_tile", side_effect=RuntimeError), pytest.raises(RuntimeError):
        kept.tile(plots, place(0))
    assert "plot 0" in names(kept.tile(plots, place(0)).body)


def test_each_sees_their_own(plots: SeenLayer, kept: KeptTiles) -> None:
    few = replace(plots, fields=plots.fields[1:])
    some = replace(plots, rows=RowRule(communes=frozenset({"26041"})))
    assert names(kept.tile(plots, place(0)).body) == names(read_tile(plots, place(0)))
    assert mvt.read_tile(kept.tile(few, place(0)).body)[0].keys == []
    assert kept.tile(some, place(0)).body == b""


def test_features_that_go_to_another_commune(plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    """Without an edit: somebody who sees that commune alone sees them now."""
    some = replace(plots, rows=RowRule(communes=frozenset({"26041"})))
    assert kept.tile(some, place(0)).body == b""
    found = sql.SQL("SELECT ctid AS row, '26041' AS code FROM feature.plots WHERE name = 'plot 0'")
    with transaction.atomic():
        store_codes(table("plots"), found)
    clock.second()
    assert names(kept.tile(some, place(0)).body) == {"plot 0"}
    clock.second()
    assert kept.tile(some, place(0)).kept


def test_another_day_is_another_tile(plots: SeenLayer, kept: KeptTiles) -> None:
    from datetime import date

    run("UPDATE feature.plots SET valid_from = '2026-01-01' WHERE name = 'plot 0'")
    early = kept.tile(plots, place(0), Moment.valid_on(date(2025, 1, 1)))
    assert "plot 0" not in names(early.body)
    today = kept.tile(plots, place(0))
    assert "plot 0" in names(today.body)
    with patch("layers.features.queries.tile_cache.timezone.localdate", return_value=date(2026, 11, 30)):
        assert kept.tile(plots, place(0)) is not today


def test_a_layer_made_anew_under_its_name(plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    kept.tile(plots, place(0))
    remove_layer("plots", confirmed=True)
    create_layer(LayerDescription(**{name: getattr(plots, name) for name in LayerDescription.__dataclass_fields__}))
    clock.second()
    assert kept.tile(plots, place(0)).body == b""


def test_a_removed_layer_leaves_nothing(plots: SeenLayer, kept: KeptTiles, clock: Clock, describe: Any) -> None:
    other = describe("others")
    create_layer(other)
    forget_catalog()
    kept.tile(plots, place(0))
    remove_layer("plots", confirmed=True)
    forget_catalog()
    clock.second()
    kept.tile(SeenLayer.of(other), place(0))
    assert {tile.layer for tile in kept._tiles.values()} == {"others"}


def test_values_of_another_type_and_back(own_database: str, describe: Any, kept: KeptTiles, clock: Clock) -> None:
    """No feature is edited then, and the description is the same as before: but 5.50 has become 5.5."""
    description = describe("lots")
    create_layer(description)
    insert_square(description, name="5.50")
    forget_catalog()
    seen = SeenLayer.of(description)
    assert names(kept.tile(seen, place(0)).body) == {"5.50"}
    change_field("lots", "name", type=FieldType.DECIMAL)
    change_field("lots", "name", type=FieldType.TEXT)
    clock.second()
    assert names(kept.tile(seen, place(0)).body) == {"5.5"}


def test_no_more_bytes_than_were_given(plots: SeenLayer, clock: Clock) -> None:
    small = KeptTiles(5_000, clock)
    for at in range(0, 100, 5):
        small.tile(plots, place(at, 20))
        assert 0 < small.bytes <= 5_000
    assert statements(small, plots, place(95, 20)) == 0
    assert statements(small, plots, place(0, 20)) > 0
    nothing = KeptTiles(0, clock)
    nothing.tile(plots, place(0))
    assert nothing.bytes == 0


def test_packed_forms_count_too(plots: SeenLayer, kept: KeptTiles) -> None:
    tile = kept.tile(plots, place(0))
    before = kept.bytes
    for _ in range(3):
        assert kept.packed(tile, "gzip", lambda body: b"packed" + body) == b"packed" + tile.body
    assert kept.bytes == before + len(tile.body) + 6 == sum(one.size for one in kept._tiles.values())


def test_more_changes_than_are_looked_at(plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    kept.tile(plots, place(0))
    run("INSERT INTO feature.plots (geom, name) SELECT geom, 'copy' FROM feature.plots, generate_series(1, 400)")
    clock.second()
    assert "copy" in names(kept.tile(plots, place(0)).body)
    run("INSERT INTO feature.plots (geom, name) SELECT geom, 'more' FROM feature.plots")
    clock.second()
    assert "more" in names(kept.tile(plots, place(0)).body)


MOVES = st.lists(
    st.tuples(st.sampled_from(["insert", "move", "rename", "delete"]), st.integers(0, 40), st.integers(0, 40)),
    min_size=1, max_size=4,
)  # fmt: skip


def test_kept_tiles_equal_those_made_anew(plots: SeenLayer, kept: KeptTiles, clock: Clock) -> None:
    """After any edits; also for somebody to whom features are shown generalised."""
    addresses = [place(at, zoom) for zoom in (10, 16, STREET, 20) for at in (0, 8, 16, 40)]

    @given(MOVES)
    def check(moves: list[tuple[str, int, int]]) -> None:
        for address in addresses:
            kept.tile(plots, address)
        for move, one, other in moves:
            _edit(plots, move, one, other)
        clock.second()
        for address in addresses:
            assert _content(kept.tile(plots, address).body) == _content(read_tile(plots, address)), address

    check()


def _edit(plots: LayerDescription, move: str, one: int, other: int) -> None:
    row = "public_id = (SELECT public_id FROM feature.plots ORDER BY public_id OFFSET %s LIMIT 1)"
    if move == "insert":
        insert_square(plots, one, name=f"new {other}")
    elif move == "move":
        run(f"UPDATE feature.plots SET geom = ST_Translate(geom, 20 * %s, 0) WHERE {row}", other - 20, one)
    elif move == "rename":
        run(f"UPDATE feature.plots SET name = %s WHERE {row}", f"name {other}", one)
    else:
        run(f"DELETE FROM feature.plots WHERE {row}", one)


def _content(body: bytes) -> Any:
    return [(layer.name, layer.features, layer.kinds) for layer in mvt.read_tile(body)]


def test_this_worker_has_one_of_64_megabytes() -> None:
    assert kept_tiles.most_bytes == 64 * 2**20
