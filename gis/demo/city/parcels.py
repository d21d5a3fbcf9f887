"""Parcels as the land register has them: purpose, sheet, number, area, address, and what they were before."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.demo.city import EPSG, SEED
from gis.demo.city.blocks import FIELD, WIDE
from gis.demo.city.communes import CODES, NAMES
from gis.demo.city.lots import EAST, NORTH, SOUTH
from gis.demo.city.names import FAMILIES, GIVEN, MIDDLES, SAMPLE
from gis.demo.city.roads import facing
from gis.demo.city.settlement import Settlement, parcel_counts
from gis.demo.city.streets import DISTRICT, MAIN, STREET

_FIELD_USES = (
    ("CLN", 0.64), ("HNK", 0.12), ("ODT+CLN", 0.08), ("NTS", 0.05), ("LUC", 0.05), ("CSD", 0.03), ("SKC", 0.03),
)  # fmt: skip
_INDUSTRY, _CEMETERY = CODES.index("26050"), CODES.index("26011")


def parcels(settlement: Settlement, roads: gpd.GeoDataFrame, communes: npt.NDArray[np.int64]) -> gpd.GeoDataFrame:
    """One row a parcel with block, quarter, side of its front, kind, street and the register's fields."""
    counts = parcel_counts(settlement)
    block = np.repeat(np.arange(len(counts)), counts)
    quarter = np.array([b.quarter for b in settlement.blocks])[block]
    frames = [settlement.layouts[b.quarter].frame for b in settlement.blocks]
    shapes = [f.back_all(lots.shapes) for f, lots in zip(frames, settlement.lots, strict=True)]
    frame = gpd.GeoDataFrame(
        {
            "block": block,
            "quarter": quarter,
            "front": np.concatenate([lots.front for lots in settlement.lots]),
            "kind": np.array([b.kind for b in settlement.blocks])[block],
            "site": _site_kinds(settlement)[block],
            "ma_xa": np.array(CODES)[communes[quarter]],
        },
        geometry=np.concatenate(shapes),
        crs=EPSG,
    )  # fmt: skip
    middle = [f.back_all(_fronts(lots.shapes, lots.front)) for f, lots in zip(frames, settlement.lots, strict=True)]
    frame["mouth"] = np.concatenate(middle)
    frame["street"] = facing(frame["mouth"].to_numpy(), roads, "width_m")
    rng = np.random.default_rng([SEED, 4])
    frame["loai_dat"] = _uses(settlement, frame, roads, communes, rng)
    _number(settlement, frame, communes, rng)
    frame["dien_tich"] = frame.geometry.area.round(1)
    noise = np.where(rng.random(len(frame)) < 0.06, rng.normal(0, 0.02, len(frame)), 0.0)
    frame["dien_tich_phap_ly"] = (frame["dien_tich"] * (1 + noise)).round(1)
    frame["dia_chi"] = _addresses(frame, roads)
    frame["ten_chu"] = _land_users(len(frame))
    return frame


def _land_users(count: int) -> npt.NDArray[np.object_]:
    """Names put together by chance, so that what only staff may see has something to show."""
    rng = np.random.default_rng([SEED, 12])
    family, middle, given = (rng.choice(np.array(part, dtype=object), count) for part in (FAMILIES, MIDDLES, GIVEN))
    names: npt.NDArray[np.object_] = family + " " + middle + " " + given + " " + SAMPLE
    return names


def _site_kinds(settlement: Settlement) -> npt.NDArray[np.object_]:
    """What each block is for; empty for most."""
    kinds = np.full(len(settlement.blocks), "", dtype=object)
    for number, site in settlement.sites.items():
        kinds[number] = site.kind
    return kinds


