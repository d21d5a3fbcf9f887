"""Plans in the official exchange classes (Circular 16/2025/TT-BXD, Annex II): a general plan over the ward, a sub-area
plan over each built part of it, their zoning lots, red lines and building lines.

Sub-area plans widen streets, so red lines cut strips off the parcels in front; lots and streets together cover each
plan's boundary exactly.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.demo.city import EPSG, SEED
from gis.demo.city.blocks import ROWS, WIDE
from gis.demo.city.communes import CODES, NAMES, commune_of
from gis.demo.city.frames import STEP_M, Frame
from gis.demo.city.plan_lines import building_lines, red_lines
from gis.demo.city.settlement import Settlement, parcel_counts
from gis.demo.city.streets import DISTRICT, MAIN, Axis

GENERAL = "75QHC1250001"
STREETS, RIVER = "DAT_HTKT_DuongGT", "DAT_KHAC_Songsuoi"
_HOMES, _MIXED, _GREEN = "DAT_O_Nhomnhao", "DAT_O_Honhop_Nhomo", "DAT_HTXH_CayxanhCC"
SYMBOLS = {
    _HOMES: "NO", _MIXED: "HH", _GREEN: "CX", STREETS: "GT", RIVER: "MN", "DAT_HTXH_Yte": "YT", "DAT_HTXH_Vanhoa": "VH",
    "DAT_HTXH_Theducthethao": "TT", "DAT_HTXH_Truonghoc": "GD", "DAT_HTXH_TruongTHPT": "PT", "DAT_Dichvu": "DV",
    "DAT_Coquan": "CQ", "DAT_Ditich_tongiao": "TG", "DAT_HTKT_Baidoxe": "BX", "DAT_KHAC_Honuoc": "HN",
    "DAT_SX_Congnghiep": "CN", "DAT_HTKT_Nghiatrang": "NT", "DAT_O_Langxom": "LX", "DAT_Dulich": "DL",
    "DAT_NN_Nongnghiep": "NN",
}  # fmt: skip
"""The letters of a lot's sign, by its function."""
_GENERAL_USES = {
    "26011": (("DAT_Dulich", 0.3), (_GREEN, 0.2), ("DAT_O_Langxom", 0.3), ("DAT_NN_Nongnghiep", 0.2)),
    "26023": ((_HOMES, 0.6), (_MIXED, 0.2), (_GREEN, 0.2)),
    "26029": ((_HOMES, 0.5), (_MIXED, 0.3), (_GREEN, 0.1), ("DAT_Dichvu", 0.1)),
    "26041": ((_HOMES, 0.5), (_MIXED, 0.3), ("DAT_Coquan", 0.1), (_GREEN, 0.1)),
    "26050": (("DAT_SX_Congnghiep", 0.6), (_HOMES, 0.3), (_GREEN, 0.1)),
    "26065": (("DAT_O_Langxom", 0.4), ("DAT_Dulich", 0.3), (_GREEN, 0.2), ("DAT_NN_Nongnghiep", 0.1)),
}
_LIMITS = {
    _HOMES: (("60-80", "3-5", "1,8-4,0"), ("≤ 80", "≤ 5", "≤ 4,0"), ("70-90", "2-4", "1,4-3,6"), ("60", "4", "2,4")),
    _MIXED: (("40-60", "5-9", "2,0-5,4"), ("≤ 60", "≤ 12", "≤ 7,2"), ("40-55", "7-15", "2,8-8,0")),
    _GREEN: (("≤ 5", "1", "≤ 0,05"),),
    "DAT_SX_Congnghiep": (("≤ 70", "1-3", "≤ 2,1"),),
    "DAT_O_Langxom": (("≤ 60", "1-3", "≤ 1,8"),),
    "DAT_Dulich": (("≤ 25", "1-3", "≤ 0,75"),),
    "DAT_Dichvu": (("40-60", "3-9", "1,2-5,4"),),
    "DAT_Coquan": (("≤ 50", "2-7", "1,0-3,5"),),
}
"""Density (%), storeys and floor-area ratio as plans print them; what has no row has no limit in the plan."""


