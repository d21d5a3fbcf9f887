"""Cameras, public fire points, crime hot spots. Where crime gathers is for the police alone."""

from layers.catalog.template import area, dot, template
from layers.catalog.usual_fields import (
    ADDRESS,
    CODE,
    INSTALLED_ON,
    KIND,
    MANAGER,
    NAME,
    NOTE,
    PHONE,
    POINT,
    POLYGON,
    STATE,
    STREET,
    count,
    day,
    number,
    text,
    yes_no,
)

CAMERAS = template(
    "cameras",
    ("Camera giám sát", "Cameras"),
    ("Camera giao thông, an ninh và hướng quan sát.", "Cameras of traffic and security, and where they look."),
    "safety",
    POINT,
    (
        CODE,
        NAME,
        KIND,
        text("purpose", "Mục đích", "Purpose", "muc_dich"),
        number("direction_deg", "Hướng quan sát", "Direction", "°", "huong", "goc_phuong_vi", high=360),
        number("range_m", "Tầm quan sát", "Range", "m", "tam_nhin"),
        text("resolution", "Độ phân giải", "Resolution", "do_phan_giai"),
        yes_no("connected", "Kết nối trung tâm", "Connected to the centre", "ket_noi"),
        INSTALLED_ON,
        STATE,
        STREET,
        MANAGER,
    ),
    dot("#3a0ca3", 3.5),
    named_by="code",
    access="shared",
    min_zoom=14,
)

FIRE_POINTS = template(
    "fire_points",
    ("Điểm chữa cháy công cộng", "Public fire points"),
    ("Điểm đặt phương tiện chữa cháy, trụ sở và đội chữa cháy.", "Points with fire equipment, stations and teams."),
    "safety",
    POINT,
    (
        CODE,
        NAME,
        KIND,
        text("equipment", "Phương tiện", "Equipment", "phuong_tien", "thiet_bi"),
        count("extinguishers", "Số bình chữa cháy", "Extinguishers", "so_binh"),
        text("water", "Nguồn nước", "Water", "nguon_nuoc"),
        text("contact", "Người phụ trách", "Contact", "nguoi_phu_trach", personal=True),
        PHONE,
        day("inspected_on", "Kiểm tra gần nhất", "Last inspected", "ngay_kiem_tra"),
        STATE,
        ADDRESS,
        MANAGER,
    ),
    dot("#e63946", 4.0),
    min_zoom=13,
)

CRIME_HOT_SPOTS = template(
    "crime_hot_spots",
    ("Địa bàn phức tạp về an ninh trật tự", "Crime hot spots"),
    ("Khu vực tập trung vụ việc, theo kỳ.", "Areas where incidents gather, by period."),
    "safety",
    POLYGON,
    (
        CODE,
        NAME,
        KIND,
        text("period", "Kỳ thống kê", "Period", "ky_thong_ke"),
        count("incidents", "Số vụ", "Incidents", "so_vu"),
        text("severity", "Mức độ", "Severity", "muc_do"),
        text("hours", "Khung giờ", "Hours", "khung_gio"),
        text("measure", "Biện pháp", "Measure", "bien_phap"),
        text("officer", "Cán bộ phụ trách", "Officer", "can_bo_phu_trach", personal=True),
        MANAGER,
        NOTE,
    ),
    area("#9d0208", "#6a040f", opacity=0.35),
    access="restricted",
    min_zoom=12,
)

TEMPLATES = (CAMERAS, FIRE_POINTS, CRIME_HOT_SPOTS)
