"""Street trees and street lights: at regular steps beside the carriageway, trees in parks, lights on circuits."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gis.demo.city import EPSG, SEED
from gis.demo.city.names import STREET_TREES
from gis.demo.city.settlement import Settlement
from gis.demo.city.streets import ALLEY, DISTRICT, MAIN, TRACK

TREE_STEP_M, LIGHT_STEP_M, PARK_TREE_M2 = 9.0, 33.0, 85.0
LIGHTS_A_CABINET, CIRCUITS = 48, 4
CABINET_BESIDE = np.array([0.8, 0.5])
"""Where a cabinet stands from its first light, metres."""
_MANAGER = "Trung tâm Dịch vụ đô thị (giả lập)"


def trees(settlement: Settlement, roads: gpd.GeoDataFrame, parcels: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Trees of streets at least 12 m wide in and near the built city, and of parks."""
    rng = np.random.default_rng([SEED, 9])
    built = shapely.union_all([quarter.outline for quarter in settlement.coarse if quarter.built]).buffer(150)
    chosen = np.flatnonzero(((roads["width_m"] >= 12) & (roads["road_class"] != TRACK)).to_numpy())
    both = np.repeat(chosen, 2)
    side = np.tile([-1.0, 1.0], len(chosen))
    points, line = beside(roads, both, TREE_STEP_M, side * (roads["width_m"].to_numpy()[both] / 2 - 1.4))
    kept = (rng.random(len(points)) > 0.12) & shapely.contains_xy(built, points)
    kept &= _clear_of_crossings(points, roads, both[line])
    points, street = points[kept], both[line[kept]]
    parks = parcels[parcels["loai_dat"] == "DKV"]
    garden, park = _scattered(parks, rng)
    frame = gpd.GeoDataFrame(geometry=shapely.points(np.round(np.vstack([points, garden]), 3)), crs=EPSG)
    favourite = rng.integers(0, len(STREET_TREES), len(roads))[street]
    any_kind = rng.integers(0, len(STREET_TREES), len(frame))
    kind = np.where(rng.random(len(frame)) < 0.08, any_kind, np.concatenate([favourite, any_kind[len(street) :]]))
    names = np.array(STREET_TREES, dtype=object)
    frame["species"], frame["species_scientific"] = names[kind, 0], names[kind, 1]
    age = np.clip(rng.gamma(3.0, 6.0, len(frame)), 1, 75)
    frame["planted_year"] = (2025 - age).astype(int)
    frame["trunk_diameter_cm"] = np.round(4 + age * rng.uniform(0.9, 1.5, len(frame)), 1)
    frame["height_m"] = np.round(np.minimum(2.5 + age * rng.uniform(0.3, 0.5, len(frame)), 32), 1)
    frame["crown_m"] = np.round(1.5 + frame["height_m"] * rng.uniform(0.3, 0.55, len(frame)), 1)
    frame["health"] = rng.choice(["Tốt", "Trung bình", "Yếu"], len(frame), p=[0.82, 0.14, 0.04])
    frame["preserved"] = np.where(age >= 50, 1, 0)
    frame["tree_class"] = np.where(age >= 50, "Bảo tồn", "Bóng mát đường phố")
    frame.loc[frame.index >= len(street), "tree_class"] = "Công viên"
    frame["street"] = np.concatenate([roads["name"].to_numpy()[street], parks["park"].to_numpy()[park]])
    frame["manager"] = _MANAGER
    frame["code"] = [f"CX{number:06d}" for number in range(1, len(frame) + 1)]
    return frame


