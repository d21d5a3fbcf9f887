"""Utility networks. Water pipes first; their terms are those of asset registers and EPANET alike."""

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import single

WATER_PIPES = LayerDescription(
    name="water_pipes",
    title=Title("Đường ống cấp nước", "Water pipes"),
    description=Title("Mạng lưới đường ống cấp nước.", "Pipes of the water supply network."),
    theme="utilities",
    geometry_kind=GeometryKind.LINE,
    fields=(
        FieldDescription("code", Title("Mã ống", "Code"), aliases=("ma_ong", "id_ong")),
        FieldDescription("kind", Title("Loại ống", "Kind"), aliases=("loaiOngCapNuoc", "loai_ong")),
        FieldDescription(
            "diameter_mm", Title("Đường kính", "Diameter"), FieldType.DECIMAL, unit="mm",
            aliases=("duongKinh", "duong_kinh", "dn"),
        ),
        FieldDescription("material", Title("Vật liệu", "Material"), aliases=("vatLieu", "vat_lieu")),
        FieldDescription(
            "length_m", Title("Chiều dài", "Length"), FieldType.DECIMAL, unit="m", aliases=("chieuDai", "chieu_dai")
        ),
        FieldDescription("depth_m", Title("Độ sâu", "Depth"), FieldType.DECIMAL, unit="m", aliases=("do_sau",)),
        FieldDescription("laid_year", Title("Năm lắp đặt", "Year laid"), FieldType.INTEGER, aliases=("nam_lap_dat",)),
        FieldDescription("state", Title("Tình trạng", "State"), aliases=("tinh_trang",)),
        FieldDescription("street", Title("Đường", "Street"), aliases=("ten_duong",)),
        FieldDescription("manager", Title("Đơn vị quản lý", "Manager"), aliases=("don_vi_quan_ly",)),
    ),
    key_fields=("code",),
    title_field="code",
    style=single("#1b75bc", "#1b75bc", width=2.0, opacity=0.9),
    min_zoom=13,
)  # fmt: skip

_FITTING = (
    FieldDescription("kind", Title("Loại", "Kind"), aliases=("loai",)),
    FieldDescription("diameter_mm", Title("Đường kính", "Diameter"), FieldType.DECIMAL, unit="mm", aliases=("dn",)),
    FieldDescription("pipe", Title("Mã ống", "Pipe"), aliases=("ma_ong",)),
    FieldDescription("state", Title("Tình trạng", "State"), aliases=("tinh_trang",)),
    FieldDescription("street", Title("Đường", "Street"), aliases=("ten_duong",)),
)

HYDRANTS = LayerDescription(
    name="hydrants",
    title=Title("Trụ nước chữa cháy", "Hydrants"),
    description=Title("Trụ nước chữa cháy trên mạng cấp nước.", "Fire hydrants on the water supply network."),
    theme="utilities",
    geometry_kind=GeometryKind.POINT,
    fields=(FieldDescription("code", Title("Mã trụ", "Code"), aliases=("ma_tru",)), *_FITTING),
    key_fields=("code",),
    title_field="code",
    style=single("#e63946", "#ffffff", width=1.0, opacity=0.95, radius=4.0),
    min_zoom=15,
    shown_at_start=False,
)

VALVES = LayerDescription(
    name="valves",
    title=Title("Van cấp nước", "Water valves"),
    description=Title("Van trên mạng cấp nước.", "Valves of the water supply network."),
    theme="utilities",
    geometry_kind=GeometryKind.POINT,
    fields=(FieldDescription("code", Title("Mã van", "Code"), aliases=("ma_van",)), *_FITTING),
    key_fields=("code",),
    title_field="code",
    style=single("#1b75bc", "#ffffff", width=0.8, opacity=0.95, radius=2.6),
    min_zoom=16,
    shown_at_start=False,
)

DRAINAGE_PIPES = LayerDescription(
    name="drainage_pipes",
    title=Title("Cống thoát nước", "Drainage pipes"),
    description=Title("Cống thoát nước, vẽ theo hướng chảy.", "Drains and sewers, drawn in the direction of flow."),
    theme="utilities",
    geometry_kind=GeometryKind.LINE,
    fields=(
        FieldDescription("code", Title("Mã cống", "Code"), aliases=("ma_cong",)),
        FieldDescription("kind", Title("Loại cống", "Kind"), aliases=("loai_cong",)),
        FieldDescription(
            "diameter_mm",
            Title("Đường kính", "Diameter"),
            FieldType.DECIMAL,
            unit="mm",
            aliases=("duongKinh", "duong_kinh", "dn"),
        ),
        FieldDescription("material", Title("Vật liệu", "Material"), aliases=("vatLieu", "vat_lieu")),
        FieldDescription("length_m", Title("Chiều dài", "Length"), FieldType.DECIMAL, unit="m", aliases=("chieu_dai",)),
        FieldDescription("slope_permille", Title("Độ dốc", "Slope"), FieldType.DECIMAL, unit="‰", aliases=("do_doc",)),
        FieldDescription("from_manhole", Title("Từ hố ga", "From manhole"), aliases=("tu_ho_ga",)),
        FieldDescription("to_manhole", Title("Đến hố ga", "To manhole"), aliases=("den_ho_ga",)),
        FieldDescription("laid_year", Title("Năm lắp đặt", "Year laid"), FieldType.INTEGER, aliases=("nam_lap_dat",)),
        FieldDescription("street", Title("Đường", "Street"), aliases=("ten_duong",)),
    ),
    key_fields=("code",),
    title_field="code",
    legal_basis="Nghị định 80/2014/NĐ-CP",
    style=single("#7a5c3e", "#7a5c3e", width=1.8, opacity=0.9),
    min_zoom=14,
    shown_at_start=False,
)

MANHOLES = LayerDescription(
    name="manholes",
    title=Title("Hố ga", "Manholes"),
    description=Title("Hố ga của hệ thống thoát nước.", "Manholes of the drainage system."),
    theme="utilities",
    geometry_kind=GeometryKind.POINT,
    fields=(
        FieldDescription("code", Title("Mã hố ga", "Code"), aliases=("ma_ho_ga",)),
        FieldDescription("kind", Title("Loại", "Kind"), aliases=("loai",)),
        FieldDescription(
            "cover_level_m", Title("Cao độ nắp", "Cover level"), FieldType.DECIMAL, unit="m", aliases=("cao_do_nap",)
        ),
        FieldDescription(
            "invert_level_m", Title("Cao độ đáy", "Invert level"), FieldType.DECIMAL, unit="m", aliases=("cao_do_day",)
        ),
        FieldDescription("depth_m", Title("Chiều sâu", "Depth"), FieldType.DECIMAL, unit="m", aliases=("chieu_sau",)),
        FieldDescription("street", Title("Đường", "Street"), aliases=("ten_duong",)),
    ),
    key_fields=("code",),
    title_field="code",
    legal_basis="Nghị định 80/2014/NĐ-CP",
    style=single("#7a5c3e", "#ffffff", width=0.8, opacity=0.95, radius=2.4),
    min_zoom=16,
    shown_at_start=False,
)  # fmt: skip

TEMPLATES = (WATER_PIPES, HYDRANTS, VALVES, DRAINAGE_PIPES, MANHOLES)
