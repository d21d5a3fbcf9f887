"""Archives and folders: what is found in them, how it is chosen, and what is refused."""

import gzip
import io
import shutil
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gis.errors import FileRefused
from importers.reading.limits import ReadLimits
from importers.reading.process import read
from tests.conftest import SHARED_DATA
from tests.importers.formats.workbooks import xlsx
from tests.importers.formats.written import PLOTS, WRITERS, pack, plots

NETWORKS = Path(__file__).resolve().parents[2] / "data" / "networks"
Make = Callable[[Path], Path]


def _layers(folder: Path) -> Path:
    """Two Shapefiles in folders of their own, a GeoPackage of two layers, a list and a note."""
    for name, count in (("Thửa đất", 5), ("Đường", 6)):
        (folder / name).mkdir(parents=True)
        WRITERS["shapefile"](folder / name, plots(count))
        for part in (folder / name).iterdir():
            part.rename(part.with_stem("thua" if count == 5 else "duong"))
    plots(7).to_file(folder / "quyhoach.gpkg", layer="lo_dat")
    plots(8).to_file(folder / "quyhoach.gpkg", layer="ranh_gioi")
    (folder / "danh_sach.csv").write_text("so,lon,lat\n1,106.8,10.9\n", "utf-8")
    (folder / "DOC.txt").write_text("Kính gửi, các đồng chí, phòng\nmột, hai, ba\n", "utf-8")
    return folder


CHOSEN = [("thua", 5), ("duong", 6), ("lo_dat", 7), ("quyhoach/ranh_gioi", 8), ("Thửa đất/thua.shp", 5)]


@pytest.mark.parametrize(("layer", "count"), CHOSEN)
@pytest.mark.parametrize("packed", [False, True])
def test_one_of_several_is_named(packed: bool, layer: str, count: int, tmp_path: Path) -> None:
    source = _layers(tmp_path / "giao")
    if packed:
        source = pack(tmp_path / "giao.zip", source)
    with read(source, source_layer=layer, spool_dir=tmp_path / "spools") as spool:
        assert spool.count == count


@pytest.mark.parametrize("packed", [False, True])
def test_several_are_listed(packed: bool, tmp_path: Path) -> None:
    source = _layers(tmp_path / "giao")
    if packed:
        source = pack(tmp_path / "giao.zip", source)
    with pytest.raises(FileRefused) as refused:
        read(source, spool_dir=tmp_path / "spools")
    assert refused.value.code == "E-FILE-06"
    assert refused.value.values["layers"] == "lo_dat, ranh_gioi, thua, duong"


def test_a_list_counts_where_nothing_else_is(tmp_path: Path) -> None:
    (tmp_path / "giao").mkdir()
    (tmp_path / "giao" / "cay.csv").write_text("so,lon,lat\n1,106.8,10.9\n", "utf-8")
    with read(tmp_path / "giao", spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.format, spool.metadata.layer, spool.count) == ("csv", "cay", 1)


def _tables(folder: Path) -> Path:
    """A workbook of two sheets and a hidden one, and a workbook with a sheet of the same name."""
    folder.mkdir()
    rows = [["so", "lon", "lat"], [1, 106.8, 10.9]]
    xlsx(folder / "cay.xlsx", {"Phường": [*rows, [2, 106.9, 10.9]], "Đường": rows})
    xlsx(folder / "den.xlsx", {"Đường": [*rows, [2, 106.9, 10.9], [3, 106.7, 10.9]], "Ghi chú": [["đọc kỹ"]]})
    return folder


