"""Shapefiles as they are delivered: parts missing, names in capitals, text in any bytes."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from importers.reading.process import read

ALL_BYTES = [bytes(range(start, start + 16)) for start in range(0x80, 0x100, 16)]


@pytest.mark.parametrize("code_page", [None, "UTF-8", "1258", "1252", "nonsense"])
def test_text_comes_byte_for_byte(code_page: str | None, point_shapefile: Callable[..., Path], tmp_path: Path) -> None:
    path = point_shapefile(ALL_BYTES, code_page=code_page)
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert [value.encode("latin-1") for value in spool.column("TEN").to_pylist()] == ALL_BYTES
        assert spool.metadata.encoding_hint == code_page


def test_without_prj(rotterdam: Path, copied: Callable[..., Path], tmp_path: Path) -> None:
    with read(copied(rotterdam, without=(".prj",)), spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.crs, spool.metadata.crs_stated) == (None, False)


def test_without_shx_the_index_is_rebuilt_elsewhere(
    rotterdam: Path, copied: Callable[..., Path], tmp_path: Path
) -> None:
    path = copied(rotterdam, without=(".shx",))
    with read(path, spool_dir=tmp_path / "spools") as spool, read(rotterdam, spool_dir=tmp_path / "spools") as whole:
        assert spool.column("geometry").equals(whole.column("geometry"))
        assert spool.column("KAD_ADRES").equals(whole.column("KAD_ADRES"))
    assert not path.with_suffix(".shx").exists()


def test_no_part_of_the_source_is_touched(rotterdam: Path, copied: Callable[..., Path], tmp_path: Path) -> None:
    path = copied(rotterdam)
    parts = sorted(path.parent.iterdir())
    for part in parts:
        os.utime(part, (1_000_000_000, 1_000_000_000))
    before = [(part.name, part.read_bytes()) for part in parts]
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert spool.count == 971
    assert [part.stat().st_mtime for part in parts] == [1_000_000_000] * len(parts)
    assert [(part.name, part.read_bytes()) for part in sorted(path.parent.iterdir())] == before


def test_without_dbf_only_geometry_is_left(rotterdam: Path, copied: Callable[..., Path], tmp_path: Path) -> None:
    with read(copied(rotterdam, without=(".dbf", ".cpg")), spool_dir=tmp_path / "spools") as spool:
        assert spool.schema.names == ["fid", "geometry"]
        assert spool.count == 971


def test_parts_in_capitals(rotterdam: Path, copied: Callable[..., Path], tmp_path: Path) -> None:
    path = copied(rotterdam)
    for part in list(path.parent.iterdir()):
        part.rename(part.with_name(part.name.upper()))
    with read(path.with_name(path.name.upper()), spool_dir=tmp_path / "spools") as spool:
        assert (spool.count, spool.metadata.crs_epsg) == (971, 28992)


def test_the_hash_covers_every_part(rotterdam: Path, copied: Callable[..., Path], tmp_path: Path) -> None:
    path = copied(rotterdam)
    with read(path, spool_dir=tmp_path / "spools") as spool:
        before, size = spool.metadata.sha256, spool.metadata.size
    assert size == sum(part.stat().st_size for part in path.parent.iterdir())
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"Vol eigendom", b"vol eigendom", 1))
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert spool.metadata.sha256 != before
