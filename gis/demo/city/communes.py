"""The six wards before July 2025: every quarter lies in one, their outlines follow streets and are synthetic."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.demo.city import EPSG
from gis.demo.city.names import FORMER_COMMUNES
from gis.demo.city.outline import Ground
from gis.demo.city.streets import Quarter

CODES = tuple(code for code, _, _ in FORMER_COMMUNES)
NAMES = {code: name for code, name, _ in FORMER_COMMUNES}
SUCCESSOR = "26041"
_SEEDS = np.array([point for _, _, point in FORMER_COMMUNES])
_ISLAND = CODES.index("26065")


def commune_of(quarters: list[Quarter], ground: Ground) -> npt.NDArray[np.int64]:
    """For each quarter the position of its former commune in CODES: the island's, else the nearest."""
    inside = shapely.point_on_surface([quarter.outline for quarter in quarters])
    points = shapely.get_coordinates(inside)
    island = next(part for part in shapely.get_parts(ground.land) if part.contains(shapely.Point(_SEEDS[_ISLAND])))
    return np.where(shapely.contains(island, inside), _ISLAND, _nearest_ashore(points))


def former_communes(quarters: list[Quarter], communes: npt.NDArray[np.int64], ground: Ground) -> gpd.GeoDataFrame:
    """Outlines that part the ward: quarters, and the water before them."""
    land = [
        _joined([quarter.outline for quarter, c in zip(quarters, communes, strict=True) if c == number])
        for number in range(len(CODES))
    ]
    rest = shapely.difference(ground.ward, shapely.union_all(land))
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.MultiPoint(_SEEDS), extend_to=shapely.box(*ground.ward.bounds).buffer(5_000))
    )
    rows = []
    for number, code in enumerate(CODES):
        cell = next(cell for cell in cells if cell.contains(shapely.Point(_SEEDS[number])))
        outline = shapely.union(land[number], shapely.intersection(rest, cell))
        rows.append((code, NAMES[code], f"Phường {NAMES[code]}", _solid(outline)))
    frame = gpd.GeoDataFrame(rows, columns=["code", "name", "full_name", "geometry"], geometry="geometry", crs=EPSG)
    frame["valid_until"] = "2025-06-30"
    frame["successor_code"], frame["successor"] = SUCCESSOR, "Phường Trấn Biên"
    frame["area_km2"] = (frame.geometry.area / 1e6).round(3)
    return frame


def _nearest_ashore(points: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    away = np.hypot(*(points[:, None, :] - _SEEDS[None, :, :]).transpose(2, 0, 1))
    away[:, _ISLAND] = np.inf
    nearest: npt.NDArray[np.int64] = away.argmin(axis=1)
    return nearest


def _joined(outlines: list[shapely.Polygon]) -> BaseGeometry:
    """One outline, without the slits of less than a millimetre where a street ends in the middle of another."""
    grown = shapely.buffer(shapely.union_all(outlines), 0.05, join_style="mitre")
    return shapely.set_precision(shapely.buffer(grown, -0.05, join_style="mitre"), 0.001)


def _solid(geometry: BaseGeometry) -> shapely.MultiPolygon:
    """Its polygons, without the crumbs that rounding leaves."""
    return shapely.MultiPolygon([p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and p.area > 1])
