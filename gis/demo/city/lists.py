"""Lists as offices keep them: a form in a spreadsheet, corner points of parcels, poles by street, a network model.

Hydrants: an XLSX form with titles over merged cells, X = northing. A few parcels measured anew: a CSV of corner points
with decimal commas. Electricity poles: a CSV of streets and pole numbers, no coordinates. Water pipes: an EPANET model.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import shapely

from gis.demo.city.generate import City
from gis.demo.city.streets import DISTRICT, MAIN

HYDRANTS, CORNERS, POLES, MODEL = "tru_chua_chay.xlsx", "toa_do_goc_ranh.csv", "cot_dien.csv", "mang_cap_nuoc.inp"
CORNER_PARCELS, POLE_STEP_M, MOST_POLES = 24, 45.0, 400
_TITLES = (
    ("CÔNG TY CẤP NƯỚC (GIẢ LẬP)", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("", "Độc lập - Tự do - Hạnh phúc"),
    ("DANH SÁCH TRỤ NƯỚC CHỮA CHÁY", ""),
)
_HEAD = ("STT", "Mã trụ", "Loại", "DN", "Mã ống", "Tình trạng", "Tên đường", "Tọa độ VN-2000 (m)", "")


def write_lists(made: City, folder: Path) -> None:
    """Write the four files of a city into a folder."""
    _hydrants(made, folder / HYDRANTS)
    corner_points(made).to_csv(folder / CORNERS, index=False, sep=";", decimal=",", encoding="utf-8-sig")
    poles(made).to_csv(folder / POLES, index=False, sep=";", decimal=",", encoding="utf-8-sig")
    (folder / MODEL).write_text("\n".join(_model(made)) + "\n", encoding="utf-8")


def listed_counts(made: City) -> dict[str, int]:
    """How many features the layers have that only lists bring."""
    return {
        "resurveyed_parcels": CORNER_PARCELS,
        "power_poles": len(poles(made)),
        "water_model_pipes": len(made.water_pipes),
    }


def _hydrants(made: City, path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Trụ chữa cháy"
    for left, right in _TITLES:
        sheet.append([left, *[None] * 4, right or None])
    sheet.append([])
    sheet.append(_HEAD)
    sheet.append([*[None] * 7, "X", "Y"])
    sheet.append([f"({n})" for n in range(1, 10)])
    points = shapely.get_coordinates(made.hydrants.geometry.to_numpy())
    columns = ["code", "kind", "diameter_mm", "pipe", "state", "street"]
    for number, (row, (x, y)) in enumerate(zip(made.hydrants[columns].itertuples(index=False), points, strict=True), 1):
        sheet.append([number, *row, round(float(y), 3), round(float(x), 3)])
    sheet.append([])
    sheet.append(["Người lập biểu", *[None] * 5, "Giám đốc"])
    for merge in ("A1:E1", "F1:I1", "F2:I2", "A3:I3", *(f"{c}5:{c}6" for c in "ABCDEFG"), "H5:I5"):
        sheet.merge_cells(merge)
    book.save(path)


def corner_points(made: City) -> pd.DataFrame:
    """A row a corner of the first parcels without holes, the first point repeated at the end."""
    plain = made.parcels[shapely.get_num_interior_rings(made.parcels.geometry.to_numpy()) == 0].head(CORNER_PARCELS)
    rows: list[tuple[Any, ...]] = []
    for parcel in plain.itertuples():
        ring = shapely.get_coordinates(parcel.geometry)
        numbers = [*range(1, len(ring)), 1]
        told = (parcel.ma_xa, parcel.so_to, parcel.so_thua)
        rows += [(*told, n, round(y, 3), round(x, 3), parcel.loai_dat) for n, (x, y) in zip(numbers, ring, strict=True)]
    names = ["Mã xã", "Số tờ", "Số thửa", "Số hiệu điểm", "X (m)", "Y (m)", "Loại đất"]
    return pd.DataFrame(rows, columns=names)


def poles(made: City) -> pd.DataFrame:
    """Pole numbers street by street, larger streets first."""
    streets = made.roads[made.roads["road_class"].isin([MAIN, DISTRICT])]
    lengths = streets.geometry.length.groupby(streets["name"], sort=True).sum()
    rows = [
        (f"TRU{street:03d}-{number:03d}", name, number, "Bê tông ly tâm", 8.5)
        for street, (name, length) in enumerate(lengths.items(), start=1)
        for number in range(1, int(length / POLE_STEP_M) + 1)
    ]
    return pd.DataFrame(rows[:MOST_POLES], columns=["Mã số", "Tên đường", "Số cột", "Loại", "Chiều cao"])


def _model(made: City) -> Iterator[str]:
    """Pipes with a junction wherever ends meet, fed by one reservoir; elevations are those of the nearest manhole."""
    lines = made.water_pipes.geometry.to_numpy()
    ends = np.vstack([shapely.get_coordinates(shapely.get_point(lines, at)) for at in (0, -1)]).round(3)
    nodes, node = np.unique(ends, axis=0, return_inverse=True)
    start, end = node.reshape(2, -1)
    nearest = shapely.STRtree(made.manholes.geometry.to_numpy()).nearest(shapely.points(nodes))
    levels = made.manholes["cover_level_m"].to_numpy()[nearest]
    yield from ("[TITLE]", "Mạng cấp nước giả lập của dothi", "", "[JUNCTIONS]", ";ID Elev Demand")
    yield from (f" N{n} {level:.2f} 0.5" for n, level in enumerate(levels, start=1))
    yield from ("", "[RESERVOIRS]", " NGUON 45", "", "[PIPES]", ";ID Node1 Node2 Length Diameter Roughness Loss Status")
    for pipe, a, b in zip(made.water_pipes.itertuples(), start, end, strict=True):
        yield f" {pipe.code} N{a + 1} N{b + 1} {pipe.length_m} {pipe.diameter_mm} 130 0 Open ;{pipe.street}"
    yield from ("", "[PUMPS]", " BOM1 NGUON N1 POWER 30", "", "[OPTIONS]", " Units LPS", "", "[COORDINATES]")
    yield from (f" N{n} {x:.3f} {y:.3f}" for n, (x, y) in enumerate(nodes, start=1))
    yield from (f" NGUON {nodes[0][0] - 5:.3f} {nodes[0][1]:.3f}", "", "[VERTICES]")
    for code, line in zip(made.water_pipes["code"], lines, strict=True):
        yield from (f" {code} {x:.3f} {y:.3f}" for x, y in shapely.get_coordinates(line)[1:-1])
    yield from ("", "[END]")
