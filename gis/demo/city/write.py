"""The city as files, the way departments deliver them.

Land office: one Shapefile a former ward, text in TCVN3, no .prj, no .cpg. Planning: a GeoPackage a plan level, in the
official classes. Roads, buildings and water: GeoJSON in degrees. Trees and lights: CSV lists, X = northing or degrees.
Networks and public places: a GeoPackage each. Hydrants, corner points, poles and the water model: see `lists`.
"""

import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from gis.demo.city import DEFAULT_SIZE, EPSG
from gis.demo.city.communes import CODES
from gis.demo.city.generate import City, city
from gis.demo.city.lists import write_lists
from gis.demo.city.official import packages
from gis.demo.city.planning import Plans
from gis.setup.steps import fingerprint, is_stamped, put_stamp
from gis.spatial.crs import WGS84, transformer
from importers.normalise.legacy_tables import encode_tcvn3

_STAMP = "version"
_PARCEL_FIELDS = {
    "ma_xa": "MAXA", "so_to": "SOTO", "so_thua": "SOTHUA", "loai_dat": "LOAIDAT", "dien_tich": "DIENTICH",
    "dien_tich_phap_ly": "DIENTICHPL", "dia_chi": "DIACHI", "so_to_cu": "SO_TO_CU", "so_thua_cu": "SOTHUA_CU",
    "ten_chu": "TENCHU",
}  # fmt: skip
_ROADS = {
    "code": "ma_duong", "name": "ten_duong", "road_class": "cap_duong", "width_m": "lo_gioi",
    "planned_m": "lo_gioi_qh", "carriageway_m": "mat_duong", "lanes": "so_lan", "surface": "ket_cau",
}  # fmt: skip
_BUILDINGS = {
    "code": "ma_nha", "function": "cong_nang", "storeys": "so_tang", "height_m": "chieu_cao",
    "footprint_m2": "dien_tich_xd", "floor_area_m2": "dien_tich_san", "year_built": "nam_xd", "address": "dia_chi",
}  # fmt: skip
_WATER = {"code": "ma_mat_nuoc", "name": "ten", "kind": "loai", "area_m2": "dien_tich"}
_TREES = {
    "code": "MaCay", "species": "TenCay", "species_scientific": "TenKhoaHoc", "tree_class": "NhomCay",
    "trunk_diameter_cm": "DuongKinh", "height_m": "ChieuCao", "crown_m": "TanCay", "planted_year": "NamTrong",
    "health": "TinhTrang", "preserved": "BaoTon", "street": "TenDuong", "manager": "DonViQuanLy",
}  # fmt: skip
_LIGHTS = {
    "code": "MaDen", "cabinet": "TuDien", "circuit": "Mach", "pole_type": "LoaiCot", "pole_height_m": "ChieuCao",
    "luminaire": "LoaiDen", "power_w": "CongSuat", "luminaire_count": "SoBong", "installed_on": "NgayLap",
    "state": "TrangThai", "street": "TenDuong",
}  # fmt: skip
_CABINETS = ("code", "street", "circuits", "lights", "power_kw", "control", "manager")
_PIPES = ("code", "kind", "diameter_mm", "material", "length_m", "depth_m", "laid_year", "state", "street")
_FITTINGS = ("code", "kind", "diameter_mm", "pipe", "state", "street")
_DRAINS = ("code", "kind", "diameter_mm", "material", "length_m", "slope_permille", "from_manhole", "to_manhole",
           "laid_year", "street")  # fmt: skip
_MANHOLES = ("code", "kind", "cover_level_m", "invert_level_m", "depth_m", "street")
_PLACES = {
    "schools": ("code", "name", "level", "pupils", "classes", "area_m2", "address", "manager"),
    "parks": ("code", "name", "kind", "area_m2", "address"),
    "cemeteries": ("code", "name", "state", "area_m2", "address"),
    "protection_corridors": ("code", "name", "kind", "width_m", "rule", "area_m2"),
    "former_communes": ("code", "name", "full_name", "valid_until", "successor_code", "successor", "area_km2"),
}


def city_files(folder: Path, size: int = DEFAULT_SIZE) -> Path:
    """The folder with the files of a city, written first where this version of them isn't there yet.

    Made in a neighbouring folder and renamed, so that a half one never stays.
    """
    target = folder / f"city-{size}"
    if is_stamped(target / _STAMP, _version()):
        return target
    made = folder / f".city-{size}-{os.getpid()}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    write(city(size), made)
    put_stamp(made / _STAMP, _version())
    shutil.rmtree(target, ignore_errors=True)
    try:
        made.rename(target)
    except OSError:  # another process was first
        shutil.rmtree(made, ignore_errors=True)
    return target


