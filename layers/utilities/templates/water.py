"""The water supply network: pipes, valves, hydrants; in the terms of asset registers and EPANET alike."""

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import single
from layers.catalog.usual_fields import MANAGER, POSITION_QUALITY, STATE, STREET, code, link

WATER_PIPES = LayerDescription(
    name="water_pipes",
    title=Title("Đường ống cấp nước", "Water pipes"),
    description=Title("Mạng lưới đường ống cấp nước.", "Pipes of the water supply network."),
    theme="utilities",
    geometry_kind=GeometryKind.LINE,
    fields=(
        FieldDescription("code", Title("Mã ống", "Code"), aliases=("ma_ong", "id_ong")),
        code("kind", "Loại ống", "Kind", "water_pipe_kind", "loaiOngCapNuoc", "loai_ong"),
        FieldDescription(
            "diameter_mm", Title("Đường kính", "Diameter"), FieldType.DECIMAL, unit="mm",
            aliases=("duongKinh", "duong_kinh", "dn"),
        ),
        code("material", "Vật liệu", "Material", "pipe_material", "vatLieu", "vat_lieu"),
        FieldDescription(
            "length_m", Title("Chiều dài", "Length"), FieldType.DECIMAL, unit="m", aliases=("chieuDai", "chieu_dai")
        ),
        FieldDescription("depth_m", Title("Độ sâu", "Depth"), FieldType.DECIMAL, unit="m", aliases=("do_sau",)),
        FieldDescription("laid_year", Title("Năm lắp đặt", "Year laid"), FieldType.INTEGER, aliases=("nam_lap_dat",)),
        STATE,
        STREET,
        MANAGER,
    ),
    key_fields=("code",),
    title_field="code",
    style=single("#1b75bc", "#1b75bc", width=2.0, opacity=0.9),
    min_zoom=13,
)  # fmt: skip

_FITTING = (
    FieldDescription("kind", Title("Loại", "Kind"), aliases=("loai",)),
    FieldDescription("diameter_mm", Title("Đường kính", "Diameter"), FieldType.DECIMAL, unit="mm", aliases=("dn",)),
    FieldDescription("pipe", Title("Mã ống", "Pipe"), aliases=("ma_ong",)),
    link("pipe_id", "Ống", "Pipe (feature)", "water_pipes"),
    STATE,
    STREET,
    POSITION_QUALITY,
)

HYDRANTS = LayerDescription(
    name="hydrants",
    title=Title("Trụ nước chữa cháy", "Hydrants"),
    description=Title("Trụ nước chữa cháy trên mạng cấp nước.", "Fire hydrants on the water supply network."),
    theme="utilities",
    geometry_kind=GeometryKind.POINT,
    fields=(FieldDescription("code", Title("Mã trụ", "Code"), aliases=("ma_tru",)), *_FITTING),
    key_fields=("code",),
    title_field="code",
    style=single("#e63946", "#ffffff", width=1.0, opacity=0.95, radius=4.0),
    min_zoom=15,
    shown_at_start=False,
)

VALVES = LayerDescription(
    name="valves",
    title=Title("Van cấp nước", "Water valves"),
    description=Title("Van trên mạng cấp nước.", "Valves of the water supply network."),
    theme="utilities",
    geometry_kind=GeometryKind.POINT,
    fields=(FieldDescription("code", Title("Mã van", "Code"), aliases=("ma_van",)), *_FITTING),
    key_fields=("code",),
    title_field="code",
    style=single("#1b75bc", "#ffffff", width=0.8, opacity=0.95, radius=2.6),
    min_zoom=16,
    shown_at_start=False,
)