def _fronts(shapes: npt.NDArray[np.object_], front: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    """The middle of each lot's side at its street, in the frame."""
    west, south, east, north = shapely.bounds(shapes).T
    u, v = (west + east) / 2, (south + north) / 2
    u = np.where(front <= NORTH, u, np.where(front == EAST, east, west))
    v = np.select([front == SOUTH, front == NORTH], [south, north], v)
    points: npt.NDArray[np.object_] = shapely.points(u, v)
    return points


def _uses(
    settlement: Settlement, frame: gpd.GeoDataFrame, roads: gpd.GeoDataFrame,
    communes: npt.NDArray[np.int64], rng: np.random.Generator,
) -> npt.NDArray[np.object_]:  # fmt: skip
    """Land-use codes: homes, shops where streets are wide, gardens behind, fields outside."""
    street = frame["street"].to_numpy()
    road_class, draw = roads["road_class"].to_numpy()[street], rng.random(len(frame))
    shops = np.select([road_class == MAIN, road_class == DISTRICT, road_class == STREET], [0.34, 0.2, 0.05], 0.0)
    use = np.where(draw < shops, "TMD", np.where(draw > 0.985, "ODT+CLN", "ODT")).astype(object)
    use[(frame["kind"] == WIDE) & (draw > 0.75)] = "ODT+CLN"
    counts = parcel_counts(settlement)[frame["block"]]
    use[(counts == 1) & (frame["kind"] != FIELD) & (frame.geometry.area > 900)] = "CLN"
    fields = np.flatnonzero(frame["kind"] == FIELD)
    names, shares = zip(*_FIELD_USES, strict=True)
    use[fields] = rng.choice(np.array(names, dtype=object), len(fields), p=shares)
    for number, site in settlement.sites.items():
        use[frame["block"] == number] = site.land_use
    large = fields[np.argsort(-frame.geometry.area.to_numpy()[fields], kind="stable")]
    commune = communes[frame["quarter"].to_numpy()]
    for code, where, how_many in (("SKK", _INDUSTRY, max(3, len(fields) // 60)), ("NTD", _CEMETERY, 2)):
        use[large[commune[large] == where][:how_many]] = code
    return use


def _number(
    settlement: Settlement, frame: gpd.GeoDataFrame, communes: npt.NDArray[np.int64], rng: np.random.Generator
) -> None:
    """Sheets from 1 in each former commune, north-west first; parcels from 1 on each sheet; a few were divided since,
    and the parts bear numbers behind the sheet's last."""
    centres = shapely.get_coordinates(shapely.centroid([quarter.outline for quarter in settlement.quarters]))
    walk = np.lexsort((centres[:, 0], -np.round(centres[:, 1] / 400), communes))
    sheet = np.empty(len(walk), dtype=int)
    sheet[walk] = np.concatenate([np.arange(1, n + 1) for n in np.bincount(communes, minlength=len(CODES))])
    frame["so_to"] = sheet[frame["quarter"].to_numpy()]
    frame["so_thua"] = frame.groupby("quarter").cumcount() + 1
    frame["so_to_cu"], frame["so_thua_cu"] = "", ""
    same = (frame["block"].diff(-1) == 0) & (frame["front"].diff(-1) == 0) & frame["loai_dat"].str.startswith("ODT")
    first = np.flatnonzero(same & (frame["loai_dat"] == frame["loai_dat"].shift(-1)))
    chosen = np.sort(rng.choice(first, max(len(first) // 120, 1), replace=False))
    chosen = chosen[np.concatenate([[True], np.diff(chosen) > 1])]
    last = frame.groupby("quarter")["so_thua"].max().to_dict()
    quarter, number = frame["quarter"].to_numpy(), frame["so_thua"].to_numpy().copy()
    old_sheet, old_number = frame["so_to_cu"].to_numpy().copy(), frame["so_thua_cu"].to_numpy().copy()
    for one in chosen:
        old = number[one]
        for part in (one, one + 1):
            last[quarter[part]] += 1
            old_sheet[part], old_number[part] = str(frame["so_to"].iat[part]), str(old)
            number[part] = last[quarter[part]]
    frame["so_thua"], frame["so_to_cu"], frame["so_thua_cu"] = number, old_sheet, old_number


def _addresses(frame: gpd.GeoDataFrame, roads: gpd.GeoDataFrame) -> pd.Series:
    """House number and street; in an alley the alley's number first, as in 45/12 Nguyễn Du."""
    street = frame["street"].to_numpy()
    lines, mouths = roads.geometry.to_numpy()[street], frame["mouth"].to_numpy()
    along = shapely.line_locate_point(lines, mouths)
    here, ahead = (shapely.get_coordinates(shapely.line_interpolate_point(lines, along + d)) for d in (-0.5, 0.5))
    way, aside = ahead - here, shapely.get_coordinates(mouths) - here
    even = (way[:, 0] * aside[:, 1] - way[:, 1] * aside[:, 0]) < 0
    order = pd.DataFrame({"street": street, "even": even, "along": along.round(2)})
    ranked = order.sort_values(["street", "even", "along"], kind="stable").groupby(["street", "even"]).cumcount()
    house = (2 * ranked.reindex(order.index) + 1 + even).astype(int)
    parent, number = roads["parent"].to_numpy()[street], roads["number"].to_numpy()[street]
    name = roads["name"].to_numpy()
    named = name[np.where(parent >= 0, parent, street)]
    shown = np.where(parent >= 0, [f"{n}/{h}" for n, h in zip(number, house, strict=True)], house.astype(str))
    ward = frame["ma_xa"].map(NAMES)
    town = [
        f"{h} {n if n.startswith('Đường') else 'Đường ' + n}, phường {w}"
        for h, n, w in zip(shown, named, ward, strict=True)
    ]
    outside = [f"Khu phố {1 + q % 9}, phường {w}" for q, w in zip(frame["quarter"], ward, strict=True)]
    text = np.where(frame["kind"] == FIELD, outside, town)
    return pd.Series(text, index=frame.index)