def lights(roads: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Lights and their cabinets: at most 48 lights on four circuits each."""
    rng = np.random.default_rng([SEED, 10])
    chosen = np.flatnonzero((roads["road_class"] != TRACK).to_numpy())
    width, way = roads["width_m"].to_numpy()[chosen], roads["carriageway_m"].to_numpy()[chosen]
    offset = np.where(width < 6, width / 2 - 0.25, way / 2 + 0.6)
    points, line = beside(roads, chosen, LIGHT_STEP_M, offset)
    road = chosen[line]
    frame = gpd.GeoDataFrame({"road": road}, geometry=shapely.points(np.round(points, 3)), crs=EPSG)
    road_class = roads["road_class"].to_numpy()[road]
    frame["street"] = roads["name"].to_numpy()[road]
    wide, alley = np.isin(road_class, [MAIN, DISTRICT]), road_class == ALLEY
    frame["pole_type"] = np.select([wide, alley], ["Thép côn 2 cần", "Cần gắn trụ điện"], "Thép bát giác")
    frame["pole_height_m"] = np.select([wide, alley], [11.0, 6.0], 8.0)
    frame["luminaire_count"] = np.where(wide, 2, 1)
    led = rng.random(len(roads))[road] < 0.7
    frame["luminaire"] = np.where(led, "Đèn LED", "Đèn natri cao áp")
    frame["power_w"] = np.select([wide & led, wide, alley], [150, 250, 60], np.where(led, 100, 150))
    year, month = rng.integers(2005, 2025, len(roads))[road], rng.integers(1, 13, len(roads))[road]
    frame["installed_on"] = [f"{m:02d}/{y}" for y, m in zip(year, month, strict=True)]
    frame["installed_on"] = [f"15/{text}" for text in frame["installed_on"]]
    frame["state"] = rng.choice(["Sáng", "Hỏng"], len(frame), p=[0.97, 0.03])
    quarter = roads["quarter"].to_numpy()[road]
    place = np.where(quarter >= 0, quarter, -1 - road)
    order = np.lexsort((np.arange(len(frame)), place))
    frame, place = frame.iloc[order].reset_index(drop=True), place[order]
    within = frame.groupby(place).cumcount().to_numpy()
    key = np.stack([place, within // LIGHTS_A_CABINET], axis=1)
    _, first, cabinet = np.unique(key, axis=0, return_index=True, return_inverse=True)
    cabinet = cabinet.reshape(-1)
    frame["cabinet"] = [f"TCS{number:04d}" for number in cabinet + 1]
    frame["circuit"] = [f"L{number}" for number in 1 + within % LIGHTS_A_CABINET // (LIGHTS_A_CABINET // CIRCUITS)]
    frame["code"] = [f"CS{number:06d}" for number in range(1, len(frame) + 1)]
    return frame, _cabinets(frame, first, cabinet)


def _cabinets(
    frame: gpd.GeoDataFrame, first: npt.NDArray[np.int64], cabinet: npt.NDArray[np.int64]
) -> gpd.GeoDataFrame:
    points = shapely.transform(frame.geometry.to_numpy()[first], lambda at: np.round(at + CABINET_BESIDE, 3))
    result = gpd.GeoDataFrame(geometry=points, crs=EPSG)
    result["code"] = [f"TCS{number:04d}" for number in range(1, len(result) + 1)]
    result["street"] = frame["street"].to_numpy()[first]
    result["circuits"] = CIRCUITS
    result["lights"] = np.bincount(cabinet)
    power = (frame["power_w"] * frame["luminaire_count"]).to_numpy()
    result["power_kw"] = np.round(np.bincount(cabinet, weights=power) / 1_000, 2)
    result["control"] = np.where(np.arange(len(result)) % 3 == 0, "Điều khiển từ xa", "Rơ le thời gian")
    result["manager"] = _MANAGER
    return result


def beside(
    roads: gpd.GeoDataFrame, chosen: npt.NDArray[np.int64], step: float, offset: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Points every `step` metres beside chosen streets, `offset` metres to the left, and the position in `chosen`."""
    lines = roads.geometry.to_numpy()[chosen]
    lengths = shapely.length(lines)
    count = np.maximum((lengths / step).astype(int), 0)
    which = np.repeat(np.arange(len(chosen)), count)
    along = (np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + 0.5) * step
    here, ahead = (
        shapely.get_coordinates(shapely.line_interpolate_point(lines[which], np.maximum(along + d, 0)))
        for d in (-0.5, 0.5)
    )
    way = ahead - here
    way /= np.maximum(np.hypot(*way.T), 1e-9)[:, None]
    left = np.column_stack([-way[:, 1], way[:, 0]])
    return (here + ahead) / 2 + left * offset[which][:, None], which


def _clear_of_crossings(
    points: npt.NDArray[np.float64], roads: gpd.GeoDataFrame, own: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Not in the carriageway of another street."""
    tree = shapely.STRtree(roads.geometry.to_numpy())
    who, which = tree.query(shapely.points(points), predicate="dwithin", distance=16.0)
    half = roads["carriageway_m"].to_numpy()[which] / 2 + 1.5
    away = shapely.distance(shapely.points(points[who]), roads.geometry.to_numpy()[which])
    blocked = np.zeros(len(points), dtype=bool)
    blocked[who[(own[who] != which) & (away < half)]] = True
    return ~blocked


def _scattered(
    parks: gpd.GeoDataFrame, rng: np.random.Generator
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Points in parks, and the park of each."""
    inner = shapely.buffer(parks.geometry.to_numpy(), -2.0)
    points, owner = [np.zeros((0, 2))], [np.zeros(0, dtype=np.int64)]
    for number, shape in enumerate(inner):
        west, south, east, north = shape.bounds
        count = int((east - west) * (north - south) / PARK_TREE_M2)
        draw = rng.uniform((west, south), (east, north), (count, 2))
        inside = draw[shapely.contains_xy(shape, draw)]
        points.append(inside)
        owner.append(np.full(len(inside), number))
    return np.vstack(points), np.concatenate(owner)
