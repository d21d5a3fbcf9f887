"""Buildings: tube houses that fill their lots' fronts, villas, and the halls, schools and towers of the sites."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gis.demo.city import EPSG, SEED
from gis.demo.city.blocks import FIELD, WIDE
from gis.demo.city.lots import NORTH, SOUTH, WEST
from gis.demo.city.settlement import Settlement
from gis.demo.city.streets import DISTRICT, MAIN, STREET

STOREY_M = 3.4
SMALLEST_M2 = 14.0
_SHAPES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "school": (((0.08, 0.12), (0.92, 0.12), (0.92, 0.85), (0.76, 0.85), (0.76, 0.32), (0.24, 0.32), (0.24, 0.85),
                (0.08, 0.85)),),
    "hall": (((0.2, 0.25), (0.8, 0.25), (0.8, 0.75), (0.2, 0.75)),),
    "office": (((0.12, 0.3), (0.88, 0.3), (0.88, 0.62), (0.6, 0.62), (0.6, 0.85), (0.4, 0.85), (0.4, 0.62),
                (0.12, 0.62)),),
    "tower": (((0.1, 0.25), (0.38, 0.25), (0.38, 0.75), (0.1, 0.75)),
              ((0.62, 0.25), (0.9, 0.25), (0.9, 0.75), (0.62, 0.75))),
    "sheds": (((0.08, 0.1), (0.46, 0.1), (0.46, 0.88), (0.08, 0.88)),
              ((0.54, 0.1), (0.92, 0.1), (0.92, 0.55), (0.54, 0.55))),
}  # fmt: skip
"""Outlines in a lot that reaches from (0, 0) to (1, 1)."""
_FUNCTIONS = {
    "ODT": "house", "ODT+CLN": "house", "TMD": "shop_house", "SKK": "industry", "SKC": "industry", "DGD": "school",
    "DYT": "health", "DCH": "market", "TSC": "office", "DVH": "culture", "TON": "worship", "DTT": "sport",
}  # fmt: skip


def buildings(settlement: Settlement, parcels: gpd.GeoDataFrame, roads: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Footprints with function, storeys, height (m), floor area (m²), year and the parcel's row."""
    rng = np.random.default_rng([SEED, 5])
    shapes = np.concatenate([lots.shapes for lots in settlement.lots])
    use, kind = parcels["loai_dat"].to_numpy(), parcels["kind"].to_numpy()
    home = np.isin(use, ["ODT", "ODT+CLN", "TMD"]) & (parcels["site"] == "").to_numpy()
    home &= rng.random(len(parcels)) > np.where(kind == FIELD, 0.25, 0.04)
    rows = np.flatnonzero(home)
    drawn = _homes(shapes[rows], parcels["front"].to_numpy()[rows], kind[rows], rng)
    large, forms = _large(settlement, parcels, shapes)
    owner, local = np.concatenate([rows, large]), np.concatenate([drawn, forms])
    big = np.arange(len(owner)) >= len(rows)
    kept = shapely.area(local) > SMALLEST_M2
    owner, local, big = owner[kept], local[kept], big[kept]
    placed = _placed(settlement, parcels["quarter"].to_numpy()[owner], local)
    site, road_class = parcels["site"].to_numpy()[owner], roads["road_class"].to_numpy()[parcels["street"]][owner]
    storeys = _storeys(road_class, kind[owner], site, use[owner], big, rng)
    frame = gpd.GeoDataFrame({"parcel": owner, "storeys": storeys}, geometry=placed, crs=EPSG)
    frame["code"] = [f"NHA{number:06d}" for number in range(1, len(frame) + 1)]
    tower = site == "towers"
    frame["function"] = np.where(tower, "apartments", [_FUNCTIONS.get(u, "other") for u in use[owner]])
    frame["height_m"] = (storeys * STOREY_M + rng.uniform(0.3, 1.8, len(frame))).round(1)
    frame["footprint_m2"] = frame.geometry.area.round(1)
    frame["floor_area_m2"] = (frame["footprint_m2"] * storeys).round(1)
    frame["year_built"] = rng.integers(1985, 2025, len(frame))
    frame["address"] = parcels["dia_chi"].to_numpy()[owner]
    return frame


