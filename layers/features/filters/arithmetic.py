"""Arithmetic in double precision. What is divided by nothing is NULL; what goes beyond is refused when it happens."""

from psycopg2 import sql

from layers.features.filters.kinds import Kind, Value
from layers.features.filters.nodes import Call
from layers.features.filters.writer import Operator, Writer


def _computed(template: str) -> Operator:
    def write(writer: Writer, call: Call) -> Value:
        left, right = (
            sql.SQL("({})::double precision").format(writer.wanted(one, Kind.NUMBER).sql)
            for one in writer.operands(call, 2)
        )
        return Value(Kind.NUMBER, sql.SQL(template).format(left=left, right=right), call.at)

    return write


OPERATORS: dict[str, Operator] = {
    "+": _computed("({left} + {right})"),
    "-": _computed("({left} - {right})"),
    "*": _computed("({left} * {right})"),
    "/": _computed("({left} / nullif({right}, 0))"),
    "div": _computed("trunc({left} / nullif({right}, 0))"),
    # The rest has the sign of the dividend, as SQL's.
    "%": _computed("({left} - {right} * trunc({left} / nullif({right}, 0)))"),
    "^": _computed("power({left}, {right})"),
}
