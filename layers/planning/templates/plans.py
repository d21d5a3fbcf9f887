"""Plans by their boundaries, and the lines and strips that they lay down."""

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import single
from layers.catalog.usual_fields import code

_PLAN = FieldDescription("ma_ho_so_qh", Title("Mã hồ sơ quy hoạch", "Plan file code"), aliases=("maHoSoQH",))
_EXCHANGE = "Luật Quy hoạch đô thị và nông thôn 47/2024/QH15; Thông tư 16/2025/TT-BXD"

PLANS = LayerDescription(
    name="plans",
    title=Title("Đồ án quy hoạch", "Plans"),
    description=Title(
        "Ranh giới và quyết định phê duyệt của các đồ án quy hoạch.", "Boundaries and decisions of the plans."
    ),
    theme="planning",
    geometry_kind=GeometryKind.POLYGON,
    fields=(
        _PLAN,
        FieldDescription("ten", Title("Tên đồ án", "Name of the plan"), aliases=("tenDoAn",)),
        code("level", "Cấp độ quy hoạch", "Level", "plan_level", "capDoQuyHoach"),
        FieldDescription("scale", Title("Tỷ lệ", "Scale"), aliases=("tyLe",)),
        FieldDescription("decision", Title("Số quyết định", "Decision"), aliases=("soQDQH",)),
        FieldDescription("decided_on", Title("Ngày quyết định", "Decided on"), FieldType.DATE, aliases=("ngayQDQH",)),
        FieldDescription("authority", Title("Cơ quan phê duyệt", "Authority"), aliases=("coQuanPheduyet",)),
        FieldDescription("area_ha", Title("Diện tích", "Area"), FieldType.DECIMAL, unit="ha", aliases=("dienTichQH",)),
        FieldDescription("place", Title("Địa điểm", "Place"), aliases=("diaDiemQH",)),
        FieldDescription("stage", Title("Trạng thái đồ án", "Stage"), aliases=("trangThaiDoAn",)),
    ),
    key_fields=("ma_ho_so_qh",),
    title_field="ten",
    legal_basis=_EXCHANGE,
    style=single("#b5179e", "#b5179e", width=2.2, opacity=0.0),
    min_zoom=9,
    shown_at_start=False,
)

RED_LINES = LayerDescription(
    name="red_lines",
    title=Title("Chỉ giới đường đỏ", "Red lines"),
    description=Title(
        "Ranh giới giữa đất xây dựng và đất dành cho đường.", "The limit between land to build on and land for streets."
    ),
    theme="planning",
    geometry_kind=GeometryKind.LINE,
    fields=(
        _PLAN,
        FieldDescription("code", Title("Mã đối tượng", "Code"), aliases=("maDoiTuong",)),
        FieldDescription("street", Title("Đường", "Street"), aliases=("tenDoiTuong",)),
        FieldDescription("length_m", Title("Chiều dài", "Length"), FieldType.DECIMAL, unit="m", aliases=("chieuDai",)),
        FieldDescription("state", Title("Trạng thái", "State"), aliases=("trangThaiQuyHoach",)),
        FieldDescription("note", Title("Ghi chú", "Note"), aliases=("ghiChu",)),
    ),
    key_fields=("ma_ho_so_qh", "code"),
    title_field="street",
    legal_basis=_EXCHANGE,
    style=single("#d62828", "#d62828", width=1.4, opacity=0.9),
    min_zoom=14,
    shown_at_start=False,
)

BUILDING_LINES = LayerDescription(
    name="building_lines",
    title=Title("Chỉ giới xây dựng", "Building lines"),
    description=Title(
        "Giới hạn được phép xây dựng công trình trên lô đất.", "The limit up to which a lot may be built on."
    ),
    theme="planning",
    geometry_kind=GeometryKind.LINE,
    fields=(
        *RED_LINES.fields,
        FieldDescription(
            "setback_m", Title("Khoảng lùi", "Setback"), FieldType.DECIMAL, unit="m", aliases=("khoangLuiXayDung",)
        ),
    ),
    key_fields=("ma_ho_so_qh", "code"),
    title_field="street",
    legal_basis=_EXCHANGE,
    style=single("#1d6fb8", "#1d6fb8", width=1.2, opacity=0.9),
    min_zoom=15,
    shown_at_start=False,
)

PROTECTION_CORRIDORS = LayerDescription(
    name="protection_corridors",
    title=Title("Hành lang bảo vệ", "Protection corridors"),
    description=Title(
        "Hành lang bảo vệ sông, công trình hạ tầng.", "Strips kept free along rivers and infrastructure."
    ),
    theme="planning",
    geometry_kind=GeometryKind.POLYGON,
    fields=(
        FieldDescription("code", Title("Mã", "Code"), aliases=("ma", "maDoiTuong")),
        FieldDescription("name", Title("Tên", "Name"), aliases=("ten", "tenDoiTuong")),
        FieldDescription("kind", Title("Loại", "Kind"), aliases=("loai",)),
        FieldDescription("width_m", Title("Chiều rộng", "Width"), FieldType.DECIMAL, unit="m", aliases=("chieu_rong",)),
        FieldDescription("rule", Title("Quy định", "Rule"), aliases=("quy_dinh",)),
        FieldDescription("area_m2", Title("Diện tích", "Area"), FieldType.DECIMAL, unit="m²", aliases=("dien_tich",)),
    ),
    key_fields=("code",),
    title_field="name",
    style=single("#0096c7", "#0077b6", width=1.2, opacity=0.18),
    min_zoom=11,
    shown_at_start=False,
)
