"""Power supply: substations, lines, poles, cabinets. Shared among agencies, not public: where power comes from is
nobody else's business."""

from layers.catalog.template import dot, stroke, template
from layers.catalog.usual_fields import (
    ADDRESS,
    CODE,
    HEIGHT_M,
    INSTALLED_ON,
    KIND,
    LAID_YEAR,
    LENGTH_M,
    LINE,
    MANAGER,
    NAME,
    POINT,
    POSITION_QUALITY,
    STATE,
    STREET,
    VOLTAGE_KV,
    count,
    link,
    number,
    text,
    yes_no,
)

_SUBSTATION = text("substation", "Trạm biến áp", "Substation", "ma_tram", "tram_bien_ap", "tenTramBienAp")
_SUBSTATION_ID = link("substation_id", "Trạm biến áp", "Substation (feature)", "power_substations")

POWER_SUBSTATIONS = template(
    "power_substations",
    ("Trạm biến áp", "Power substations"),
    ("Trạm nguồn, trạm biến áp phân phối.", "Primary and distribution substations."),
    "utilities",
    POINT,
    (
        CODE,
        NAME,
        KIND,
        VOLTAGE_KV,
        number("voltage_out_kv", "Điện áp ra", "Voltage out", "kV", "dien_ap_ra"),
        number("power_kva", "Công suất", "Power", "kVA", "cong_suat", "dung_luong"),
        count("transformers", "Số máy", "Transformers", "so_may", "soMay"),
        number("safety_m", "Khoảng cách an toàn", "Safety distance", "m", "khoangCachAnToan"),
        INSTALLED_ON,
        STATE,
        MANAGER,
        ADDRESS,
    ),
    dot("#9d0208", 5.0),
    access="shared",
    min_zoom=12,
)

POWER_LINES = template(
    "power_lines",
    ("Đường dây điện", "Power lines"),
    ("Đường dây trên không và cáp ngầm.", "Overhead lines and buried cables."),
    "utilities",
    LINE,
    (
        CODE,
        NAME,
        KIND,
        VOLTAGE_KV,
        text("conductor", "Loại dây", "Conductor", "loai_day", "loaiDuongDay"),
        number("section_mm2", "Tiết diện", "Cross-section", "mm²", "tiet_dien", "tietDien"),
        count("circuits", "Số mạch", "Circuits", "so_mach", "soDuongDay"),
        yes_no("buried", "Đi ngầm", "Buried", "di_ngam"),
        LENGTH_M,
        _SUBSTATION,
        _SUBSTATION_ID,
        LAID_YEAR,
        STATE,
        STREET,
        MANAGER,
    ),
    stroke("#d00000", 1.6),
    named_by="code",
    access="shared",
    min_zoom=12,
)

POWER_POLES = template(
    "power_poles",
    ("Cột điện", "Power poles"),
    ("Cột điện của lưới trung thế, hạ thế.", "Poles of the medium and low voltage network."),
    "utilities",
    POINT,
    (
        CODE,
        KIND,
        HEIGHT_M,
        text("line", "Mã đường dây", "Line", "ma_duong_day", "tuyen"),
        link("line_id", "Đường dây", "Line (feature)", "power_lines"),
        yes_no("shared_use", "Dùng chung", "Shared use", "dung_chung"),
        INSTALLED_ON,
        STATE,
        STREET,
        MANAGER,
        POSITION_QUALITY,
    ),
    dot("#6a040f", 2.4),
    named_by="code",
    access="shared",
    min_zoom=15,
)

POWER_CABINETS = template(
    "power_cabinets",
    ("Tủ điện", "Power cabinets"),
    ("Tủ phân phối, tủ hạ thế, tủ RMU.", "Distribution and ring main cabinets."),
    "utilities",
    POINT,
    (CODE, KIND, VOLTAGE_KV, _SUBSTATION, _SUBSTATION_ID, INSTALLED_ON, STATE, STREET, MANAGER),
    dot("#dc2f02", 3.5),
    named_by="code",
    access="shared",
    min_zoom=15,
)
