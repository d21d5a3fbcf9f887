"""Zoning lots, in the terms of the official exchange class ChucNangSuDungDat_A (Circular 16/2025/TT-BXD, Annex II).

Density, storeys and floor-area ratio are text there ("40-60", "≤ 7") and are kept as delivered.
"""

from pathlib import Path

from gis.spatial.geometry import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import by_value, classes_from_csv, single

DATA = Path(__file__).parent / "data"

ZONING = LayerDescription(
    name="zoning",
    title=Title("Chức năng sử dụng đất quy hoạch", "Zoning"),
    description=Title("Lô đất quy hoạch với chỉ tiêu sử dụng đất.", "Zoning lots with what may be built on them."),
    theme="planning",
    geometry_kind=GeometryKind.POLYGON,
    fields=(
        FieldDescription("ma_ho_so_qh", Title("Mã hồ sơ quy hoạch", "Plan file code"), aliases=("maHoSoQH",)),
        FieldDescription("ky_hieu_lo", Title("Ký hiệu lô đất", "Lot"), aliases=("kyHieuLoDat", "KYHIEULO")),
        FieldDescription(
            "chuc_nang",
            Title("Chức năng sử dụng đất", "Function"),
            aliases=("chucNangSuDungDatMuc1", "ZONE_CODE", "CHUCNANG"),
        ),
        FieldDescription("dien_tich", Title("Diện tích", "Area"), FieldType.DECIMAL, unit="m²", aliases=("dienTich",)),
        FieldDescription("dan_so", Title("Dân số", "Population"), FieldType.DECIMAL, aliases=("danSo",)),
        FieldDescription(
            "mat_do_xd", Title("Mật độ xây dựng", "Building density"), unit="%", aliases=("matDoXayDung",)
        ),
        FieldDescription("tang_cao", Title("Tầng cao", "Storeys"), aliases=("tangCaoXayDung",)),
        FieldDescription("he_so_sdd", Title("Hệ số sử dụng đất", "Floor-area ratio"), aliases=("heSoSuDungDat",)),
    ),
    key_fields=("ma_ho_so_qh", "ky_hieu_lo"),
    title_field="chuc_nang",
    legal_basis="Luật Quy hoạch đô thị và nông thôn 47/2024/QH15; Thông tư 16/2025/TT-BXD",
    style=by_value(
        "chuc_nang",
        classes_from_csv(
            DATA / "tt16_landuse_symbols_qhpk.csv",
            value="cad_layer_without_stage_prefix",
            vi="label_vi",
            fill="hex_of_aci",
        ),
        single("#e6e0d4", "#6f6a60", width=0.8, opacity=0.55),
    ),
    min_zoom=10,
)

TEMPLATES = (ZONING,)
