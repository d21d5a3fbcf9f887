"""Inventories: trees (Decree 258/2025), street lights (Decree 79/2009), buildings and public places."""

from gis.spatial.kinds import GeometryKind
from layers.assets.places import TEMPLATES as PLACES
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import single

TREES = LayerDescription(
    name="trees",
    title=Title("Cây xanh", "Trees"),
    description=Title("Cây xanh đô thị.", "Urban trees."),
    theme="trees",
    geometry_kind=GeometryKind.POINT,
    fields=(
        FieldDescription("code", Title("Mã cây", "Code"), aliases=("STRUCTID", "ma_cay", "tree_id")),
        FieldDescription("species", Title("Loài", "Species"), aliases=("COMMON_NAME", "ten_cay", "loai_cay")),
        FieldDescription(
            "species_scientific", Title("Tên khoa học", "Scientific name"), aliases=("BOTANICAL_NAME", "ten_khoa_hoc")
        ),
        FieldDescription("tree_class", Title("Nhóm cây", "Class"), aliases=("nhom_cay",)),
        FieldDescription(
            "trunk_diameter_cm", Title("Đường kính thân", "Trunk diameter"), FieldType.DECIMAL, unit="cm",
            aliases=("DBH_TRUNK", "duong_kinh"),
        ),
        FieldDescription(
            "height_m", Title("Chiều cao", "Height"), FieldType.DECIMAL, unit="m", aliases=("chieu_cao", "height")
        ),
        FieldDescription(
            "crown_m", Title("Đường kính tán", "Crown diameter"), FieldType.DECIMAL, unit="m",
            aliases=("tan_cay", "crown"),
        ),
        FieldDescription("planted_year", Title("Năm trồng", "Year planted"), FieldType.INTEGER, aliases=("nam_trong",)),
        FieldDescription("health", Title("Tình trạng", "Health"), aliases=("tinh_trang",)),
        FieldDescription("preserved", Title("Cây bảo tồn", "Preserved"), FieldType.BOOLEAN, aliases=("bao_ton",)),
        FieldDescription("street", Title("Đường", "Street"), aliases=("STREETNAME", "ten_duong")),
        FieldDescription("address", Title("Số nhà", "House number"), aliases=("ADDRESS", "so_nha")),
        FieldDescription("manager", Title("Đơn vị quản lý", "Manager"), aliases=("don_vi_quan_ly",)),
    ),
    key_fields=("code",),
    title_field="species",
    legal_basis="Nghị định 258/2025/NĐ-CP",
    style=single("#4b8b3b", "#ffffff", width=0.8, opacity=0.9, radius=3.5),
    min_zoom=12,
)  # fmt: skip

LIGHTS = LayerDescription(
    name="lights",
    title=Title("Đèn chiếu sáng", "Street lights"),
    description=Title("Cột đèn chiếu sáng công cộng.", "Poles and luminaires of public lighting."),
    theme="lighting",
    geometry_kind=GeometryKind.POINT,
    fields=(
        FieldDescription("code", Title("Mã đèn", "Code"), aliases=("ma_den", "ma_tru")),
        FieldDescription("cabinet", Title("Tủ điều khiển", "Cabinet"), aliases=("tu_dien", "ma_tu")),
        FieldDescription("circuit", Title("Lộ", "Circuit"), aliases=("lo_ra", "mach")),
        FieldDescription("pole_type", Title("Loại cột", "Pole type"), aliases=("loai_tru", "loai_cot")),
        FieldDescription(
            "pole_height_m", Title("Chiều cao cột", "Pole height"), FieldType.DECIMAL, unit="m", aliases=("chieu_cao",)
        ),
        FieldDescription("luminaire", Title("Loại đèn", "Luminaire"), aliases=("loai_den", "loai_bong")),
        FieldDescription("power_w", Title("Công suất", "Power"), FieldType.DECIMAL, unit="W", aliases=("cong_suat",)),
        FieldDescription("luminaire_count", Title("Số bóng", "Luminaires"), FieldType.INTEGER, aliases=("so_bong",)),
        FieldDescription("installed_on", Title("Ngày lắp đặt", "Installed on"), FieldType.DATE, aliases=("ngay_lap",)),
        FieldDescription("state", Title("Trạng thái", "State"), aliases=("trang_thai",)),
        FieldDescription("street", Title("Đường", "Street"), aliases=("ten_duong",)),
    ),
    key_fields=("code",),
    title_field="code",
    legal_basis="Nghị định 79/2009/NĐ-CP",
    style=single("#f2b705", "#6b5200", width=0.8, opacity=0.95, radius=3.5),
    min_zoom=14,
)

LIGHT_CABINETS = LayerDescription(
    name="light_cabinets",
    title=Title("Tủ điều khiển chiếu sáng", "Lighting cabinets"),
    description=Title("Tủ điều khiển chiếu sáng công cộng.", "Control cabinets of public lighting."),
    theme="lighting",
    geometry_kind=GeometryKind.POINT,
    fields=(
        FieldDescription("code", Title("Mã tủ", "Code"), aliases=("ma_tu",)),
        FieldDescription("street", Title("Đường", "Street"), aliases=("ten_duong",)),
        FieldDescription("circuits", Title("Số lộ", "Circuits"), FieldType.INTEGER, aliases=("so_lo",)),
        FieldDescription("lights", Title("Số đèn", "Lights"), FieldType.INTEGER, aliases=("so_den",)),
        FieldDescription("power_kw", Title("Công suất", "Power"), FieldType.DECIMAL, unit="kW", aliases=("cong_suat",)),
        FieldDescription("control", Title("Cách điều khiển", "Control"), aliases=("dieu_khien",)),
        FieldDescription("manager", Title("Đơn vị quản lý", "Manager"), aliases=("don_vi_quan_ly",)),
    ),
    key_fields=("code",),
    title_field="code",
    legal_basis="Nghị định 79/2009/NĐ-CP",
    style=single("#8d6b00", "#ffffff", width=1.0, opacity=0.95, radius=5.0),
    min_zoom=14,
    shown_at_start=False,
)

TEMPLATES = (TREES, LIGHTS, LIGHT_CABINETS, *PLACES)
