"""Source columns and the fields they fill."""

import pytest

from importers.normalise.attributes import FieldTarget, match_columns, plain

FIELDS = (
    FieldTarget("map_sheet", ("SoHieuToBanDo", "SHBANDO", "SOTO", "so_to")),
    FieldTarget("parcel_number", ("SoThuTuThua", "SHTHUA", "THUA")),
    FieldTarget("land_use", ("KyHieuMucDichSuDung", "LOAIDAT", "MDSD")),
    FieldTarget("measured_area", ("DienTich", "AREA", "Shape_Area"), "decimal"),
)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["SOTO", "THUA"], {"SOTO": "map_sheet", "THUA": "parcel_number"}),
        (["số_tờ", "Diện tích"], {"số_tờ": "map_sheet", "Diện tích": "measured_area"}),
        (["parcel_number", "THUA"], {"parcel_number": "parcel_number"}),
        # the earlier alias wins, not the earlier column
        (["AREA", "DienTich"], {"DienTich": "measured_area"}),
        # names a DBF cut at ten characters
        (["SoHieuToBa", "KYHIEUMUCD"], {"SoHieuToBa": "map_sheet", "KYHIEUMUCD": "land_use"}),
        # a cut name never takes what a whole one fills
        (["SoHieuToBa", "SHBANDO"], {"SHBANDO": "map_sheet"}),
        (["SoHieuTo", "unknown", ""], {}),
        (["DIENTICH", "dien_tich"], {"DIENTICH": "measured_area"}),
    ],
)
def test_match(columns: list[str], expected: dict[str, str]) -> None:
    assert match_columns(columns, FIELDS) == expected


def test_each_field_and_column_once() -> None:
    fields = (FieldTarget("a", ("x",)), FieldTarget("b", ("x", "y")))
    assert match_columns(["x", "y", "X_"], fields) == {"x": "a", "X_": "b"}


@pytest.mark.parametrize("name", ["Số tờ", "SO_TO", "so-to", "So.To", "sốtờ"])
def test_plain(name: str) -> None:
    assert plain(name) == "soto"


def test_d_with_bar() -> None:
    assert plain("Loại Đất") == "loaidat"
