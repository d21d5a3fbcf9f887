"""Public places as their departments list them: schools, parks, cemeteries, water, protection corridors."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.demo.city import EPSG, SEED
from gis.demo.city.communes import NAMES
from gis.demo.city.names import STREETS
from gis.demo.city.outline import Ground

_LEVELS = {
    "nursery_school": ("Mầm non", "nursery", 260),
    "primary_school": ("Tiểu học", "primary", 900),
    "lower_secondary_school": ("THCS", "lower_secondary", 1_100),
    "upper_secondary_school": ("THPT", "upper_secondary", 1_400),
}
RIVER_CORRIDOR_M = 50.0


def schools(parcels: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Grounds of schools, with level and pupils."""
    rng = np.random.default_rng([SEED, 11])
    frame = _sites(parcels, tuple(_LEVELS))
    frame["name"] = [f"Trường {_LEVELS[k][0]} {STREETS[(11 * i) % 80]}" for i, k in enumerate(frame["kind"])]
    frame["level"] = [_LEVELS[kind][1] for kind in frame["kind"]]
    frame["pupils"] = [int(_LEVELS[kind][2] * rng.uniform(0.7, 1.4)) for kind in frame["kind"]]
    frame["classes"] = (frame["pupils"] / 35).round().astype(int)
    frame["manager"] = "UBND phường Trấn Biên (giả lập)"
    return frame.drop(columns="kind")


def parks(parcels: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Parks; the parcels learn the name too (`park`)."""
    frame = _sites(parcels, ("park",))
    frame["name"] = [f"Công viên {STREETS[(7 * i + 3) % 90]}" for i in range(len(frame))]
    frame["kind"] = np.where(frame.geometry.area > 5_000, "Công viên", "Vườn hoa")
    parcels["park"] = ""
    parcels.loc[parcels["loai_dat"] == "DKV", "park"] = frame["name"].to_numpy()
    return frame


def cemeteries(parcels: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cemeteries lie outside the built city."""
    frame = parcels.loc[parcels["loai_dat"] == "NTD", ["dia_chi", "ma_xa", "geometry"]].reset_index(drop=True)
    frame["name"] = [f"Nghĩa trang {NAMES[code]} {i + 1}" for i, code in enumerate(frame["ma_xa"])]
    frame["state"] = np.where(np.arange(len(frame)) % 2 == 0, "Đang hoạt động", "Đã đóng cửa")
    return _listed(frame, "NT")


def water_surfaces(ground: Ground, parcels: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The river with its branch as far as the city's map reaches, and ponds in parks and gardens."""
    ponds = parcels[parcels["loai_dat"].isin(["MNC", "NTS"])]
    park = (ponds["loai_dat"] == "MNC").to_numpy()
    shapes = [
        *(shapely.set_precision(part, 0.001) for part in shapely.get_parts(ground.channel)),
        *shapely.set_precision(shapely.buffer(ponds.geometry.to_numpy(), -3.0), 0.001),
    ]
    rivers = len(shapes) - len(ponds)
    frame = gpd.GeoDataFrame(geometry=shapes, crs=EPSG)
    frame["name"] = ["Sông Đồng Nai và sông Cái"] * rivers + [
        f"Hồ {STREETS[(5 * i + 1) % 90]}" if is_park else "" for i, is_park in enumerate(park)
    ]
    frame["kind"] = ["river"] * rivers + np.where(park, "lake", "pond").tolist()
    return _listed(frame[~frame.geometry.is_empty].reset_index(drop=True), "MN")


def protection_corridors(ground: Ground) -> gpd.GeoDataFrame:
    """The strip ashore that is kept free along the river."""
    ashore = shapely.intersection(shapely.buffer(ground.channel, RIVER_CORRIDOR_M), ground.land)
    parts = [part for part in shapely.get_parts(shapely.set_precision(ashore, 0.001)) if part.area > 50]
    frame = gpd.GeoDataFrame(geometry=parts, crs=EPSG)
    frame["name"] = "Hành lang bảo vệ bờ sông Đồng Nai"
    frame["kind"], frame["width_m"] = "river", RIVER_CORRIDOR_M
    frame["rule"] = "Giả lập: không xây dựng công trình mới trong hành lang"
    return _listed(frame, "HL")


def _sites(parcels: gpd.GeoDataFrame, kinds: tuple[str, ...]) -> gpd.GeoDataFrame:
    frame = parcels.loc[parcels["site"].isin(kinds), ["site", "dia_chi", "geometry"]].reset_index(drop=True)
    return _listed(frame.rename(columns={"site": "kind"}), "DD")


def _listed(frame: gpd.GeoDataFrame, prefix: str) -> gpd.GeoDataFrame:
    """With codes and areas."""
    codes = pd.Series([f"{prefix}{number:04d}" for number in range(1, len(frame) + 1)], dtype=object)
    frame = gpd.GeoDataFrame(frame.assign(code=codes), geometry="geometry", crs=EPSG)
    frame["area_m2"] = frame.geometry.area.round(1)
    return frame.rename(columns={"dia_chi": "address"})
