"""What must hold of every synthetic city: a land register without gaps, plans that cover, nets that hang together."""

import hashlib
from dataclasses import fields

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis.demo.city import EPSG, LARGEST, SMALLEST
from gis.demo.city.assets import LIGHTS_A_CABINET
from gis.demo.city.generate import City, city
from gis.demo.city.outline import ground
from gis.demo.city.settlement import settle
from layers.codes.shipped import shipped_list

LAYERS = [field.name for field in fields(City)]
SLACK_M2 = 0.01
SLITS_M2 = 0.5
"""Where a street ends in the middle of another, rounding to the millimetre leaves slits over kilometres of outline."""


def fingerprint(made: City) -> dict[str, str]:
    return {
        name: hashlib.sha256(
            b"".join(shapely.to_wkb(getattr(made, name).geometry.to_numpy()))
            + getattr(made, name).drop(columns=["geometry", "mouth"], errors="ignore").to_csv().encode()
        ).hexdigest()
        for name in LAYERS
    }


def test_the_same_city_comes_out_every_time(small: City) -> None:
    assert fingerprint(city(SMALLEST)) == fingerprint(small)


@pytest.mark.parametrize("size", [SMALLEST, 3_333, 8_000])
def test_there_are_exactly_as_many_parcels_as_wanted(size: int) -> None:
    assert sum(len(lots.shapes) for lots in settle(size).lots) == size


@pytest.mark.parametrize(("asked", "made"), [(0, SMALLEST), (-5, SMALLEST), (SMALLEST + 1, SMALLEST + 1)])
def test_a_size_out_of_range_becomes_the_nearest(asked: int, made: int) -> None:
    assert settle(asked).size == made
    assert LARGEST == 300_000


@pytest.mark.parametrize("layer", LAYERS)
def test_every_geometry_is_sound_and_to_the_millimetre(small: City, layer: str) -> None:
    frame: gpd.GeoDataFrame = getattr(small, layer)
    assert frame.crs.to_epsg() == EPSG
    assert frame.geometry.is_valid.all() and not frame.geometry.is_empty.any()
    if layer in ("parcels", "buildings", "trees", "lights", "roads"):
        points = shapely.get_coordinates(frame.geometry.to_numpy())
        assert np.abs(points - np.round(points, 3)).max() < 1e-6


def test_parcels_of_a_block_share_their_edges_exactly(small: City) -> None:
    for _, block in small.parcels.groupby("block"):
        assert shapely.coverage_is_valid(block.geometry.to_numpy())


def test_areas_add_up_in_every_block(small: City) -> None:
    for number, block in small.parcels.groupby("block"):
        together = shapely.coverage_union_all(block.geometry.to_numpy())
        assert together.area == pytest.approx(block.geometry.area.sum(), abs=SLACK_M2), number


def test_no_parcel_lies_on_another_or_leaves_the_ward(small: City) -> None:
    together = small.parcels.geometry.union_all()
    assert together.area == pytest.approx(small.parcels.geometry.area.sum(), abs=SLITS_M2)
    assert shapely.difference(together, ground().land).area < SLITS_M2


def test_streets_stay_free_of_parcels(small: City) -> None:
    wide = small.roads[small.roads["width_m"] >= 6]
    reserved = shapely.buffer(wide.geometry.to_numpy(), wide["width_m"].to_numpy() / 2 - 0.3, cap_style="flat")
    who, which = shapely.STRtree(small.parcels.geometry.to_numpy()).query(reserved, predicate="intersects")
    parcels = small.parcels.geometry.to_numpy()[which]
    assert shapely.area(shapely.intersection(reserved[who], parcels)).max(initial=0) < 5


def test_numbers_repeat_inside_the_ward_but_not_in_a_former_ward(small: City) -> None:
    parcels = small.parcels
    assert not parcels.duplicated(["ma_xa", "so_to", "so_thua"]).any()
    assert parcels.duplicated(["so_to", "so_thua"], keep=False).sum() > 100
    assert parcels["ma_xa"].nunique() == 6
    assert (parcels.groupby("ma_xa")["so_to"].min() == 1).all()


def test_divided_parcels_name_the_old_number(small: City) -> None:
    divided = small.parcels[small.parcels["so_thua_cu"] != ""]
    assert len(divided) >= 4
    assert (divided.groupby(["ma_xa", "so_to_cu", "so_thua_cu"]).size() == 2).all()


def test_land_uses_and_functions_are_official(small: City) -> None:
    codes = {code.code for code in shipped_list("land_use").codes}
    assert {part for use in small.parcels["loai_dat"] for part in use.split("+")} <= codes
    assert {"ODT", "TMD", "DGD", "DKV", "NTD", "ODT+CLN"} <= set(small.parcels["loai_dat"])
    functions = {code.code for code in shipped_list("planning_function").codes}
    assert set(small.zoning["function"]) | set(small.general_zoning["function"]) <= functions


