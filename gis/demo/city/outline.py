"""The ground: the ward's real outline, a plausible bed of the Đồng Nai river along it, and the land between."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from gis.demo.city import EPSG
from gis.spatial.crs import WGS84, transformer

_COMMUNES = Path(__file__).parents[1] / "data" / "vietnam" / "vn_admin_2025.gpkg"
WARD = "26041"
RIVER_M, BRANCH_M = 330.0, 130.0
"""Widths of the river, whose middle is the ward's south-western edge, and of the branch around Hiệp Hòa island."""
_RIVER = ((395_580.0, 1_213_560.0), (400_264.0, 1_205_724.0))
_BRANCH = (
    (398_060.0, 1_210_060.0), (398_700.0, 1_209_640.0), (399_500.0, 1_209_400.0), (400_350.0, 1_209_150.0),
    (401_150.0, 1_208_600.0), (401_650.0, 1_207_950.0), (402_000.0, 1_207_350.0), (402_250.0, 1_206_300.0),
)  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """Polygons in EPSG:5899. `land` is the ward without water; `channel` may reach beyond the ward."""

    ward: shapely.MultiPolygon
    channel: BaseGeometry
    river: BaseGeometry
    land: BaseGeometry
    banks: BaseGeometry


@cache
def ground() -> Ground:
    """Read the outline and lay the river."""
    frame = pyogrio.read_dataframe(_COMMUNES, layer="communes", where=f"code = '{WARD}'")
    project = transformer(WGS84, EPSG).transform
    ward = shapely.transform(frame.geometry.iloc[0], lambda xy: np.column_stack(project(xy[:, 0], xy[:, 1])))
    main = max(shapely.get_parts(ward), key=lambda part: part.area)
    bed = smooth(_along(main.exterior, *_RIVER), 3)
    branch = smooth(shapely.LineString(_BRANCH), 3)
    channel = shapely.union(bed.buffer(RIVER_M / 2, cap_style="flat"), branch.buffer(BRANCH_M / 2, cap_style="flat"))
    land = shapely.MultiPolygon([p for p in shapely.get_parts(shapely.difference(main, channel)) if p.area > 2e5])
    land = shapely.set_precision(land, 0.001)
    river = shapely.intersection(channel, main)
    banks = shapely.intersection(shapely.boundary(channel), shapely.buffer(land, 0.01))
    return Ground(shapely.set_precision(main, 0.001), channel, river, land, banks)


def smooth(line: shapely.LineString, times: int) -> shapely.LineString:
    """Cut the corners of a line, each time to quarters (Chaikin); the ends stay."""
    points = shapely.get_coordinates(line)
    for _ in range(times):
        near, far = 0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]
        points = np.vstack([points[:1], np.stack([near, far], axis=1).reshape(-1, 2), points[-1:]])
    return shapely.LineString(points)


def _along(ring: shapely.LinearRing, start: tuple[float, float], end: tuple[float, float]) -> shapely.LineString:
    """The part of a ring from the corner nearest to `start` to the one nearest to `end`, the south-western way."""
    points = shapely.get_coordinates(ring)[:-1]
    first, last = (int(np.argmin(np.hypot(*(points - np.array(corner)).T))) for corner in (start, end))
    lower, upper = sorted((first, last))
    ways = points[lower : upper + 1], np.vstack([points[upper:], points[: lower + 1]])
    return shapely.LineString(min(ways, key=lambda way: way.sum(axis=1).mean()))
