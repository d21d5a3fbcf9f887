"""A layer as one file: in constant memory, of one snapshot, and nothing stays behind when the client goes."""

import json
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import OperationalError, connection
from django.test import Client

from layers.catalog.description import FieldDescription, LayerDescription, Title
from layers.features.queries import rows
from layers.features.services import create_layer
from ogc_api import feature_files
from ogc_api.encoders import ENCODINGS
from tests import databases
from tests.layers.features.rows import run

EXPORT = "/ogc/collections/many/export"
COUNT = 100_000


@pytest.fixture(scope="module")
def many(template_database: str, django_db_blocker: Any) -> Iterator[None]:
    from gis.spatial.kinds import GeometryKind

    name = f"{template_database}_whole"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        with databases.connected_to(name):
            field = FieldDescription("name", Title("Tên", "Name"))
            create_layer(
                LayerDescription(
                    "many", Title("Lớp", "Layer"), "trees", GeometryKind.POINT, (field,), storage_epsg=5899
                )
            )
            run(
                "INSERT INTO feature.many (name, geom) SELECT repeat('cây ', 20) || n, ST_SetSRID(ST_MakePoint("
                f"400000 + n %% 1000, 1210000 + n / 1000), 905899) FROM generate_series(1, {COUNT}) n"
            )
            yield
        databases.drop(name)


@pytest.fixture
def client(many: None, django_db_blocker: Any) -> Iterator[Client]:
    with django_db_blocker.unblock():
        yield Client()


def reading() -> int:
    """Transactions of others that are open in this database."""
    ((found,),) = run(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND state = 'idle in transaction'"
    )
    return int(found)


def nobody_reads() -> bool:
    """A moment after a client has closed its end, the server has noticed."""
    for _ in range(40):
        if reading() == 0:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("f", ["json", "ndjson", "csv", "fgb"])
def test_memory_stays_flat(client: Client, f: str) -> None:
    answer = client.get(EXPORT, {"f": f})
    assert answer.headers["OGC-NumberMatched"] == str(COUNT)
    length = len(next(answer.streaming_content))
    tracemalloc.start()
    for piece in answer.streaming_content:
        length += len(piece)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert length > 10_000_000 and most < 6_000_000


def test_it_is_one_snapshot(client: Client) -> None:
    answer = client.get(EXPORT, {"f": "ndjson"})
    known = connection.get_connection_params()
    other = psycopg2.connect(**{name: known[name] for name in ("dbname", "user", "password", "host", "port")})
    other.cursor().execute("UPDATE feature.many SET name = 'x' WHERE public_id > 99990")
    other.commit()
    lines = b"".join(answer.streaming_content).splitlines()
    assert len(lines) == COUNT and json.loads(lines[-1])["properties"]["name"] != "x"
    other.close()


def test_a_client_that_goes_leaves_nothing(client: Client) -> None:
    answer = client.get(EXPORT, {"f": "fgb"})
    next(answer.streaming_content)
    assert reading() == 1
    answer.close()
    assert nobody_reads()
    assert b"".join(client.get(EXPORT, {"f": "csv", "name": "nothing"}).streaming_content).count(b"\n") == 1
    assert nobody_reads()


def test_who_only_asks_how_it_is_opens_nothing(client: Client) -> None:
    answer = client.head(EXPORT, {"f": "gpkg"})
    assert answer.headers["Content-Type"] == "application/geopackage+sqlite3"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="many.gpkg"'
    assert nobody_reads()


def test_a_reader_who_stops_loses_the_connection(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "IDLE_SECONDS", 1)
    answer = client.get(EXPORT, {"f": "ndjson"})
    next(answer.streaming_content)
    time.sleep(1.5)
    got = []
    with pytest.raises(OperationalError):
        for piece in answer.streaming_content:
            got.append(piece)
    assert got[-1].endswith(b"\xff E-ENCODING-03\n")
    assert nobody_reads()
    monkeypatch.setattr(rows, "LONGEST_SECONDS", -1)
    with pytest.raises(OperationalError):
        list(client.get(EXPORT, {"f": "ndjson"}).streaming_content)
    assert nobody_reads()