@dataclass(frozen=True)
class Plans:
    """The plans and what they show, each with maHoSoQH of its plan."""

    plans: gpd.GeoDataFrame
    general: gpd.GeoDataFrame
    zoning: gpd.GeoDataFrame
    red_lines: gpd.GeoDataFrame
    building_lines: gpd.GeoDataFrame


def plans(settlement: Settlement, roads: gpd.GeoDataFrame, communes: npt.NDArray[np.int64]) -> Plans:
    """Make every plan of the city."""
    areas = sub_areas(settlement, communes)
    zoning = _zoning(settlement, areas)
    blocks = zoning[zoning["function"] != STREETS].dissolve("block", sort=True)
    red = red_lines(blocks, roads)
    return Plans(_register(settlement, areas), _general(settlement), zoning, red, building_lines(red, blocks))


def sub_areas(settlement: Settlement, communes: npt.NDArray[np.int64]) -> dict[str, list[int]]:
    """Code of each sub-area plan -> the quarters it covers: the built ones of a former ward."""
    found: dict[str, list[int]] = {}
    for number, quarter in enumerate(settlement.quarters):
        if quarter.built:
            found.setdefault(f"75QPK125{100 + communes[number]:04d}", []).append(number)
    return dict(sorted(found.items()))


def _register(settlement: Settlement, areas: dict[str, list[int]]) -> gpd.GeoDataFrame:
    rows: list[tuple[object, ...]] = [
        (GENERAL, "Đồ án quy hoạch chung phường Trấn Biên đến năm 2045", "general", "1/10.000", "1205/QĐ-UBND",
         "2025-11-20", "UBND thành phố Đồng Nai", settlement.ground.ward)
    ]  # fmt: skip
    for number, (code, quarters) in enumerate(areas.items(), 1):
        name = NAMES[CODES[int(code[-2:])]]
        outline = shapely.union_all([settlement.quarters[i].outline for i in quarters])
        rows.append(
            (code, f"Đồ án quy hoạch phân khu {name}, phường Trấn Biên, tỷ lệ 1/2.000", "sub_area", "1/2.000",
             f"{310 + number}/QĐ-UBND", f"2026-03-{9 + number:02d}", "UBND phường Trấn Biên", outline)
        )  # fmt: skip
    columns = ["ma_ho_so_qh", "name", "level", "scale", "decision", "decided_on", "authority", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=EPSG)


def _zoning(settlement: Settlement, areas: dict[str, list[int]]) -> gpd.GeoDataFrame:
    """Lots of the sub-area plans: what a block is for, some cut in two by a new park, and the streets between."""
    rng = np.random.default_rng([SEED, 6])
    plan_of = {quarter: code for code, quarters in areas.items() for quarter in quarters}
    counts = parcel_counts(settlement)
    rows: list[tuple[str, int, int, str, tuple[str, str, str], BaseGeometry]] = []
    for number, block in enumerate(settlement.blocks):
        if block.quarter not in plan_of or block.planned.is_empty:
            continue
        site = settlement.sites.get(number)
        draw, choice = rng.random(2)
        if site:
            function, limits = site.function, (site.density, site.storeys, site.ratio)
        else:
            new = counts[number] == 1 or block.kind == WIDE
            function = _MIXED if draw < (0.3 if new else 0.07) else _HOMES
            limits = _LIMITS[function][int(choice * len(_LIMITS[function]))]
        frame, code = settlement.layouts[block.quarter].frame, plan_of[block.quarter]
        parts = [(function, limits, block.planned)]
        if not site and block.kind == ROWS and draw > 0.96 and block.planned.area > 2_000:
            parts = _with_park(block.planned, function, limits, 0.3 + 0.4 * choice)
        for part_function, part_limits, shape in parts:
            rows.append((code, block.quarter, number, part_function, part_limits, _city(frame, shape)))
    for code, quarters in areas.items():
        for quarter in quarters:
            lots = shapely.union_all([row[5] for row in rows if row[1] == quarter])
            street = shapely.difference(settlement.quarters[quarter].outline, lots)
            rows.append((code, quarter, -1, STREETS, ("", "", ""), street))
    return _signed(rows)


