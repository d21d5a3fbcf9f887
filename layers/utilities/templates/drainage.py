"""Drainage and sewerage (Decree 80/2014): drains, manholes, outfalls, basins, treatment plants."""

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import single
from layers.catalog.template import area, dot, template
from layers.catalog.usual_fields import (
    ADDRESS,
    AREA_M2,
    CODE,
    KIND,
    LEVEL_M,
    MANAGER,
    NAME,
    NOTE,
    POINT,
    POLYGON,
    STATE,
    STREET,
    YEAR_BUILT,
    code,
    count,
    link,
    number,
    text,
)

_DECREE = "Nghị định 80/2014/NĐ-CP"

DRAINAGE_PIPES = LayerDescription(
    name="drainage_pipes",
    title=Title("Cống thoát nước", "Drainage pipes"),
    description=Title("Cống thoát nước, vẽ theo hướng chảy.", "Drains and sewers, drawn in the direction of flow."),
    theme="utilities",
    geometry_kind=GeometryKind.LINE,
    fields=(
        FieldDescription("code", Title("Mã cống", "Code"), aliases=("ma_cong",)),
        code("kind", "Loại cống", "Kind", "drain_kind", "loai_cong"),
        FieldDescription(
            "diameter_mm",
            Title("Đường kính", "Diameter"),
            FieldType.DECIMAL,
            unit="mm",
            aliases=("duongKinh", "duong_kinh", "dn"),
        ),
        code("material", "Vật liệu", "Material", "pipe_material", "vatLieu", "vat_lieu"),
        FieldDescription("length_m", Title("Chiều dài", "Length"), FieldType.DECIMAL, unit="m", aliases=("chieu_dai",)),
        FieldDescription("slope_permille", Title("Độ dốc", "Slope"), FieldType.DECIMAL, unit="‰", aliases=("do_doc",)),
        number("width_mm", "Chiều rộng", "Width", "mm", "chieu_rong"),
        number("height_mm", "Chiều cao", "Height", "mm", "chieu_cao"),
        count("barrels", "Số đường cống", "Barrels", "so_cong", "soLuongCong"),
        FieldDescription("from_manhole", Title("Từ hố ga", "From manhole"), aliases=("tu_ho_ga",)),
        FieldDescription("to_manhole", Title("Đến hố ga", "To manhole"), aliases=("den_ho_ga",)),
        FieldDescription("laid_year", Title("Năm lắp đặt", "Year laid"), FieldType.INTEGER, aliases=("nam_lap_dat",)),
        STATE,
        STREET,
        MANAGER,
    ),
    key_fields=("code",),
    title_field="code",
    legal_basis="Nghị định 80/2014/NĐ-CP",
    style=single("#7a5c3e", "#7a5c3e", width=1.8, opacity=0.9),
    min_zoom=14,
    shown_at_start=False,
)

MANHOLES = LayerDescription(
    name="manholes",
    title=Title("Hố ga", "Manholes"),
    description=Title("Hố ga của hệ thống thoát nước.", "Manholes of the drainage system."),
    theme="utilities",
    geometry_kind=GeometryKind.POINT,
    fields=(
        FieldDescription("code", Title("Mã hố ga", "Code"), aliases=("ma_ho_ga",)),
        FieldDescription("kind", Title("Loại", "Kind"), aliases=("loai",)),
        FieldDescription(
            "cover_level_m", Title("Cao độ nắp", "Cover level"), FieldType.DECIMAL, unit="m", aliases=("cao_do_nap",)
        ),
        FieldDescription(
            "invert_level_m", Title("Cao độ đáy", "Invert level"), FieldType.DECIMAL, unit="m", aliases=("cao_do_day",)
        ),
        FieldDescription("depth_m", Title("Chiều sâu", "Depth"), FieldType.DECIMAL, unit="m", aliases=("chieu_sau",)),
        STREET,
    ),
    key_fields=("code",),
    title_field="code",
    legal_basis="Nghị định 80/2014/NĐ-CP",
    style=single("#7a5c3e", "#ffffff", width=0.8, opacity=0.95, radius=2.4),
    min_zoom=16,
    shown_at_start=False,
)  # fmt: skip

OUTFALLS = template(
    "outfalls",
    ("Cửa xả", "Outfalls"),
    ("Cửa xả ra sông, hồ, kênh.", "Where drains discharge into rivers, lakes and canals."),
    "utilities",
    POINT,
    (
        CODE,
        NAME,
        KIND,
        number("diameter_mm", "Đường kính", "Diameter", "mm", "duong_kinh", "dn"),
        number("invert_level_m", "Cao độ đáy", "Invert level", "m", "cao_do_day", low=None),
        text("receiving_water", "Nguồn tiếp nhận", "Receiving water", "nguon_tiep_nhan", "nguonTiepNhan"),
        text("flap_valve", "Van ngăn triều", "Flap valve", "van_ngan_trieu"),
        text("pipe", "Mã cống", "Drain", "ma_cong"),
        link("pipe_id", "Cống", "Drain (feature)", "drainage_pipes"),
        STATE,
        MANAGER,
    ),
    dot("#7a5c3e"),
    named_by="code",
    legal_basis=_DECREE,
    min_zoom=14,
)

DETENTION_BASINS = template(
    "detention_basins",
    ("Hồ điều hòa", "Detention basins"),
    ("Hồ điều hòa của hệ thống thoát nước.", "Basins that hold storm water back."),
    "utilities",
    POLYGON,
    (
        CODE,
        NAME,
        AREA_M2,
        number("volume_m3", "Dung tích", "Volume", "m³", "dung_tich"),
        number("depth_m", "Độ sâu", "Depth", "m", "do_sau"),
        LEVEL_M,
        number("normal_level_m", "Mực nước thường", "Normal water level", "m", "muc_nuoc_thuong", low=None),
        number("highest_level_m", "Mực nước cao nhất", "Highest water level", "m", "muc_nuoc_max", low=None),
        STATE,
        MANAGER,
        ADDRESS,
    ),
    area("#90e0ef", "#0077b6"),
    legal_basis=_DECREE,
    min_zoom=12,
)

WASTEWATER_PLANTS = template(
    "wastewater_plants",
    ("Trạm xử lý nước thải", "Wastewater plants"),
    ("Nhà máy, trạm xử lý và trạm bơm nước thải.", "Treatment plants and pumping stations for wastewater."),
    "utilities",
    POLYGON,
    (
        CODE,
        NAME,
        KIND,
        number("capacity_m3_day", "Công suất", "Capacity", "m³/ngày", "cong_suat"),
        text("technology", "Công nghệ", "Technology", "cong_nghe", "congNghe"),
        text("standard", "Quy chuẩn xả thải", "Discharge standard", "quy_chuan"),
        text("receiving_water", "Nguồn tiếp nhận", "Receiving water", "nguon_tiep_nhan", "nguonTiepNhan"),
        count("pumps", "Số máy bơm", "Pumps", "so_may", "soMay"),
        AREA_M2,
        YEAR_BUILT,
        STATE,
        MANAGER,
        ADDRESS,
        NOTE,
    ),
    area("#a98467", "#6c584c"),
    legal_basis=_DECREE,
    min_zoom=12,
)
