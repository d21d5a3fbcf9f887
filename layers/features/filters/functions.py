"""Functions that filters may call, as /ogc/functions lists them. Adding one = one entry here and a line in its test."""

from dataclasses import dataclass

from psycopg2 import sql

from layers.catalog.description import Title
from layers.codes.resolving import JOINT
from layers.features.filters.kinds import Kind, Value
from layers.features.filters.nodes import Call
from layers.features.filters.writer import Operator, Writer


@dataclass(frozen=True)
class Function:
    """`sql` is of its arguments `{0}`, `{1}` …; `geographic` takes its place in layers that are stored in degrees."""

    title: Title
    arguments: tuple[Kind, ...]
    returns: Kind
    sql: str
    geographic: str = ""
    items: Kind | None = None


FUNCTIONS: dict[str, Function] = {
    "area": Function(
        Title("Diện tích, m², trong hệ tọa độ lưu trữ của lớp", "Area in m², in the layer's storage system"),
        (Kind.GEOMETRY,), Kind.NUMBER, "ST_Area({0})", "ST_Area(ST_Transform({0}, 4326)::geography)",
    ),
    "length": Function(
        Title("Chiều dài của đường hoặc chu vi của vùng, m", "Length of a line or of an outline, in m"),
        (Kind.GEOMETRY,), Kind.NUMBER, "(ST_Length({0}) + ST_Perimeter({0}))",
        "(ST_Length(ST_Transform({0}, 4326)::geography) + ST_Perimeter(ST_Transform({0}, 4326)::geography))",
    ),
    "distance": Function(
        Title("Khoảng cách ngắn nhất giữa hai hình, m", "Shortest distance between two geometries, in m"),
        (Kind.GEOMETRY, Kind.GEOMETRY), Kind.NUMBER, "ST_Distance({0}, {1})",
        "ST_Distance(ST_Transform({0}, 4326)::geography, ST_Transform({1}, 4326)::geography)",
    ),
    "centroid": Function(
        Title("Trọng tâm", "Centroid"), (Kind.GEOMETRY,), Kind.GEOMETRY, "ST_Centroid({0})",
    ),
    "abs": Function(Title("Giá trị tuyệt đối", "Absolute value"), (Kind.NUMBER,), Kind.NUMBER, "abs({0})"),
    "floor": Function(
        Title("Làm tròn xuống", "Rounded down"), (Kind.NUMBER,), Kind.NUMBER, "floor(({0})::double precision)",
    ),
    "ceil": Function(
        Title("Làm tròn lên", "Rounded up"), (Kind.NUMBER,), Kind.NUMBER, "ceil(({0})::double precision)",
    ),
    "char_length": Function(
        Title("Số ký tự", "Number of characters"), (Kind.TEXT,), Kind.NUMBER, "char_length({0})",
    ),
    "year": Function(Title("Năm của ngày", "Year of a day"), (Kind.DATE,), Kind.NUMBER, "extract(year FROM {0})::int"),
    "parts": Function(
        Title(f"Các mã trong một giá trị nối bằng {JOINT}", f"The codes of a value that are joined by {JOINT}"),
        (Kind.TEXT,), Kind.ARRAY, f"regexp_split_to_array({{0}}, ' *\\{JOINT} *')", items=Kind.TEXT,
    ),
}  # fmt: skip


def _called(function: Function) -> Operator:
    def write(writer: Writer, call: Call) -> Value:
        args = writer.operands(call, len(function.arguments))
        given = [writer.wanted(one, kind) for one, kind in zip(args, function.arguments, strict=True)]
        template = function.geographic if function.geographic and writer.seen.storage.is_geographic else function.sql
        written = sql.SQL(template).format(*(value.sql for value in given))
        return Value(function.returns, written, call.at, items=function.items)

    return write


OPERATORS: dict[str, Operator] = {name: _called(function) for name, function in FUNCTIONS.items()}
