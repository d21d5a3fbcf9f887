"""Red lines and building lines: the streetward sides of the plan's blocks, and how far behind them one may build."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.demo.city import EPSG
from gis.demo.city.roads import facing


def red_lines(blocks: gpd.GeoDataFrame, roads: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The streetward sides of the plan's blocks, one line a side, with the street they bound."""
    polygons, owner = shapely.get_parts(blocks.geometry.to_numpy(), return_index=True)
    rings, ring_of = shapely.get_rings(shapely.orient_polygons(polygons), return_index=True)
    points, at = shapely.get_coordinates(rings, return_index=True)
    same = at[1:] == at[:-1]
    starts, ends, ring = points[:-1][same], points[1:][same], at[:-1][same]
    street = facing(shapely.points((starts + ends) / 2), roads, "planned_m")
    turns = np.flatnonzero((np.diff(street) != 0) | (np.diff(ring) != 0)) + 1
    lines, which, whose = [], [], []
    for first, last in zip([0, *turns], [*turns, len(street)], strict=True):
        line = shapely.LineString(np.vstack([starts[first:last], ends[last - 1 : last]]))
        if line.length > 1.0:
            lines.append(line)
            which.append(street[first])
            whose.append(owner[ring_of[ring[first]]])
    frame = gpd.GeoDataFrame(
        {
            "ma_ho_so_qh": blocks["ma_ho_so_qh"].to_numpy()[whose],
            "block": blocks.index.to_numpy()[whose],
            "street": roads["name"].to_numpy()[which],
            "planned_m": roads["planned_m"].to_numpy()[which],
        },
        geometry=lines,
        crs=EPSG,
    )
    frame["length"] = frame.geometry.length.round(2)
    return frame


def building_lines(red: gpd.GeoDataFrame, blocks: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Behind the red line by the setback: none in alleys, 2 to 6 m where streets are wide."""
    setback = np.select([red["planned_m"] >= 24, red["planned_m"] >= 16, red["planned_m"] >= 9], [6.0, 3.0, 2.0], 0.0)
    frame = red[setback > 0].copy()
    frame["setback"] = setback[setback > 0]
    moved = shapely.offset_curve(frame.geometry.to_numpy(), frame["setback"].to_numpy(), join_style="mitre")
    inside = blocks.geometry.to_numpy()[blocks.index.get_indexer(pd.Index(frame["block"]))]
    frame.geometry = shapely.set_precision(shapely.intersection(moved, inside), 0.001)
    lines = shapely.get_type_id(frame.geometry.to_numpy())
    frame = frame[np.isin(lines, [shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING])]
    frame["length"] = frame.geometry.length.round(2)
    return frame[frame["length"] > 1].reset_index(drop=True)
