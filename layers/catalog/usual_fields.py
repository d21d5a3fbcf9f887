"""Fields as templates declare them: one short call each, and those that many templates share, declared once.

Measures are not below 0 and years lie from 1800 to 2100 unless said otherwise. Aliases are names under which
departments deliver; the field's own name, other cases, accents and cut names match anyway.
"""

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, Title

POINT, LINE, POLYGON = GeometryKind.POINT, GeometryKind.LINE, GeometryKind.POLYGON


def text(
    name: str, vi: str, en: str, *aliases: str, required: bool = False, personal: bool = False, unit: str = ""
) -> FieldDescription:
    return FieldDescription(name, Title(vi, en), unit=unit, required=required, personal=personal, aliases=aliases)


def number(
    name: str, vi: str, en: str, unit: str, *aliases: str, low: float | None = 0, high: float | None = None
) -> FieldDescription:
    """A measure."""
    return FieldDescription(
        name, Title(vi, en), FieldType.DECIMAL, unit=unit, aliases=aliases, minimum=low, maximum=high
    )


def count(name: str, vi: str, en: str, *aliases: str) -> FieldDescription:
    """How many."""
    return FieldDescription(name, Title(vi, en), FieldType.INTEGER, aliases=aliases, minimum=0)


def year(name: str, vi: str, en: str, *aliases: str) -> FieldDescription:
    return FieldDescription(name, Title(vi, en), FieldType.INTEGER, aliases=aliases, minimum=1800, maximum=2100)


def day(name: str, vi: str, en: str, *aliases: str, required: bool = False) -> FieldDescription:
    return FieldDescription(name, Title(vi, en), FieldType.DATE, required=required, aliases=aliases)


def yes_no(name: str, vi: str, en: str, *aliases: str) -> FieldDescription:
    return FieldDescription(name, Title(vi, en), FieldType.BOOLEAN, aliases=aliases)


def code(name: str, vi: str, en: str, code_list: str, *aliases: str) -> FieldDescription:
    return FieldDescription(name, Title(vi, en), FieldType.CODE, code_list=code_list, aliases=aliases)


def link(name: str, vi: str, en: str, target: str) -> FieldDescription:
    """To a feature of another layer, by its id; what departments deliver is its code, in a field beside."""
    return FieldDescription(name, Title(vi, en), FieldType.LINK, target=target)


def file(name: str, vi: str, en: str) -> FieldDescription:
    return FieldDescription(name, Title(vi, en), FieldType.FILE)


CODE = text("code", "Mã", "Code", "ma", "ma_so", "ma_doi_tuong")
NAME = text("name", "Tên", "Name", "ten", "ten_goi")
KIND = text("kind", "Loại", "Kind", "loai", "phan_loai")
STATE = code("state", "Tình trạng", "State", "asset_state", "tinh_trang", "trang_thai")
POSITION_QUALITY = code(
    "position_quality", "Độ tin cậy vị trí", "Position quality", "position_quality", "do_tin_cay_vi_tri"
)
STREET = text("street", "Đường", "Street", "ten_duong", "duong")
ADDRESS = text("address", "Địa chỉ", "Address", "dia_chi")
MANAGER = text("manager", "Đơn vị quản lý", "Manager", "don_vi_quan_ly", "don_vi_ql")
AREA_M2 = number("area_m2", "Diện tích", "Area", "m²", "dien_tich")
AREA_HA = number("area_ha", "Diện tích", "Area", "ha", "dien_tich")
LENGTH_M = number("length_m", "Chiều dài", "Length", "m", "chieu_dai")
WIDTH_M = number("width_m", "Chiều rộng", "Width", "m", "chieu_rong", "be_rong")
HEIGHT_M = number("height_m", "Chiều cao", "Height", "m", "chieu_cao")
DEPTH_M = number("depth_m", "Độ sâu", "Depth", "m", "do_sau")
LEVEL_M = number("level_m", "Cao độ", "Level", "m", "cao_do", low=None)
DIAMETER_MM = number("diameter_mm", "Đường kính", "Diameter", "mm", "duong_kinh", "dn")
VOLTAGE_KV = number("voltage_kv", "Điện áp", "Voltage", "kV", "dien_ap", "cap_dien_ap")
LAID_YEAR = year("laid_year", "Năm lắp đặt", "Year laid", "nam_lap_dat", "nam_xd")
YEAR_BUILT = year("year_built", "Năm xây dựng", "Year built", "nam_xay_dung", "nam_xd")
INSTALLED_ON = day("installed_on", "Ngày lắp đặt", "Installed on", "ngay_lap_dat", "ngay_lap")
DECISION = text("decision", "Số quyết định", "Decision", "so_quyet_dinh", "so_qd", "soQDQH")
DECIDED_ON = day("decided_on", "Ngày quyết định", "Decided on", "ngay_quyet_dinh", "ngay_qd", "ngayQDQH")
AUTHORITY = text("authority", "Cơ quan ban hành", "Authority", "co_quan_ban_hanh", "coQuanPheduyet")
PHONE = text("phone", "Điện thoại", "Phone", "dien_thoai", "so_dien_thoai", "sdt", personal=True)
PHOTO = file("photo", "Ảnh", "Photo")
NOTE = text("note", "Ghi chú", "Note", "ghi_chu", "ghiChu")
