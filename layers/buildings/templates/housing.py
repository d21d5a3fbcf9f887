"""Apartment buildings, official residences (nhà công vụ), public housing, offices of agencies."""

from layers.catalog.template import area, template
from layers.catalog.usual_fields import (
    ADDRESS,
    AREA_M2,
    CODE,
    DECIDED_ON,
    DECISION,
    HEIGHT_M,
    KIND,
    MANAGER,
    NAME,
    NOTE,
    PHONE,
    POLYGON,
    STATE,
    YEAR_BUILT,
    code,
    count,
    day,
    link,
    number,
    text,
)

_FLOOR_AREA = number("floor_area_m2", "Diện tích sàn", "Floor area", "m²", "dien_tich_san")
_STOREYS = count("storeys", "Số tầng", "Storeys", "so_tang")
_FLATS = count("flats", "Số căn hộ", "Flats", "so_can_ho", "so_can")
_GRADE = code("grade", "Cấp công trình", "Grade", "works_grade", "cap_cong_trinh")
_BUILDING = link("building_id", "Công trình", "Building (feature)", "buildings")
_OCCUPANT = text("occupant", "Người thuê, sử dụng", "Occupant", "nguoi_thue", "nguoi_su_dung", personal=True)
_CONTRACT = text("contract", "Số hợp đồng", "Contract", "so_hop_dong", personal=True)
_RENT = number("rent_vnd_month", "Tiền thuê", "Rent", "đồng/tháng", "tien_thue", "gia_thue")
_OWNER = text("owner", "Cơ quan quản lý tài sản", "Owning agency", "co_quan", "chu_so_huu")

APARTMENT_BUILDINGS = template(
    "apartment_buildings",
    ("Nhà chung cư", "Apartment buildings"),
    ("Nhà chung cư, cụm chung cư và tình trạng vận hành.", "Apartment buildings and how they are run."),
    "buildings",
    POLYGON,
    (
        CODE,
        NAME,
        KIND,
        _GRADE,
        _STOREYS,
        count("basements", "Số tầng hầm", "Basements", "so_tang_ham"),
        _FLATS,
        HEIGHT_M,
        _FLOOR_AREA,
        YEAR_BUILT,
        text("investor", "Chủ đầu tư", "Investor", "chu_dau_tu"),
        text("operator", "Đơn vị vận hành", "Operator", "don_vi_van_hanh"),
        text("board_head", "Trưởng ban quản trị", "Head of the board", "truong_ban_quan_tri", personal=True),
        PHONE,
        text("safety_grade", "Kết quả kiểm định", "Safety grade", "kiem_dinh", "cap_nguy_hiem"),
        day("inspected_on", "Kiểm định gần nhất", "Last inspected", "ngay_kiem_dinh"),
        STATE,
        ADDRESS,
        _BUILDING,
    ),
    area("#b5838d", "#6d4c55", opacity=0.7),
    min_zoom=13,
)

OFFICIAL_RESIDENCES = template(
    "official_residences",
    ("Nhà công vụ", "Official residences"),
    ("Nhà ở công vụ và tình hình bố trí sử dụng.", "Residences for officials and who uses them."),
    "buildings",
    POLYGON,
    (
        CODE,
        NAME,
        _STOREYS,
        _FLATS,
        _FLOOR_AREA,
        AREA_M2,
        YEAR_BUILT,
        _OWNER,
        _OCCUPANT,
        text("position", "Chức vụ", "Position", "chuc_vu", personal=True),
        _CONTRACT,
        _RENT,
        day("until", "Thời hạn bố trí", "Until", "thoi_han", "ngay_het_han"),
        STATE,
        MANAGER,
        ADDRESS,
        _BUILDING,
    ),
    area("#6d6875", "#443f4d", opacity=0.7),
    named_by="code",
    access="shared",
    min_zoom=14,
)

PUBLIC_HOUSING = template(
    "public_housing",
    ("Nhà ở thuộc tài sản công, nhà ở xã hội", "Public housing"),
    ("Nhà ở cũ thuộc tài sản công, nhà ở xã hội.", "Housing that is public property, and social housing."),
    "buildings",
    POLYGON,
    (
        CODE,
        NAME,
        KIND,
        _STOREYS,
        _FLATS,
        _FLOOR_AREA,
        AREA_M2,
        YEAR_BUILT,
        _OWNER,
        _OCCUPANT,
        PHONE,
        _CONTRACT,
        _RENT,
        DECISION,
        DECIDED_ON,
        STATE,
        MANAGER,
        ADDRESS,
        _BUILDING,
    ),
    area("#83c5be", "#2f6f6a", opacity=0.7),
    named_by="code",
    min_zoom=14,
)

OFFICES = template(
    "offices",
    ("Trụ sở, cơ sở hoạt động sự nghiệp", "Offices"),
    ("Trụ sở cơ quan và cơ sở của đơn vị sự nghiệp.", "Offices of agencies and public service units."),
    "buildings",
    POLYGON,
    (
        CODE,
        NAME,
        _OWNER,
        _STOREYS,
        _FLOOR_AREA,
        AREA_M2,
        number("value_million_vnd", "Nguyên giá", "Original value", "triệu đồng", "nguyen_gia"),
        YEAR_BUILT,
        text("surplus", "Phương án sắp xếp", "What becomes of it", "phuong_an", "doi_du"),
        STATE,
        MANAGER,
        ADDRESS,
        NOTE,
        _BUILDING,
    ),
    area("#e5989b", "#a25d61", opacity=0.7),
    min_zoom=13,
)
