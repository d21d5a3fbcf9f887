"""All streets with names: those that part quarters, those inside, and alleys that are numbered off a street."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.demo.city import EPSG
from gis.demo.city.communes import CODES, NAMES
from gis.demo.city.settlement import Settlement
from gis.demo.city.streets import ALLEY, STREET, TRACK

EDGE_M = 4.0
"""Streets end so far before the ward's edge, so that what stands beside them stands in the ward."""
_LANES = ((30.0, 6), (22.0, 4), (6.0, 2), (0.0, 1))


def roads(settlement: Settlement, communes: npt.NDArray[np.int64]) -> gpd.GeoDataFrame:
    """Middle lines with code, name, class, widths (m), lanes, surface, the quarter that a street lies in (-1: between
    quarters) and, for an alley, the street it leaves and its number there."""
    inside = [(number, axis) for number, layout in enumerate(settlement.layouts) for axis in layout.axes]
    axes = [*settlement.axes, *(axis for _, axis in inside)]
    lines = _inside([axis.line for axis in axes], settlement.ground.ward.buffer(-EDGE_M))
    frame = gpd.GeoDataFrame(
        {
            "name": [axis.name for axis in axes],
            "road_class": [axis.road_class for axis in axes],
            "width_m": [axis.width for axis in axes],
            "planned_m": [axis.planned for axis in axes],
            "quarter": [-1] * len(settlement.axes) + [number for number, _ in inside],
        },
        geometry=shapely.set_precision(lines, 0.001, mode="pointwise"),
        crs=EPSG,
    )
    frame = frame[frame.geometry.length > EDGE_M].reset_index(drop=True)
    frame["code"] = [f"TB{number:05d}" for number in range(1, len(frame) + 1)]
    frame["carriageway_m"] = _carriageway(frame["width_m"].to_numpy())
    frame["lanes"] = [next(lanes for least, lanes in _LANES if width >= least) for width in frame["width_m"]]
    frame["surface"] = np.select(
        [frame["road_class"] == TRACK, frame["road_class"] == ALLEY], ["Cấp phối", "Bê tông xi măng"], "Bê tông nhựa"
    )
    _name_streets(frame, communes)
    _name_alleys(frame)
    return frame


def _inside(lines: list[shapely.LineString], ward: BaseGeometry) -> npt.NDArray[np.object_]:
    """Each line as far as it runs inside the ward; empty where it doesn't."""
    parts, owner = shapely.get_parts(shapely.intersection(lines, ward), return_index=True)
    result = np.full(len(lines), shapely.LineString(), dtype=object)
    order = np.argsort(shapely.length(parts), kind="stable")
    result[owner[order]] = parts[order]
    return result


def facing(points: npt.NDArray[np.object_], roads: gpd.GeoDataFrame, width: str) -> npt.NDArray[np.int64]:
    """The street whose edge, by the named column of widths, is nearest to each point; of equals the wider one."""
    lines, widths = roads.geometry.to_numpy(), roads[width].to_numpy()
    tree = shapely.STRtree(lines)
    found = np.full(len(points), -1, dtype=np.int64)
    who, which = tree.query(points, predicate="dwithin", distance=26.0)
    gap = np.round(np.abs(shapely.distance(points[who], lines[which]) - widths[which] / 2), 0)
    order = np.lexsort((which, -widths[which], gap, who))
    first = order[np.unique(who[order], return_index=True)[1]]
    found[who[first]] = which[first]
    far = found < 0
    if far.any():
        found[far] = tree.nearest(points[far])
    return found


def _carriageway(width: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """What is left between the pavements: all of an alley, two thirds of a street."""
    return np.where(width < 6, width, np.round(width * 0.62 * 2) / 2)


def _name_streets(frame: gpd.GeoDataFrame, communes: npt.NDArray[np.int64]) -> None:
    """Streets inside a quarter are numbered in it: `Đường N2, KDC Quang Vinh 4`."""
    nameless = frame.index[(frame["name"] == "") & frame["road_class"].isin([STREET, TRACK])]
    quarter = frame.loc[nameless, "quarter"].to_numpy()
    within = {number: 1 + int((communes[:number] == communes[number]).sum()) for number in set(quarter)}
    count: dict[int, int] = {}
    for index, number in zip(nameless, quarter, strict=True):
        count[number] = count.get(number, 0) + 1
        place = f"KDC {NAMES[CODES[communes[number]]]} {within[number]}"
        track = frame.at[index, "road_class"] == TRACK
        frame.at[index, "name"] = f"{'Đường đất' if track else 'Đường N'}{' ' * track}{count[number]}, {place}"


def _name_alleys(frame: gpd.GeoDataFrame) -> None:
    """An alley is called by the number of the house beside its mouth: `Hẻm 45 Nguyễn Du`."""
    frame["parent"], frame["number"] = -1, 0
    streets = frame.index[~frame["road_class"].isin([ALLEY, TRACK])].to_numpy()
    alleys = frame.index[frame["road_class"] == ALLEY].to_numpy()
    if not len(alleys):
        return
    lines = frame.geometry.to_numpy()
    tree = shapely.STRtree(lines[streets])
    ends = [shapely.get_point(lines[alleys], at) for at in (0, -1)]
    found = [tree.nearest(points) for points in ends]
    away = [shapely.distance(points, lines[streets][f]) for points, f in zip(ends, found, strict=True)]
    mouth = (away[1] < away[0] - 0.01).astype(int)
    parents = streets[np.where(mouth, found[1], found[0])]
    points = np.where(mouth, ends[1], ends[0])
    along = shapely.line_locate_point(lines[parents], points)
    numbers = (along // 9).astype(int) * 2 + 1 + (np.arange(len(alleys)) % 2)
    taken: set[tuple[int, int]] = set()
    for index, parent, wanted in zip(alleys, parents, numbers, strict=True):
        number = int(wanted)
        while (int(parent), number) in taken:
            number += 2
        taken.add((int(parent), number))
        frame.at[index, "parent"], frame.at[index, "number"] = int(parent), number
        frame.at[index, "name"] = f"Hẻm {number} {frame.at[parent, 'name']}"
