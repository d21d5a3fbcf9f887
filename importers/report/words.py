"""What a report calls things, in Vietnamese and English."""

from collections.abc import Mapping
from typing import Any

from importers.normalise.invalidity import in_vietnamese
from layers.catalog.description import Title
from layers.checks.rules import RULES

SEVERITIES = {
    "error": Title("Lỗi: không nhập", "Error: kept out"),
    "warning": Title("Cảnh báo", "Warning"),
    "note": Title("Ghi chú", "Note"),
}
_OTHERS = {
    "E-GEOM-03": Title("Thiếu hình học", "No geometry"),
    "E-GEOM-04": Title("Tọa độ không hợp lệ", "Coordinates that are no numbers"),
    "E-GEOM-05": Title("Hình học không sửa được", "Geometry beyond repair"),
    "W-GEOM-01": Title("Hình học đã sửa", "Repaired geometry"),
    "W-GEOM-02": Title("Sửa làm giảm diện tích", "Repair that lost area"),
    "W-GEOM-03": Title("Đã bỏ mảnh vụn", "Slivers taken out"),
    "W-GEOM-04": Title("Vòng chưa khép", "Rings that weren't closed"),
    "N-GEOM-01": Title("Đã bỏ cao độ", "Heights left out"),
    "N-GEOM-02": Title("Đã bỏ đỉnh lặp", "Repeated vertices taken out"),
    "E-VALUE-01": Title("Thiếu giá trị bắt buộc", "Required value missing"),
    "E-VALUE-02": Title("Trùng khóa", "Key stands twice"),
    "W-VALUE-01": Title("Giá trị sai kiểu", "Values of another type"),
    "W-VALUE-02": Title("Giá trị trái quy tắc", "Values that break a rule"),
    "N-VALUE-01": Title("Cột chưa có trường", "Columns without a field"),
    "W-CODE-01": Title("Mã không có trong danh mục", "Codes that are not in their list"),
    "W-CODE-02": Title("Mã hết hiệu lực", "Codes that hold no more"),
    "N-CODE-01": Title("Mã đã được viết lại", "Codes written as listed"),
    "N-CODE-02": Title("Mã cũ đã đổi sang mã kế thừa", "Ended codes replaced by their successors"),
    "W-VALUE-03": Title("Khoảng giá trị không đọc được", "Ranges that can't be read"),
    "W-FILE-23": Title("Ô báo lỗi", "Cells with an error"),
    "W-FILE-24": Title("Thửa thiếu điểm góc ranh", "Too few corner points"),
    "W-FILE-25": Title("Công thức chưa tính", "Formulas never computed"),
    "W-FILE-27": Title("Công trình sai quy tắc CityGML", "Buildings that break rules of CityGML"),
    "W-CRS-01": Title("Hệ tọa độ đáng ngờ", "Doubtful coordinate system"),
    "W-RUN-01": Title("Giữ nguyên phần đã sửa sau", "Left as changed since"),
    "W-UNIT-01": Title("Lớp chưa có mã xã mới", "Layers without the new commune codes"),
    "N-CRS-01": Title("Hệ tọa độ đề xuất", "Proposed coordinate systems"),
    "N-CRS-02": Title("Tọa độ quá nhỏ", "Coordinates too small"),
    "N-CRS-03": Title("Không hệ nào phù hợp", "No system fits"),
    "N-CRS-04": Title("Nhiều hệ phù hợp như nhau", "Several systems fit alike"),
    "N-FILE-01": Title("Đường cong đã chuyển thành gấp khúc", "Curves made straight"),
    "N-FILE-21": Title("Đối tượng không phải công trình", "Things that are no buildings"),
    "N-FILE-28": Title("Vị trí ước tính dọc đường", "Estimated positions along streets"),
    "N-MAP-01": Title("Cấu hình nhập đã áp dụng", "Preset applied"),
    "N-MAP-02": Title("Cột được ghép theo tên và giá trị", "Columns mapped by name and values"),
    "N-MAP-03": Title("Cột có thể ghép", "Columns that could be mapped"),
    "N-MAP-04": Title("Giá trị đã quy đổi", "Values replaced"),
    "N-RUN-01": Title("Nằm ngoài Việt Nam", "Outside Vietnam"),
    "N-RUN-02": Title("Tệp thiếu một phần khóa", "Part of the key is missing"),
    "W-ENC-01": Title("Bảng mã chưa chắc chắn", "Uncertain encoding"),
    "N-ENC-01": Title("Chữ đã chuyển sang Unicode", "Text converted to Unicode"),
}
_MEASURES: dict[str, tuple[Title, str]] = {
    "before": (Title("Diện tích trước", "Area before"), "m²"),
    "after": (Title("Diện tích sau", "Area after"), "m²"),
    "stated": (Title("Diện tích ghi", "Stated area"), "m²"),
    "computed": (Title("Diện tích tính", "Computed area"), "m²"),
    "allowed": (Title("Cho phép lệch", "Allowed difference"), "m²"),
    "area": (Title("Diện tích", "Area"), "m²"),
    "width": (Title("Rộng", "Width"), "m"),
    "distance": (Title("Cách", "Distance"), "m"),
    "reason": (Title("Nguyên nhân", "Reason"), ""),
    "key": (Title("Khóa", "Key"), ""),
    "found": (Title("Nằm ở", "Lies in"), ""),
    "plan": (Title("Đồ án", "Plan"), ""),
}


def title_of(code: str) -> Title | None:
    """A short name for what a code says; None where it has none but its sentence."""
    for rule in RULES.values():
        if code[2:] == f"CHECK-{rule.number:02d}":
            return rule.title
    return _OTHERS.get(code)


def measures(values: Mapping[str, Any]) -> list[tuple[Title, Title]]:
    """What was measured of one case, each with its name: `Diện tích`, `12,3 m²`."""
    said = []
    for name, (title, unit) in _MEASURES.items():
        value = values.get(name)
        if value is None:
            continue
        if name == "stated" and not isinstance(value, float):
            title, unit = Title("Ghi", "Stated"), ""
        if isinstance(value, float):
            digits = 1 if unit == "m²" and abs(value) >= 10 else 2 if unit == "m²" else 3
            text = Title(f"{_vietnamese(value, digits)} {unit}".strip(), f"{value:,.{digits}f} {unit}".strip())
        else:
            text = Title(in_vietnamese(str(value)), str(value))
        said.append((title, text))
    return said


def _vietnamese(value: float, digits: int) -> str:
    """1.234,5"""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))
