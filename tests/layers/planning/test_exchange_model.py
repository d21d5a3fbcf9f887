"""The 153 classes of Circular 16/2025/TT-BXD, Annex II, as templates: against the table, and against the official files."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.catalog.description import FieldType
from layers.catalog.soundness import check
from layers.planning.exchange import (
    DATABASES,
    class_of,
    class_template,
    classes,
    classes_named,
    layer_name,
    recognised_class,
)
from layers.planning.exchange.names import column_name
from layers.planning.exchange.template import REQUIRED
from layers.templates import TEMPLATES, from_template, template_named

KEYS = [one.key for one in classes()]
COUNTS = {"HienTrang": 67, "QuyHoach": 79, "NenDiaHinh": 4, "MocGioi": 3}


def test_there_are_153_classes_of_91_names_in_four_databases() -> None:
    assert {name: sum(one.database == name for one in classes()) for name in DATABASES} == COUNTS
    assert len(set(KEYS)) == 153
    assert len({one.name for one in classes()}) == 91
    assert sum(len(classes_named(name)) for name in {one.name for one in classes()}) == 153


def test_a_class_name_stands_once_in_a_database() -> None:
    """A GeoPackage knows no datasets: its layers are called as the classes."""
    assert len({(one.database, one.name) for one in classes()}) == 153


@pytest.mark.parametrize("key", KEYS)
def test_a_class_is_a_sound_template_with_titles_in_both_languages(key: str) -> None:
    template = template_named(key)
    check(template)
    assert template.template == key
    assert template.name not in TEMPLATES
    for title in (template.title, *(field.title for field in template.fields)):
        assert title.vi
        assert title.en
        assert title.en.isascii(), title.en
    assert any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", template.title.vi))
    assert [field.aliases[0] for field in template.fields] == [field.name for field in class_of(key).fields]


@pytest.mark.parametrize(
    ("official", "column"),
    [
        ("maHoSoQH", "ma_ho_so_qh"),
        ("Dmax", "dmax"),
        ("ChieuDai", "chieu_dai"),
        ("dienThe_VaoRa", "dien_the_vao_ra"),
        ("chiTieuTNTvaVSMT", "chi_tieu_tnt_va_vsmt"),
        ("chucNangSuDungDatMuc1", "chuc_nang_su_dung_dat_muc1"),
        ("cacGiaiPhapGiamThieuONhiemMoiTruong", "cg_phap_giam_thieu_o_nhiem_moi_truong"),
    ],
)
def test_official_field_names_as_columns(official: str, column: str) -> None:
    assert column_name(official) == column


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("QuyHoach/QuyHoachSuDungDat/ChucNangSuDungDat_A", "qh_chuc_nang_su_dung_dat_a"),
        ("HienTrang/HienTrangSuDungDat/ChucNangSuDungDat_A", "ht_chuc_nang_su_dung_dat_a"),
        ("NenDiaHinh/NenDiaHinh/DuongDongMuc_L", "ndh_duong_dong_muc_l"),
        ("MocGioi/MocGioiQuyHoach/MocGioiQuyHoach_P", "mg_moc_gioi_quy_hoach_p"),
    ],
)
def test_layers_are_called_by_database_and_class(key: str, name: str) -> None:
    assert from_template(key).name == layer_name(class_of(key)) == name


@given(prefix=st.from_regex(r"([a-z][a-z0-9_]{0,11})?", fullmatch=True))
def test_layer_names_are_unique_and_short_whatever_the_prefix(prefix: str) -> None:
    names = {layer_name(one, prefix) for one in classes()}
    assert len(names) == 153
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) and name.startswith(prefix) for name in names)


def test_parameters_of_a_lot_stay_text() -> None:
    lot = template_named("QuyHoach/QuyHoachSuDungDat/ChucNangSuDungDat_A")
    types = {field.name: field.type for field in lot.fields}
    assert {types[name] for name in ("mat_do_xay_dung", "tang_cao_xay_dung", "he_so_su_dung_dat")} == {FieldType.TEXT}
    assert (types["dan_so"], types["dien_tich"]) == (FieldType.INTEGER, FieldType.DECIMAL)


def test_the_six_fields_that_the_circular_requires_are_there_and_keep_nothing_out() -> None:
    for one in classes():
        lacking = set(REQUIRED) - {field.name for field in one.fields}
        assert lacking <= {"phanLoai"}, one.key
        assert not any(field.required for field in class_template(one).fields)


@pytest.mark.parametrize(
    ("name", "file", "fields", "database"),
    [
        ("TuyenTKDT_L", "x.gpkg", [], "QuyHoach"),
        ("ChucNangSuDungDat_A", "QuyHoach_QHPK.gpkg", [], "QuyHoach"),
        ("ChucNangSuDungDat_A", "01_hientrang.gpkg", [], "HienTrang"),
        ("RanhGioiQuyHoach_A", "x.gpkg", [], None),
        ("parcels", "QuyHoach.gpkg", [], None),
    ],
)
def test_a_delivered_class_is_recognised(name: str, file: str, fields: list[str], database: str | None) -> None:
    found = recognised_class(name, file, fields)
    assert (found.database if found else None) == database


def test_fields_tell_what_is_planned_from_what_exists() -> None:
    told = [recognised_class(one.name, "x.gpkg", [*(f.name for f in one.fields), "fid_1"]) for one in classes()]
    right = sum(found == one for found, one in zip(told, classes(), strict=True))
    assert right == 149  # the administrative names and boundaries are the same in both
    assert all(found in (one, None) for found, one in zip(told, classes(), strict=True))


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize(
    ("archive", "lacking"),
    [
        ("01.HaNoi.CTDL_QuyHoachDTNT_TT16_VN2000_105-00_gdb_template.zip", set()),
        ("48.DaNang.CTDL_QuyHoachDTNT_TT16_VN2000_107-45_gdb_template.zip", set()),
        ("56.KhanhHoa.CTDL_QuyHoachDTNT_TT16_VN2000_108-15_gdb_template.zip", set()),
        (
            "79.HCM.CTDL_QuyHoachDTNT_TT16_VN2000_105-45_gdb_template.zip",
            {"ChiGioiDuongDo_L", "ChiGioiXayDung_L", "HanhLangAnToan_L"},  # planned, not existing
        ),
        ("CTDL_QuyHoachDTNT_TT16_VN2000_105-00_Mui6_gdb_template.zip", set()),
    ],
)
def test_official_geodatabases_have_the_same_classes_fields_and_types(
    archive: str, lacking: set[str], database: str, shared_data: Path
) -> None:
    file = shared_data / "planning" / "tt16_templates" / archive
    if not file.is_file():
        pytest.skip("needs the official templates")
    path = f"/vsizip/{file}/{database}.gdb"
    official = {str(name): str(kind) for name, kind in pyogrio.list_layers(path)}
    ours = {one.name: one for one in classes() if one.database == database}
    assert set(ours) - set(official) == (lacking if database == "QuyHoach" else set())
    for name, kind in official.items():
        info: dict[str, Any] = pyogrio.read_info(path, layer=name)
        fields = dict(zip(info["fields"], info["dtypes"], strict=True))
        computed = {"Shape_Length", "Shape_Area"}
        assert kind == ours[name].kind.postgis_type, name
        assert [(field, fields[field]) for field in fields if field not in computed] == [
            (field.name, field.kind) for field in ours[name].fields
        ], name
