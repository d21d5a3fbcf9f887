"""Public places: schools, health, culture, markets, tourism, cemeteries, waste points, wifi."""

from layers.catalog.description import LayerDescription, Title
from layers.catalog.styles import by_value, class_of, single
from layers.catalog.template import area, dot, template
from layers.catalog.usual_fields import (
    ADDRESS,
    AREA_M2,
    CODE,
    INSTALLED_ON,
    KIND,
    MANAGER,
    NAME,
    POINT,
    POLYGON,
    STATE,
    STREET,
    code,
    count,
    number,
    text,
    yes_no,
)

SCHOOLS = LayerDescription(
    name="schools",
    title=Title("Trường học", "Schools"),
    description=Title("Khuôn viên trường học theo cấp.", "Grounds of schools by level."),
    theme="public_spaces",
    geometry_kind=POLYGON,
    fields=(
        CODE, NAME, code("level", "Cấp học", "Level", "school_level", "cap_hoc"),
        count("pupils", "Số học sinh", "Pupils", "so_hoc_sinh"),
        count("classes", "Số lớp", "Classes", "so_lop"),
        AREA_M2, ADDRESS, MANAGER,
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

CEMETERIES = LayerDescription(
    name="cemeteries",
    title=Title("Nghĩa trang", "Cemeteries"),
    description=Title("Nghĩa trang và tình trạng sử dụng.", "Cemeteries and whether they are in use."),
    theme="public_spaces",
    geometry_kind=POLYGON,
    fields=(CODE, NAME, STATE, AREA_M2, ADDRESS, MANAGER),
    key_fields=("code",),
    title_field="name",
    style=single("#cdd3c4", "#9aa38d", width=0.8, opacity=0.85),
    min_zoom=12,
    shown_at_start=False,
)

HEALTH_FACILITIES = template(
    "health_facilities",
    ("Cơ sở y tế", "Health facilities"),
    ("Bệnh viện, trạm y tế, phòng khám.", "Hospitals, health stations and clinics."),
    "public_spaces",
    POLYGON,
    (
        CODE,
        NAME,
        code("kind", "Loại", "Kind", "health_facility_kind", "loai", "loai_hinh"),
        text("tier", "Hạng, tuyến", "Tier", "hang", "tuyen"),
        count("beds", "Số giường", "Beds", "so_giuong"),
        yes_no("emergency", "Cấp cứu", "Emergency care", "cap_cuu"),
        text("ownership", "Hình thức sở hữu", "Ownership", "so_huu"),
        AREA_M2,
        STATE,
        ADDRESS,
        MANAGER,
    ),
    area("#f4978e", "#c9184a", opacity=0.7),
    min_zoom=12,
)

CULTURAL_FACILITIES = template(
    "cultural_facilities",
    ("Công trình văn hóa, thể thao", "Culture and sports"),
    ("Nhà văn hóa, thư viện, bảo tàng, sân thể thao.", "Houses of culture, libraries, museums, sports grounds."),
    "public_spaces",
    POLYGON,
    (
        CODE,
        NAME,
        code("kind", "Loại", "Kind", "cultural_facility_kind", "loai", "loai_hinh"),
        count("seats", "Sức chứa", "Seats", "suc_chua", "so_cho"),
        text("hours", "Giờ mở cửa", "Hours", "gio_mo_cua"),
        AREA_M2,
        STATE,
        ADDRESS,
        MANAGER,
    ),
    area("#cdb4db", "#7b5ea7", opacity=0.7),
    min_zoom=12,
)

MARKETS = template(
    "markets",
    ("Chợ, trung tâm thương mại", "Markets"),
    ("Chợ, siêu thị, trung tâm thương mại.", "Markets, supermarkets and shopping centres."),
    "public_spaces",
    POLYGON,
    (
        CODE,
        NAME,
        KIND,
        text("tier", "Hạng chợ", "Class", "hang_cho", "hang"),
        count("stalls", "Số quầy, sạp", "Stalls", "so_sap", "so_quay"),
        text("hours", "Giờ hoạt động", "Hours", "gio_hoat_dong"),
        text("fire_safety", "Phòng cháy, chữa cháy", "Fire safety", "pccc"),
        AREA_M2,
        STATE,
        ADDRESS,
        MANAGER,
    ),
    area("#ffbf69", "#b8741a", opacity=0.7),
    min_zoom=13,
)

TOURISM_SITES = template(
    "tourism_sites",
    ("Điểm du lịch, cơ sở lưu trú", "Tourism"),
    ("Điểm tham quan, khách sạn, cơ sở lưu trú.", "Sights, hotels and other places to stay."),
    "public_spaces",
    POINT,
    (
        CODE,
        NAME,
        KIND,
        text("stars", "Hạng", "Class", "hang", "so_sao"),
        count("rooms", "Số phòng", "Rooms", "so_phong"),
        text("hours", "Giờ mở cửa", "Hours", "gio_mo_cua"),
        text("website", "Trang web", "Website", "website", "trang_web"),
        STATE,
        ADDRESS,
        MANAGER,
    ),
    dot("#e85d9e", 4.0),
    min_zoom=13,
)

WASTE_POINTS = template(
    "waste_points",
    ("Điểm thu gom chất thải", "Waste collection points"),
    ("Điểm tập kết, trạm trung chuyển, thùng rác công cộng.", "Collection points, transfer stations, public bins."),
    "environment",
    POINT,
    (
        CODE,
        NAME,
        code("kind", "Loại", "Kind", "waste_point_kind", "loai"),
        number("capacity_t_day", "Khối lượng", "Capacity", "tấn/ngày", "khoi_luong", "cong_suat"),
        count("bins", "Số thùng", "Bins", "so_thung"),
        text("schedule", "Giờ thu gom", "Collection times", "gio_thu_gom", "lich_thu_gom"),
        yes_no("sorted", "Phân loại tại nguồn", "Sorted waste", "phan_loai_rac"),
        STATE,
        STREET,
        MANAGER,
    ),
    dot("#588157"),
    named_by="code",
    min_zoom=14,
)

PUBLIC_WIFI = template(
    "public_wifi",
    ("Điểm wifi công cộng", "Public wifi"),
    ("Điểm phát wifi miễn phí.", "Points of free wifi."),
    "public_spaces",
    POINT,
    (
        CODE,
        NAME,
        text("network", "Tên mạng", "Network name", "ssid", "ten_mang"),
        number("bandwidth_mbps", "Băng thông", "Bandwidth", "Mbit/s", "bang_thong"),
        number("range_m", "Bán kính phủ sóng", "Range", "m", "ban_kinh"),
        INSTALLED_ON,
        STATE,
        ADDRESS,
        MANAGER,
    ),
    dot("#4361ee", 3.5),
    min_zoom=14,
)