@pytest.mark.parametrize(("layer", "level"), [("zoning", "sub_area"), ("general_zoning", "general")])
def test_lots_and_streets_cover_each_plan_once(small: City, layer: str, level: str) -> None:
    for _, plan in small.plans[small.plans["level"] == level].iterrows():
        lots = getattr(small, layer).query("ma_ho_so_qh == @plan.ma_ho_so_qh").geometry
        assert lots.area.sum() == pytest.approx(plan.geometry.area, abs=SLITS_M2)
        assert lots.union_all().area == pytest.approx(plan.geometry.area, abs=SLITS_M2)


def test_plans_cut_strips_off_parcels(small: City) -> None:
    """A red line behind today's edge: parcels that lie in a lot and in a street of the plan."""
    streets = small.zoning[small.zoning["function"] == "DAT_HTKT_DuongGT"].geometry.to_numpy()
    homes = small.parcels[small.parcels["kind"] == "rows"].geometry.to_numpy()
    who, which = shapely.STRtree(homes).query(streets, predicate="intersects")
    lost = shapely.area(shapely.intersection(streets[who], homes[which]))
    assert (lost > 1).sum() > 100


def test_buildings_stand_on_their_parcels(small: City) -> None:
    parcels = small.parcels.geometry.to_numpy()[small.buildings["parcel"]]
    outside = shapely.area(shapely.difference(small.buildings.geometry.to_numpy(), shapely.buffer(parcels, 0.02)))
    assert outside.max() < 0.3
    assert set(small.buildings.query("function == 'house'")["storeys"]) <= set(range(1, 8))
    assert (small.buildings["height_m"] > small.buildings["storeys"] * 3).all()


def test_every_light_hangs_on_a_circuit_of_a_cabinet(small: City) -> None:
    assert set(small.lights["cabinet"]) == set(small.light_cabinets["code"])
    assert set(small.lights["circuit"]) == {"L1", "L2", "L3", "L4"}
    counts = small.lights.groupby("cabinet").size()
    assert counts.max() <= LIGHTS_A_CABINET
    assert (small.light_cabinets.set_index("code")["lights"] == counts).all()


def parts_of_net(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Lengths of the connected parts of a net, in pipes, the largest first."""
    _, node = np.unique(np.vstack([starts, ends]), axis=0, return_inverse=True)
    node = node.reshape(2, -1)
    label = np.arange(node.max() + 1)
    while True:
        low = np.minimum(label[node[0]], label[node[1]])
        new = label.copy()
        np.minimum.at(new, node[0], low)
        np.minimum.at(new, node[1], low)
        if (new == label).all():
            return np.sort(np.unique(label[node[0]], return_counts=True)[1])[::-1]
        label = new


@pytest.mark.parametrize("layer", ["water_pipes", "drainage_pipes"])
def test_a_net_is_one(small: City, layer: str) -> None:
    lines = getattr(small, layer).geometry.to_numpy()
    ends = [np.round(shapely.get_coordinates(shapely.get_point(lines, at)), 2) for at in (0, -1)]
    parts = parts_of_net(*ends)
    assert parts[0] >= 0.98 * len(lines), parts


def test_water_runs_downhill_from_manhole_to_manhole(small: City) -> None:
    holes = small.manholes.set_index("code")
    pipes = small.drainage_pipes
    for column, at in (("from_manhole", 0), ("to_manhole", -1)):
        there = holes.loc[pipes[column]].geometry.to_numpy()
        assert shapely.distance(shapely.get_point(pipes.geometry.to_numpy(), at), there).max() < 1e-6
    fall = (
        holes.loc[pipes["from_manhole"], "invert_level_m"].to_numpy() - holes.loc[pipes["to_manhole"], "invert_level_m"]
    )
    assert (fall >= 0).all()
    assert (holes["depth_m"] > 0.8).all()


def test_hydrants_and_valves_sit_on_their_pipes(small: City) -> None:
    pipes = small.water_pipes.set_index("code").geometry
    for layer in (small.hydrants, small.valves):
        assert shapely.distance(layer.geometry.to_numpy(), pipes.loc[layer["pipe"]].to_numpy()).max() < 0.002


def test_the_former_wards_part_the_ward(small: City) -> None:
    wards = small.former_communes.geometry
    assert wards.area.sum() == pytest.approx(ground().ward.area, rel=1e-4)
    middle = small.parcels.geometry.representative_point()
    for code, ward in zip(small.former_communes["code"], wards, strict=True):
        assert shapely.contains(ward, middle[small.parcels["ma_xa"] == code].to_numpy()).all()


@pytest.mark.parametrize("layer", ["roads", "trees", "lights", "light_cabinets", "manholes", "hydrants", "buildings"])
def test_what_stands_beside_streets_stands_in_the_ward(small: City, layer: str) -> None:
    assert shapely.covers(ground().ward, getattr(small, layer).geometry.to_numpy()).all()


def test_no_layer_is_empty(small: City) -> None:
    assert min(small.counts().values()) > 0


@pytest.mark.long
@pytest.mark.timeout(900)
def test_the_largest_city_is_whole() -> None:
    made = city(LARGEST)
    assert len(made.parcels) == LARGEST
    assert min(made.counts().values()) > 0
    assert not made.parcels.duplicated(["ma_xa", "so_to", "so_thua"]).any()