def write(made: City, folder: Path) -> None:
    """Write every file of a city into a folder."""
    _parcels(made.parcels, folder)
    planned = Plans(made.plans, made.general_zoning, made.zoning, made.red_lines, made.building_lines)
    for level, classes in packages(planned).items():
        for name, frame in classes.items():
            _geopackage(frame, folder / f"QuyHoach_{level}.gpkg", name)
    _geojson(made.roads, folder / "giao_thong.geojson", _ROADS)
    _geojson(made.buildings, folder / "cong_trinh_xay_dung.geojson", _BUILDINGS)
    _geojson(made.water_surfaces, folder / "mat_nuoc.geojson", _WATER)
    _csv(made.trees, folder / "cay_xanh.csv", _TREES, degrees=False)
    _csv(made.lights, folder / "den_chieu_sang.csv", _LIGHTS, degrees=True)
    utilities = folder / "ha_tang_ky_thuat.gpkg"
    for name, columns in {
        "light_cabinets": _CABINETS, "water_pipes": _PIPES, "valves": _FITTINGS,
        "drainage_pipes": _DRAINS, "manholes": _MANHOLES,
    }.items():  # fmt: skip
        _geopackage(getattr(made, name)[[*columns, "geometry"]], utilities, name)
    write_lists(made, folder)
    for name, columns in _PLACES.items():
        _geopackage(getattr(made, name)[[*columns, "geometry"]], folder / "cong_trinh_cong_cong.gpkg", name)


def parcel_files(folder: Path) -> list[Path]:
    """The Shapefiles of a written city, one a former ward."""
    return [folder / f"thua_dat_{code}.shp" for code in CODES]


@cache
def _version() -> str:
    """A fingerprint of the generator itself: what it wrote before it was changed is written anew."""
    here = Path(__file__).parent
    return fingerprint(*sorted([*here.glob("*.py"), *here.glob("data/*.csv")]))


def _parcels(frame: gpd.GeoDataFrame, folder: Path) -> None:
    """Bytes of TCVN3 written as if they were ISO-8859-1, which keeps each as it is."""
    delivered = frame[[*_PARCEL_FIELDS, "geometry"]].rename(columns=_PARCEL_FIELDS)
    for text in ("DIACHI", "TENCHU"):
        delivered[text] = delivered[text].map(_tcvn3)
    for path in parcel_files(folder):
        rows = delivered[delivered["MAXA"] == path.stem[-5:]]
        pyogrio.write_dataframe(rows, path, driver="ESRI Shapefile", encoding="ISO-8859-1")
        for suffix in (".prj", ".cpg"):
            path.with_suffix(suffix).unlink(missing_ok=True)


@cache
def _tcvn3(text: str) -> str:
    return encode_tcvn3(text).decode("latin-1")


def _geopackage(frame: gpd.GeoDataFrame, path: Path, layer: str) -> None:
    kinds = set(frame.geom_type)
    promote = any(kind.startswith("Multi") for kind in kinds)
    pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG", append=path.exists(), promote_to_multi=promote)


def _geojson(frame: gpd.GeoDataFrame, path: Path, columns: Mapping[str, str]) -> None:
    delivered = frame[[*columns, "geometry"]].rename(columns=dict(columns))
    shapes = shapely.transform(frame.geometry.to_numpy(), _degrees)
    delivered = gpd.GeoDataFrame(delivered.drop(columns="geometry"), geometry=shapes, crs=WGS84)
    pyogrio.write_dataframe(delivered, path, driver="GeoJSON", layer_options={"COORDINATE_PRECISION": 9})


def _csv(frame: gpd.GeoDataFrame, path: Path, columns: Mapping[str, str], *, degrees: bool) -> None:
    """A list with the place in two columns: survey X (northing) and Y, or longitude and latitude."""
    table = frame[list(columns)].rename(columns=dict(columns))
    points = shapely.get_coordinates(frame.geometry.to_numpy())
    if degrees:
        lon, lat = _degrees(points).T
        table["KinhDo"], table["ViDo"] = lon.round(9), lat.round(9)
    else:
        table["X"], table["Y"] = points[:, 1].round(3), points[:, 0].round(3)
    table.to_csv(path, index=False, encoding="utf-8-sig")


def _degrees(points: np.ndarray) -> np.ndarray:
    project = transformer(EPSG, WGS84).transform
    return np.column_stack(project(points[:, 0], points[:, 1]))
