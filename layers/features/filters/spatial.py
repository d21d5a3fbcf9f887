"""S_INTERSECTS to S_TOUCHES, in the layer's storage system (OGC 21-065r2, 7.3 and 7.4).

PostGIS looks rectangles up in the spatial index by itself for all of them but disjoint.
"""

from psycopg2 import sql

from gis.errors import InvalidRequest
from gis.spatial.crs import Crs
from layers.features.filters import shapes
from layers.features.filters.condition import Bounds
from layers.features.filters.kinds import Kind, Value
from layers.features.filters.nodes import Box, Call, Node, Property, Shape
from layers.features.filters.queryables import GEOMETRY
from layers.features.filters.writer import Operator, Writer

_FUNCTIONS = {
    "s_intersects": "ST_Intersects",
    "s_disjoint": "ST_Disjoint",
    "s_equals": "ST_Equals",
    "s_touches": "ST_Touches",
    "s_within": "ST_Within",
    "s_contains": "ST_Contains",
    "s_overlaps": "ST_Overlaps",
    "s_crosses": "ST_Crosses",
}
_OF_COLLECTIONS = frozenset({"s_intersects", "s_disjoint"})
_SLACK_METRES, _SLACK_DEGREES = 1.0, 1e-5


def _related(op: str, function: str) -> Operator:
    template = "(NOT ST_Intersects({}, {}))" if op == "s_disjoint" else f"{function}({{}}, {{}})"

    def write(writer: Writer, call: Call) -> Value:
        values = [writer.wanted(one, Kind.GEOMETRY) for one in writer.operands(call, 2)]
        if op not in _OF_COLLECTIONS and any(value.mixed for value in values):
            raise InvalidRequest("E-FILTER-17", op=op.upper(), at=call.at)
        return Value(Kind.TRUTH, sql.SQL(template).format(*(value.sql for value in values)), call.at)

    return write


OPERATORS: dict[str, Operator] = {op: _related(op, function) for op, function in _FUNCTIONS.items()}


def near(node: Node, crs: Crs, storage: Crs) -> Bounds | None:
    """The rectangle around the first geometry that every feature found must touch, if the filter says one."""
    if not isinstance(node, Call):
        return None
    if node.op == "and":
        return next((found for one in node.args if (found := near(one, crs, storage))), None)
    if node.op not in _FUNCTIONS or node.op == "s_disjoint":
        return None
    literals = [one for one in node.args if isinstance(one, (Shape, Box))]
    if len(literals) != 1 or not any(isinstance(one, Property) and one.name == GEOMETRY for one in node.args):
        return None
    geometry = shapes.stored(literals[0], crs, storage)
    if geometry.is_empty:
        return None
    west, south, east, north = geometry.bounds
    slack = _SLACK_DEGREES if storage.is_geographic else _SLACK_METRES
    return west - slack, south - slack, east + slack, north + slack
