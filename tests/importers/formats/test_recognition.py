"""The content decides, never the name."""

import shutil
from pathlib import Path

import pytest

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


def test_names_are_unique_and_every_format_has_suffixes() -> None:
    names = [format_.name for format_ in registry.FORMATS]
    assert len(set(names)) == len(names)
    assert all(suffix.startswith(".") for format_ in registry.FORMATS for suffix in format_.suffixes)