@pytest.mark.parametrize(
    ("layer", "count"), [("Phường", 2), ("cay/Đường", 1), ("cay.xlsx/Đường", 1), ("den.xlsx", 3), ("den/Đường", 3)]
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_sheet_of_one_of_several_workbooks(packed: bool, layer: str, count: int, tmp_path: Path) -> None:
    source = _tables(tmp_path / "giao")
    if packed:
        source = pack(tmp_path / "giao.zip", source)
    with read(source, source_layer=layer, spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.format, spool.count) == ("spreadsheet", count)


@pytest.mark.parametrize(
    ("layer", "format_"), [("pipes", "epanet"), ("Net3/junctions", "epanet"), ("outfalls", "swmm")]
)
def test_a_layer_of_a_network_model(layer: str, format_: str, tmp_path: Path) -> None:
    (tmp_path / "mang").mkdir()
    for name in ("Net3.inp", "Example1.inp"):
        shutil.copy(NETWORKS / name, tmp_path / "mang")
    with read(tmp_path / "mang", source_layer=layer, spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.format, spool.metadata.layer) == (format_, layer.rpartition("/")[2])


def test_a_broken_file_beside_does_not_stand_in_the_way(tmp_path: Path) -> None:
    """It is one of those that can be chosen, and says what is wrong with it when it is."""
    (tmp_path / "mang").mkdir()
    for name in ("Net3.inp", "bad_syntax.inp"):
        shutil.copy(NETWORKS / name, tmp_path / "mang")
    with read(tmp_path / "mang", source_layer="Net3/pipes", spool_dir=tmp_path / "spools") as spool:
        assert spool.count == 117
    codes = {}
    for layer in (None, "bad_syntax"):
        with pytest.raises(FileRefused) as refused:
            read(tmp_path / "mang", source_layer=layer, spool_dir=tmp_path / "spools")
        codes[layer] = refused.value.code
    assert codes == {None: "E-FILE-06", "bad_syntax": "E-FILE-22"}


def _nested(folder: Path) -> Path:
    """A ZIP of zipped Shapefiles, as some portals hand them out."""
    (folder / "ngoai").mkdir()
    WRITERS["zipped shapefile"](folder / "ngoai")
    return pack(folder / "ngoai.zip", folder / "ngoai")


def _tar(folder: Path) -> Path:
    path = WRITERS["geojson"](folder)
    with tarfile.open(folder / "thua.tar.gz", "w:gz") as archive:
        archive.add(path, "dữ liệu/thua.geojson")
    return folder / "thua.tar.gz"


def _gzip(folder: Path) -> Path:
    path = WRITERS["geojson"](folder)
    (folder / "thua.geojson.gz").write_bytes(gzip.compress(path.read_bytes()))
    return folder / "thua.geojson.gz"


@pytest.mark.parametrize("make", [_nested, _tar, _gzip])
def test_other_ways_to_pack(make: Make, tmp_path: Path) -> None:
    with read(make(tmp_path), spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.layer, spool.count) == ("thua", PLOTS)


@pytest.mark.parametrize("codec", ["cp437", "cp1258", "utf-8"])
def test_names_in_any_letters(codec: str, tmp_path: Path) -> None:
    """The flag for UTF-8 left out, as Windows Explorer and old programs do."""
    name = {"cp437": "l÷t é", "cp1258": "thöa đ", "utf-8": "thửa đất"}[codec]
    (tmp_path / "x").mkdir()
    WRITERS["shapefile"](tmp_path / "x", plots(3))
    with zipfile.ZipFile(tmp_path / "giao.zip", "w") as archive:
        for part in (tmp_path / "x").iterdir():
            archive.write(part, "Z" * len(name.encode(codec)) + part.suffix)
    data = (tmp_path / "giao.zip").read_bytes().replace(b"Z" * len(name.encode(codec)), name.encode(codec))
    (tmp_path / "giao.zip").write_bytes(data)
    with read(tmp_path / "giao.zip", spool_dir=tmp_path / "spools") as spool:
        assert spool.count == 3
        assert codec == "cp437" or spool.metadata.layer == name


def test_a_name_longer_than_a_file_system_takes(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    WRITERS["shapefile"](tmp_path / "x", plots(3))
    with zipfile.ZipFile(tmp_path / "giao.zip", "w") as archive:
        for part in (tmp_path / "x").iterdir():
            archive.write(part, "Quy hoạch sử dụng đất " * 40 + part.suffix)
    with read(tmp_path / "giao.zip", spool_dir=tmp_path / "spools") as spool:
        assert spool.count == 3
        assert "ten" in spool.schema.names, "its parts are still together"


def _archive(*entries: tuple[str, bytes]) -> Make:
    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in entries:
                archive.writestr(name, content)
        return folder / "a.zip"

    return make


def _link(folder: Path) -> Path:
    entry = zipfile.ZipInfo("thua.geojson")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return folder / "a.zip"


def _tar_link(folder: Path) -> Path:
    member = tarfile.TarInfo("thua.geojson")
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(folder / "a.tar", "w") as archive:
        archive.addfile(member)
    return folder / "a.tar"


def _with_password(folder: Path) -> Path:
    """The flag of encryption set in both headers: no program of ours can encrypt."""
    path = _archive(("thua.shp", b"x" * 99))(folder)
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    return path


def _cut(folder: Path) -> Path:
    path = WRITERS["zipped shapefile"](folder)
    path.write_bytes(path.read_bytes()[:-300])
    return path


def _flipped(folder: Path) -> Path:
    """A byte of the packed data is another one: the checksum tells."""
    path = WRITERS["zipped shapefile"](folder)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    return path


def _cut_gzip(folder: Path) -> Path:
    path = _gzip(folder)
    path.write_bytes(path.read_bytes()[:-50])
    return path


def _lying_bomb(folder: Path) -> Path:
    """300 MB of zeros whose header says that they are 10 bytes."""
    path = _archive(("thua.shp", bytes(300 << 20)))(folder)
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    path.write_bytes(data)
    return path


def _crowd(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}", b"")
    return folder / "a.zip"


def _thrice(folder: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.write(WRITERS["zipped shapefile"](folder), "trong.zip")
    return _archive(("giua.zip", inner.getvalue()))(folder)


def _two_plain_folders(folder: Path) -> Path:
    (folder / "giao" / "trong").mkdir(parents=True)
    return folder / "giao"


def _gdb_with_link(folder: Path) -> Path:
    path = WRITERS["filegdb"](folder)
    (path / "a00000009.gdbtable").unlink()
    (path / "a00000009.gdbtable").symlink_to("/etc/passwd")
    return path


def _broken_inside(folder: Path) -> Path:
    (folder / "x").mkdir()
    path = WRITERS["gml"](folder / "x")
    path.write_bytes(path.read_bytes()[:-200])
    return pack(folder / "a.zip", folder / "x")


REFUSED: list[tuple[str, Make, str, str]] = [
    ("a bomb by ratio", _archive(("thua.shp", bytes(300 << 20))), "E-FILE-12", "250 times"),
    ("a bomb that lies about its size", _lying_bomb, "E-FILE-03", "unpacked"),
    ("a bomb inside an archive", lambda f: _archive(("b.zip", _archive(("a", bytes(99 << 20)))(f).read_bytes()))(f), "E-FILE-12", "a.zip/b.zip"),
    ("too many entries", _crowd, "E-FILE-12", "20000 entries"),
    ("a name that goes up", _archive(("../../thua.geojson", b"{}")), "E-FILE-13", "../../thua.geojson"),
    ("a name that goes up, Windows way", _archive(("..\\thua.geojson", b"{}")), "E-FILE-13", "thua.geojson"),
    ("an absolute name", _archive(("/etc/cron.d/x", b"{}")), "E-FILE-13", "/etc/cron.d/x"),
    ("a name with a drive", _archive(("C:\\x.shp", b"{}")), "E-FILE-13", "x.shp"),
    ("a link", _link, "E-FILE-13", "thua.geojson"),
    ("a link in a tar", _tar_link, "E-FILE-13", "thua.geojson"),
    ("a file geodatabase with a link", _gdb_with_link, "E-FILE-03", "link"),
    ("a password", _with_password, "E-FILE-14", "password"),
    ("cut off", _cut, "E-FILE-03", "unpacked"),
    ("a gzip cut off", _cut_gzip, "E-FILE-03", "unpacked"),
    ("a changed byte", _flipped, "E-FILE-03", "unpacked"),
    ("two entries of one name", _archive(("a.csv", b"1"), ("./a.csv", b"2")), "E-FILE-03", "one name"),
    ("an entry that is file and folder", _archive(("a", b"1"), ("a/b", b"2")), "E-FILE-03", "one name"),
    ("an empty archive", _archive(), "E-FILE-15", "0"),
    ("nothing that can be read", _archive(("anh.png", b"\x89PNG"), ("doc.pdf", b"%PDF")), "E-FILE-15", "anh.png, doc.pdf"),
    ("archives nested three deep", _thrice, "E-FILE-15", "giua.zip"),
    ("a folder of nothing", _two_plain_folders, "E-FILE-15", "0"),
    ("a damaged file inside", _broken_inside, "E-FILE-03", "a.zip/thua.gml"),
    ("a name with a secrecy mark inside", _archive(("Bản đồ (Mật)/thua.csv", b"x,y\n1,2\n")), "E-FILE-10", "secrecy"),
    ("an XML with entities inside", _archive(("a.gml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")), "E-FILE-16", "a.zip/a.gml"),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("make", "code", "word"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(make: Make, code: str, word: str, tmp_path: Path) -> None:
    (tmp_path / "delivered").mkdir()
    path = make(tmp_path / "delivered")
    with pytest.raises(FileRefused) as refused:
        read(path, spool_dir=tmp_path / "spools")
    assert (refused.value.code, word in str(refused.value)) == (code, True), str(refused.value)
    assert not list((tmp_path / "spools").iterdir())


def test_the_limit_of_unpacking_is_a_setting(tmp_path: Path) -> None:
    path = _archive(("a.csv", bytes(range(256)) * 8_192))(tmp_path)
    with pytest.raises(FileRefused) as refused:
        read(path, spool_dir=tmp_path / "spools", limits=ReadLimits(unpacked_mb=1))
    assert refused.value.code == "E-FILE-12"
    assert "DOTHI_READ_UNPACKED_MB" in str(refused.value)


def test_the_hash_is_the_archives_or_that_of_the_parts(tmp_path: Path) -> None:
    path = WRITERS["zipped filegdb"](tmp_path)
    with read(path, spool_dir=tmp_path / "spools") as packed:
        assert packed.metadata.size == path.stat().st_size
    shutil.unpack_archive(path, tmp_path / "giao")
    with read(tmp_path / "giao", spool_dir=tmp_path / "spools") as spool:
        before, size = spool.metadata.sha256, spool.metadata.size
    assert size == sum(part.stat().st_size for part in (tmp_path / "giao" / "thua.gdb").iterdir())
    table = max((tmp_path / "giao" / "thua.gdb").glob("*.gdbtable"), key=lambda part: part.stat().st_size)
    table.write_bytes(table.read_bytes().replace(b"00007", b"00008", 1))
    with read(tmp_path / "giao", spool_dir=tmp_path / "spools") as spool:
        assert spool.metadata.sha256 != before


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the official templates are not here")
def test_an_official_template_says_its_layers_and_that_it_is_empty(tmp_path: Path) -> None:
    template = next((SHARED_DATA / "planning" / "tt16_templates").glob("48.*.zip"))
    with pytest.raises(FileRefused) as refused:
        read(template, spool_dir=tmp_path / "spools")
    assert refused.value.code == "E-FILE-11"
    assert "MocGioiQuyHoach_A" in refused.value.values["layers"]
    with pytest.raises(FileRefused) as refused:
        read(template, source_layer="MocGioiQuyHoach_A", spool_dir=tmp_path / "spools")
    assert refused.value.code == "E-FILE-04"


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the real delivery is not here")
def test_a_real_zipped_shapefile(tmp_path: Path) -> None:
    path = SHARED_DATA / "planning" / "minneapolis" / "Minn_Primary_District.zip"
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.format, spool.count, spool.metadata.crs_epsg) == ("shapefile", 2193, 4326)
