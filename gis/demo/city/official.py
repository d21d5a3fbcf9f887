"""Frames in the official exchange classes: every field of the class, in its order and type, empty where not known.

Circular 16/2025/TT-BXD, Annex II (consolidated 59/VBHN-BXD); the classes used here stand in `data/`.
"""

import csv
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from gis.demo.city.planning import GENERAL, Plans

_CLASSES = Path(__file__).parent / "data" / "tt16_planning_classes.csv"
_TYPES = {"object": "object", "float32": "float32", "int32": "Int32", "datetime64[ms]": "datetime64[ms]"}
BOUNDARY, LOTS, RED, BUILDING = "RanhGioiQuyHoach_A", "ChucNangSuDungDat_A", "ChiGioiDuongDo_L", "ChiGioiXayDung_L"


def packages(made: Plans) -> dict[str, dict[str, gpd.GeoDataFrame]]:
    """Two deliveries, `QHC` and `QHPK`, each with its classes."""
    is_general = made.plans["ma_ho_so_qh"] == GENERAL
    return {
        "QHC": {BOUNDARY: _boundaries(made.plans[is_general]), LOTS: _lots(made.general)},
        "QHPK": {
            BOUNDARY: _boundaries(made.plans[~is_general]),
            LOTS: _lots(made.zoning),
            RED: _lines(made.red_lines, RED, "Chỉ giới đường đỏ", None),
            BUILDING: _lines(made.building_lines, BUILDING, "Chỉ giới xây dựng", "setback"),
        },
    }


def _boundaries(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return _as_class(
        BOUNDARY,
        frame,
        maHoSoQH=frame["ma_ho_so_qh"],
        maDoiTuong=frame["ma_ho_so_qh"] + "-RG",
        tenDoiTuong="Ranh giới quy hoạch",
        tyLe=frame["scale"],
        tenDoAn=frame["name"],
        diaDiemQH="Phường Trấn Biên, thành phố Đồng Nai",
        dienTichQH=(frame.geometry.area / 1e4).round(2),
        soQDQH=frame["decision"],
        ngayQDQH=pd.to_datetime(frame["decided_on"]),
        coQuanPheduyet=frame["authority"],
        trangThaiDoAn="Đã phê duyệt (giả lập)",
        capDoQuyHoach=frame["level"],
    )


def _lots(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return _as_class(
        LOTS,
        frame,
        maHoSoQH=frame["ma_ho_so_qh"],
        maDoiTuong=frame["ma_ho_so_qh"] + "-" + frame["ky_hieu_lo"],
        tenDoiTuong=frame["ky_hieu_lo"],
        chucNangSuDungDatMuc1=frame["function"],
        kyHieuLoDat=frame["ky_hieu_lo"],
        dienTich=frame["area"],
        danSo=frame["population"],
        matDoXayDung=frame["density"].replace("", None),
        tangCaoXayDung=frame["storeys"].replace("", None),
        heSoSuDungDat=frame["ratio"].replace("", None),
        trangThaiQuyHoach="Quy hoạch",
    )


def _lines(frame: gpd.GeoDataFrame, name: str, title: str, setback: str | None) -> gpd.GeoDataFrame:
    number = pd.Series(range(1, len(frame) + 1), index=frame.index).astype(str)
    values: dict[str, object] = {
        "maHoSoQH": frame["ma_ho_so_qh"],
        "maDoiTuong": frame["ma_ho_so_qh"] + ("-DD-" if setback is None else "-XD-") + number,
        "tenDoiTuong": frame["street"],
        "chieuDai": frame["length"],
        "phanLoai": title,
        "trangThaiQuyHoach": "Quy hoạch",
        "ghiChu": "Lộ giới quy hoạch " + frame["planned_m"].map("{:g}".format) + " m",
    }
    if setback is not None:
        values["khoangLuiXayDung"] = frame[setback].map("{:g}".format)
    return _as_class(name, frame, **values)


def _as_class(name: str, frame: gpd.GeoDataFrame, **values: object) -> gpd.GeoDataFrame:
    """The official fields and no others; maThongTinQH names province, commune order, level and a running number."""
    columns: dict[str, pd.Series] = {}
    for field, kind in _fields(name).items():
        value = values.get(field)
        series = pd.Series(value, index=frame.index) if value is not None else pd.Series(None, index=frame.index)
        columns[field] = series.astype(_TYPES[kind])  # type: ignore[call-overload]
    level = "1" if name in (BOUNDARY, LOTS) and (frame["ma_ho_so_qh"] == GENERAL).all() else "2"
    columns["maThongTinQH"] = pd.Series([f"7525{level}10{i + 1:05d}" for i in range(len(frame))], index=frame.index)
    return gpd.GeoDataFrame(columns, geometry=frame.geometry, crs=frame.crs)


@cache
def _fields(name: str) -> dict[str, str]:
    with _CLASSES.open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["feature_class"] == name)
    return {field.split(":", 1)[0]: field.split(":", 1)[1] for field in row["fields"].split(" ") if ":" in field}
