"""Buildings by footprint, quiet enough to be the map's ground."""

from layers.catalog.description import LayerDescription, Title
from layers.catalog.styles import single
from layers.catalog.usual_fields import ADDRESS, POLYGON, YEAR_BUILT, code, count, number, text

_CODE = text("code", "Mã", "Code", "ma", "ma_nha")

BUILDINGS = LayerDescription(
    name="buildings",
    title=Title("Công trình xây dựng", "Buildings"),
    description=Title(
        "Mặt bằng công trình hiện trạng với số tầng và chiều cao.", "Footprints with storeys and height."
    ),
    theme="buildings",
    geometry_kind=POLYGON,
    fields=(
        _CODE,
        code("function", "Công năng", "Function", "building_function", "cong_nang"),
        count("storeys", "Số tầng", "Storeys", "so_tang", "soTang"),
        number("height_m", "Chiều cao", "Height", "m", "chieu_cao", "chieuCao"),
        number("footprint_m2", "Diện tích xây dựng", "Footprint", "m²", "dien_tich_xd"),
        number("floor_area_m2", "Diện tích sàn", "Floor area", "m²", "dien_tich_san"),
        YEAR_BUILT,
        code("grade", "Cấp công trình", "Grade", "works_grade", "cap_cong_trinh"),
        count("basements", "Số tầng hầm", "Basements", "so_tang_ham", "soTangHam"),
        ADDRESS,
    ),
    key_fields=("code",),
    title_field="address",
    style=single("#d9d3c7", "#b9b1a2", width=0.5, opacity=0.9),
    min_zoom=14,
)
