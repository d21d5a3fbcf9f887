"""Provinces (34) and communes (3,321) since 1 July 2025. Codes are reused between eras: see docs/explanation/eras."""

from gis.spatial.crs import VN2000
from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import single

_CODE = FieldDescription("code", Title("Mã đơn vị", "Code"), required=True, aliases=("ma", "ma_xa", "ma_tinh"))
_NAME = FieldDescription("name", Title("Tên", "Name"), required=True, aliases=("ten",))
_FULL_NAME = FieldDescription("full_name", Title("Tên đầy đủ", "Full name"), aliases=("fullName", "ten_day_du"))
_AREA = FieldDescription("area_km2", Title("Diện tích", "Area"), FieldType.DECIMAL, unit="km²", aliases=("areaKm2",))
_LEGAL = "Nghị quyết 202/2025/QH15"

PROVINCES = LayerDescription(
    name="provinces",
    title=Title("Tỉnh, thành phố", "Provinces"),
    description=Title("34 tỉnh, thành phố từ 01/7/2025.", "The 34 provinces and cities since 1 July 2025."),
    theme="administration",
    geometry_kind=GeometryKind.POLYGON,
    storage_epsg=VN2000,
    fields=(_CODE, _NAME, _FULL_NAME, _AREA),
    key_fields=("code",),
    key_is_unique=True,
    title_field="name",
    legal_basis=_LEGAL,
    style=single("#f4f1ea", "#a39a8a", width=1.4, opacity=0.0),
)

COMMUNES = LayerDescription(
    name="communes",
    title=Title("Xã, phường, đặc khu", "Communes"),
    description=Title(
        "3.321 đơn vị hành chính cấp xã từ 01/7/2025.", "The 3,321 communes, wards and special zones since 1 July 2025."
    ),
    theme="administration",
    geometry_kind=GeometryKind.POLYGON,
    storage_epsg=VN2000,
    fields=(
        _CODE,
        _NAME,
        _FULL_NAME,
        FieldDescription("kind", Title("Loại", "Kind"), aliases=("type", "loai")),
        FieldDescription("province_code", Title("Mã tỉnh", "Province code"), aliases=("ma_tinh",)),
        FieldDescription("province", Title("Tỉnh, thành phố", "Province"), aliases=("ten_tinh",)),
        _AREA,
    ),
    key_fields=("code",),
    key_is_unique=True,
    title_field="full_name",
    legal_basis=_LEGAL,
    style=single("#f4f1ea", "#c4bcae", width=0.7, opacity=0.0),
    min_zoom=6,
)

FORMER_COMMUNES = LayerDescription(
    name="former_communes",
    title=Title("Xã, phường trước 01/7/2025", "Communes before July 2025"),
    description=Title(
        "Đơn vị hành chính cấp xã trước 01/7/2025 và đơn vị kế thừa.",
        "Communes and wards before 1 July 2025, with the unit that each became part of.",
    ),
    theme="administration",
    geometry_kind=GeometryKind.POLYGON,
    fields=(
        _CODE,
        _NAME,
        _FULL_NAME,
        FieldDescription(
            "valid_until", Title("Hết hiệu lực", "Valid until"), FieldType.DATE, aliases=("het_hieu_luc",)
        ),
        FieldDescription("successor_code", Title("Mã đơn vị kế thừa", "Code of the successor")),
        FieldDescription("successor", Title("Đơn vị kế thừa", "Successor")),
        _AREA,
    ),
    key_fields=("code",),
    key_is_unique=True,
    title_field="full_name",
    legal_basis=_LEGAL,
    style=single("#f4f1ea", "#b08968", width=1.2, opacity=0.0),
    min_zoom=11,
    shown_at_start=False,
)

TEMPLATES = (PROVINCES, COMMUNES, FORMER_COMMUNES)
