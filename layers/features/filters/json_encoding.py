"""CQL2 JSON (OGC 21-065r2, 8.3.2 and its JSON Schema)."""

import json
from typing import Any, NoReturn

from gis.errors import InvalidRequest
from layers.features.filters import literals
from layers.features.filters.limits import DEEPEST, refuse_large, refuse_long
from layers.features.filters.nodes import Call, Node, Number, Property, Sequence, Truth

_GEOMETRIES = frozenset(
    {"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"}
)


def read_json(written: str) -> Node:
    """The tree of a filter in CQL2 JSON.

    Raises:
        InvalidRequest: E-FILTER-01 no JSON (line and column), or with the JSON pointer to what can't stand there;
            E-FILTER-04 to E-FILTER-10.
    """
    refuse_long(written)
    try:
        document = json.loads(written, parse_constant=_no_constant, parse_int=_whole)
    except json.JSONDecodeError as error:
        found = written[error.pos : error.pos + 1]
        raise InvalidRequest("E-FILTER-01", at=f"{error.lineno}:{error.colno}", found=found or "…") from None
    except RecursionError:
        raise InvalidRequest("E-FILTER-05", most=DEEPEST, at="/") from None
    node = _node(document, "", 1)
    refuse_large(node)
    return node


def _whole(digits: str) -> int | float:
    """Python refuses to read whole numbers of thousands of digits; `literals` refuses what is too large."""
    return int(digits) if len(digits) <= 400 else float(digits)


def _no_constant(word: str) -> NoReturn:
    raise InvalidRequest("E-FILTER-01", at="/", found=word)


def _node(value: Any, at: str, depth: int) -> Node:
    if depth > DEEPEST:
        raise InvalidRequest("E-FILTER-05", most=DEEPEST, at=at)
    pointer, at = at, at or "/"
    match value:
        case bool():
            return Truth(value, at)
        case int():
            return literals.number(str(abs(value)), at, -1 if value < 0 else 1)
        case float():
            return Number(literals.finite(value, at), at)
        case str():
            return literals.text(value, at)
        case list():
            return Sequence(_nodes(value, pointer, depth), at)
        case {"op": str(op), "args": list(args)}:
            return _call(op, args, pointer, depth)
        case {"property": str(name)}:
            return Property(name, at)
        case {"date": str(written)}:
            return literals.day(literals.text(written, f"{pointer}/date"))
        case {"timestamp": str(written)}:
            return literals.instant(literals.text(written, f"{pointer}/timestamp"))
        case {"interval": list(ends)}:
            return literals.interval(_nodes(ends, f"{pointer}/interval", depth), at)
        case {"bbox": list(numbers)}:
            return literals.box([_coordinate(one) for one in numbers], at)
        case {"type": str(kind)} if kind in _GEOMETRIES:
            return literals.shape_of_geojson(value, at)
    raise InvalidRequest("E-FILTER-01", at=at, found=json.dumps(value, ensure_ascii=False)[:40])


def _nodes(values: list[Any], at: str, depth: int) -> tuple[Node, ...]:
    return tuple(_node(one, f"{at}/{place}", depth + 1) for place, one in enumerate(values))


def _call(op: str, args: list[Any], at: str, depth: int) -> Call:
    literals.text(op, f"{at}/op")
    return Call(op.lower(), _nodes(args, f"{at}/args", depth), at or "/")


def _coordinate(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else float("nan")
