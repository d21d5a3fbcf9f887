"""Lists without coordinates get places along streets that are in the database, and say that these are estimates."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from gis.errors import FileRefused, NotFound
from importers.services import ImportReport, ImportRequest, import_files
from layers.features.authority import OPERATOR
from tests.importers.services.files import EAST, NORTH, geopackage
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db


def load(path: Path, layer: str, **options: object) -> ImportReport:
    return import_files([ImportRequest(path, layer, **options, by=OPERATOR)])[0]


def codes(report: ImportReport) -> dict[str, int]:
    return {finding.code: finding.count for finding in report.findings}


@pytest.fixture
def streets(tmp_path: Path) -> None:
    """A street of two parts to the west (numbers begin in the east), and one from north to south."""
    lines = [
        shapely.LineString([(EAST, NORTH), (EAST + 400, NORTH)]),
        shapely.LineString([(EAST + 1000, NORTH), (EAST + 400, NORTH)]),
        shapely.LineString([(EAST, NORTH), (EAST, NORTH + 500)]),
    ]
    names = ["Đường Nguyễn Ái Quốc", "Đường Nguyễn Ái Quốc", "Hẻm 5 Cách Mạng Tháng Tám"]
    load(
        geopackage(tmp_path, gpd.GeoDataFrame({"name": names, "width_m": 20.0}, geometry=lines, crs=5899), "duong"),
        "roads",
    )


def _list(folder: Path, text: str) -> Path:
    path = folder / "danh_sach.csv"
    path.write_text(text, encoding="utf-8")
    return path


def _places(layer: str) -> dict[str, tuple[float, float]]:
    rows = run(f"SELECT code, ST_X(geom), ST_Y(geom) FROM feature.{layer}")
    return {code: (round(x - EAST, 1), round(y - NORTH, 1)) for code, x, y in rows}


@pytest.mark.usefixtures("streets")
def test_poles_stand_evenly_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    rows = "".join(f"D{n};Đ. NGUYEN AI QUOC;{n}\n" for n in (4, 1, 2, 3, 5))
    report = load(_list(tmp_path, "ma_den;ten_duong;so_cot\n" + rows), "lights", streets="roads")
    assert (report.read, report.imported, report.rejected) == (5, 5, 0)
    assert codes(report)["N-FILE-28"] == 5
    assert _places("lights") == {f"D{n}": (1000 - 200 * (n - 0.5), 5.0) for n in range(1, 6)}, (
        "from the east, on the right"
    )
    assert run("SELECT DISTINCT position_quality FROM feature.lights") == [("estimated",)]


@pytest.mark.usefixtures("streets")
def test_houses_odd_left_and_even_right_by_their_share_of_the_highest(tmp_path: Path) -> None:
    text = "ma_cay;ten_duong;so_nha\nA;Nguyễn Ái Quốc;1\nB;N. Ái Quốc;50A\nC;nguyen ai quoc;99\nD;Ngõ 5 CM Tháng 8;2\n"
    text = text.replace("CM Tháng 8", "Cách mạng tháng 8")
    report = load(_list(tmp_path, text), "trees", streets="roads")
    assert report.imported == 4
    places = _places("trees")
    assert places["A"] == (990.0, -13.0)
    assert places["B"] == (500.0, 13.0)
    assert places["C"] == (10.0, -13.0)
    assert places["D"][0] == -13.0, "southward, an even number is on the right: in the west"


@pytest.mark.usefixtures("streets")
def test_known_addresses_go_before_the_rule(tmp_path: Path) -> None:
    """Number 2 in the west and 10 further east: this street counts from the west, whatever the rule says."""
    spots = {"2 Nguyễn Ái Quốc": 100, "10 Đường Nguyễn Ái Quốc, phường Trấn Biên": 180, "7 Nguyễn Huệ": 500}
    boxes = [shapely.box(EAST + x - 4, NORTH - 24, EAST + x + 4, NORTH - 16) for x in spots.values()]
    houses = gpd.GeoDataFrame({"address": list(spots)}, geometry=boxes, crs=5899)
    load(geopackage(tmp_path, houses, "nha"), "buildings")
    load(_list(tmp_path, "ma_cay;duong;so nha\nA;Nguyễn Ái Quốc;6\nB;Nguyễn Ái Quốc;14\n"), "trees", streets="roads")
    assert _places("trees") == {"A": (140.0, -13.0), "B": (220.0, -13.0)}


@pytest.mark.usefixtures("streets")
def test_unknown_streets_and_missing_numbers_are_rejected_and_named(tmp_path: Path) -> None:
    text = "ma_cay;dia_chi\nA;12 Nguyễn Ái Quốc, phường Trấn Biên\nB;5 Lê Lợi\nC;8 Trần Phú\nD;Lê Lợi\n"
    report = load(_list(tmp_path, text), "trees", streets="roads")
    assert (report.imported, report.rejected) == (1, 3)
    assert codes(report)["E-FILE-26"] == 3
    finding = next(one for one in report.findings if one.code == "E-FILE-26")
    assert finding.values["streets"] == "Lê Lợi, Trần Phú, …"
    report = load(
        _list(tmp_path, "ma_cay;ten_duong;so_nha\nE;Nguyễn Ái Quốc;\nF;Nguyễn Ái Quốc;3\n"), "trees", streets="roads"
    )
    assert codes(report)["E-FILE-27"] == 1


@pytest.mark.usefixtures("streets")
def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        load(_list(tmp_path, "ma_cay;loai\nA;Sao\n"), "trees", streets="roads")
    assert refused.value.code == "E-FILE-29"
    with pytest.raises(NotFound) as unknown:
        load(_list(tmp_path, "ma_cay;duong;so_nha\nA;B;1\n"), "trees", streets="khong_co")
    assert unknown.value.code == "E-LAYER-05"
    with pytest.raises(FileRefused) as without:
        load(_list(tmp_path, "ma_cay;duong;so_nha\nA;B;1\n"), "trees")
    assert without.value.code == "E-FILE-08"


@pytest.mark.usefixtures("streets")
def test_a_list_with_coordinates_keeps_them(tmp_path: Path) -> None:
    path = _list(tmp_path, "ma_cay;ten_duong;so_nha;lon;lat\nA;Nguyễn Ái Quốc;1;106.83;10.95\n")
    report = load(path, "trees", streets="roads")
    assert report.imported == 1
    assert "N-FILE-28" not in codes(report)
