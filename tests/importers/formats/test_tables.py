"""File geodatabases, MapInfo, FlatGeobuf and GeoParquet: what is particular to each, and their damaged copies."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import pyarrow as pa
import pyarrow.parquet as parquet
import pyogrio
import pytest
import shapely

from gis.errors import FileRefused
from importers.reading.process import read
from tests.conftest import SHARED_DATA
from tests.importers.formats.written import WRITERS, plots

DATA = Path(__file__).resolve().parents[2] / "data" / "gdal"


def _refused(path: Path, tmp_path: Path, **options: Any) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        read(path, spool_dir=tmp_path / "spools", **options)
    assert not list((tmp_path / "spools").iterdir())
    return refused.value


def test_layers_of_feature_datasets_are_layers(tmp_path: Path) -> None:
    refused = _refused(DATA / "featuredataset.gdb", tmp_path)
    assert (refused.code, refused.values["layers"]) == ("E-FILE-11", "fd1_lyr1, fd1_lyr2, standalone, fd2_lyr")
    assert _refused(DATA / "featuredataset.gdb", tmp_path, source_layer="fd2_lyr").code == "E-FILE-04"
    assert _refused(DATA / "featuredataset.gdb", tmp_path, source_layer="khac").code == "E-FILE-07"


def test_the_one_layer_with_features_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "a.gdb"
    plots(3).to_file(path, layer="lo_dat", driver="OpenFileGDB")
    plots(0).to_file(path, layer="trong", driver="OpenFileGDB", geometry_type="MultiPolygon")
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.layer, spool.count) == ("lo_dat", 3)
    plots(2).to_file(path, layer="duong", driver="OpenFileGDB")
    assert _refused(path, tmp_path).values["layers"] == "lo_dat, duong"


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the official templates are not here")
def test_coded_values_and_subtypes_give_their_codes(tmp_path: Path) -> None:
    """A lot written into an official template, whose fields have coded values."""
    template = next((SHARED_DATA / "planning" / "tt16_templates").glob("48.*.zip"))
    shutil.unpack_archive(template, tmp_path / "mau")
    path = tmp_path / "mau" / "MocGioi.gdb"
    name = "MocGioiQuyHoach_P"
    info = pyogrio.read_info(path, layer=name)
    whole = [f for f, kind in zip(info["fields"], info["ogr_types"], strict=True) if kind == "OFTInteger"]
    frame = geopandas.GeoDataFrame(
        {field: [2] for field in whole}, geometry=[shapely.Point(550_000, 1_770_000)], crs=info["crs"]
    )
    pyogrio.write_dataframe(frame, path, layer=name, driver="OpenFileGDB", append=True)
    with read(tmp_path / "mau", spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.layer, spool.count) == (name, 1)
        assert [spool.column(field).to_pylist() for field in whole] == [[2]] * len(whole)


def _cut(kind: str, suffix: str) -> Callable[[Path], Path]:
    """A part of that suffix ends after three fifths."""

    def make(folder: Path) -> Path:
        path = WRITERS[kind](folder)
        part = path.with_suffix(suffix) if path.is_file() else max(path.glob(f"*{suffix}"), key=_size)
        part.write_bytes(part.read_bytes()[: part.stat().st_size * 3 // 5])
        return path

    return make


def _size(path: Path) -> int:
    return path.stat().st_size


def _without(kind: str, *suffixes: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = WRITERS[kind](folder)
        for suffix in suffixes:
            (path / f"a00000001{suffix}" if path.is_dir() else path.with_suffix(suffix)).unlink()
        return path

    return make


def _changed(kind: str, old: bytes, new: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = WRITERS[kind](folder)
        data = path.read_bytes()
        assert old in data
        path.write_bytes(data.replace(old, new))
        return path

    return make


def _text(name: str, text: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_text(text)
        return folder / name

    return make


def _plain_parquet(folder: Path) -> Path:
    parquet.write_table(pa.table({"so_to": [1], "so_thua": [2]}), folder / "a.parquet")
    return folder / "a.parquet"


def _geo(**said: Any) -> Callable[[Path], Path]:
    """A GeoParquet file whose metadata say something else."""

    def make(folder: Path) -> Path:
        path = WRITERS["geoparquet"](folder)
        table = parquet.read_table(path)
        geo = json.loads(table.schema.metadata[b"geo"])
        geo["columns"]["geometry"].update(said)
        parquet.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)
        return path

    return make


VIEW = '!table\n!version 300\n!charset WindowsLatin1\nOpen Table "C:\\\\khac\\\\thua" Hide\ncreate view a as select * from thua\n'
RASTER = '!table\n!version 300\nDefinition Table\n  File "anh.tif"\n  Type "RASTER"\n'
REFUSED: list[tuple[str, Callable[[Path], Path], str, str]] = [
    ("a FileGDB whose table is cut", _cut("filegdb", ".gdbtable"), "E-FILE-03", "rows"),
    ("a FileGDB whose index is cut", _cut("filegdb", ".gdbtablx"), "E-FILE-03", ""),
    ("a FileGDB without its first index", _without("filegdb", ".gdbtablx"), "E-FILE-03", "a00000001.gdbtablx"),
    ("a TAB without .dat", _without("mapinfo", ".dat"), "E-FILE-03", ".dat is missing"),
    ("a TAB without .id", _without("mapinfo", ".id"), "E-FILE-03", ".id is missing"),
    ("a TAB whose .dat is cut", _cut("mapinfo", ".dat"), "E-FILE-03", "rows"),
    ("a TAB whose .map is cut", _cut("mapinfo", ".map"), "E-FILE-03", ""),
    ("a TAB whose .id is cut", _cut("mapinfo", ".id"), "E-FILE-03", ""),
    ("a TAB that is a view of others", _text("a.tab", VIEW), "E-FILE-17", "view"),
    ("a TAB that is a picture", _text("a.tab", RASTER), "E-FILE-17", "picture"),
    ("a MIF without its MID", _without("mif", ".mid"), "E-FILE-03", ".mid is missing"),
    ("a MIF that is cut", _cut("mif", ".mif"), "E-FILE-03", "objects"),
    ("a MID that is cut", _cut("mif", ".mid"), "E-FILE-03", "rows"),
    ("a FlatGeobuf that is cut", _cut("flatgeobuf", ".fgb"), "E-FILE-03", "of its 60 rows"),
    ("one that says no count", _cut("flatgeobuf without index", ".fgb"), "E-FILE-03", ""),
    ("a GeoParquet that is cut", _cut("geoparquet", ".parquet"), "E-FILE-03", "Arrow says"),
    ("Parquet without places", _plain_parquet, "E-FILE-08", "so_to, so_thua"),
    ("GeoParquet of another encoding", _geo(encoding="wkt9"), "E-FILE-03", "wkt9"),
    ("GeoParquet that isn't built so", _geo(encoding="polygon"), "E-FILE-03", "built"),
    ("GeoParquet without rows", lambda folder: WRITERS["geoparquet"](folder, plots(0)), "E-FILE-04", "no features"),
    ("a FlatGeobuf without features", lambda folder: WRITERS["flatgeobuf"](folder, plots(0)), "E-FILE-04", "no"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "code", "word"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(make: Callable[[Path], Path], code: str, word: str, tmp_path: Path) -> None:
    (tmp_path / "delivered").mkdir()
    refused = _refused(make(tmp_path / "delivered"), tmp_path)
    assert (refused.code, word in str(refused)) == (code, True), str(refused)


@pytest.mark.parametrize("suffix", [".tab", ".mif"])
@pytest.mark.parametrize(
    ("charset", "hint"),
    [("WindowsLatin1", "1252"), ("WindowsVietnamese", "1258"), ("Neutral", None), ("UTF-8", "UTF-8")],
)
def test_what_the_header_says_of_letters_is_a_hint(suffix: str, charset: str, hint: str | None, tmp_path: Path) -> None:
    """TCVN3 bytes under every header come as those bytes."""
    raw = b"\xa7\xca\xb5\xcc"
    path = WRITERS["mapinfo" if suffix == ".tab" else "mif"](tmp_path, plots(3, chu=["ZZZZ"] * 3))
    for part in tmp_path.glob("thua.*"):
        data = part.read_bytes().replace(b"ZZZZ", raw)
        data = data.replace(b'harset "UTF-8"', b'harset "Neutral"').replace(b"harset UTF-8", b"harset Neutral")
        part.write_bytes(data.replace(b"Neutral", charset.encode()) if part.suffix in (".tab", ".mif") else data)
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert spool.column("chu").to_pylist() == [raw.decode("latin-1")] * 3
        assert spool.metadata.encoding_hint == hint


@pytest.mark.parametrize("suffix", [".tab", ".mif"])
def test_every_object_of_mapinfo(suffix: str, tmp_path: Path) -> None:
    """Non-earth coordinates are no system; arcs and ellipses come as lines and areas."""
    with read(DATA / f"all_geoms{suffix}", spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.crs, spool.count) == (None, 16)
        assert spool.metadata.geometry_kinds == {
            "point": 4, "linestring": 5, "polygon": 4, "multipoint": 1, "multilinestring": 1, "geometrycollection": 1,
        }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "crs", "stated"),
    [({"crs": None}, None, False), ({"crs": {"id": {"authority": "OGC", "code": "CRS84"}}}, "EPSG:4326", True)],
)
def test_the_system_of_geoparquet(said: dict[str, Any], crs: str | None, stated: bool, tmp_path: Path) -> None:
    with read(_geo(**said)(tmp_path), spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.crs, spool.metadata.crs_stated) == (crs, stated)


def test_geoparquet_of_a_vn2000_zone_and_odd_columns(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"ds": [["a", "b"], ["c"]], "loai": ["x", "y"]}, geometry=[shapely.Point(1, 2), None], crs=9210
    ).astype({"loai": "category"})
    frame.to_parquet(tmp_path / "a.parquet", write_covering_bbox=True)
    with read(tmp_path / "a.parquet", spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.crs_epsg, spool.metadata.crs_stated) == (9210, True)
        assert spool.schema.names == ["fid", "geometry", "ds", "loai"]
        assert spool.column("ds").to_pylist() == ['["a", "b"]', "c"]
        assert spool.column("loai").to_pylist() == ["x", "y"]
        assert spool.metadata.geometry_kinds == {"none": 1, "point": 1}
