"""The exchange model made, filled from the demo's planning packages by the importer, and written back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from django.db import connection

from gis.demo.city.write import city_files
from gis.errors import DothiError
from gis.setup.places import VAR
from gis.spatial.slivers import without_slivers
from importers.services import ImportRequest, import_files
from importers.services.cleaning import SLIVER_METRES
from layers.catalog.queries import every_layer, stored_description
from layers.features.authority import OPERATOR
from layers.features.services import create_layer
from layers.planning.exchange import classes
from layers.planning.services import create_model, export_model
from layers.templates import from_template
from tests import databases

PACKAGES = {
    "QuyHoach_QHPK.gpkg": ("RanhGioiQuyHoach_A", "ChucNangSuDungDat_A", "ChiGioiDuongDo_L", "ChiGioiXayDung_L"),
    "QuyHoach_QHC.gpkg": ("RanhGioiQuyHoach_A", "ChucNangSuDungDat_A"),
}
LAYERS = {
    "RanhGioiQuyHoach_A": "qh_ranh_gioi_quy_hoach_a",
    "ChucNangSuDungDat_A": "qh_chuc_nang_su_dung_dat_a",
    "ChiGioiDuongDo_L": "qh_chi_gioi_duong_do_l",
    "ChiGioiXayDung_L": "qh_chi_gioi_xay_dung_l",
}


@pytest.fixture(scope="module")
def packages() -> Path:
    """The folder with the demo's planning packages."""
    return city_files(VAR / "demo", 2_000)


@pytest.fixture(scope="module")
def planned(template_database: str, packages: Path, django_db_blocker: Any) -> Iterator[None]:
    """All 153 layers in a database of their own, those of the packages filled."""
    name = f"{template_database}_model"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        with databases.connected_to(name):
            made = create_model("planning", storage_crs="EPSG:5899")
            assert (len(made.created), len(made.existing)) == (153, 0)
            for file, names in PACKAGES.items():
                for one in names:
                    import_files([ImportRequest(packages / file, LAYERS[one], source_layer=one, by=OPERATOR)])
            yield
        databases.drop(name)


@pytest.fixture(scope="module")
def exported(planned: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    export_model("planning", folder)
    return folder


def test_once_more_makes_nothing_new(planned: None) -> None:
    again = create_model("planning")
    assert (len(again.created), len(again.existing)) == (0, 153)
    assert len(create_model("planning", storage_crs="EPSG:5899", databases=["MocGioi"]).existing) == 3


def test_every_class_has_three_tables_and_stands_in_the_catalog(planned: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'feature'")
        tables = cursor.fetchone()[0]
    assert tables >= 3 * 153
    templates = {summary.description.template for summary in every_layer()}
    assert templates == {one.key for one in classes()}
    assert stored_description("mg_moc_gioi_quy_hoach_p").storage_epsg == 5899


def test_one_geopackage_a_database_with_all_classes_by_their_official_names(exported: Path) -> None:
    files = {path.stem for path in exported.iterdir()}
    assert files == {"HienTrang", "QuyHoach", "NenDiaHinh", "MocGioi"}
    for database in files:
        path = exported / f"{database}.gpkg"
        mine = [one for one in classes() if one.database == database]
        assert [str(name) for name, _ in pyogrio.list_layers(path)] == [one.name for one in mine]
        for one in mine:
            info = pyogrio.read_info(path, layer=one.name)
            assert list(zip(info["fields"], info["dtypes"], strict=True)) == [(f.name, f.kind) for f in one.fields]
            assert (info["crs"], info["geometry_type"]) == ("EPSG:5899", one.kind.postgis_type)


@pytest.mark.parametrize("name", LAYERS)
def test_a_delivery_comes_back_feature_by_feature_and_field_by_field(exported: Path, packages: Path, name: str) -> None:
    before = pd.concat(
        [pyogrio.read_dataframe(packages / file, layer=name) for file, names in PACKAGES.items() if name in names],
        ignore_index=True,
    )
    after = pyogrio.read_dataframe(exported / "QuyHoach.gpkg", layer=name)
    assert len(before) == len(after) > 0
    assert list(before.columns) == list(after.columns)
    for column in before.columns.drop("geometry"):
        pd.testing.assert_series_equal(before[column].astype(after[column].dtype), after[column], check_exact=True)
    assert set(after.geometry.geom_type) == {"MultiPolygon" if name.endswith("_A") else "MultiLineString"}
    # Slivers are taken out on the way in: a hole of 80 m by less than a centimetre in a plan's outline.
    cleaned = before.geometry.to_numpy()
    if name.endswith("_A"):
        cleaned, _ = without_slivers(cleaned, SLIVER_METRES)
    far = shapely.hausdorff_distance(cleaned, after.geometry.to_numpy())
    assert np.max(far) < 0.001
    assert shapely.equals(cleaned, after.geometry.to_numpy()).all()


def test_what_the_circular_requires_and_the_delivery_lacks_is_told(planned: None, tmp_path: Path) -> None:
    (file,) = export_model("planning", tmp_path / "new" / "folder", databases=["QuyHoach"])
    lacking = {(f.values["layer"], f.values["field"]): f.count for f in file.findings if f.code == "W-MODEL-01"}
    assert lacking["qh_chuc_nang_su_dung_dat_a", "phanLoai"] == describe_count("qh_chuc_nang_su_dung_dat_a")
    assert ("qh_chuc_nang_su_dung_dat_a", "maDoiTuong") not in lacking
    assert (file.classes, file.features) == (79, sum(map(describe_count, LAYERS.values())))


def describe_count(layer: str) -> int:
    return next(summary.feature_count for summary in every_layer() if summary.description.name == layer)


def test_a_file_is_replaced_only_when_forced(planned: None, tmp_path: Path) -> None:
    (tmp_path / "MocGioi.gpkg").write_text("mine")
    with pytest.raises(DothiError) as refused:
        export_model("planning", tmp_path)
    assert refused.value.code == "E-EXPORT-01"
    assert [path.name for path in tmp_path.iterdir()] == ["MocGioi.gpkg"]
    assert (tmp_path / "MocGioi.gpkg").read_text() == "mine"
    export_model("planning", tmp_path, databases=["MocGioi"], force=True)
    assert len(pyogrio.list_layers(tmp_path / "MocGioi.gpkg")) == 3


def test_a_folder_that_cannot_be_written(planned: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DothiError) as refused:
        export_model("planning", tmp_path / "file")
    assert refused.value.code == "E-EXPORT-02"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"model": "plannings"}, "E-MODEL-01"),
        ({"model": "planning", "databases": ["Quyhoach"]}, "E-MODEL-02"),
        ({"model": "planning", "databases": ["QuyHoach"], "prefix": "nobody_"}, "E-MODEL-04"),
    ],
)
def test_exports_that_are_refused(planned: None, tmp_path: Path, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(DothiError) as refused:
        export_model(folder=tmp_path, **asked)
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"model": "traffic"}, "E-MODEL-01"),
        ({"model": "planning", "databases": ["MocGioi", "nope"]}, "E-MODEL-02"),
        ({"model": "planning", "prefix": "Q1_"}, "E-MODEL-03"),
        ({"model": "planning", "prefix": "a_prefix_too_long"}, "E-MODEL-03"),
        ({"model": "planning", "prefix": "1_"}, "E-MODEL-03"),
        ({"model": "planning", "storage_crs": "EPSG:1"}, "E-CRS-01"),
    ],
)
@pytest.mark.django_db
def test_models_that_are_refused(asked: dict[str, Any], code: str) -> None:
    with pytest.raises(DothiError) as refused:
        create_model(**asked)
    assert refused.value.code == code
    assert every_layer() == []