@pytest.mark.parametrize("f", ["csv", "ndjson", "fgb"])
def test_no_reader_takes_half_a_file_for_the_whole(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, f: str
) -> None:
    import pyogrio

    answer = client.get(EXPORT, {"f": f})
    content = [next(answer.streaming_content), next(answer.streaming_content)]
    run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND state = 'idle in transaction'"
    )
    with pytest.raises(OperationalError):
        for piece in answer.streaming_content:
            content.append(piece)
    path = tmp_path / f"x.{f}"
    path.write_bytes(b"".join(content))
    with pytest.raises((pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError, OSError, UnicodeDecodeError)):
        pyogrio.read_arrow(path) if f == "fgb" else path.read_text("utf-8-sig")


def test_only_some_at_the_same_time(client: Client) -> None:
    held = [client.get(EXPORT, {"f": "csv"}) for _ in range(feature_files.AT_ONCE)]
    refused = client.get(EXPORT, {"f": "csv"})
    assert (refused.status_code, refused.json()["code"]) == (503, "E-ENCODING-02")
    assert refused.headers["Retry-After"] == "30"
    assert client.get("/ogc/collections/many/items", {"f": "csv"}).status_code == 200
    for answer in held:
        answer.close()
    answer = client.get(EXPORT, {"f": "csv", "name": "nothing"})
    assert answer.status_code == 200
    answer.close()


def test_too_many_for_a_geopackage(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENCODINGS, "gpkg", replace(ENCODINGS["gpkg"], most=COUNT - 1))
    answer = client.get(EXPORT, {"f": "gpkg"})
    assert (answer.status_code, answer.json()["code"]) == (400, "E-ENCODING-01")
    assert nobody_reads()
    page = client.get("/ogc/collections/many/items", {"f": "gpkg", "limit": "3"})
    assert page.content.startswith(b"SQLite format 3")


@pytest.mark.parametrize("ends", ["read", "left", "failed"])
def test_the_file_of_a_geopackage_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ends: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    if ends == "failed":
        monkeypatch.setattr(rows, "LONGEST_SECONDS", -1)
    answer = client.get(EXPORT, {"f": "gpkg", "bbox": "106,10,109,12", "name": f"{'cây ' * 20}7"})
    if ends == "failed":
        with pytest.raises(Exception, match="stream"):
            list(answer.streaming_content)
    else:
        assert next(answer.streaming_content).startswith(b"SQLite format 3")
    if ends == "read":
        list(answer.streaming_content)
    answer.close()
    assert list(tmp_path.iterdir()) == [] and nobody_reads()


REFUSED = [
    ({"f": "shp"}, 400, "E-REQUEST-02"),
    ({"f": ""}, 400, "E-REQUEST-02"),
    ({"limit": "10"}, 400, "E-REQUEST-01"),  # what has pages is items
    ({"after": "1"}, 400, "E-REQUEST-01"),
    ({"owner": "x"}, 400, "E-REQUEST-01"),
    ({"f": "csv", "bbox": "1,2,3"}, 400, "E-REQUEST-05"),
    ({"f": "fgb", "crs": "EPSG:905899"}, 400, "E-CRS-01"),  # our twin's number
    ({"f": "gpkg", "datetime": "yesterday"}, 400, "E-REQUEST-06"),
    ({"f": "gpkg", "recorded": "yesterday"}, 400, "E-REQUEST-12"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "status", "code"), REFUSED)
def test_refused(client: Client, asked: dict[str, str], status: int, code: str) -> None:
    answer = client.get(EXPORT, asked, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert nobody_reads()


@pytest.mark.parametrize("form", ["csv", "fgb", "gpkg", "jsonfg", "ndjson", "geojsonseq"])
def test_the_accept_header_chooses(client: Client, form: str) -> None:
    media = ENCODINGS[form].media_type
    answer = client.get("/ogc/collections/many/items", {"limit": "1"}, headers={"Accept": f"{media}, */*;q=0.1"})
    assert answer.headers["Content-Type"].partition(";")[0] == media
    assert "Accept" in answer.headers["Vary"]


def test_a_box_gives_the_same_as_its_pages(client: Client) -> None:
    asked = {"bbox": "400000,1210000,400010,1210050", "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/5899"}
    whole = json.loads(b"".join(client.get(EXPORT, asked).streaming_content))
    paged = client.get("/ogc/collections/many/items", {**asked, "limit": "10000"}).json()
    assert whole["features"] == paged["features"] and whole["numberMatched"] == len(whole["features"]) > 500
