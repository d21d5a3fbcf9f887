"""Property: whatever is done to a layer, by whom and in how many transactions at once, who follows its feed in pages of
any size has exactly the layer as they see it."""

import json
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import psycopg2
import pyarrow as pa
import pytest
import shapely
from django.db import DatabaseError, connection
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from psycopg2 import sql

from gis.errors import DothiError
from gis.spatial.crs import CRS84, WGS84, transformer
from layers.access.grants import EVERYTHING, Grant
from layers.access.models import WithheldArea
from layers.access.rights import Right
from layers.access.seen import SeenLayer
from layers.access.view import View
from layers.access.withheld import Withheld
from layers.catalog.description import LayerDescription
from layers.catalog.services import finish_run, open_run
from layers.features.authority import OPERATOR
from layers.features.feed_cursor import read, written
from layers.features.queries import ItemsQuery, feed_start, read_changes, read_items
from layers.features.queries.seen_rows import seen_rows
from layers.features.queries.written_once import feature_of
from layers.features.services import (
    BulkLoad,
    add_feature,
    change_feature,
    create_layer,
    remove_feature,
    remove_layer,
    replace_feature,
    restore_version,
    undo_run,
)
from layers.features.tables import table
from tests.layers.features.rows import ORIGIN, run

COMMUNES = ("26001", "26002")
WITHHELD_AT = 3
"""The place where the public sees nothing."""
DAYS = st.none() | st.sampled_from([-3, 4]).map(lambda days: date.today() + timedelta(days))
CHOICE, PLACE, NAME = st.integers(0, 7), st.integers(0, WITHHELD_AT), st.sampled_from("abc")
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), PLACE, NAME, DAYS),
        st.tuples(st.just("change"), CHOICE, NAME, DAYS),
        st.tuples(st.just("move"), CHOICE, PLACE),
        st.tuples(st.just("replace"), CHOICE, NAME, PLACE),
        st.tuples(st.just("remove"), CHOICE, DAYS),
        st.tuples(st.just("restore"), CHOICE),
        st.tuples(st.just("load"), st.integers(1, 4)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("commune"), CHOICE, st.sampled_from(COMMUNES)),
        st.tuples(st.just("other"), st.sampled_from([0, 1]), CHOICE, st.sampled_from(["name", "own", "gone", "new"])),
        st.tuples(st.just("commit"), st.sampled_from([0, 1])),
        st.tuples(st.just("poll"), st.integers(1, 5)),
    ),
    min_size=6,
    max_size=20,
)


def square(place: int) -> shapely.Geometry:
    return shapely.box(ORIGIN[0] + 20 * place, ORIGIN[1], ORIGIN[0] + 20 * place + 10, ORIGIN[1] + 10)


def in_degrees(shape: shapely.Geometry) -> shapely.Geometry:
    change = transformer(5899, WGS84).transform
    return shapely.transform(shape, lambda xy: xy if not len(xy) else shapely.get_coordinates(
        shapely.points(*change(xy[:, 0], xy[:, 1]))))  # fmt: skip


def geojson(place: int) -> dict[str, Any]:
    return json.loads(shapely.to_geojson(in_degrees(square(place))))


class World:
    """One layer, two other sessions that write by SQL, and what was loaded."""

    def __init__(self, url: str, layer: LayerDescription) -> None:
        self.layer, self.runs = layer, []
        self.others = [psycopg2.connect(url) for _ in range(2)]
        for session in self.others:
            session.cursor().execute("SET lock_timeout = 20")
            session.commit()

    def id_of(self, choice: int) -> int:
        ids = [row[0] for row in run("SELECT DISTINCT public_id FROM feature.plots ORDER BY 1")]
        return ids[choice % len(ids)] if ids else 1

    def add(self, place: int, name: str, day: date | None) -> None:
        add_feature("plots", {"name": name, "own": "o"}, geojson(place), by=OPERATOR, valid_from=day)

    def change(self, choice: int, name: str, day: date | None) -> None:
        change_feature("plots", self.id_of(choice), {"name": name}, by=OPERATOR, from_day=day)

    def move(self, choice: int, place: int) -> None:
        change_feature("plots", self.id_of(choice), {"own": "m"}, geojson(place), by=OPERATOR)

    def replace(self, choice: int, name: str, place: int) -> None:
        replace_feature("plots", self.id_of(choice), {"name": name}, geojson(place), by=OPERATOR)

    def remove(self, choice: int, day: date | None) -> None:
        remove_feature("plots", self.id_of(choice), by=OPERATOR, from_day=day)

    def restore(self, choice: int) -> None:
        rows = run("SELECT public_id, recorded_from, version FROM feature.plots_history ORDER BY 1, 2, 3")
        if rows:
            restore_version("plots", *rows[choice % len(rows)], by=OPERATOR)

    def load(self, count: int) -> None:
        squares = [shapely.MultiPolygon([square(place)]) for place in range(count)]
        shapes = shapely.to_wkb(shapely.set_srid(squares, 905899), include_srid=True, byte_order=1)
        batch = pa.record_batch(
            {
                "geometry": pa.array(list(shapes), pa.binary()),
                "commune_code": pa.array([COMMUNES[place % 2] for place in range(count)], pa.string()),
                "name": pa.array(["l"] * count, pa.string()),
            }
        )
        self.runs.append(open_run("plots", "f"))
        BulkLoad(self.layer, batch.schema, self.runs[-1]).write([batch])
        finish_run(self.runs[-1], loaded=True, findings=[], imported_count=count)

    def undo(self) -> None:
        for which in range(2):  # it would wait for them
            self.commit(which)
        if self.runs:
            undo_run(self.runs.pop(), by=OPERATOR, keep_later=True)

    def commune(self, choice: int, code: str) -> None:
        run("UPDATE feature.plots SET commune_code = %s WHERE public_id = %s", code, self.id_of(choice))

    def other(self, which: int, choice: int, what: str) -> None:
        statement = {
            "name": "UPDATE feature.plots SET name = 'z' WHERE public_id = %s",
            "own": "UPDATE feature.plots SET own = 'p' WHERE public_id >= %s",
            "gone": "DELETE FROM feature.plots WHERE public_id = %s",
            "new": "INSERT INTO feature.plots (name, commune_code, geom)"
            " SELECT 'n', commune_code, geom FROM feature.plots WHERE public_id = %s",
        }[what]
        try:
            self.others[which].cursor().execute(statement, [self.id_of(choice)])
        except psycopg2.Error:
            self.others[which].rollback()

    def commit(self, which: int) -> None:
        self.others[which].commit()