@pytest.mark.django_db
def test_a_name_that_is_taken_is_refused_before_anything_is_made() -> None:
    create_layer(from_template("trees", name="mg_moc_gioi_quy_hoach_a"))
    with pytest.raises(DothiError) as refused:
        create_model("planning", databases=["MocGioi"])
    assert refused.value.code == "E-LAYER-04"
    assert len(every_layer()) == 1
    assert len(create_model("planning", databases=["MocGioi"], prefix="q2_").created) == 3


@pytest.mark.django_db
def test_a_model_that_was_cut_off_is_ended_by_the_next_call() -> None:
    create_layer(from_template("MocGioi/MocGioiQuyHoach/MocGioiQuyHoach_L", storage_crs="EPSG:9210"))
    with pytest.raises(DothiError) as refused:
        create_model("planning", databases=["MocGioi"], storage_crs="EPSG:9211")
    assert refused.value.code == "E-LAYER-08"
    made = create_model("planning", databases=["MocGioi"], storage_crs="EPSG:9210")
    assert (made.created, made.existing) == (
        ("mg_moc_gioi_quy_hoach_p", "mg_moc_gioi_quy_hoach_a"),
        ("mg_moc_gioi_quy_hoach_l",),
    )
    assert stored_description("mg_moc_gioi_quy_hoach_p").storage_epsg == 9210


@pytest.mark.django_db
def test_sets_of_two_systems_are_exported_one_by_one(tmp_path: Path) -> None:
    create_model("planning", databases=["MocGioi"], storage_crs="EPSG:9210")
    create_model("planning", databases=["MocGioi"], storage_crs="EPSG:9218", prefix="b_")
    with pytest.raises(DothiError) as refused:
        export_model("planning", tmp_path)
    assert refused.value.code == "E-MODEL-05"
    assert list(tmp_path.iterdir()) == []
    for prefix, crs in (("", "EPSG:9210"), ("b_", "EPSG:9218")):
        export_model("planning", tmp_path / crs, prefix=prefix)
        info = pyogrio.read_info(tmp_path / crs / "MocGioi.gpkg", layer="MocGioiQuyHoach_P")
        assert info["crs"] == crs


@pytest.mark.django_db
def test_the_importer_finds_the_class_of_a_delivery_by_itself(packages: Path) -> None:
    request = ImportRequest(
        packages / "QuyHoach_QHPK.gpkg", "lots_of_2026", source_layer="ChucNangSuDungDat_A", by=OPERATOR
    )
    (report,) = import_files([request])
    assert report.imported == report.read > 0
    made = stored_description("lots_of_2026")
    assert made.template == "QuyHoach/QuyHoachSuDungDat/ChucNangSuDungDat_A"
    assert set(report.fields.values()) == {field.name for field in made.fields}
