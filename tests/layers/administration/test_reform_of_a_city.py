"""A made-up reform of real wards in the demo's city, with other people at work: real commits, real locks."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import connection, transaction
from django.test import Client
from psycopg2 import sql

from gis.errors import DothiError
from gis.spatial.crs import Crs
from layers.access.queries import public_view
from layers.administration.followers import FOLLOWERS
from layers.administration.queries import find_unit, unit_at
from layers.administration.reform import Moves, Reform
from layers.administration.services import AppliedReform, apply_reform, preview_reform
from layers.features.queries.communes import communes_around
from layers.features.services import ddl, layers_with_communes
from layers.search.queries import find
from tests import databases
from tests.layers.administration.made import DAY, linked, outlines
from tests.layers.features.rows import run

TRAN_BIEN, TAM_HIEP, LONG_BINH, EAST = "26041", "26017", "26020", "99002"
LINKS = linked((TRAN_BIEN, TRAN_BIEN), (TRAN_BIEN, EAST), (TAM_HIEP, TAM_HIEP), (LONG_BINH, TAM_HIEP))
OUTLINES = "new_communes"


@pytest.fixture
def middle(city: str) -> Iterator[float]:
    """New outlines: Tam Hiệp with Long Bình, and Trấn Biên cut at this longitude, the median of its parcels."""
    at = run(
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ST_X(ST_Transform(ST_PointOnSurface(geom), 904756)))"
        " FROM feature.parcels"
    )[0][0]
    ward = f"(SELECT geom FROM feature.communes WHERE code = '{TRAN_BIEN}')"
    both = f"(SELECT ST_Union(geom) FROM feature.communes WHERE code IN ('{TAM_HIEP}', '{LONG_BINH}'))"
    west, east = (
        f"ST_CollectionExtract(ST_Intersection({ward}, ST_MakeEnvelope({a!r}, 0, {b!r}, 90, 904756)), 3)"
        for a, b in ((100, at), (at, 120))
    )
    outlines(OUTLINES, {TRAN_BIEN: west, EAST: east, TAM_HIEP: both})
    yield at


def counted() -> dict[str, dict[str | None, int]]:
    """Stored codes of every layer."""
    return {
        layer: dict(run(f"SELECT commune_code, count(*) FROM feature.{layer} GROUP BY 1"))
        for layer in layers_with_communes()
    }


def test_two_wards_merge_and_one_splits(middle: float) -> None:
    everything = "SELECT public_id, version, recorded_from, ma_xa, geom FROM feature.parcels ORDER BY 1"
    before, parcels = counted(), run(everything)
    preview = preview_reform(LINKS, OUTLINES)
    assert (preview.lost_km2, preview.gained_km2) == (0, 0)
    applied = apply_reform(preview.token, LINKS, OUTLINES)
    after = counted()
    assert applied.document["moving"] == preview.moving > 1_000
    for layer, codes in after.items():
        moves = [move for one in preview.moves if one.place == layer for move in one.moves]
        expected = dict(before[layer])
        for move in moves:
            expected[move.before] -= move.count
            expected[move.after] = expected.get(move.after, 0) + move.count
        assert codes == {code: count for code, count in expected.items() if count}, layer
        assert sum(codes.values()) == sum(before[layer].values())
    assert run(everything) == parcels, "not the survey's own code, nor geometry or version"
    assert LONG_BINH not in after["parcels"]
    half = after["parcels"][EAST] / (after["parcels"][EAST] + after["parcels"][TRAN_BIEN])
    assert half == pytest.approx(0.5, abs=0.01)
    wrong = run(
        f"SELECT count(*) FROM feature.parcels WHERE commune_code = '{TRAN_BIEN}'"
        f" AND ST_X(ST_Transform(ST_PointOnSurface(geom), 904756)) > {middle!r}"
    )
    assert wrong == [(0,)]
    assert before["rotterdam_parcels"] == after["rotterdam_parcels"]


def test_the_search_knows_the_communes_of_before(middle: float) -> None:
    apply_reform(preview_reform(LINKS, OUTLINES).token, LINKS, OUTLINES)
    former = [
        r
        for r in find(public_view(), "Phường Long Bình", 20).results
        if r.kind == "former_commune" and r.facts["code"] == LONG_BINH
    ]
    assert [r.title.vi for r in former if r.facts["era"] == f"before-{DAY}"] == ["Phường Long Bình (trước 10/2026)"]
    merged = next(r for r in former if r.facts["era"] == f"before-{DAY}")
    assert [became["code"] for became in merged.facts["became"]] == [TAM_HIEP]
    assert merged.layer == "communes"
    present = [r for r in find(public_view(), f"Phường Mới {EAST}", 10).results if r.kind == "commune"]
    assert present[0].title.vi == f"Phường Mới {EAST}"
    split = [r for r in find(public_view(), TRAN_BIEN, 10).results if r.kind == "former_commune"]
    assert {r.facts["era"]: len(r.facts["became"]) for r in split} == {"before-2025-07-01": 2, f"before-{DAY}": 2}
    assert find_unit(LONG_BINH, on=DAY.replace(day=1, month=9)).valid_to == DAY


def test_outlines_of_before_are_given_for_the_way_back(middle: float, client: Client) -> None:
    apply_reform(preview_reform(LINKS, OUTLINES).token, LINKS, OUTLINES)
    items = "/ogc/collections/communes/items"
    before = client.get(items, {"datetime": str(LINKS.eve), "code": LONG_BINH, "limit": 1}).json()["features"]
    assert [one["properties"]["full_name"] for one in before] == ["Phường Long Bình"]
    assert client.get(items, {"code": LONG_BINH}).json()["features"] == []
    whole = client.get(items, {"datetime": str(LINKS.eve), "code": TRAN_BIEN}).json()["features"]
    part = client.get(items, {"code": TRAN_BIEN}).json()["features"]
    assert whole[0]["id"] == part[0]["id"]
    assert whole[0]["geometry"] != part[0]["geometry"]


@contextmanager
def another(city: str) -> Iterator[Any]:
    """Somebody else's connection; what isn't committed is undone."""
    other = psycopg2.connect(databases.url_of(city))
    try:
        yield other
    finally:
        other.close()


COPIED = "INSERT INTO feature.trees (geom) SELECT geom FROM feature.trees WHERE commune_code = '{}' LIMIT 1"


def test_a_writer_between_preview_and_end_is_waited_for(city: str, middle: float, monkeypatch) -> None:
    """It began before, so the reform waits for it; what it wrote isn't what was previewed: nothing is changed."""
    token = preview_reform(LINKS, OUTLINES).token
    before = counted()
    with another(city) as other:
        other.cursor().execute(COPIED.format(TRAN_BIEN))
        monkeypatch.setattr(ddl, "PATIENCE_SECONDS", 0.3)
        with pytest.raises(DothiError, match="E-LAYER-10"):
            apply_reform(token, LINKS, OUTLINES)
        monkeypatch.undo()
        threading.Timer(0.5, other.commit).start()
        with pytest.raises(DothiError, match="E-UNIT-19"):
            apply_reform(token, LINKS, OUTLINES)
    assert counted()["trees"] == {**before["trees"], TRAN_BIEN: before["trees"][TRAN_BIEN] + 1}


