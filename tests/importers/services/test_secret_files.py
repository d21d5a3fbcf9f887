"""Files with a secrecy mark go no further than their reader; files that only look so go in."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from gis.errors import DothiError
from importers.jobs import enqueue_import
from importers.services import ImportRequest, import_files
from layers.catalog.models import ImportRun
from layers.catalog.queries import layer_exists
from layers.features.authority import OPERATOR
from layers.jobs.models import Job
from tests.importers.services.files import geopackage, shapefile, squares

pytestmark = pytest.mark.django_db
TRACE = "Kho đạn khu B"
"""A value of the marked files that must be found nowhere afterwards."""


def load(path: Path, **options: Any) -> None:
    crs = None if path.suffix == ".geojson" else "EPSG:5899"
    import_files([ImportRequest(path, "parcels", by=OPERATOR, crs=crs, **options)])


def plain(folder: Path, name: str = "thua") -> Path:
    return geopackage(folder, squares(2, SOTO=1, DIACHI=TRACE), name)


def described(folder: Path, description: str) -> Path:
    path = plain(folder)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE gpkg_contents SET description = ?", [description])
    return path


def with_metadata(folder: Path, text: str) -> Path:
    path = plain(folder)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE gpkg_metadata (id INTEGER PRIMARY KEY, metadata TEXT)")
        database.execute("INSERT INTO gpkg_metadata (metadata) VALUES (?)", [f"<MD><note>{text}</note></MD>"])
    return path


def geojson(folder: Path, *, last: bool = False, **members: Any) -> Path:
    frame = squares(2, SOTO=1, DIACHI=TRACE).to_crs(4326)
    content = json.loads(frame.to_json())
    content = {**content, **members} if last else {"type": content.pop("type"), **members, **content}
    path = folder / "thua.geojson"
    path.write_text(json.dumps(content, ensure_ascii=False))
    return path


def beside(folder: Path, text: str) -> Path:
    path = shapefile(folder, squares(2, SOTO=1, DIACHI=TRACE))
    path.with_name("thua.shp.xml").write_text(f"<metadata><idPurp>{text}</idPurp></metadata>")
    return path


def table(folder: Path, encoding: str, column: str, value: str) -> Path:
    return shapefile(folder, squares(3, SOTO=1, DIACHI=TRACE, **{column: ["Thường", None, value]}), encoding=encoding)


def csv(folder: Path, column: str, value: str) -> Path:
    path = folder / "thua.csv"
    rows = "".join(f"1;{TRACE};{400_000 + at};1209000;Thường\n" for at in range(20_000))
    path.write_text(f"SOTO;DIACHI;x;y;{column}\n{rows}1;{TRACE};400001;1209000;{value}\n")
    return path


Make = Callable[[Path], Path]
MARKED: dict[str, Make] = {
    "file name": lambda f: plain(f, "Bản đồ doanh trại - Mật"),
    "file name without accents": lambda f: plain(f, "toi_mat_kho"),
    "layer name": lambda f: plain(f, "Tuyệt mật").rename(f / "thua.gpkg"),
    "description": lambda f: described(f, "Độ mật: Tối mật"),
    "metadata": lambda f: with_metadata(f, "TUYỆT MẬT"),
    "GeoJSON name": lambda f: geojson(f, name="Kho vũ khí (Mật)"),
    "GeoJSON description": lambda f: geojson(f, description="Tài liệu tối mật"),
    "GeoJSON member at the end": lambda f: geojson(f, last=True, description="Tài liệu tối mật"),
    "Shapefile metadata": lambda f: beside(f, "Mức độ mật: Mật"),
    "column in UTF-8": lambda f: table(f, "utf-8", "DO_MAT", "Mật"),
    "column in TCVN3": lambda f: table(f, "tcvn3", "DO_MAT", "Tối mật"),
    "column in VNI": lambda f: table(f, "vni", "MUCDOMAT", "MẬT"),
    "column without accents": lambda f: table(f, "utf-8", "do_mat", "TUYET MAT"),
    "last row of a table": lambda f: csv(f, "Độ mật", "Mật"),
}
PLAIN: dict[str, Make] = {
    "density in the name": lambda f: plain(f, "Mật độ xây dựng"),
    "density without accents": lambda f: plain(f, "mat_do_xay_dung"),
    "surface": lambda f: plain(f, "ban_do_nuoc_mat"),
    "density described": lambda f: described(f, "Mật độ xây dựng tối đa theo quy hoạch"),
    "said not to be": lambda f: described(f, "Không chứa nội dung tối mật, tuyệt mật"),
    "density in GeoJSON": lambda f: geojson(f, name="Mật độ dân số", description="Mật độ dân số theo phường"),
    "density as a column": lambda f: table(f, "tcvn3", "MAT_DO", "Mật độ cao"),
    "none is secret": lambda f: table(f, "vni", "DO_MAT", "Không"),
    "metadata": lambda f: beside(f, "Dữ liệu được bảo mật theo quy chế"),
}


@pytest.fixture(autouse=True)
def var(tmp_path_factory, settings) -> Path:
    settings.VAR_DIR = tmp_path_factory.mktemp("var")
    return settings.VAR_DIR


@pytest.mark.parametrize("kind", MARKED)
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_marked_file_leaves_nothing(tmp_path: Path, caplog, kind: str, dry_run: bool) -> None:
    path = MARKED[kind](tmp_path)
    with pytest.raises(DothiError) as refused:
        load(path, dry_run=dry_run)
    assert refused.value.code == "E-FILE-10"
    said = [refused.value.sentence(one) + refused.value.way_out(one) for one in ("vi", "en")]
    assert "29/2018/QH14" in said[0]
    assert not layer_exists("parcels")
    left = [content.read_bytes() for content in settings.VAR_DIR.rglob("*") if content.is_file()]
    kept = [*said, caplog.text, *(str(row) for row in ImportRun.objects.values())]
    assert not [text for text in kept if TRACE in text]
    assert not [content for content in left if TRACE.encode() in content]
    assert not list(settings.VAR_DIR.glob("spool/*"))


@pytest.mark.parametrize("kind", PLAIN)
def test_what_only_looks_so_goes_in(tmp_path: Path, kind: str) -> None:
    load(PLAIN[kind](tmp_path))
    assert layer_exists("parcels")


def test_a_marked_name_makes_neither_run_nor_job(tmp_path: Path) -> None:
    path = MARKED["file name"](tmp_path)
    with pytest.raises(DothiError, match="E-FILE-10"):
        load(path)
    with pytest.raises(DothiError, match="E-FILE-10"):
        enqueue_import([path], "parcels")
    assert not ImportRun.objects.exists()
    assert not Job.objects.exists()


def test_of_several_files_none_goes_in(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    files = [plain(tmp_path / "a"), MARKED["column in TCVN3"](tmp_path)]
    with pytest.raises(DothiError, match="E-FILE-10"):
        import_files([ImportRequest(path, "parcels", by=OPERATOR, crs="EPSG:5899") for path in files])
    assert not layer_exists("parcels")


@pytest.mark.parametrize("openness", ["secret", "top_secret", "Mật", "", "OPEN"])
def test_a_layer_has_one_of_four_degrees_of_openness(tmp_path: Path, openness: str) -> None:
    with pytest.raises(DothiError) as refused:
        load(plain(tmp_path), changes={"access": openness})
    assert refused.value.code == "E-ACCESS-25"
    assert "29/2018/QH14" in refused.value.way_out("vi")
    assert not layer_exists("parcels")
