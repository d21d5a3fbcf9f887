"""A_EQUALS, A_CONTAINS, A_CONTAINEDBY, A_OVERLAPS: arrays as sets (OGC 21-065r2, 7.6).

No field is an array; a text of several codes becomes one by the function `parts`.
"""

from psycopg2 import sql

from layers.features.filters.kinds import Kind, Value
from layers.features.filters.nodes import Call
from layers.features.filters.writer import Operator, Writer

_RELATIONS = {
    "a_equals": "({a} @> {b} AND {a} <@ {b})",
    "a_contains": "({a} @> {b})",
    "a_containedby": "({a} <@ {b})",
    "a_overlaps": "({a} && {b})",
}


def _related(template: str) -> Operator:
    def write(writer: Writer, call: Call) -> Value:
        a, b = (writer.wanted(one, Kind.ARRAY) for one in writer.operands(call, 2))
        if a.items and b.items and a.items is not b.items:
            writer.checked(Value(b.items, b.sql, b.at), a.items)
        kind = a.items or b.items
        cast = {Kind.NUMBER: "double precision[]", Kind.TRUTH: "boolean[]", Kind.DATE: "date[]"}
        array = cast.get(kind, "timestamptz[]" if kind is Kind.TIME else "text[]") if kind else "text[]"
        typed = {name: sql.SQL("({})::{}").format(value.sql, sql.SQL(array)) for name, value in (("a", a), ("b", b))}
        return Value(Kind.TRUTH, sql.SQL(template).format(**typed), call.at)

    return write


OPERATORS: dict[str, Operator] = {name: _related(template) for name, template in _RELATIONS.items()}
