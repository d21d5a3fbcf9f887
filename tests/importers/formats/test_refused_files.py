"""Files that can't be read, each with the code it gets and a word of the reason. This table is the specification."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gis.errors import FileRefused
from importers.reading.process import read

Make = Callable[[Path, Path, Path], Path]

ONE_POINT = {"type": "Feature", "properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [106.8, 10.9]}}


def _written(name: str, content: bytes | str) -> Make:
    def make(folder: Path, shapefile: Path, package: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def _cut(kind: str, suffix: str, keep: float) -> Make:
    """The real file whose part with that suffix ends after a share of its bytes."""

    def make(folder: Path, shapefile: Path, package: Path) -> Path:
        source = shapefile if kind == "shapefile" else package
        for part in source.parent.glob(f"{source.stem}.*"):
            if kind == "shapefile" or part.suffix == ".gpkg":
                shutil.copyfile(part, folder / part.name)
        part = (folder / source.name).with_suffix(suffix)
        data = part.read_bytes()
        part.write_bytes(data[: int(len(data) * keep)])
        return folder / source.name

    return make


def _holed_package(folder: Path, shapefile: Path, package: Path) -> Path:
    """Whole by its length, but with pages overwritten in the middle."""
    data = bytearray(package.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 200_000] = bytes(200_000)
    path = folder / package.name
    path.write_bytes(data)
    return path


def _other_count(folder: Path, shapefile: Path, package: Path) -> Path:
    """A .dbf of another layer under the same name."""
    for part in shapefile.parent.glob(f"{shapefile.stem}.*"):
        shutil.copyfile(part, folder / part.name)
    other = package.with_suffix(".dbf")
    shutil.copyfile(other, folder / shapefile.with_suffix(".dbf").name)
    return folder / shapefile.name


def _zip_named_gpkg(folder: Path, shapefile: Path, package: Path) -> Path:
    path = folder / "quyhoach.gpkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(shapefile.with_suffix(".dbf"), "a.dbf")
    return path


def _several_layers(folder: Path, shapefile: Path, package: Path) -> Path:
    import geopandas

    path, frame = folder / "nhieu.gpkg", geopandas.read_file(package, rows=3)
    frame.to_file(path, layer="lo_dat")
    frame.to_file(path, layer="duong")
    return path


def _empty_shapefile(folder: Path, shapefile: Path, package: Path) -> Path:
    path = folder / "trong.shp"
    head = bytearray(shapefile.read_bytes()[:100])
    head[24:28] = (50).to_bytes(4, "big")
    path.write_bytes(head)
    return path


def _a_folder(folder: Path, shapefile: Path, package: Path) -> Path:
    return folder


COLLECTION = json.dumps({"type": "FeatureCollection", "features": [ONE_POINT] * 50})
HTML = "<!DOCTYPE html><html><body>Phiên làm việc đã hết hạn</body></html>"

REFUSED: list[tuple[str, Make, str, str]] = [
    ("a web page named .shp", _written("thua.shp", HTML), "E-FILE-02", "web page"),
    ("a web page named .gpkg", _written("thua.gpkg", HTML), "E-FILE-02", "web page"),
    ("a web page named .csv", _written("thua.csv", HTML), "E-FILE-02", "web page"),
    ("an XML document", _written("thua.gml", "<?xml version='1.0'?><gml/>"), "E-FILE-02", "XML"),
    ("an empty file", _written("thua.shp", ""), "E-FILE-03", "empty"),
    ("nothing there", lambda folder, *_: folder / "khong_co.shp", "E-FILE-01", "khong_co"),
    ("a folder", _a_folder, "E-FILE-15", "nothing"),
    ("a table part alone", _written("thua.dbf", b"\x03\x5f\x01\x01" + bytes(60)), "E-FILE-02", "one part"),
    ("an unknown binary", _written("thua.shp", bytes(range(256)) * 8), "E-FILE-02", "not known"),
    ("prose", _written("doc.txt", "Kính gửi Ủy ban nhân dân\nNội dung\n"), "E-FILE-02", "without a table"),
    ("JSON that isn't GeoJSON", _written("a.geojson", '{"rows": [1, 2]}'), "E-FILE-02", "without GeoJSON"),
    (".shp cut in the middle", _cut("shapefile", ".shp", 0.5), "E-FILE-03", ".shp part"),
    (".shp cut inside its header", _cut("shapefile", ".shp", 0.0001), "E-FILE-03", "header"),
    (".shx cut", _cut("shapefile", ".shx", 0.5), "E-FILE-03", ".shx part"),
    (".dbf cut", _cut("shapefile", ".dbf", 0.9), "E-FILE-03", ".dbf part"),
    (".dbf emptied", _cut("shapefile", ".dbf", 0), "E-FILE-03", ".dbf part"),
    (".dbf of another layer", _other_count, "E-FILE-03", "971 records"),
    ("a Shapefile without records", _empty_shapefile, "E-FILE-04", "no features"),
    ("a GeoPackage cut in the middle", _cut("package", ".gpkg", 0.5), "E-FILE-03", "promises"),
    ("a GeoPackage cut near its end", _cut("package", ".gpkg", 0.99), "E-FILE-03", "promises"),
    ("a GeoPackage with a hole", _holed_package, "E-FILE-03", "malformed"),
    ("a ZIP archive named .gpkg", _zip_named_gpkg, "E-FILE-15", "a.dbf"),
    ("a GeoPackage of several layers", _several_layers, "E-FILE-06", "lo_dat, duong"),
    ("GeoJSON cut inside a feature", _written("a.geojson", COLLECTION[:2000]), "E-FILE-03", "ends before"),
    (
        "GeoJSON cut behind a feature",
        _written("a.geojson", COLLECTION[: COLLECTION.rindex("}}")] + "}}"),
        "E-FILE-03",
        "GDAL says",
    ),
    ("GeoJSON without features", _written("a.json", '{"type":"FeatureCollection","features":[]}'), "E-FILE-04", "no"),
    ("a table without places", _written("a.csv", "so_to,so_thua\n1,2\n"), "E-FILE-08", "so_to, so_thua"),
    ("a table of names only", _written("a.csv", "x,y,ten\n"), "E-FILE-04", "no features"),
    ("a table with a short row", _written("a.csv", "x,y,ten\n1,2,a\n1,2,b\n1,2\n"), "E-FILE-03", "2 columns"),
]


@pytest.mark.parametrize(("make", "code", "word"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(make: Make, code: str, word: str, rotterdam: Path, minneapolis: Path, tmp_path: Path) -> None:
    folder, spools = tmp_path / "delivered", tmp_path / "spools"
    folder.mkdir()
    path = make(folder, rotterdam, minneapolis)
    before = sorted(folder.iterdir())
    with pytest.raises(FileRefused) as refused:
        read(path, spool_dir=spools)
    assert refused.value.code == code
    assert word in str(refused.value)
    assert str(tmp_path) not in str(refused.value).replace(str(path), ""), "no folder of ours is named"
    assert not list(spools.iterdir()), "nothing is left of the reading"
    assert sorted(folder.iterdir()) == before, "nothing is written beside the source"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the system's answer is played."""
    from importers import registry

    path = tmp_path / "kin.gpkg"
    path.write_bytes(b"SQLite format 3\x00")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileRefused) as refused:
        registry.recognise(path)
    assert refused.value.code == "E-FILE-09"


def test_unknown_layer_name(minneapolis: Path, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read(minneapolis, source_layer="khong_co", spool_dir=tmp_path)
    assert refused.value.code == "E-FILE-07"
