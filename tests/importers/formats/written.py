"""Files of every format with the same 60 plots, written by GDAL and geopandas: other tools than the readers."""

import shutil
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import shapely

PLOTS = 60
NAME = "Đất ở tại nông thôn"


def plots(count: int = PLOTS, **columns: Any) -> geopandas.GeoDataFrame:
    """Squares of 0.01 degrees beside each other near Biên Hòa, with a text, a code and a number."""
    squares = [shapely.box(106.8 + i / 50, 10.9, 106.81 + i / 50, 10.91) for i in range(count)]
    values = {"ten": [NAME] * count, "ma": [f"{i:05d}" for i in range(count)], "so": list(range(count))}
    return geopandas.GeoDataFrame({**values, **columns}, geometry=squares, crs=4326)


def _by(driver: str, suffix: str, **options: Any) -> Callable[[Path], Path]:
    def write(folder: Path, frame: geopandas.GeoDataFrame | None = None) -> Path:
        path = folder / f"thua{suffix}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # widths and types that a format can't hold
            (plots() if frame is None else frame).to_file(path, driver=driver, **options)
        return path

    return write


def _parquet(encoding: str) -> Callable[[Path], Path]:
    def write(folder: Path, frame: geopandas.GeoDataFrame | None = None) -> Path:
        path = folder / "thua.parquet"
        (plots() if frame is None else frame).to_parquet(path, geometry_encoding=encoding)
        return path

    return write


def _zipped(inner: Callable[[Path], Path]) -> Callable[[Path], Path]:
    def write(folder: Path, frame: geopandas.GeoDataFrame | None = None) -> Path:
        inside = folder / "inside"
        inside.mkdir()
        inner(inside) if frame is None else inner(inside, frame)  # type: ignore[call-arg]
        path = pack(folder / "thua.zip", inside)
        shutil.rmtree(inside)
        return path

    return write


def pack(path: Path, folder: Path) -> Path:
    """A ZIP of everything in the folder."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return path


WRITERS: dict[str, Callable[..., Path]] = {
    "shapefile": _by("ESRI Shapefile", ".shp", encoding="UTF-8"),
    "geopackage": _by("GPKG", ".gpkg"),
    "filegdb": _by("OpenFileGDB", ".gdb"),
    "flatgeobuf": _by("FlatGeobuf", ".fgb"),
    "flatgeobuf without index": _by("FlatGeobuf", ".fgb", SPATIAL_INDEX="NO"),
    "geoparquet": _parquet("WKB"),
    "geoarrow": _parquet("geoarrow"),
    "geojson": _by("GeoJSON", ".geojson"),
    "geojsonl": _by("GeoJSONSeq", ".geojsonl"),
    "kml": _by("LIBKML", ".kml"),
    "gml": _by("GML", ".gml"),
    "mapinfo": _by("MapInfo File", ".tab", encoding="UTF-8"),
    "mif": _by("MapInfo File", ".mif", encoding="UTF-8"),
    "zipped shapefile": _zipped(_by("ESRI Shapefile", ".shp", encoding="UTF-8")),
    "zipped filegdb": _zipped(_by("OpenFileGDB", ".gdb")),
    "kmz": _zipped(_by("LIBKML", ".kml")),
}
FORMAT_OF = {
    "flatgeobuf without index": "flatgeobuf", "geoarrow": "geoparquet", "geojsonl": "geojson", "zipped shapefile": "shapefile", "zipped filegdb": "filegdb",
    "kmz": "kml",
}  # fmt: skip
