"""Land-use plan (quy hoạch sử dụng đất), annual land-use plan (kế hoạch sử dụng đất), inventory and prices.

They are not the urban plan: what may be done on a parcel depends on both.
"""

from layers.catalog.styles import by_value, classes_from_list, single
from layers.catalog.template import area, template
from layers.catalog.usual_fields import (
    AREA_M2,
    CODE,
    DECIDED_ON,
    DECISION,
    NAME,
    NOTE,
    POLYGON,
    STREET,
    code,
    day,
    number,
    text,
    year,
)

_LAND_LAW = "Luật Đất đai 31/2024/QH15"
_USE_ALIASES = ("ma_loai_dat", "MDSD", "KyHieuMucDichSuDung")
_LAND_USE = code("loai_dat", "Loại đất", "Land use", "land_use", *_USE_ALIASES)
_PLANNED_USE = code("loai_dat_qh", "Loại đất quy hoạch", "Planned land use", "land_use", "ma_dat_qh", "loai_dat_kh")
_PLACE = text("place", "Địa điểm", "Place", "dia_diem", "vi_tri")


def _by_land_use(field: str) -> dict[str, object]:
    return by_value(field, classes_from_list("land_use"), single("#efe9dc", "#8a7f6c", width=0.6, opacity=0.6))


LAND_USE_PLAN = template(
    "land_use_plan",
    ("Quy hoạch sử dụng đất", "Land-use plan"),
    ("Khoanh đất theo quy hoạch sử dụng đất.", "Areas of the land-use plan."),
    "land",
    POLYGON,
    (
        CODE,
        _PLANNED_USE,
        _LAND_USE,
        AREA_M2,
        text("period", "Kỳ quy hoạch", "Period", "ky_quy_hoach"),
        DECISION,
        DECIDED_ON,
        _PLACE,
        NOTE,
    ),
    _by_land_use("loai_dat_qh"),
    named_by="loai_dat_qh",
    legal_basis=_LAND_LAW,
    min_zoom=11,
)

ANNUAL_LAND_USE_PLAN = template(
    "annual_land_use_plan",
    ("Kế hoạch sử dụng đất hằng năm", "Annual land-use plan"),
    ("Công trình, dự án trong kế hoạch sử dụng đất của năm.", "Works and projects of the year's land-use plan."),
    "land",
    POLYGON,
    (
        CODE,
        text("name", "Công trình, dự án", "Project", "ten", "ten_cong_trinh", "ten_du_an"),
        year("plan_year", "Năm kế hoạch", "Year of the plan", "nam_ke_hoach", "nam_kh"),
        _PLANNED_USE,
        _LAND_USE,
        AREA_M2,
        text("investor", "Chủ đầu tư", "Investor", "chu_dau_tu"),
        text("recovery", "Thu hồi đất", "Land recovery", "thu_hoi_dat", "tinh_trang_thu_hoi"),
        DECISION,
        DECIDED_ON,
        _PLACE,
        NOTE,
    ),
    _by_land_use("loai_dat_qh"),
    key=("plan_year", "code"),
    legal_basis=_LAND_LAW,
    min_zoom=11,
)

LAND_INVENTORY = template(
    "land_inventory",
    ("Kiểm kê đất đai", "Land inventory"),
    ("Khoanh đất hiện trạng theo kỳ kiểm kê.", "Areas of present land use as inventoried."),
    "land",
    POLYGON,
    (
        text("code", "Số thứ tự khoanh đất", "Number", "so_khoanh", "STTKhoanh", "soThuTuKhoanhDat"),
        year("inventory_year", "Năm kiểm kê", "Inventory year", "nam_kiem_ke"),
        _LAND_USE,
        text("user_kind", "Đối tượng sử dụng, quản lý", "Kind of user", "doi_tuong", "DTSD", "LOAIDOITUONG"),
        AREA_M2,
        NOTE,
    ),
    _by_land_use("loai_dat"),
    key=("inventory_year", "code"),
    named_by="loai_dat",
    legal_basis=_LAND_LAW,
    min_zoom=12,
)

LAND_PRICE_ZONES = template(
    "land_price_zones",
    ("Vùng giá đất", "Land price zones"),
    ("Vùng, tuyến đường, vị trí trong bảng giá đất.", "Zones, streets and positions of the land price table."),
    "land",
    POLYGON,
    (
        CODE,
        NAME,
        STREET,
        text("from_place", "Đoạn từ", "From", "tu", "doan_tu"),
        text("to_place", "Đoạn đến", "To", "den", "doan_den"),
        text("position", "Vị trí", "Position", "vi_tri"),
        _LAND_USE,
        number("price_vnd_m2", "Giá đất", "Price", "đồng/m²", "gia_dat", "don_gia", "gia"),
        day("applies_from", "Áp dụng từ", "Applies from", "ap_dung_tu", "ngay_ap_dung"),
        DECISION,
        DECIDED_ON,
        NOTE,
    ),
    area("#ffd166", "#b5851b", opacity=0.4),
    legal_basis=_LAND_LAW,
    min_zoom=12,
)
