"""Trees, parks and green areas (Decree 258/2025)."""

from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.styles import single
from layers.catalog.template import area, template
from layers.catalog.usual_fields import (
    ADDRESS,
    AREA_M2,
    CODE,
    MANAGER,
    NAME,
    NOTE,
    PHOTO,
    POLYGON,
    POSITION_QUALITY,
    STREET,
    code,
    count,
    day,
    number,
    text,
    yes_no,
)

_CODE = text("code", "Mã", "Code", "ma", "ma_cong_vien")

TREES = LayerDescription(
    name="trees",
    title=Title("Cây xanh", "Trees"),
    description=Title("Cây xanh đô thị.", "Urban trees."),
    theme="trees",
    geometry_kind=GeometryKind.POINT,
    fields=(
        FieldDescription("code", Title("Mã cây", "Code"), aliases=("STRUCTID", "ma_cay", "tree_id")),
        FieldDescription("species", Title("Loài", "Species"), aliases=("COMMON_NAME", "ten_cay", "loai_cay")),
        FieldDescription(
            "species_scientific", Title("Tên khoa học", "Scientific name"), aliases=("BOTANICAL_NAME", "ten_khoa_hoc")
        ),
        code("tree_class", "Nhóm cây", "Class", "tree_class", "nhom_cay"),
        FieldDescription(
            "trunk_diameter_cm", Title("Đường kính thân", "Trunk diameter"), FieldType.DECIMAL, unit="cm",
            aliases=("DBH_TRUNK", "duong_kinh"),
        ),
        FieldDescription(
            "height_m", Title("Chiều cao", "Height"), FieldType.DECIMAL, unit="m", aliases=("chieu_cao", "height")
        ),
        FieldDescription(
            "crown_m", Title("Đường kính tán", "Crown diameter"), FieldType.DECIMAL, unit="m",
            aliases=("tan_cay", "crown"),
        ),
        FieldDescription("planted_year", Title("Năm trồng", "Year planted"), FieldType.INTEGER, aliases=("nam_trong",)),
        code("health", "Tình trạng", "Health", "tree_health", "tinh_trang"),
        FieldDescription("preserved", Title("Cây bảo tồn", "Preserved"), FieldType.BOOLEAN, aliases=("bao_ton",)),
        FieldDescription("street", Title("Đường", "Street"), aliases=("STREETNAME", "ten_duong")),
        FieldDescription("address", Title("Số nhà", "House number"), aliases=("ADDRESS", "so_nha")),
        MANAGER,
        text("risk", "Nguy cơ gãy đổ", "Risk", "nguy_co", "muc_do_nguy_hiem"),
        text("pit", "Bồn gốc", "Tree pit", "bon_cay", "bon_goc"),
        day("last_pruned", "Cắt tỉa gần nhất", "Last pruned", "ngay_cat_tia"),
        PHOTO,
        POSITION_QUALITY,
    ),
    key_fields=("code",),
    title_field="species",
    legal_basis="Nghị định 258/2025/NĐ-CP",
    style=single("#4b8b3b", "#ffffff", width=0.8, opacity=0.9, radius=3.5),
    min_zoom=12,
)  # fmt: skip

PARKS = LayerDescription(
    name="parks",
    title=Title("Công viên, vườn hoa", "Parks"),
    description=Title("Công viên và vườn hoa công cộng.", "Public parks and gardens."),
    theme="public_spaces",
    geometry_kind=GeometryKind.POLYGON,
    fields=(
        _CODE, NAME, code("kind", "Loại", "Kind", "park_kind", "loai"), AREA_M2, ADDRESS, MANAGER,
        number("green_percent", "Tỷ lệ cây xanh", "Green share", "%", "ty_le_cay_xanh", high=100),
        yes_no("open", "Mở cửa tự do", "Open to all", "mo_cua"),
    ),
    key_fields=("code",),
    title_field="name",
    style=single("#cfe6bd", "#a9cb92", width=0.6, opacity=0.9),
    min_zoom=11,
)  # fmt: skip

GREEN_AREAS = template(
    "green_areas",
    ("Mảng xanh", "Green areas"),
    ("Thảm cỏ, bồn hoa, dải cây xanh và đất cây xanh chuyên dụng.", "Lawns, beds, green strips and specialised green."),
    "trees",
    POLYGON,
    (
        CODE,
        NAME,
        code("green_class", "Nhóm", "Class", "tree_class", "nhom"),
        text("cover", "Loại thảm", "Cover", "loai_tham", "loai_cay"),
        count("trees", "Số cây", "Trees", "so_cay"),
        AREA_M2,
        STREET,
        MANAGER,
        NOTE,
    ),
    area("#95d5b2", "#40916c"),
    legal_basis="Nghị định 258/2025/NĐ-CP",
    min_zoom=13,
)