def _with_park(
    shape: BaseGeometry, function: str, limits: tuple[str, str, str], share: float
) -> list[tuple[str, tuple[str, str, str], BaseGeometry]]:
    """The lot parted across: its end becomes a park, right through the parcels that are there now."""
    west, south, east, north = shape.bounds
    line = west + (east - west) * share
    parts = (
        (function, limits, shapely.intersection(shape, shapely.box(west - 9, south - 9, line, north + 9))),
        (_GREEN, _LIMITS[_GREEN][0], shapely.intersection(shape, shapely.box(line, south - 9, east + 9, north + 9))),
    )
    return [part for part in parts if part[2].area > 1]


def _city(frame: Frame, shape: BaseGeometry) -> BaseGeometry:
    return frame.back(shapely.segmentize(shape, STEP_M))


def _general(settlement: Settlement) -> gpd.GeoDataFrame:
    """Lots of the general plan: the coarse quarters, the main and district streets, the water."""
    rng = np.random.default_rng([SEED, 7])
    communes = commune_of(settlement.coarse, settlement.ground)
    main = [axis for axis in settlement.axes if axis.road_class in (MAIN, DISTRICT)]
    tree = shapely.STRtree([axis.line for axis in main])
    rows: list[tuple[str, int, int, str, tuple[str, str, str], BaseGeometry]] = []
    for number, quarter in enumerate(settlement.coarse):
        near = [main[i] for i in sorted(tree.query(quarter.outline, predicate="dwithin", distance=30.0))]
        uses, shares = zip(*_GENERAL_USES[CODES[communes[number]]], strict=True)
        function = str(rng.choice(uses, p=shares))
        if quarter.built:
            function = _HOMES if rng.random() < 0.7 else _MIXED
        lot = shapely.difference(quarter.outline, _reserved(near))
        choices = _LIMITS.get(function, (("", "", ""),))
        rows.append((GENERAL, number, number, function, choices[0], lot))
        rows.append((GENERAL, number, -1, STREETS, ("", "", ""), shapely.difference(quarter.outline, lot)))
    ashore = shapely.union_all([quarter.outline for quarter in settlement.coarse])
    water = shapely.difference(settlement.ground.ward, ashore)
    rows.append((GENERAL, -1, -1, RIVER, ("", "", ""), water))
    return _signed(rows)


def _reserved(axes: list[Axis]) -> BaseGeometry:
    return shapely.union_all([axis.line.buffer(axis.planned / 2) for axis in axes])


def _signed(
    rows: list[tuple[str, int, int, str, tuple[str, str, str], BaseGeometry]],
) -> gpd.GeoDataFrame:
    """Rows as a frame, crumbs left out, with a sign for each lot (`NO-12`) and figures of area and people."""
    frame = gpd.GeoDataFrame(
        {
            "ma_ho_so_qh": [row[0] for row in rows],
            "quarter": [row[1] for row in rows],
            "block": [row[2] for row in rows],
            "function": [row[3] for row in rows],
            "density": [row[4][0] for row in rows],
            "storeys": [row[4][1] for row in rows],
            "ratio": [row[4][2] for row in rows],
        },
        geometry=[_polygons(row[5]) for row in rows],
        crs=EPSG,
    )
    frame = frame[~frame.geometry.is_empty].reset_index(drop=True)
    letters = frame["function"].map(SYMBOLS)
    number = frame.groupby(["ma_ho_so_qh", letters]).cumcount() + 1
    frame["ky_hieu_lo"] = letters + "-" + number.astype(str)
    frame["area"] = frame.geometry.area.round(1)
    per_person = frame["function"].map({_HOMES: 28.0, _MIXED: 20.0, "DAT_O_Langxom": 80.0})
    frame["population"] = (frame["area"] / per_person).round().fillna(0).astype(int)
    return frame


def _polygons(geometry: BaseGeometry) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and p.area > 1e-4])
