"""The themes that group layers, in the order in which people see them."""

from layers.catalog.description import Title

THEMES: dict[str, Title] = {
    "planning": Title("Quy hoạch", "Planning"),
    "land": Title("Đất đai", "Land"),
    "buildings": Title("Công trình xây dựng", "Buildings"),
    "permits": Title("Cấp phép xây dựng", "Building permits"),
    "transport": Title("Giao thông", "Transport"),
    "utilities": Title("Hạ tầng kỹ thuật", "Utilities"),
    "lighting": Title("Chiếu sáng", "Lighting"),
    "trees": Title("Cây xanh", "Trees"),
    "public_spaces": Title("Công trình công cộng", "Public places"),
    "environment": Title("Mặt nước, môi trường", "Water and environment"),
    "safety": Title("An ninh, an toàn", "Public safety"),
    "administration": Title("Địa giới hành chính", "Administrative units"),
}
