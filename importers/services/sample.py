"""Some features of a read file for a map: few, light, and in degrees."""

import json
from typing import Any

import numpy as np
import shapely

from gis.spatial.crs import WGS84, transformer
from importers.reading.spool import Spool

MOST_FEATURES, MOST_COORDINATES = 400, 60_000
FINENESS = 4_000
"""Parts of the sample's width below which nobody sees a corner."""


def sample_features(spool: Spool, epsg: int) -> dict[str, Any]:
    """A GeoJSON collection in WGS 84 of features evenly taken; what can't be read or placed is left out."""
    fids, shapes = _taken(spool)
    usable = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    fids, shapes = fids[usable], shapely.force_2d(shapes[usable])
    if not len(shapes):
        return {"type": "FeatureCollection", "features": []}
    change = transformer(epsg, WGS84).transform
    shapes = shapely.transform(shapes, lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1])))
    boxes = shapely.bounds(shapes)
    placed = np.isfinite(boxes).all(axis=1)
    fids, shapes, boxes = fids[placed], shapes[placed], boxes[placed]
    if not len(shapes):
        return {"type": "FeatureCollection", "features": []}
    width = max(boxes[:, 2].max() - boxes[:, 0].min(), boxes[:, 3].max() - boxes[:, 1].min())
    light = shapely.simplify(shapes, width / FINENESS, preserve_topology=False)
    light = np.where(shapely.is_empty(light), shapes, light)
    room = np.cumsum(shapely.get_num_coordinates(light)) <= MOST_COORDINATES
    light = shapely.set_precision(light[room], 1e-7, mode="pointwise")
    features = [
        {"type": "Feature", "id": int(fid), "properties": {}, "geometry": json.loads(shapely.to_geojson(shape))}
        for fid, shape in zip(fids[room], light, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _taken(spool: Spool) -> tuple[Any, Any]:
    step = -(-spool.count // MOST_FEATURES) or 1
    rows = np.arange(0, spool.count, step)
    fids = spool.column("fid").take(rows).to_numpy()
    wkb = spool.column("geometry").take(rows).to_pylist()
    return fids, np.asarray(shapely.from_wkb(wkb, on_invalid="fix"), dtype=object)
