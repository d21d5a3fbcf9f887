"""The content decides, never the name."""

import shutil
from pathlib import Path

import pytest

from gis.errors import FileRefused
from importers import registry
from importers.reading.process import read


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.csv", "a.dat", "a", "tên có dấu.zip"])
def test_a_geopackage_under_any_name(name: str, minneapolis: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    shutil.copyfile(minneapolis, path)
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.format, spool.count) == ("geopackage", 2193)


@pytest.mark.parametrize("suffix", [".csv", ".shp", ".json", ".txt"])
def test_a_table_under_any_name(suffix: str, toronto: Path, tmp_path: Path) -> None:
    path = tmp_path / f"cay{suffix}"
    shutil.copyfile(toronto, path)
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.format, spool.count) == ("csv", 6115)


def test_a_shapefile_under_another_name_keeps_its_parts(rotterdam: Path, tmp_path: Path) -> None:
    for suffix in (".shx", ".dbf", ".prj"):
        shutil.copyfile(rotterdam.with_suffix(suffix), tmp_path / f"thua{suffix}")
    shutil.copyfile(rotterdam, tmp_path / "thua.bak")
    with read(tmp_path / "thua.bak", spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.format, spool.count) == ("shapefile", 971)
        assert "KAD_ADRES" in spool.schema.names


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\n", "mô hình công trình"),
        (b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n", "bản vẽ DXF"),
        (b"999\ndxflib 2.0.4.8\n  0\nSECTION\n  2\nENTITIES\n", "bản vẽ DXF"),
        (b"\x08\x09\xfe\x02\x01\x08" + bytes(90), "bản vẽ DGN"),
        (b"%PDF-1.7", "tài liệu PDF"),
        (b"<html><body>404", "trang web"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.shp").write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        registry.recognise(tmp_path / "a.shp")
    assert refused.value.code == "E-FILE-02"
    assert said in refused.value.sentence("vi")


def test_names_are_unique_and_every_format_has_suffixes() -> None:
    names = [format_.name for format_ in registry.FORMATS]
    assert len(set(names)) == len(names)
    assert all(suffix.startswith(".") for format_ in registry.FORMATS for suffix in format_.suffixes)