def test_an_import_that_looked_at_the_outlines_is_waited_for(city: str, middle: float, monkeypatch) -> None:
    token = preview_reform(LINKS, OUTLINES).token
    monkeypatch.setattr(ddl, "PATIENCE_SECONDS", 0.3)
    looked, done = threading.Event(), threading.Event()

    def importing() -> None:
        with transaction.atomic():
            assert communes_around((106.8, 10.9, 106.9, 11.0), Crs(5899))
            looked.set()
            done.wait(30)
        connection.close()

    other = threading.Thread(target=importing)
    other.start()
    assert looked.wait(30)
    with pytest.raises(DothiError, match="E-LAYER-10"):
        apply_reform(token, LINKS, OUTLINES)
    done.set()
    other.join()
    assert not apply_reform(token, LINKS, OUTLINES).again


class Pause:
    """A follower that stops in the middle of a reform."""

    def __init__(self) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()

    def tables(self) -> Sequence[sql.Identifier]:
        return []

    def preview(self, reform: Reform) -> Sequence[Moves]:
        return []

    def move(self, reform: Reform) -> None:
        self.reached.set()
        self.go_on.wait(30)


def test_a_writer_meanwhile_waits_and_a_reader_does_not(city: str, middle: float, request) -> None:
    pause = Pause()
    FOLLOWERS.append(pause)
    request.addfinalizer(lambda: FOLLOWERS.remove(pause))
    token = preview_reform(LINKS, OUTLINES).token
    place = run(
        "SELECT ST_AsEWKT(geom) FROM feature.trees WHERE commune_code = %s ORDER BY ST_X(geom) DESC LIMIT 1", TRAN_BIEN
    )[0][0]
    applied: list[AppliedReform] = []
    written: list[str] = []

    def reforming() -> None:
        applied.append(apply_reform(token, LINKS, OUTLINES))
        connection.close()

    def writing() -> None:
        with another(city) as other, other.cursor() as cursor:
            cursor.execute("INSERT INTO feature.trees (geom) VALUES (%s) RETURNING commune_code", [place])
            written.append(cursor.fetchone()[0])
            other.commit()

    reform, writer = threading.Thread(target=reforming), threading.Thread(target=writing)
    reform.start()
    assert pause.reached.wait(30)
    writer.start()
    writer.join(0.5)
    assert not written, "it waits"
    with another(city) as reader, reader.cursor() as cursor:
        cursor.execute("SET statement_timeout = '1s'")
        cursor.execute("SELECT count(*) FROM feature.trees WHERE commune_code = %s", [EAST])
        assert cursor.fetchone() == (0,), "and sees what was before"
    pause.go_on.set()
    reform.join(30)
    writer.join(30)
    assert [one.again for one in applied] == [False]
    assert written == [EAST]


def test_applied_twice_at_once_happens_once(city: str, middle: float) -> None:
    token = preview_reform(LINKS, OUTLINES).token
    outcomes: list[bool] = []

    def reforming() -> None:
        outcomes.append(apply_reform(token, LINKS, OUTLINES).again)
        connection.close()

    both = [threading.Thread(target=reforming) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert sorted(outcomes) == [False, True]
    assert run("SELECT count(*) FROM administration_succession") == [(1,)]


@pytest.mark.usefixtures("demo")
def test_a_unit_by_point() -> None:
    found = unit_at(public_view(), 106.8235, 10.9512)
    assert found is not None
    assert found.within[-1].full_name == "Thành phố Đồng Nai"
    assert unit_at(public_view(), 4.48, 51.92) is None, "Rotterdam"
