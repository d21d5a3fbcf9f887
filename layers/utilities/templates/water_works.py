"""Works of the water supply: sources, plants, tanks, pumps, and the meters of customers."""

from layers.catalog.template import area, dot, template
from layers.catalog.usual_fields import (
    ADDRESS,
    AREA_M2,
    CODE,
    INSTALLED_ON,
    KIND,
    LEVEL_M,
    MANAGER,
    NAME,
    POINT,
    POLYGON,
    STATE,
    YEAR_BUILT,
    count,
    link,
    number,
    text,
)

_CAPACITY = number("capacity_m3_day", "Công suất", "Capacity", "m³/ngày", "cong_suat", "cs")

WATER_SOURCES = template(
    "water_sources",
    ("Nguồn nước cấp", "Water sources"),
    ("Giếng, trạm thu nước mặt.", "Wells and intakes of surface water."),
    "utilities",
    POINT,
    (
        CODE,
        NAME,
        KIND,
        _CAPACITY,
        number("depth_m", "Độ sâu", "Depth", "m", "do_sau", "chieu_sau"),
        text("licence_number", "Giấy phép khai thác", "Abstraction licence", "giay_phep", "so_giay_phep"),
        STATE,
        MANAGER,
        ADDRESS,
    ),
    dot("#0077b6", 5.0),
    min_zoom=12,
)

WATER_PLANTS = template(
    "water_plants",
    ("Nhà máy nước", "Water plants"),
    ("Nhà máy, trạm xử lý nước cấp.", "Treatment plants of the water supply."),
    "utilities",
    POLYGON,
    (
        CODE,
        NAME,
        _CAPACITY,
        text("technology", "Công nghệ", "Technology", "cong_nghe"),
        text("source", "Nguồn nước", "Source", "nguon_nuoc"),
        link("source_id", "Nguồn nước cấp", "Source (feature)", "water_sources"),
        AREA_M2,
        YEAR_BUILT,
        STATE,
        MANAGER,
        ADDRESS,
    ),
    area("#48cae4", "#0077b6"),
    min_zoom=12,
)

WATER_TANKS = template(
    "water_tanks",
    ("Bể chứa, đài nước", "Water tanks"),
    ("Bể chứa, đài nước của mạng cấp nước.", "Reservoirs and towers of the water supply network."),
    "utilities",
    POINT,
    (
        CODE,
        NAME,
        KIND,
        number("volume_m3", "Dung tích", "Volume", "m³", "dung_tich"),
        LEVEL_M,
        number("water_level_m", "Mực nước", "Water level", "m", "muc_nuoc", "doCaoMucNuoc", low=None),
        YEAR_BUILT,
        STATE,
        MANAGER,
    ),
    dot("#0096c7", 4.5),
    named_by="code",
    min_zoom=13,
)

WATER_PUMPS = template(
    "water_pumps",
    ("Trạm bơm cấp nước", "Water pumping stations"),
    ("Trạm bơm, trạm tăng áp cấp nước.", "Pumping and booster stations of the water supply."),
    "utilities",
    POINT,
    (
        CODE,
        NAME,
        KIND,
        count("pumps", "Số máy bơm", "Pumps", "so_may", "soMay"),
        number("flow_m3_h", "Lưu lượng", "Flow", "m³/h", "luu_luong"),
        number("head_m", "Cột áp", "Head", "m", "cot_ap"),
        number("power_kw", "Công suất", "Power", "kW", "cong_suat"),
        STATE,
        MANAGER,
    ),
    dot("#023e8a", 4.5),
    named_by="code",
    min_zoom=13,
)

WATER_METERS = template(
    "water_meters",
    ("Đồng hồ nước", "Water meters"),
    ("Đồng hồ nước của khách hàng.", "Meters of customers."),
    "utilities",
    POINT,
    (
        text("code", "Số đồng hồ", "Meter number", "so_dong_ho", "seri"),
        text("customer_code", "Danh bạ", "Customer number", "danh_bo", "ma_khach_hang", "ma_kh", personal=True),
        text("customer", "Khách hàng", "Customer", "ten_khach_hang", "ten_kh", personal=True),
        text("address", "Địa chỉ", "Address", "dia_chi", personal=True),
        number("diameter_mm", "Cỡ đồng hồ", "Size", "mm", "co_dong_ho", "dn"),
        INSTALLED_ON,
        text("pipe", "Mã ống", "Pipe", "ma_ong"),
        link("pipe_id", "Ống", "Pipe (feature)", "water_pipes"),
        STATE,
    ),
    dot("#1b75bc", 2.2),
    named_by="code",
    access="shared",
    min_zoom=17,
)
