"""Roads, by centre line."""

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import single
from layers.catalog.usual_fields import code

ROADS = LayerDescription(
    name="roads",
    title=Title("Đường giao thông", "Roads"),
    description=Title("Tim đường giao thông đường bộ.", "Centre lines of roads."),
    theme="transport",
    geometry_kind=GeometryKind.LINE,
    fields=(
        FieldDescription("code", Title("Mã đường", "Code"), aliases=("ma_duong",)),
        FieldDescription("name", Title("Tên đường", "Name"), aliases=("tenDuong", "ten_duong", "ten")),
        code("road_class", "Cấp đường", "Class", "road_class", "capDuong", "cap_duong", "loai_duong"),
        FieldDescription(
            "width_m", Title("Lộ giới", "Right of way"), FieldType.DECIMAL, unit="m", aliases=("loGioi", "lo_gioi")
        ),
        FieldDescription(
            "planned_width_m", Title("Lộ giới quy hoạch", "Planned right of way"), FieldType.DECIMAL, unit="m",
            aliases=("loGioiQuyHoach", "lo_gioi_qh"),
        ),
        FieldDescription(
            "carriageway_m", Title("Mặt đường", "Carriageway"), FieldType.DECIMAL, unit="m",
            aliases=("matDuong", "mat_duong", "be_rong"),
        ),
        FieldDescription("lanes", Title("Số làn", "Lanes"), FieldType.INTEGER, aliases=("so_lan",)),
        code("surface", "Kết cấu mặt", "Surface", "road_surface", "ket_cau"),
    ),
    key_fields=("name",),
    title_field="name",
    style=single("#ffffff", "#9a9a9a", width=3.0, opacity=1.0),
    min_zoom=11,
)  # fmt: skip
