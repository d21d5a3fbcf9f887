"""What the demo loads: each file, the layer it fills, and what a data clerk says of it."""

from collections.abc import Callable
from pathlib import Path

from gis.demo.city.deliveries import city_deliveries
from gis.demo.delivery import Delivery
from layers.catalog.description import Title
from layers.catalog.styles import by_value, class_of, single

DATA = Path(__file__).parent / "data"


def _at(*names: str) -> Callable[[], list[Path]]:
    return lambda: [DATA / name for name in names]


_ADMIN_SOURCE = "Ranh giới hành chính: thanglequoc/vietnamese-provinces-database (MIT), giản lược"
_MINNEAPOLIS = by_value(
    "chuc_nang",
    [
        class_of("R1", "Nhà ở đơn lẻ", "Single-family", "#fff7bc"),
        class_of("R1A", "Nhà ở đơn lẻ", "Single-family", "#fff3a3"),
        class_of("R2", "Nhà ở hai hộ", "Two-family", "#fee391"),
        class_of("R2B", "Nhà ở hai hộ", "Two-family", "#fed976"),
        class_of("R3", "Nhà ở nhiều hộ", "Multiple-family", "#fec44f"),
        class_of("R4", "Nhà ở nhiều hộ", "Multiple-family", "#feb24c"),
        class_of("R5", "Nhà ở nhiều hộ", "Multiple-family", "#fe9929"),
        class_of("R6", "Nhà ở nhiều hộ", "Multiple-family", "#ec7014"),
        class_of("OR1", "Văn phòng - nhà ở", "Office residence", "#9ecae1"),
        class_of("OR2", "Văn phòng - nhà ở", "Office residence", "#6baed6"),
        class_of("OR3", "Văn phòng - cơ quan", "Institutional office", "#4292c6"),
        class_of("C1", "Thương mại", "Commercial", "#fc9272"),
        class_of("C2", "Thương mại", "Commercial", "#fb6a4a"),
        class_of("C3A", "Thương mại", "Commercial", "#ef3b2c"),
        class_of("C3S", "Thương mại", "Commercial", "#cb181d"),
        class_of("C4", "Thương mại", "Commercial", "#a50f15"),
        class_of("I1", "Công nghiệp nhẹ", "Light industrial", "#bcbddc"),
        class_of("I2", "Công nghiệp", "Industrial", "#9e9ac8"),
        class_of("I3", "Công nghiệp", "General industrial", "#756bb1"),
    ],
    single("#d9d9d9", "#6f6a60", width=0.6, opacity=0.6),
)

ADMINISTRATION: tuple[Delivery, ...] = (
    Delivery(
        "provinces",
        _at("vietnam/vn_admin_2025.gpkg"),
        {"source_layer": "provinces", "changes": {"licence": "mit", "attribution": _ADMIN_SOURCE}},
    ),
    Delivery(
        "communes",
        _at("vietnam/vn_admin_2025.gpkg"),
        {"source_layer": "communes", "changes": {"licence": "mit", "attribution": _ADMIN_SOURCE}},
    ),
)

REAL_ELSEWHERE: tuple[Delivery, ...] = (
    Delivery(
        "rotterdam_parcels",
        _at("rotterdam/BRK_SelectieCentrum.shp"),
        {
            "template": "parcels",
            "mapping": {
                "GEMEENTE": "ma_xa",
                "SECTIE": "so_to",
                "INDEXNR": "so_thua",
                "OPPERVLAK": "dien_tich",
                "KAD_ADRES": "dia_chi",
            },
            "changes": {
                "title": Title("Thửa đất Rotterdam", "Rotterdam parcels"),
                "description": Title(
                    "Thửa đất thật ở trung tâm Rotterdam.", "Real parcels in the centre of Rotterdam."
                ),
                "licence": "cc-by",
                "attribution": "Kadaster BRK, tudelft3d/GeoBIM_Tool",
                "legal_basis": "",
                "style": single("#e8dfc8", "#8a7f6c", width=0.8),
                "shown_at_start": False,
            },
        },
    ),
    Delivery(
        "minneapolis_zoning",
        _at("minneapolis/Minn_Primary_District.gpkg"),
        {
            "template": "zoning",
            "mapping": {"Shape__Are": "dien_tich"},
            "changes": {
                "title": Title("Phân vùng Minneapolis", "Minneapolis zoning"),
                "description": Title("Phân vùng thật của Minneapolis.", "The real zoning districts of Minneapolis."),
                "licence": "cc0",
                "attribution": "City of Minneapolis, urban-stack/OpenZoning",
                "legal_basis": "",
                "style": _MINNEAPOLIS,
                "shown_at_start": False,
            },
        },
    ),
    Delivery(
        "toronto_trees",
        _at("toronto/street-tree-data-EY.csv", "toronto/street-tree-data-YO.csv"),
        {
            "template": "trees",
            "changes": {
                "title": Title("Cây xanh Toronto", "Toronto trees"),
                "description": Title("Cây đường phố thật của Toronto.", "Real street trees of Toronto."),
                "licence": "ogl-toronto",
                "attribution": "Contains information licensed under the Open Government Licence – Toronto",
                "shown_at_start": False,
                "legal_basis": "",
            },
        },
    ),
)


def deliveries(size: int) -> tuple[Delivery, ...]:
    """All of them, the city with so many parcels; the communes first, since every feature is given its own."""
    return (*ADMINISTRATION, *city_deliveries(size), *REAL_ELSEWHERE)
