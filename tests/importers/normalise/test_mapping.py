"""Columns that no alias names: what their names and values suggest, and how sure that is."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.normalise.attributes import FieldTarget
from importers.normalise.mapping import Reason, Suggestion, Wanted, name_likeness, suggest

CODES = frozenset({"ODT", "ONT", "LUC", "CLN"})
LAND_USE = Wanted(FieldTarget("loai_dat"), ("Loại đất", "Land use"), codes=CODES)
AREA = Wanted(FieldTarget("dien_tich", type="decimal"), ("Diện tích đo", "Surveyed area"), is_area=True)
LEGAL = Wanted(FieldTarget("dien_tich_phap_ly", type="decimal"), ("Diện tích pháp lý",), is_area=True)
SHEET = Wanted(FieldTarget("so_to"), ("Số tờ bản đồ", "Map sheet number"))
DAY = Wanted(FieldTarget("ngay_cap", type="date"), ("Ngày cấp", "Issued on"))
AREAS = np.array([100.0, 120.5, 80.25, 300.0, 55.5, 61.0])
MEASURED = ["100", "120,6", "80,2", "300,1", "55,4", "61"]


@pytest.mark.parametrize(
    ("column", "values", "wanted", "reason", "sure"),
    [
        ("Số tờ bản đồ", ["1", "2"], [SHEET], Reason.TITLE, True),
        ("MAP SHEET NUMBER", ["1", "2"], [SHEET], Reason.TITLE, True),
        ("so_to_bd", ["1", "2"], [SHEET], Reason.NAME, False),
        ("XYZ", ["ODT", "luc", "ONT+CLN"], [LAND_USE], Reason.CODES, False),
        ("loai_dat_ht", ["ODT", "LUC"], [LAND_USE], Reason.NAME_AND_CODES, True),
        ("S1", MEASURED, [AREA], Reason.AREA, True),
        ("S1", MEASURED, [AREA, LEGAL], Reason.AREA, False),  # which of the two isn't said
        ("ngay_cap_gcn", ["31/7/2026", "1/8/2026"], [DAY], Reason.DATES, False),
    ],
)
def test_what_is_suggested(column: str, values: list[str], wanted: list[Wanted], reason: Reason, sure: bool) -> None:
    areas = AREAS[: len(values)]
    found = suggest({column: pa.array(values)}, wanted, areas)
    assert [(one.column, one.field, one.reason, one.is_sure) for one in found] == [
        (column, wanted[0].target.name, reason, sure)
    ]


@pytest.mark.parametrize(
    ("column", "values", "wanted"),
    [
        ("ghi_chu", ["x", "y"], [SHEET, LAND_USE, AREA]),
        ("ngay_cap_gcn", ["hôm qua", "?"], [DAY]),  # no dates
        ("S1", ["1", "2", "3", "4", "5", "6"], [AREA]),  # not the area
        ("XYZ", ["ODT", "nhà", "vườn"], [LAND_USE]),
        ("so_to_bd", [None, "", "null"], [SHEET]),
        ("", ["1"], [SHEET]),
    ],
)
def test_what_is_not(column: str, values: list[str | None], wanted: list[Wanted]) -> None:
    assert suggest({column: pa.array(values, pa.string())}, wanted, AREAS[: len(values)]) == []


def test_each_column_and_field_once() -> None:
    columns = {"so_to_a": pa.array(["1"]), "Số tờ bản đồ": pa.array(["2"])}
    assert suggest(columns, [SHEET]) == [Suggestion("Số tờ bản đồ", "so_to", 0.95, Reason.TITLE)]


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=4))
def test_likeness_is_a_share(column: str, names: list[str]) -> None:
    assert 0 <= name_likeness(column, names) <= 1
