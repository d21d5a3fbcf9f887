"""Zoning lots, in the terms of the official exchange class ChucNangSuDungDat_A (Circular 16/2025/TT-BXD, Annex II).

Density, storeys and floor-area ratio are text there ("40-60", "≤ 7") and are kept as delivered; the
least and greatest values stand beside them as numbers.
"""

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import by_value, classes_from_list, single
from layers.catalog.usual_fields import code, count, link, number

ZONING = LayerDescription(
    name="zoning",
    title=Title("Chức năng sử dụng đất quy hoạch", "Zoning"),
    description=Title("Lô đất quy hoạch với chỉ tiêu sử dụng đất.", "Zoning lots with what may be built on them."),
    theme="planning",
    geometry_kind=GeometryKind.POLYGON,
    fields=(
        FieldDescription("ma_ho_so_qh", Title("Mã hồ sơ quy hoạch", "Plan file code"), aliases=("maHoSoQH",)),
        FieldDescription("ky_hieu_lo", Title("Ký hiệu lô đất", "Lot"), aliases=("kyHieuLoDat", "KYHIEULO")),
        code(
            "chuc_nang", "Chức năng sử dụng đất", "Function", "planning_function",
            "chucNangSuDungDatMuc1", "ZONE_CODE", "CHUCNANG",
        ),
        FieldDescription("dien_tich", Title("Diện tích", "Area"), FieldType.DECIMAL, unit="m²", aliases=("dienTich",)),
        FieldDescription("dan_so", Title("Dân số", "Population"), FieldType.DECIMAL, aliases=("danSo",)),
        FieldDescription(
            "mat_do_xd", Title("Mật độ xây dựng", "Building density"), unit="%", aliases=("matDoXayDung",)
        ),
        FieldDescription("tang_cao", Title("Tầng cao", "Storeys"), aliases=("tangCaoXayDung",)),
        FieldDescription("he_so_sdd", Title("Hệ số sử dụng đất", "Floor-area ratio"), aliases=("heSoSuDungDat",)),
        number("mat_do_min", "Mật độ xây dựng tối thiểu", "Least density", "%", "mat_do_toi_thieu", high=100),
        number("mat_do_max", "Mật độ xây dựng tối đa", "Greatest density", "%", "mat_do_toi_da", high=100),
        count("tang_cao_min", "Tầng cao tối thiểu", "Fewest storeys", "tang_cao_toi_thieu"),
        count("tang_cao_max", "Tầng cao tối đa", "Most storeys", "tang_cao_toi_da"),
        number("he_so_min", "Hệ số sử dụng đất tối thiểu", "Least floor-area ratio", "", "he_so_toi_thieu"),
        number("he_so_max", "Hệ số sử dụng đất tối đa", "Greatest floor-area ratio", "", "he_so_toi_da"),
        number("chieu_cao_max", "Chiều cao tối đa", "Greatest height", "m", "chieu_cao_toi_da"),
        number("khoang_lui", "Khoảng lùi", "Setback", "m", "khoangLuiXayDung"),
        link("plan_id", "Đồ án", "Plan", "plans"),
    ),
    key_fields=("ma_ho_so_qh", "ky_hieu_lo"),
    title_field="chuc_nang",
    legal_basis="Luật Quy hoạch đô thị và nông thôn 47/2024/QH15; Thông tư 16/2025/TT-BXD",
    style=by_value(
        "chuc_nang",
        classes_from_list("planning_function"),
        single("#e6e0d4", "#6f6a60", width=0.8, opacity=0.55),
    ),
    min_zoom=10,
)  # fmt: skip
