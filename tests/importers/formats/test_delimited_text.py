"""Tables: how they are written, and where they say their places."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from importers.reading.process import read
from importers.reading.spool import Spool


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Spool]:
    """Write a table, read it, and hand over the spool."""

    def open_(content: str | bytes, codec: str = "utf-8", **options: Any) -> Spool:
        path = tmp_path / "bang.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(codec))
        return read(path, spool_dir=tmp_path / "spools", **options)

    return open_


def _coordinates(spool: Spool) -> list[list[float]]:
    return np.asarray(shapely.get_coordinates(shapely.from_wkb(spool.column("geometry").to_pylist()))).tolist()


@pytest.mark.parametrize(
    ("content", "expected", "crs"),
    [
        ("ten,lon,lat\na,106.8,10.9\nb,106.9,10.8\n", [[106.8, 10.9], [106.9, 10.8]], "EPSG:4326"),
        ("ten,lat,lon\na,10.9,106.8\n", [[106.8, 10.9]], "EPSG:4326"),
        ("ten;Kinh độ;Vĩ độ\na;106,8;10,9\n", [[106.8, 10.9]], "EPSG:4326"),
        ("ten\tx\ty\na\t410000.5\t1209000.25\n", [[410000.5, 1209000.25]], None),
        # a survey list: X is the northing
        ("so,X,Y\n1,1209000.25,410000.5\n2,1209001,410001\n", [[410000.5, 1209000.25], [410001, 1209001]], None),
        ("so|toa_do_x|toa_do_y\n1|1.209.000,25|410.000,5\n", [[410000.5, 1209000.25]], None),
        # degrees in the wrong order can be told apart in Vietnam
        ("so,x,y\n1,10.9,106.8\n", [[106.8, 10.9]], "EPSG:4326"),
        # elsewhere X is the easting
        ("so,x,y\n1,91849.5,435345.5\n", [[91849.5, 435345.5]], None),
        ("id,easting,northing\n1,1209000,410000\n", [[1209000, 410000]], None),
        ("id,wkt\n1,POINT (1 2)\n2,POINT (3 4)\n", [[1, 2], [3, 4]], None),
        ('id,hinh\n1,"SRID=9210;POINT (1 2)"\n', [[1, 2]], "EPSG:9210"),
        ('id,g\n1,"{""type"": ""Point"", ""coordinates"": [1, 2]}"\n', [[1, 2]], "EPSG:4326"),
        # no row of names
        ("1,POINT (1 2)\n2,POINT (3 4)\n", [[1, 2], [3, 4]], None),
    ],
)
def test_places(content: str, expected: list[list[float]], crs: str | None, table: Callable[..., Spool]) -> None:
    with table(content) as spool:
        assert _coordinates(spool) == expected
        assert spool.metadata.crs == crs


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_mark(codec: str, table: Callable[..., Spool]) -> None:
    rows = "".join(f"Phường Trấn Biên {n},106.8,10.9\n" for n in range(50))
    with table("tên,lon,lat\n" + rows, codec) as spool:
        assert spool.schema.names == ["fid", "geometry", "tên", "lon", "lat"]
        assert spool.column("tên").to_pylist()[-1] == "Phường Trấn Biên 49"


def test_other_bytes_come_as_they_are(table: Callable[..., Spool]) -> None:
    with table(b"ten,x,y\n\xa7\xca\xb5\x80,410000,1209000\n") as spool:
        assert spool.column("ten").to_pylist() == ["\xa7\xca\xb5\x80"]
        assert spool.metadata.encoding_hint is None


def test_every_column_is_text_and_codes_keep_their_zeros(table: Callable[..., Spool]) -> None:
    with table('ma_xa,ghi_chu,lon,lat\n00004,"một, hai\nba",106.8,10.9\n,,106.8,10.9\n') as spool:
        assert spool.column("ma_xa").to_pylist() == ["00004", None]
        assert spool.column("ghi_chu").to_pylist() == ["một, hai\nba", None]
        assert spool.column("fid").to_pylist() == [1, 2]


def test_cells_that_are_no_coordinates(table: Callable[..., Spool]) -> None:
    """An empty pair is no geometry; `NaN`, a word or half a pair is a point that isn't finite."""
    with table("ten,x,y\na,106.8,10.9\nb,,\nc,NaN,10.9\nd,106.8,\ne,chưa đo,1\nf,106.8,inf\n") as spool:
        wkb = spool.column("geometry").to_pylist()
        assert [value is None for value in wkb] == [False, True, False, False, False, False]
        finite = [w is not None and np.isfinite(shapely.get_coordinates(shapely.from_wkb(w))).all() for w in wkb]
        empty = [w is not None and shapely.is_empty(shapely.from_wkb(w)) for w in wkb]
        assert [f and not e for f, e in zip(finite, empty, strict=True)] == [True, False, False, False, False, False]
        assert spool.metadata.unreadable_geometries == 4
        assert spool.metadata.bounds == pytest.approx((106.8, 10.9, 106.8, 10.9))


def test_wkt_that_cannot_be_read_is_counted(table: Callable[..., Spool]) -> None:
    with table("id,wkt\n1,POINT (1 2)\n2,POINT (1\n3,\n4,POINT Z (1 2 3)\n") as spool:
        assert [value is None for value in spool.column("geometry").to_pylist()] == [False, True, True, False]
        assert spool.metadata.unreadable_geometries == 1
        assert spool.metadata.has_z


def test_names_that_repeat_or_are_ours(table: Callable[..., Spool]) -> None:
    with table("fid,fid,geometry,,lon,lat\na,b,c,d,106.8,10.9\n") as spool:
        assert len(set(spool.schema.names)) == len(spool.schema.names)
        assert [spool.column(name).to_pylist()[0] for name in spool.schema.names[2:6]] == ["a", "b", "c", "d"]
