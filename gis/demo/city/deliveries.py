"""How the synthetic city's files fill layers; each says that it is synthetic."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gis.demo.city import EPSG
from gis.demo.city.lists import CORNERS, HYDRANTS, MODEL, POLES
from gis.demo.city.write import city_files, parcel_files
from gis.demo.delivery import Delivery
from gis.setup.places import VAR
from layers.catalog.description import Title

_SURVEY = f"EPSG:{EPSG}"
ATTRIBUTION = "Dữ liệu giả lập của dothi, không phải số liệu thật"
_WHAT: dict[str, tuple[str, str]] = {
    "parcels": ("Thửa đất giả lập", "Synthetic parcels"),
    "former_communes": ("Ranh giới giả lập của sáu phường cũ", "Synthetic outlines of the six former wards"),
    "plans": ("Đồ án quy hoạch giả lập", "Synthetic plans"),
    "general_zoning": ("Quy hoạch chung giả lập", "A synthetic general plan"),
    "zoning": ("Quy hoạch phân khu giả lập", "Synthetic sub-area plans"),
    "red_lines": ("Chỉ giới đường đỏ giả lập", "Synthetic red lines"),
    "building_lines": ("Chỉ giới xây dựng giả lập", "Synthetic building lines"),
    "protection_corridors": ("Hành lang bảo vệ sông giả lập", "A synthetic river corridor"),
    "water_surfaces": ("Mặt nước giả lập", "Synthetic water surfaces"),
    "parks": ("Công viên giả lập", "Synthetic parks"),
    "cemeteries": ("Nghĩa trang giả lập", "Synthetic cemeteries"),
    "schools": ("Trường học giả lập", "Synthetic schools"),
    "roads": ("Đường giả lập", "Synthetic roads"),
    "buildings": ("Công trình giả lập", "Synthetic buildings"),
    "trees": ("Cây xanh giả lập", "Synthetic trees"),
    "lights": ("Đèn chiếu sáng giả lập", "Synthetic street lights"),
    "light_cabinets": ("Tủ chiếu sáng giả lập", "Synthetic lighting cabinets"),
    "water_pipes": ("Đường ống cấp nước giả lập", "Synthetic water pipes"),
    "hydrants": ("Trụ chữa cháy giả lập", "Synthetic hydrants"),
    "valves": ("Van cấp nước giả lập", "Synthetic valves"),
    "drainage_pipes": ("Cống thoát nước giả lập", "Synthetic drains"),
    "manholes": ("Hố ga giả lập", "Synthetic manholes"),
    "resurveyed_parcels": ("Thửa đất đo đạc lại giả lập", "Synthetic parcels measured anew"),
    "power_poles": ("Cột điện giả lập", "Synthetic electricity poles"),
    "water_model_pipes": ("Đường ống giả lập của mô hình thủy lực", "Synthetic pipes of a hydraulic model"),
}
_GENERAL: Mapping[str, Any] = {
    "title": Title("Quy hoạch chung: chức năng sử dụng đất", "General plan: land use"),
    "min_zoom": 9,
    "shown_at_start": False,
}

_RESURVEYED: Mapping[str, Any] = {
    "title": Title("Thửa đất đo đạc lại", "Parcels measured anew"),
    "shown_at_start": False,
}
_MODEL: Mapping[str, Any] = {
    "title": Title("Đường ống trong mô hình thủy lực", "Pipes of the hydraulic model"),
    "shown_at_start": False,
}

_LATER: Mapping[str, Any] = {"shown_at_start": False}
"""The first view is the city's ground and its parcels; the rest is a click away."""


def city_deliveries(size: int) -> tuple[Delivery, ...]:
    """A delivery a layer, of the city with so many parcels; its files are written when the first is asked for."""

    def at(*names: str) -> Callable[[], list[Path]]:
        return lambda: [city_files(VAR / "demo", size) / name for name in names]

    def package(layer: str, file: str, name: str | None = None, **more: Any) -> Delivery:
        return _delivery(layer, at(file), source_layer=name or layer, **more)

    lots, boundary = "ChucNangSuDungDat_A", "RanhGioiQuyHoach_A"
    general, detailed = "QuyHoach_QHC.gpkg", "QuyHoach_QHPK.gpkg"
    networks, public = "ha_tang_ky_thuat.gpkg", "cong_trinh_cong_cong.gpkg"
    return (
        package("former_communes", public),
        _delivery("water_surfaces", at("mat_nuoc.geojson")),
        package("parks", public),
        package("cemeteries", public),
        package("schools", public),
        _delivery("roads", at("giao_thong.geojson")),
        _delivery("buildings", at("cong_trinh_xay_dung.geojson")),
        _delivery("parcels", lambda: parcel_files(city_files(VAR / "demo", size)), crs=_SURVEY),
        _delivery("plans", at(general, detailed), source_layer=boundary),
        package("general_zoning", general, lots, template="zoning", changes=_GENERAL),
        package("zoning", detailed, lots, changes=_LATER),
        package("red_lines", detailed, "ChiGioiDuongDo_L"),
        package("building_lines", detailed, "ChiGioiXayDung_L"),
        package("protection_corridors", public),
        _delivery("trees", at("cay_xanh.csv"), _LATER, crs=_SURVEY),
        _delivery("lights", at("den_chieu_sang.csv"), _LATER),
        *(package(layer, networks, changes=_LATER) for layer in (
            "light_cabinets", "water_pipes", "valves", "drainage_pipes", "manholes",
        )),
        _delivery("hydrants", at(HYDRANTS), _LATER, crs=_SURVEY),
        _delivery("resurveyed_parcels", at(CORNERS), _RESURVEYED, template="parcels", crs=_SURVEY),
        _delivery("power_poles", at(POLES), _LATER, streets="roads"),
        _delivery(
            "water_model_pipes", at(MODEL), _MODEL, template="water_pipes", source_layer="pipes", crs=_SURVEY,
            mapping={"id": "code", "description": "street"},
        ),
    )  # fmt: skip


def _delivery(
    layer: str, files: Callable[[], list[Path]], changes: Mapping[str, Any] | None = None, **options: Any
) -> Delivery:
    vi, en = _WHAT[layer]
    said = {
        "synthetic": True,
        "licence": "apache-2.0",
        "attribution": ATTRIBUTION,
        "description": Title(f"{vi} trong phường Trấn Biên, Biên Hòa.", f"{en} in Trấn Biên ward, Biên Hòa."),
        **(changes or {}),
    }
    return Delivery(layer, files, {**options, "changes": said})
