"""Public lighting (Decree 79/2009): feeding station, cabinet, circuit, pole, luminaire."""

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import single
from layers.catalog.template import dot, stroke, template
from layers.catalog.usual_fields import (
    CODE,
    HEIGHT_M,
    INSTALLED_ON,
    KIND,
    LENGTH_M,
    LINE,
    MANAGER,
    NAME,
    POINT,
    POSITION_QUALITY,
    STATE,
    STREET,
    VOLTAGE_KV,
    code,
    count,
    link,
    number,
    text,
    yes_no,
)

_DECREE = "Nghị định 79/2009/NĐ-CP"
_CABINET = text("cabinet", "Tủ điều khiển", "Cabinet", "tu_dien", "ma_tu")
_CABINET_ID = link("cabinet_id", "Tủ điều khiển", "Cabinet (feature)", "light_cabinets")

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
        code("luminaire", "Loại đèn", "Luminaire", "luminaire_type", "loai_den", "loai_bong"),
        FieldDescription("power_w", Title("Công suất", "Power"), FieldType.DECIMAL, unit="W", aliases=("cong_suat",)),
        FieldDescription("luminaire_count", Title("Số bóng", "Luminaires"), FieldType.INTEGER, aliases=("so_bong",)),
        FieldDescription("installed_on", Title("Ngày lắp đặt", "Installed on"), FieldType.DATE, aliases=("ngay_lap",)),
        code("state", "Trạng thái", "State", "asset_state", "trang_thai"),
        STREET,
        POSITION_QUALITY,
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
        STREET,
        FieldDescription("circuits", Title("Số lộ", "Circuits"), FieldType.INTEGER, aliases=("so_lo",)),
        FieldDescription("lights", Title("Số đèn", "Lights"), FieldType.INTEGER, aliases=("so_den",)),
        FieldDescription("power_kw", Title("Công suất", "Power"), FieldType.DECIMAL, unit="kW", aliases=("cong_suat",)),
        code("control", "Cách điều khiển", "Control", "lighting_control", "dieu_khien"),
        MANAGER,
        POSITION_QUALITY,
    ),
    key_fields=("code",),
    title_field="code",
    legal_basis="Nghị định 79/2009/NĐ-CP",
    style=single("#8d6b00", "#ffffff", width=1.0, opacity=0.95, radius=5.0),
    min_zoom=14,
    shown_at_start=False,
)

LIGHT_STATIONS = template(
    "light_stations",
    ("Trạm cấp điện chiếu sáng", "Lighting feeding stations"),
    ("Trạm biến áp cấp điện cho chiếu sáng công cộng.", "Substations that feed public lighting."),
    "lighting",
    POINT,
    (
        CODE,
        NAME,
        VOLTAGE_KV,
        number("power_kva", "Công suất", "Power", "kVA", "cong_suat"),
        count("cabinets", "Số tủ", "Cabinets", "so_tu"),
        INSTALLED_ON,
        STATE,
        STREET,
        MANAGER,
    ),
    dot("#6b5200", 5.0),
    legal_basis=_DECREE,
    named_by="code",
    min_zoom=14,
)

LIGHT_CIRCUITS = template(
    "light_circuits",
    ("Lộ chiếu sáng", "Lighting circuits"),
    ("Tuyến cáp chiếu sáng theo lộ.", "Cables of public lighting, circuit by circuit."),
    "lighting",
    LINE,
    (
        text("code", "Mã lộ", "Code", "ma_lo", "lo_ra", "mach", required=True),
        _CABINET,
        _CABINET_ID,
        text("cable", "Loại cáp", "Cable", "loai_cap", "loaiDuongDay"),
        number("section_mm2", "Tiết diện", "Cross-section", "mm²", "tiet_dien"),
        yes_no("buried", "Đi ngầm", "Buried", "di_ngam"),
        LENGTH_M,
        number("power_kw", "Công suất", "Power", "kW", "cong_suat"),
        STATE,
        STREET,
        MANAGER,
    ),
    stroke("#c99700", 1.4),
    key=("cabinet", "code"),
    named_by="code",
    legal_basis=_DECREE,
    min_zoom=14,
)

LIGHT_POLES = template(
    "light_poles",
    ("Cột đèn", "Lighting poles"),
    ("Cột đèn với cần, chiều cao, tủ và lộ.", "Poles with arm, height, cabinet and circuit."),
    "lighting",
    POINT,
    (
        text("code", "Mã cột", "Code", "ma_cot", "ma_tru"),
        KIND,
        HEIGHT_M,
        text("arm", "Loại cần", "Arm", "loai_can", "can_den"),
        count("arms", "Số cần", "Arms", "so_can"),
        _CABINET,
        _CABINET_ID,
        text("circuit", "Lộ", "Circuit", "lo_ra", "mach"),
        link("circuit_id", "Lộ chiếu sáng", "Circuit (feature)", "light_circuits"),
        INSTALLED_ON,
        STATE,
        STREET,
        MANAGER,
    ),
    dot("#8d6b00", 3.0),
    named_by="code",
    legal_basis=_DECREE,
    min_zoom=15,
)

LUMINAIRES = template(
    "luminaires",
    ("Bộ đèn", "Luminaires"),
    ("Bộ đèn trên cột, với công suất và trạng thái.", "Luminaires on poles, with power and state."),
    "lighting",
    POINT,
    (
        text("code", "Mã đèn", "Code", "ma_den"),
        text("pole", "Mã cột", "Pole", "ma_cot", "ma_tru"),
        link("pole_id", "Cột đèn", "Pole (feature)", "light_poles"),
        code("luminaire", "Loại đèn", "Luminaire", "luminaire_type", "loai_den", "loai_bong"),
        number("power_w", "Công suất", "Power", "W", "cong_suat"),
        count("lamps", "Số bóng", "Lamps", "so_bong"),
        text("controller", "Bộ điều khiển", "Controller", "bo_dieu_khien", "dieu_khien"),
        yes_no("connected", "Kết nối trung tâm", "Connected to the centre", "ket_noi"),
        text("live_state", "Trạng thái tức thời", "Live state", "trang_thai_tuc_thoi"),
        INSTALLED_ON,
        STATE,
        STREET,
    ),
    dot("#f2b705", 2.8),
    named_by="code",
    legal_basis=_DECREE,
    min_zoom=16,
)
