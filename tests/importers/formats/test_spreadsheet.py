"""Spreadsheets: where the table stands, what the cells say, which sheet is taken."""

import datetime
import re
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis.errors import FileRefused
from importers.formats import spreadsheet_sheets as sheets
from importers.formats import xlsx_cells
from importers.formats.sheet_table import find_table
from importers.reading.process import read
from importers.reading.spool import Spool
from tests.importers.formats.workbooks import ole, xls, xlsx

FORMS = Path(__file__).resolve().parents[2] / "data" / "forms"
TITLED: list[list[Any]] = [
    ["UBND PHƯỜNG TRẤN BIÊN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None],
    [None, None, None, "Độc lập - Tự do - Hạnh phúc", None],
    ["DANH SÁCH TRỤ CHỮA CHÁY", None, None, None, None],
    [None],
    ["STT", "Mã trụ", "Đường kính (mm)", "Tọa độ (m)", None],
    [None, None, None, "X", "Y"],
    ["(1)", "(2)", "(3)", "(4)", "(5)"],
    [1, "00012", 100, 1209000.25, 410000.5],
    [2, "TR-2", 150.5, 1209010, 410010],
    [None],
    ["Người lập biểu", None, None, "Thủ trưởng đơn vị", None],
]
MERGED = ["A1:C1", "D1:E1", "D2:E2", "A3:E3", "A5:A6", "B5:B6", "C5:C6", "D5:E5"]


def _coordinates(spool: Spool) -> list[list[float]]:
    return np.asarray(shapely.get_coordinates(shapely.from_wkb(spool.column("geometry").to_pylist()))).tolist()


def test_a_form_with_titles_merged_heads_and_signatures(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "tru.xlsx", {"Trụ": TITLED}, MERGED)
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert spool.schema.names == ["fid", "geometry", "STT", "Mã trụ", "Đường kính (mm)", "X", "Y"]
        assert (spool.metadata.format, spool.metadata.layer, spool.count) == ("spreadsheet", "Trụ", 2)
        assert _coordinates(spool) == [[410000.5, 1209000.25], [410010, 1209010]], "X is the northing"
        assert spool.column("Mã trụ").to_pylist() == ["00012", "TR-2"]
        assert spool.column("Đường kính (mm)").to_pylist() == ["100", "150.5"]


def test_a_form_without_merged_ranges(tmp_path: Path) -> None:
    """As programs write that know no merged cells: the group's word stands in its first column."""
    with read(xlsx(tmp_path / "tru.xlsx", {"Trụ": TITLED}), spool_dir=tmp_path / "spools") as spool:
        assert spool.schema.names[2:] == ["STT", "Mã trụ", "Đường kính (mm)", "X", "Y"]
        assert spool.count == 2


@pytest.mark.parametrize(
    ("form", "columns", "some"),
    [
        ("Template_Bieu01TKKK.xlsx", 22, ["Thứ tự", "Loại đất", "Mã"]),
        ("Template_PL3.xlsx", 9, ["Thứ tự khoanh đất", "Mã loại đất Hiện trạng", "Mã loại đất Kỳ trước"]),
        ("Template_PL4.xlsx", 12, ["Số hiệu thửa đất Trước biến động", "Diện tích có biến động (m2)"]),
    ],
)
def test_official_forms(form: str, columns: int, some: list[str]) -> None:
    with sheets.opened(FORMS / form) as workbook:
        table = find_table(*sheets.rows_of(workbook, "Sheet1"))
    assert table is not None
    assert len(table.names) == columns == len(set(table.names))
    assert set(some) <= set(table.names)
    assert len(table.rows) == 1, "the row of placeholders; numbering and signatures are none"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12.0, "12"),
        (-3.5, "-3.5"),
        (0.1 + 0.2, "0.3"),
        (1209000.123, "1209000.123"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        ("00004", "00004"),
        (datetime.date(2026, 2, 1), "2026-02-01"),
        (datetime.datetime(2026, 2, 1), "2026-02-01"),
        (datetime.datetime(2026, 2, 1, 8, 30), "2026-02-01 08:30:00"),
        (datetime.time(8, 30), "08:30:00"),
    ],
)
def test_text_of_cells(cell: Any, text: str) -> None:
    assert sheets.text_of(cell) == text


def test_errors_and_formulas_without_a_value_are_counted(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["ten", "lon", "lat"], ["a", 106.8, 10.9], [None, 106.9, 10.8], ["=1+1", 106.9, 10.8]):
        sheet.append(row)
    sheet["A3"].value, sheet["A3"].data_type = "#N/A", "e"
    book.save(tmp_path / "loi.xlsx")
    with read(tmp_path / "loi.xlsx", spool_dir=tmp_path / "spools") as spool:
        assert spool.column("ten").to_pylist() == ["a", None, None]
        assert spool.metadata.remarks == {"W-FILE-23": 1, "W-FILE-25": 1}


def test_the_sheet_is_chosen(tmp_path: Path) -> None:
    one, two = [["x", "y"], [410000, 1209000]], [["x", "y"], [410001, 1209001], [410002, 1209002]]
    path = xlsx(tmp_path / "hai.xlsx", {"Một": one, "Hai": two, "Ghi chú": [["đọc kỹ"]]})
    with pytest.raises(FileRefused) as refused:
        read(path, spool_dir=tmp_path / "spools")
    assert (refused.value.code, refused.value.values["layers"]) == ("E-FILE-06", "Một, Hai")
    with read(path, source_layer="Hai", spool_dir=tmp_path / "spools") as spool:
        assert spool.count == 2
    with pytest.raises(FileRefused) as unknown:
        read(path, source_layer="Ba", spool_dir=tmp_path / "spools")
    assert unknown.value.code == "E-FILE-07"


