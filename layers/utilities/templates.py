"""Utility networks. Water pipes first; their terms are those of asset registers and EPANET alike."""

from gis.spatial.geometry import GeometryKind
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

TEMPLATES = (WATER_PIPES,)
