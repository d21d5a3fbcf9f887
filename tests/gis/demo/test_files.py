"""The city's files hold what was made, in the manners of the departments that deliver such files."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from gis.demo.city import EPSG, SMALLEST
from gis.demo.city import write as writing
from gis.demo.city.generate import City
from gis.demo.city.write import city_files, parcel_files, write
from gis.spatial.crs import WGS84, transformer
from importers.normalise.legacy_tables import decode_tcvn3

CLASSES = Path(writing.__file__).parent / "data" / "tt16_planning_classes.csv"


@pytest.fixture(scope="module")
def folder(small: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("city")
    write(small, target)
    return target


def test_parcels_come_back_from_tcvn3(small: City, folder: Path) -> None:
    files = parcel_files(folder)
    assert not any(path.with_suffix(suffix).exists() for path in files for suffix in (".prj", ".cpg"))
    rows = pd.concat([pyogrio.read_dataframe(path, encoding="ISO-8859-1") for path in files])
    made = pd.concat([small.parcels[small.parcels["ma_xa"] == path.stem[-5:]] for path in files])
    assert shapely.equals(rows.geometry.to_numpy(), made.geometry.to_numpy()).all()
    assert [decode_tcvn3(text) for text in rows["DIACHI"]] == made["dia_chi"].tolist()
    assert (rows["DIACHI"].to_numpy() != made["dia_chi"].to_numpy()).all(), "the file itself isn't Unicode"
    for column, field in {"MAXA": "ma_xa", "SOTO": "so_to", "SOTHUA": "so_thua", "LOAIDAT": "loai_dat"}.items():
        assert rows[column].tolist() == made[field].tolist()


@pytest.mark.parametrize(
    ("file", "layer", "source"),
    [("QuyHoach_QHPK.gpkg", "ChucNangSuDungDat_A", "zoning"), ("QuyHoach_QHC.gpkg", "ChucNangSuDungDat_A", "general_zoning"),
     ("QuyHoach_QHPK.gpkg", "ChiGioiDuongDo_L", "red_lines"), ("QuyHoach_QHPK.gpkg", "ChiGioiXayDung_L", "building_lines"),
     ("ha_tang_ky_thuat.gpkg", "manholes", "manholes"), ("ha_tang_ky_thuat.gpkg", "water_pipes", "water_pipes"),
     ("cong_trinh_cong_cong.gpkg", "schools", "schools"), ("cong_trinh_cong_cong.gpkg", "former_communes", "former_communes")],
)  # fmt: skip
def test_geopackages_hold_what_was_made(small: City, folder: Path, file: str, layer: str, source: str) -> None:
    rows = pyogrio.read_dataframe(folder / file, layer=layer)
    assert rows.crs.to_epsg() == EPSG
    assert shapely.equals(rows.geometry.to_numpy(), getattr(small, source).geometry.to_numpy()).all()


@pytest.mark.parametrize(
    ("file", "source"), [("giao_thong", "roads"), ("cong_trinh_xay_dung", "buildings"), ("mat_nuoc", "water_surfaces")]
)
def test_geojson_is_true_to_the_millimetre(small: City, folder: Path, file: str, source: str) -> None:
    rows = pyogrio.read_dataframe(folder / f"{file}.geojson")
    back = transformer(WGS84, EPSG)
    made = shapely.get_coordinates(getattr(small, source).geometry.to_numpy())
    points = shapely.get_coordinates(rows.geometry.to_numpy())
    assert np.abs(np.column_stack(back.transform(points[:, 0], points[:, 1])) - made).max() < 0.001


def test_lists_name_their_places(small: City, folder: Path) -> None:
    trees = pd.read_csv(folder / "cay_xanh.csv")
    assert (trees["X"] > trees["Y"]).all(), "survey lists print the northing as X"
    assert np.allclose(trees[["Y", "X"]], shapely.get_coordinates(small.trees.geometry.to_numpy()), atol=0.0011)
    lights = pd.read_csv(folder / "den_chieu_sang.csv")
    assert lights["KinhDo"].between(106, 107).all() and len(lights) == len(small.lights)


@pytest.mark.parametrize("file", ["QuyHoach_QHC.gpkg", "QuyHoach_QHPK.gpkg"])
def test_the_planning_package_has_the_official_fields(folder: Path, file: str) -> None:
    with CLASSES.open(encoding="utf-8", newline="") as opened:
        official = {row["feature_class"]: row for row in csv.DictReader(opened)}
    for layer, _ in pyogrio.list_layers(folder / file):
        info = pyogrio.read_info(folder / file, layer=layer)
        expected = [field.split(":")[0] for field in official[layer]["fields"].split(" ")]
        assert list(info["fields"]) == expected
        rows = pyogrio.read_dataframe(folder / file, layer=layer)
        assert rows["maHoSoQH"].map(lambda code: bool(re.fullmatch(r"\d{2}(QHC|QPK|QCT)\d\d{2}\d{4}", code))).all()
        assert rows["maThongTinQH"].map(lambda c: bool(re.fullmatch(r"\d{2}\d{2}[1-4][1-5][0-2]\d{5}", c))).all()


def test_a_folder_is_written_once_and_anew_for_a_new_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    monkeypatch.setattr(writing, "city", made.append)
    monkeypatch.setattr(writing, "write", lambda city, folder: (folder / "a.json").write_text(json.dumps(len(made))))
    first = city_files(tmp_path, SMALLEST)
    assert city_files(tmp_path, SMALLEST) == first and made == [SMALLEST]
    monkeypatch.setattr(writing, "_version", lambda: "another")
    assert (city_files(tmp_path, SMALLEST) / "a.json").read_text() == "2"
    assert [path.name for path in tmp_path.iterdir()] == [first.name], "nothing half-done stays"