class Follower:
    """A copy kept by the feed."""

    def __init__(self, seen: SeenLayer) -> None:
        self.seen = seen
        self.token = written(seen, feed_start(seen))
        self.copy: dict[tuple[int, str | None], dict[str, Any]] = {}

    def poll(self, limit: int) -> bool:
        """Take one page and say whether that was all."""
        page = read_changes(self.seen, read(self.seen, self.token), limit=limit)
        for one in map(json.loads, (entry.geojson for entry in page.entries)):
            operation, key = one.pop("operation"), (one["id"], one["validFrom"])
            assert (operation == "insert") == (key not in self.copy), (operation, key)
            del one["recorded"]
            if operation == "delete":
                assert (one["geometry"], one["properties"]) == (None, None)
                del self.copy[key]
            else:
                self.copy[key] = one
        self.token = written(self.seen, page.cursor)
        return page.complete

    def check(self) -> None:
        """The copy is the layer: all its rows, and of those valid today the same as its items."""
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("SELECT t.version, nullif(t.valid_from, '-infinity'), t.valid_to, {} FROM {} t").format(
                    feature_of(self.seen, CRS84), seen_rows(self.seen, table("plots"))
                )
            )
            rows = cursor.fetchall()
        stands = {}
        for version, first, last, feature in rows:
            days = {"validFrom": first and first.isoformat(), "validTo": last and last.isoformat()}
            one = {**json.loads(feature), "version": version, **days}
            stands[one["id"], days["validFrom"]] = one
        assert self.copy == stands
        today = date.today().isoformat()
        valid = [
            one["id"] for one in self.copy.values()
            if (one["validFrom"] or "") <= today < (one["validTo"] or "9999")
        ]  # fmt: skip
        page = read_items(self.seen, ItemsQuery(limit=1000))
        assert sorted(valid) == [one["id"] for one in json.loads(b"[%s]" % page.features)]


def viewers(layer: LayerDescription) -> list[SeenLayer]:
    """The public, which sees no personal field and nothing in a withheld area; an officer of one commune, who sees all
    of it; somebody who sees personal fields in one commune and coarse features; and the operator."""
    area = WithheldArea.objects.create(
        code="a", title="a", kind="defence", shape=_outline(), choices=["*"], action="drop", valid_from=timezone.now()
    )
    shape = bytes(area.shape.wkb)
    drop, coarse = Withheld(area.pk, shape, ("*",), None), Withheld(area.pk, shape, ("*",), 50.0)
    one = frozenset({COMMUNES[0]})
    own = [Grant(Right.SEE, "*", "", one), Grant(Right.SEE_PERSONAL, "*", "", one), Grant(Right.SEE_WITHHELD, "*")]
    half = [Grant(Right.SEE, "*"), Grant(Right.SEE_PERSONAL, "*", "", one)]
    views = [
        View(frozenset({Grant(Right.SEE, "*")}), [layer], [drop]), View(frozenset(own), [layer], [drop]),
        View(frozenset(half), [layer], [coarse]), View(EVERYTHING, [layer]),
    ]  # fmt: skip
    return [view.layer("plots") for view in views]


def _outline() -> Any:
    from django.contrib.gis.geos import GEOSGeometry, MultiPolygon

    shape = GEOSGeometry(in_degrees(square(WITHHELD_AT)).wkt, srid=4326)
    return MultiPolygon(shape, srid=4326)


@pytest.fixture
def layer(describe: Any) -> LayerDescription:
    from dataclasses import replace

    described: LayerDescription = describe(fields={"name": "text", "own": "text"})
    name, own = described.fields
    return replace(described, fields=(name, replace(own, personal=True)))


@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(ACTIONS, st.integers(1, 6))
def test_a_replayed_feed_is_the_layer(own_database: str, layer: LayerDescription, actions: Any, limit: int) -> None:
    WithheldArea.objects.all().delete()
    if run("SELECT to_regclass('feature.plots')") != [(None,)]:
        remove_layer("plots", confirmed=True)
    create_layer(layer)
    world, followers = World(own_database, layer), [Follower(seen) for seen in viewers(layer)]
    run("SET lock_timeout = 20")
    world.load(4)
    world.add(0, "a", date.today() - timedelta(9))
    for word, *choices in actions:
        if word == "poll":
            for follower in followers:
                follower.poll(*choices)
            continue
        with suppress(DothiError, DatabaseError):
            getattr(world, word)(*choices)
    for session in world.others:
        session.commit()
        session.close()
    for follower in followers:
        while not follower.poll(limit):
            pass
        follower.check()
        late = Follower(follower.seen)
        while not late.poll(3):
            pass
        assert late.copy == follower.copy
