"""Buildings, public places and water as the city's departments list them; quiet enough to be the map's ground."""

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import by_value, class_of, single

_CODE = FieldDescription("code", Title("Mã", "Code"), aliases=("ma", "ma_nha", "ma_mat_nuoc"))
_NAME = FieldDescription("name", Title("Tên", "Name"), aliases=("ten",))
_KIND = FieldDescription("kind", Title("Loại", "Kind"), aliases=("loai",))
_STATE = FieldDescription("state", Title("Tình trạng", "State"), aliases=("tinh_trang",))
_AREA = FieldDescription("area_m2", Title("Diện tích", "Area"), FieldType.DECIMAL, unit="m²", aliases=("dien_tich",))
_ADDRESS = FieldDescription("address", Title("Địa chỉ", "Address"), aliases=("dia_chi",))
_MANAGER = FieldDescription("manager", Title("Đơn vị quản lý", "Manager"), aliases=("don_vi_quan_ly",))


def _number(name: str, vi: str, en: str, unit: str = "", *aliases: str) -> FieldDescription:
    kind = FieldType.DECIMAL if unit else FieldType.INTEGER
    return FieldDescription(name, Title(vi, en), kind, unit=unit, aliases=aliases)


BUILDINGS = LayerDescription(
    name="buildings",
    title=Title("Công trình xây dựng", "Buildings"),
    description=Title(
        "Mặt bằng công trình hiện trạng với số tầng và chiều cao.", "Footprints with storeys and height."
    ),
    theme="buildings",
    geometry_kind=GeometryKind.POLYGON,
    fields=(
        _CODE,
        FieldDescription("function", Title("Công năng", "Function"), aliases=("cong_nang",)),
        _number("storeys", "Số tầng", "Storeys", "", "so_tang", "soTang"),
        _number("height_m", "Chiều cao", "Height", "m", "chieu_cao", "chieuCao"),
        _number("footprint_m2", "Diện tích xây dựng", "Footprint", "m²", "dien_tich_xd"),
        _number("floor_area_m2", "Diện tích sàn", "Floor area", "m²", "dien_tich_san"),
        _number("year_built", "Năm xây dựng", "Year built", "", "nam_xd"),
        _ADDRESS,
    ),
    key_fields=("code",),
    title_field="address",
    style=single("#d9d3c7", "#b9b1a2", width=0.5, opacity=0.9),
    min_zoom=14,
)

SCHOOLS = LayerDescription(
    name="schools",
    title=Title("Trường học", "Schools"),
    description=Title("Khuôn viên trường học theo cấp.", "Grounds of schools by level."),
    theme="public_spaces",
    geometry_kind=GeometryKind.POLYGON,
    fields=(
        _CODE, _NAME, FieldDescription("level", Title("Cấp học", "Level"), aliases=("cap_hoc",)),
        _number("pupils", "Số học sinh", "Pupils", "", "so_hoc_sinh"),
        _number("classes", "Số lớp", "Classes", "", "so_lop"),
        _AREA, _ADDRESS, _MANAGER,
    ),
    key_fields=("code",),
    title_field="name",
    style=by_value(
        "level",
        [
            class_of("nursery", "Mầm non", "Nursery", "#f6d6e8"),
            class_of("primary", "Tiểu học", "Primary", "#f0bfd9"),
            class_of("lower_secondary", "Trung học cơ sở", "Lower secondary", "#e7a6c8"),
            class_of("upper_secondary", "Trung học phổ thông", "Upper secondary", "#dc8cb6"),
        ],
        single("#f0bfd9", "#c06c9b", width=0.8, opacity=0.8),
    ),
    min_zoom=12,
    shown_at_start=False,
)  # fmt: skip

PARKS = LayerDescription(
    name="parks",
    title=Title("Công viên, vườn hoa", "Parks"),
    description=Title("Công viên và vườn hoa công cộng.", "Public parks and gardens."),
    theme="public_spaces",
    geometry_kind=GeometryKind.POLYGON,
    fields=(_CODE, _NAME, _KIND, _AREA, _ADDRESS, _MANAGER),
    key_fields=("code",),
    title_field="name",
    style=single("#cfe6bd", "#a9cb92", width=0.6, opacity=0.9),
    min_zoom=11,
)

CEMETERIES = LayerDescription(
    name="cemeteries",
    title=Title("Nghĩa trang", "Cemeteries"),
    description=Title("Nghĩa trang và tình trạng sử dụng.", "Cemeteries and whether they are in use."),
    theme="public_spaces",
    geometry_kind=GeometryKind.POLYGON,
    fields=(_CODE, _NAME, _STATE, _AREA, _ADDRESS, _MANAGER),
    key_fields=("code",),
    title_field="name",
    style=single("#cdd3c4", "#9aa38d", width=0.8, opacity=0.85),
    min_zoom=12,
    shown_at_start=False,
)

WATER_SURFACES = LayerDescription(
    name="water_surfaces",
    title=Title("Mặt nước", "Water surfaces"),
    description=Title("Sông, hồ, ao.", "Rivers, lakes and ponds."),
    theme="environment",
    geometry_kind=GeometryKind.POLYGON,
    fields=(_CODE, _NAME, _KIND, _AREA),
    key_fields=("code",),
    title_field="name",
    style=single("#bcdcec", "#9cc7dc", width=0.6, opacity=1.0),
    min_zoom=8,
)

TEMPLATES = (BUILDINGS, SCHOOLS, PARKS, CEMETERIES, WATER_SURFACES)
