"""Names of sent files: harmless whatever is sent, and as people wrote them otherwise."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.uploads.names import LONGEST, parts_of, safe_name, sources_among


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Thửa đất tờ 7.shp", "Thửa đất tờ 7.shp"),
        ("C:\\Hồ sơ\\thua.shp", "thua.shp"),
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("..", "tep"),
        ("", "tep"),
        (".htaccess", "htaccess"),
        ("a\x00b.shp", "a_b.shp"),
        ("a\nb.shp", "a_b.shp"),
        ('<script>"x".shp', "_script__x_.shp"),
        ("tên\u202egpj.exe", "tên_gpj.exe"),
        ("thua.shp. . ", "thua.shp"),
    ],
)
def test_names(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@given(st.text(max_size=400))
def test_a_name_stays_in_its_folder_and_fits(given_name: str) -> None:
    name = safe_name(given_name)
    assert Path("/x", name).parent == Path("/x")
    assert name not in ("", ".", "..")
    assert not name.startswith(".")
    assert len(name.encode()) <= LONGEST
    assert not set(name) & set('/\\\x00\n\r"<>:|?*')
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("names", "sources"),
    [
        (["thua.shp", "thua.dbf", "THUA.SHX", "thua.shp.xml", "thua.prj"], ["thua.shp"]),
        (["thua.dbf"], ["thua.dbf"]),
        (["a.shp", "a.dbf", "b.dbf", "c.gpkg", "c.gpkg-wal"], ["a.shp", "b.dbf", "c.gpkg"]),
        (["a.tab", "a.dat", "a.map", "a.id", "b.mif", "b.mid"], ["a.tab", "b.mif"]),
        (["a.csv", "b.geojson"], ["a.csv", "b.geojson"]),
        ([], []),
    ],
)
def test_parts_are_no_sources_of_their_own(names: list[str], sources: list[str]) -> None:
    assert sources_among(names) == sources
    parts = [part for source in sources for part in parts_of(source, names)]
    assert sorted([*sources, *parts]) == sorted(names)
