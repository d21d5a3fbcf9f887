"""Water supply and drainage under the streets: one net of street edges, noded, so that pipes end where others begin.

Pipes lie a metre or so beside the middle of the street: the whole net is moved by one vector, which keeps its ends
together.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gis.demo.city import EPSG, SEED
from gis.demo.city.outline import Ground
from gis.demo.city.streets import DISTRICT, MAIN, STREET, TRACK

WATER_BESIDE, DRAIN_BESIDE = (1.3, 0.9), (-1.1, -0.7)
"""East and north of the middle line, metres."""
MANHOLE_STEP_M, HYDRANT_STEP_M = 38.0, 120.0
"""Hydrants no farther apart than 150 m (QCVN 06)."""
SLOPE = 0.003
_GRID_M = 0.01


@dataclass(frozen=True)
class Water:
    """Water supply."""

    pipes: gpd.GeoDataFrame
    hydrants: gpd.GeoDataFrame
    valves: gpd.GeoDataFrame


@dataclass(frozen=True)
class Drainage:
    """Rain and waste water in one system, as in most Vietnamese towns."""

    pipes: gpd.GeoDataFrame
    manholes: gpd.GeoDataFrame


def edges(roads: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Streets cut at every crossing, to the centimetre, with the row of the street (`road`)."""
    lines = roads.geometry.to_numpy()[(roads["road_class"] != TRACK).to_numpy()]
    parts = shapely.get_parts(shapely.line_merge(shapely.union_all(lines, grid_size=_GRID_M)))
    ends = [shapely.get_coordinates(shapely.get_point(parts, at)) for at in (0, -1)]
    _, node, uses = np.unique(np.vstack(ends), axis=0, return_inverse=True, return_counts=True)
    dangling = (uses[node.reshape(2, -1)] == 1).any(axis=0) & (shapely.length(parts) < 1.0)
    parts = parts[~dangling]
    middles = shapely.line_interpolate_point(parts, 0.5, normalized=True)
    road = np.flatnonzero((roads["road_class"] != TRACK).to_numpy())[shapely.STRtree(lines).nearest(middles)]
    order = np.lexsort((shapely.get_x(middles), shapely.get_y(middles), road))
    frame = gpd.GeoDataFrame({"road": road[order]}, geometry=parts[order], crs=EPSG)
    frame["road_class"] = roads["road_class"].to_numpy()[frame["road"]]
    frame["street"] = roads["name"].to_numpy()[frame["road"]]
    frame["width_m"] = roads["width_m"].to_numpy()[frame["road"]]
    return frame


def water(net: gpd.GeoDataFrame) -> Water:
    """Pipes by street class, hydrants along streets, a valve where a pipe leaves a crossing."""
    rng = np.random.default_rng([SEED, 8])
    pipes = net.copy()
    pipes.geometry = _moved(net.geometry.to_numpy(), WATER_BESIDE)
    classes = [net["road_class"] == MAIN, net["road_class"] == DISTRICT, net["road_class"] == STREET]
    pipes["diameter_mm"] = np.select(classes, [400, np.where(net["road"] % 3 == 0, 300, 200), 150], 63)
    large, middling = pipes["diameter_mm"] >= 300, pipes["diameter_mm"] >= 150
    pipes["material"] = np.select([large, middling], ["Gang dẻo", "uPVC"], "HDPE")
    pipes["kind"] = np.select([large, middling], ["Truyền tải", "Phân phối"], "Dịch vụ")
    year = rng.integers(1996, 2025, int(net["road"].max()) + 1)
    pipes["laid_year"] = year[net["road"]]
    pipes["length_m"] = pipes.geometry.length.round(1)
    pipes["depth_m"] = np.select(classes, [1.5, 1.2, 1.0], 0.7)
    pipes["state"] = np.where(pipes["laid_year"] < 2003, "Cần thay", "Đang vận hành")
    pipes["code"] = _codes("ON", len(pipes))
    on_streets = pipes[pipes["road_class"].isin([MAIN, DISTRICT, STREET])]
    return Water(pipes, _hydrants(on_streets), _valves(on_streets))


