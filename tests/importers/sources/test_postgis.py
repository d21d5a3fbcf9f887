"""A table of another PostGIS, here a database of the tests' own server."""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
import shapely

from gis.errors import DothiError
from importers.jobs import enqueue_import
from importers.reading.process import read
from importers.sources import postgis
from importers.sources.contract import Fetching, Limits

ROWS = 12_345


@pytest.fixture
def other(own_database: str) -> str:
    """A database with a table as another office keeps it."""
    server = psycopg2.connect(own_database)
    with server, server.cursor() as cursor:
        cursor.execute(
            'CREATE SCHEMA "địa chính"; CREATE TABLE "địa chính"."Thửa đất" ("Số tờ" integer, so_thua bigint,'
            " dien_tich numeric(12,2), chu text, ngay date, ghi jsonb, anh bytea, geom geometry(Polygon, 905899));"
            ' INSERT INTO "địa chính"."Thửa đất"'
            " SELECT 7, n, n + 0.25, 'Nguyễn Văn ' || n, DATE '2024-02-29', '{\"a\": 1}', 'x', ST_SetSRID(ST_MakeEnvelope("
            "400000 + n, 1209000, 400000.5 + n, 1209000.5), 905899)"
            " FROM generate_series(1, %s) n;"
            ' INSERT INTO "địa chính"."Thửa đất" (so_thua) VALUES (0)',
            [ROWS],
        )
    server.close()
    return own_database


def fetch(text: str, folder: Path, **more: object) -> Path:
    return postgis.fetch(Fetching(text, folder, **more)).path


TABLE = "table=%C4%91%E1%BB%8Ba%20ch%C3%ADnh.Th%E1%BB%ADa%20%C4%91%E1%BA%A5t"


def test_every_row_comes_with_its_types_and_system(other: str, tmp_path: Path) -> None:
    path = fetch(f"{other}?{TABLE}", tmp_path)
    assert path.name == "Thửa đất.gpkg"
    with read(path, spool_dir=tmp_path / "spool") as spool:
        assert (spool.count, spool.metadata.crs_epsg) == (ROWS + 1, 5899)
        assert [name for name, _ in spool.metadata.fields] == [
            "Số tờ", "so_thua", "dien_tich", "chu", "ngay", "ghi",
        ]  # fmt: skip
        assert spool.column("dien_tich")[1].as_py() == 2.25
        assert spool.column("chu")[0].as_py() == "Nguyễn Văn 1"
        assert spool.column("ngay")[0].as_py() == date(2024, 2, 29)
        shape = shapely.from_wkb(spool.column("geometry")[0].as_py())
        assert spool.metadata.geometry_kinds["none"] == 1
    assert shape.bounds == (400_001.0, 1_209_000.0, 400_001.5, 1_209_000.5)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("", "names no table"),
        ("table=khong_co", "no table"),
        ("table=spatial_ref_sys", "it has none"),
        (f"{TABLE}&geometry=so_thua", "geom"),
        ("table=a%22%3B%20DROP%20TABLE%20x", "no table"),
    ],
)
def test_what_cant_be_taken_is_said(other: str, tmp_path: Path, query: str, reason: str) -> None:
    with pytest.raises(DothiError) as refused:
        fetch(f"{other}?{query}", tmp_path)
    assert refused.value.code == "E-SOURCE-07"
    assert reason in refused.value.values["reason"]


def test_passwords_are_never_said_nor_kept_by_a_job(other: str, tmp_path: Path) -> None:
    parts = urlsplit(other)
    wrong = f"postgresql://ai-do:mat-khau-bi-mat@{parts.hostname}:{parts.port}{parts.path}?{TABLE}"
    with pytest.raises(DothiError) as refused:
        fetch(wrong, tmp_path)
    assert refused.value.code == "E-SOURCE-07"
    assert "mat-khau" not in str(refused.value)
    with pytest.raises(DothiError) as unkept:
        enqueue_import([wrong], "parcels")
    assert (unkept.value.code, "mat-khau" in str(unkept.value)) == ("E-SOURCE-08", False)


def test_a_limit_ends_it(other: str, tmp_path: Path) -> None:
    with pytest.raises(DothiError) as refused:
        fetch(f"{other}?{TABLE}", tmp_path, limits=Limits(megabytes=1))
    assert refused.value.code == "E-SOURCE-03"


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(DothiError) as refused:
        fetch("postgresql://gis@127.0.0.1:9/city?table=thua", tmp_path)
    assert refused.value.code == "E-SOURCE-07"
