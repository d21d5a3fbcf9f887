"""Files as clerks deliver them, written for one test."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from importers.normalise.legacy_tables import encode_tcvn3, encode_vni

EAST, NORTH = 400_000.0, 1_209_000.0
WAYS = {"tcvn3": encode_tcvn3, "vni": encode_vni, "utf-8": str.encode}
STREETS = ["Đường Nguyễn Ái Quốc", "Phường Trấn Biên", "Đất ở tại đô thị", "Hẻm số 5, đường Cách Mạng Tháng Tám"]


def squares(count: int, **columns: Any) -> gpd.GeoDataFrame:
    """A row of 10 m squares in VN-2000 / TM-3 107°45'."""
    boxes = [shapely.box(EAST + 20 * i, NORTH, EAST + 20 * i + 10, NORTH + 10) for i in range(count)]
    return gpd.GeoDataFrame(columns, geometry=boxes, crs=5899, index=range(count))


def shapefile(
    folder: Path, frame: gpd.GeoDataFrame, *, encoding: str = "utf-8", bare: bool = True, name: str = "thua"
) -> Path:
    """Write a Shapefile whose text is in a legacy encoding; bare = without .prj and .cpg."""
    written = frame.copy()
    for column in written.columns.drop("geometry"):
        if written[column].map(type).eq(str).any():
            written[column] = [
                None if not isinstance(v, str) else WAYS[encoding](v).decode("latin-1") for v in written[column]
            ]
    path = folder / f"{name}.shp"
    written.to_file(path, driver="ESRI Shapefile", encoding="ISO-8859-1", engine="pyogrio")
    if bare:
        path.with_suffix(".prj").unlink(missing_ok=True)
        path.with_suffix(".cpg").unlink(missing_ok=True)
    return path


def geopackage(folder: Path, frame: gpd.GeoDataFrame, name: str = "thua") -> Path:
    path = folder / f"{name}.gpkg"
    frame.to_file(path, layer=name, driver="GPKG", engine="pyogrio")
    return path