def test_a_lone_table_beside_notes_needs_no_choice(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "mot.xlsx", {"Ghi chú": [["đọc kỹ"]], "Một": [["wkt", "a"], ["POINT (1 2)", "b"]]})
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.layer, _coordinates(spool)) == ("Một", [[1, 2]])


def test_ods_and_xlsx_written_by_gdal(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"ten": ["Trấn Biên", "Tam Hiệp"], "lon": [106.8, 106.9], "lat": [10.9, 10.8]})
    for suffix in ("ods", "xlsx"):
        path = tmp_path / f"bang.{suffix}"
        import pyogrio

        pyogrio.write_dataframe(frame, path, layer="bang", driver=suffix.upper())
        with read(path, spool_dir=tmp_path / "spools") as spool:
            assert (spool.metadata.format, spool.metadata.crs) == ("spreadsheet", "EPSG:4326")
            assert spool.column("ten").to_pylist() == ["Trấn Biên", "Tam Hiệp"]
            assert _coordinates(spool) == [[106.8, 10.9], [106.9, 10.8]]


def test_a_number_keeps_the_zeros_that_its_format_shows(tmp_path: Path) -> None:
    """A commune code that is a number shown by 00000; a fraction and a number of another format stay as they are."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Mã xã", "x", "y", "Số"], [379, 410000, 1209000, 7], [-5, 410001, 1209001, 7.5], ["A1", 1, 2, 8]):
        sheet.append(row)
    for row, (first, last) in enumerate([("00000", "000"), ("[$-42A]00000;-00000", "000"), ("00000", "#,##0")], 2):
        sheet.cell(row, 1).number_format, sheet.cell(row, 4).number_format = first, last
    book.save(tmp_path / "ma.xlsx")
    with read(tmp_path / "ma.xlsx", spool_dir=tmp_path / "spools") as spool:
        assert spool.column("Mã xã").to_pylist() == ["00379", "-00005", "A1"]
        assert spool.column("Số").to_pylist() == ["007", "7.5", "8"]


def test_zeros_where_cells_do_not_say_their_place(tmp_path: Path) -> None:
    """Rows and cells without `r`, as the standard allows."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["Mã xã", "x", "y"], [379, 410000, 1209000]):
        book.active.append(row)
    book.active["A2"].number_format = "00000"
    book.save(tmp_path / "ma.xlsx")
    with zipfile.ZipFile(tmp_path / "ma.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb'(<(?:row|c)\b[^>]*?) r="\w+"', rb"\1", sheet)
    with zipfile.ZipFile(tmp_path / "ma.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert xlsx_cells.digits_shown(tmp_path / "ma.xlsx", "Sheet") == {(1, 0): 5}


def test_xls(tmp_path: Path) -> None:
    path = xls(tmp_path / "cu.xls", [["Tên", "X", "Y"], ["Hồ", 1209000.5, 410000], ["Ao", 1209001, 410001]])
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert spool.column("Tên").to_pylist() == ["Hồ", "Ao"]
        assert _coordinates(spool) == [[410000, 1209000.5], [410001, 1209001]]


def _protected(folder: Path) -> Path:
    return ole(folder / "kin.xlsx", "EncryptedPackage", b"\x10" * 5_000)


def _cut(folder: Path) -> Path:
    path = xlsx(folder / "cut.xlsx", {"A": [["x", "y"], *([n, n] for n in range(400))]})
    path.write_bytes(path.read_bytes()[:-900])
    return path


def _far_cell(folder: Path) -> Path:
    """Two cells at the ends of a sheet: 17 thousand million cells in between, in a file of five kilobytes."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 2
    book.save(folder / "xa.xlsx")
    return folder / "xa.xlsx"


def _entities(folder: Path) -> Path:
    """A sheet whose XML declares entities that unfold to thousands of millions of letters."""
    path = xlsx(folder / "nhieu.xlsx", {"A": [["x", "y"], [1, 2]]})
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = f'<!DOCTYPE a [<!ENTITY e0 "aaaa">{bomb}]>{text}'.replace(
        "<workbookPr", "&e8;<workbookPr"
    ).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _marked(folder: Path) -> Path:
    rows = [["MẬT", None], ["x", "y"], [410000, 1209000]]
    return xlsx(folder / "bang.xlsx", {"A": rows})


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_protected, "E-FILE-20"),
        (_cut, "E-FILE-03"),
        (_far_cell, "E-FILE-05"),
        (_entities, "E-FILE-03"),
        (_marked, "E-FILE-10"),
        (lambda folder: xlsx(folder / "trong.xlsx", {"A": []}), "E-FILE-04"),
        (lambda folder: xlsx(folder / "ten.xlsx", {"A": [["x", "y", "ten"]]}), "E-FILE-04"),
        (lambda folder: xlsx(folder / "khong.xlsx", {"A": [["ten", "so"], ["a", 5]]}), "E-FILE-08"),
        (lambda folder: ole(folder / "hong.xls", "Workbook", b"\x09\x08" * 3_000), "E-FILE-03"),
        (lambda folder: ole(folder / "thu.doc", "WordDocument", b"\0" * 5_000), "E-FILE-02"),
    ],
)
def test_refused(make: Any, code: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read(make(tmp_path), spool_dir=tmp_path / "spools")
    assert refused.value.code == code
    assert not list((tmp_path / "spools").iterdir())


def test_a_table_without_places_is_read_where_that_is_wanted(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "cot.xlsx", {"A": [["Tên đường", "Số cột"], ["Nguyễn Ái Quốc", 5]]})
    with read(path, placeless=True, spool_dir=tmp_path / "spools") as spool:
        assert spool.metadata.geometry_kinds == {"none": 1}
        assert spool.column("Số cột").to_pylist() == ["5"]