def drainage(net: gpd.GeoDataFrame, ground: Ground) -> Drainage:
    """Straight pipes from manhole to manhole, always from the higher invert to the lower, towards the river."""
    lines = _moved(net.geometry.to_numpy(), DRAIN_BESIDE)
    count = np.maximum(np.ceil(shapely.length(lines) / MANHOLE_STEP_M).astype(int), 1)
    edge = np.repeat(np.arange(len(lines)), count)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    ends = [
        np.round(shapely.get_coordinates(
            shapely.line_interpolate_point(lines[edge], (step + k) / count[edge], normalized=True)), 2)
        for k in (0, 1)
    ]  # fmt: skip
    nodes, node = np.unique(np.vstack(ends), axis=0, return_inverse=True)
    start, end = node.reshape(2, -1)
    manholes = _manholes(nodes, ground)
    invert = manholes["invert_level_m"].to_numpy()
    turn = invert[start] < invert[end]
    start, end = np.where(turn, end, start), np.where(turn, start, end)
    real = start != end
    start, end, edge = start[real], end[real], edge[real]
    pipes = gpd.GeoDataFrame(
        {"edge": edge}, geometry=shapely.linestrings(np.stack([nodes[start], nodes[end]], axis=1)), crs=EPSG
    )
    pipes["from_manhole"], pipes["to_manhole"] = (manholes["code"].to_numpy()[k] for k in (start, end))
    pipes["length_m"] = pipes.geometry.length.round(2)
    pipes["slope_permille"] = ((invert[start] - invert[end]) / pipes["length_m"] * 1_000).round(2)
    classes = net["road_class"].to_numpy()[edge]
    near = manholes["river_m"].to_numpy()[end] < 400
    pipes["diameter_mm"] = np.select(
        [classes == MAIN, classes == DISTRICT, classes == STREET], [1_200, np.where(near, 1_000, 800), 600], 400
    )
    pipes["material"], pipes["kind"] = "Bê tông cốt thép", np.where(classes == "hẻm", "Cống hẻm", "Cống tròn")
    pipes["street"], pipes["laid_year"] = net["street"].to_numpy()[edge], 1998 + net["road"].to_numpy()[edge] % 26
    pipes["code"] = _codes("CT", len(pipes))
    manholes["street"] = ""
    manholes.loc[start, "street"] = net["street"].to_numpy()[edge]
    return Drainage(pipes, manholes)


def ground_level(points: npt.NDArray[np.float64], river_m: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Metres above the sea: 1.8 at the river, rising gently, with waves of half a metre."""
    east, north = points.T
    level: npt.NDArray[np.float64] = 2.4 + 0.0034 * river_m + 0.3 * np.sin(east / 310) * np.cos(north / 270)
    return level


def _manholes(nodes: npt.NDArray[np.float64], ground: Ground) -> gpd.GeoDataFrame:
    points = shapely.points(nodes)
    bank = shapely.segmentize(shapely.simplify(ground.banks, 2.0), 50.0)
    tree = shapely.STRtree(shapely.get_parts(bank))
    _, river = tree.query_nearest(points, return_distance=True, all_matches=False)
    frame = gpd.GeoDataFrame({"code": _codes("HG", len(nodes))}, geometry=points, crs=EPSG)
    frame["river_m"] = river
    frame["cover_level_m"] = ground_level(nodes, river).round(2)
    frame["invert_level_m"] = (0.35 + SLOPE * river).round(3)
    frame["depth_m"] = (frame["cover_level_m"] - frame["invert_level_m"]).round(2)
    frame["kind"] = "Hố ga thu - thăm"
    return frame


def _hydrants(pipes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    points, owner = _along(pipes.geometry.to_numpy(), HYDRANT_STEP_M)
    frame = gpd.GeoDataFrame({"code": _codes("TCC", len(points))}, geometry=points, crs=EPSG)
    frame["pipe"], frame["street"] = pipes["code"].to_numpy()[owner], pipes["street"].to_numpy()[owner]
    frame["diameter_mm"], frame["kind"] = 100, "Trụ nổi"
    frame["state"] = np.where(np.arange(len(frame)) % 23 == 7, "Hỏng", "Tốt")
    return frame


def _valves(pipes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    pipes = pipes[pipes.geometry.length > 12]
    points = shapely.line_interpolate_point(pipes.geometry.to_numpy(), 3.0)
    frame = gpd.GeoDataFrame({"code": _codes("VAN", len(points))}, geometry=_millimetres(points), crs=EPSG)
    frame["pipe"], frame["street"] = pipes["code"].to_numpy(), pipes["street"].to_numpy()
    frame["diameter_mm"], frame["kind"], frame["state"] = pipes["diameter_mm"].to_numpy(), "Van cổng", "Mở"
    return frame


def _along(lines: npt.NDArray[np.object_], step: float) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.int64]]:
    """Points at every step along all lines taken one after the other, and the line of each."""
    lengths = shapely.length(lines)
    ends = np.cumsum(lengths)
    marks = np.arange(step / 2, ends[-1] if len(ends) else 0.0, step)
    owner = np.searchsorted(ends, marks)
    points = shapely.line_interpolate_point(lines[owner], marks - (ends - lengths)[owner])
    return _millimetres(points), owner


def _moved(lines: npt.NDArray[np.object_], beside: tuple[float, float]) -> npt.NDArray[np.object_]:
    moved: npt.NDArray[np.object_] = shapely.transform(lines, lambda points: np.round(points + beside, 3))
    return moved


def _millimetres(points: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    return np.asarray(shapely.points(np.round(shapely.get_coordinates(points), 3)), dtype=object)


def _codes(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{number:06d}" for number in range(1, count + 1)]