def _homes(
    shapes: npt.NDArray[np.object_], front: npt.NDArray[np.int64], kind: npt.NDArray[np.object_],
    rng: np.random.Generator,
) -> npt.NDArray[np.object_]:  # fmt: skip
    """Boxes behind each front, in the frame, cut off at the lot's other sides."""
    west, south, east, north = shapely.bounds(shapes).T
    count = len(shapes)
    yard = np.where(rng.random(count) < 0.55, 0.05, rng.uniform(1.2, 3.5, count))
    behind = rng.uniform(0.8, 2.5, count)
    aside = np.where(kind == FIELD, 12.0, np.where(kind == WIDE, rng.uniform(1.0, 2.5, count), 0.05))
    yard, behind = np.where(kind == FIELD, 8.0, yard), np.where(kind == WIDE, behind + 6, behind)
    upright = front <= NORTH
    depth = np.where(upright, north - south, east - west)
    width = np.where(upright, east - west, north - south)
    longest = np.where(kind == FIELD, rng.uniform(9, 15, count), 24.0)
    depth = np.clip(depth - yard - behind, 3.0, longest)
    aside = np.where(kind == FIELD, np.maximum(width / 2 - rng.uniform(3.5, 7, count), 1.0), aside)
    low_u = np.select([upright, front == WEST], [west + aside, west + yard], east - yard - depth)
    high_u = np.select([upright, front == WEST], [east - aside, west + yard + depth], east - yard)
    low_v = np.select([front == SOUTH, front == NORTH], [south + yard, north - yard - depth], south + aside)
    high_v = np.select([front == SOUTH, front == NORTH], [south + yard + depth, north - yard], north - aside)
    boxes = shapely.box(low_u, low_v, high_u, high_v)
    inside = shapely.buffer(shapes, -0.05, join_style="mitre")
    return _largest(shapely.intersection(boxes, inside))


def _large(
    settlement: Settlement, parcels: gpd.GeoDataFrame, shapes: npt.NDArray[np.object_]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.object_]]:
    """The rows and shapes of what stands on sites and in industry."""
    rows, forms = [], []
    by_kind = {site.kind: site.building for site in settlement.sites.values()}
    names = np.array([by_kind.get(kind, "") for kind in parcels["site"]], dtype=object)
    names[parcels["loai_dat"].isin(["SKK", "SKC"]).to_numpy()] = "sheds"
    for row in np.flatnonzero(names != ""):
        west, south, east, north = shapes[row].bounds
        span = np.array([min(east - west, 170.0), min(north - south, 130.0)])
        inside = shapely.buffer(shapes[row], -3.0)
        for outline in _SHAPES[names[row]]:
            form = shapely.Polygon(np.array(outline) * span + (west, south))
            rows.append(row)
            forms.append(shapely.intersection(form, inside))
    return np.array(rows, dtype=np.int64), _largest(np.array(forms, dtype=object))


def _largest(geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Of each geometry the largest polygon, so that every building is one."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    result = np.full(len(geometries), shapely.Polygon(), dtype=object)
    order = np.argsort(shapely.area(parts), kind="stable")
    polygons = order[shapely.get_type_id(parts[order]) == shapely.GeometryType.POLYGON]
    result[owner[polygons]] = parts[polygons]
    return result


def _placed(
    settlement: Settlement, quarter: npt.NDArray[np.int64], local: npt.NDArray[np.object_]
) -> npt.NDArray[np.object_]:
    placed = np.empty(len(local), dtype=object)
    for number in np.unique(quarter):
        here = quarter == number
        placed[here] = settlement.layouts[number].frame.back_all(local[here])
    return placed


def _storeys(
    road_class: npt.NDArray[np.object_], kind: npt.NDArray[np.object_], site: npt.NDArray[np.object_],
    use: npt.NDArray[np.object_], big: npt.NDArray[np.bool_], rng: np.random.Generator,
) -> npt.NDArray[np.int64]:  # fmt: skip
    """One to seven for homes, more along wider streets; towers of 15 to 25."""
    count = len(site)
    alley, street = rng.choice([1, 2, 2, 3, 3, 4], count), rng.choice([1, 2, 3, 3, 4, 4, 5], count)
    main = rng.choice([2, 3, 4, 4, 5, 6, 7], count)
    storeys = np.select([np.isin(road_class, [MAIN, DISTRICT]), road_class == STREET], [main, street], alley)
    storeys = np.where(kind == FIELD, np.minimum(storeys, 2), storeys)
    storeys = np.where(big, rng.choice([2, 3, 4], count), storeys)
    storeys = np.where(np.isin(site, ["market", "worship", "sport", "culture"]) | np.isin(use, ["SKK", "SKC"]),
                       rng.choice([1, 1, 2], count), storeys)  # fmt: skip
    result: npt.NDArray[np.int64] = np.where(site == "towers", rng.integers(15, 26, count), storeys)
    return result
