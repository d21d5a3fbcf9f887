"""Words of links and pages that no building block owns, in Vietnamese and English."""

from django.utils.translation import get_language

from layers.catalog.description import FieldType, Title

THIS_AS_JSON = Title("Tài liệu này dạng JSON", "This document as JSON")
THIS_AS_HTML = Title("Trang này cho người đọc", "This document as a web page")
LANDING = Title("Trang đầu của API", "Landing page of the API")
MAP = Title("Bản đồ", "Map")
DEFINITION = Title("Mô tả API (OpenAPI 3.0)", "API definition (OpenAPI 3.0)")
DEFINITION_PAGE = Title("Mô tả API, trang cho người đọc", "API definition as a web page")
CONFORMANCE = Title("Những phần của tiêu chuẩn đã thực hiện", "Implemented parts of the standards")
COLLECTIONS = Title("Các tập dữ liệu", "Collections")
COLLECTION = Title("Tập dữ liệu chứa đối tượng", "The collection it belongs to")
SCHEMA = Title("Cấu trúc đối tượng", "What its features are like")
ITEMS = Title("Các đối tượng, dạng GeoJSON", "Features as GeoJSON")
ITEMS_PAGE = Title("Các đối tượng, trang cho người đọc", "Features as a web page")
NEXT, FIRST = Title("Trang sau", "Next page"), Title("Trang đầu", "First page")
TILES = Title("Ô bản đồ vectơ", "Vector tiles")
DATASET_TILES = Title("Ô bản đồ vectơ của mọi tập dữ liệu", "Vector tiles of all collections")
TILE = Title("Một ô, dạng Mapbox Vector Tile", "A tile as Mapbox Vector Tile")
TILEJSON = Title("Mô tả bộ ô theo TileJSON", "The tile set as TileJSON")
TILE_MATRIX_SETS = Title("Các bộ ma trận ô", "Tile matrix sets")
TILE_MATRIX_SET = Title("Định nghĩa bộ ma trận ô", "Definition of the tile matrix set")
ANOTHER_VALUE = Title(
    "Nhiều mã nối bằng +, hoặc giá trị giữ nguyên như tệp giao",
    "Several codes joined by +, or a value kept as it was delivered",
)
TYPES = {
    FieldType.TEXT: Title("Chữ", "Text"),
    FieldType.INTEGER: Title("Số nguyên", "Whole number"),
    FieldType.DECIMAL: Title("Số thập phân", "Decimal number"),
    FieldType.BOOLEAN: Title("Có hoặc không", "Yes or no"),
    FieldType.DATE: Title("Ngày", "Date"),
    FieldType.TIME: Title("Thời điểm", "Date and time"),
    FieldType.CODE: Title("Mã trong danh mục", "Code of a list"),
    FieldType.LINK: Title("Liên kết đến đối tượng", "Link to a feature"),
    FieldType.FILE: Title("Tệp", "File"),
}
QUERYABLES = Title("Các thuộc tính để lọc", "Queryables")
FUNCTIONS = Title("Các hàm dùng trong bộ lọc", "Functions for filters")
GEOMETRY = Title("Hình học", "Geometry")
PROCESSES = Title("Các phép xử lý", "Processes")
YES, NO = Title("Có", "Yes"), Title("Không", "No")


def these_as(called: str) -> Title:
    """A page of features in another encoding."""
    return Title(f"Các đối tượng này dạng {called}", f"These features as {called}")


def said(title: Title, language: str | None = None) -> str:
    """The title in a language, by default that of the request."""
    return title.en if (language or get_language()) == "en" else title.vi
