"""T_AFTER to T_STARTS: how one time lies to another (OGC 21-065r2, 7.5, after Allen).

An instant begins and ends at once. Where one side is in days and the other in instants, both are compared by days of
the city.
"""

from psycopg2 import sql

from layers.features.filters.kinds import Kind, Value
from layers.features.filters.nodes import Call
from layers.features.filters.writer import Operator, Writer

_RELATIONS = {
    "t_after": "a0 > b1",
    "t_before": "a1 < b0",
    "t_contains": "a0 < b0 AND a1 > b1",
    "t_disjoint": "(a1 < b0 OR a0 > b1)",
    "t_during": "a0 > b0 AND a1 < b1",
    "t_equals": "a0 = b0 AND a1 = b1",
    "t_finishedby": "a0 < b0 AND a1 = b1",
    "t_finishes": "a0 > b0 AND a1 = b1",
    "t_intersects": "a0 <= b1 AND a1 >= b0",
    "t_meets": "a1 = b0",
    "t_metby": "a0 = b1",
    "t_overlappedby": "a0 > b0 AND a0 < b1 AND a1 > b1",
    "t_overlaps": "a0 < b0 AND a1 > b0 AND a1 < b1",
    "t_startedby": "a0 = b0 AND a1 > b1",
    "t_starts": "a0 = b0 AND a1 < b1",
}
"""`a` is the first operand, `b` the second; 0 its beginning, 1 its end."""


def _related(relation: str) -> Operator:
    template = relation
    for name in ("a0", "a1", "b0", "b1"):
        template = template.replace(name, f"{{{name}}}")

    def write(writer: Writer, call: Call) -> Value:
        values = [writer.wanted(one, Kind.DATE, Kind.TIME, Kind.INTERVAL) for one in writer.operands(call, 2)]
        by_days = any(map(_in_days, values))
        ends: dict[str, sql.Composable] = {}
        for letter, value in zip("ab", values, strict=True):
            for number, end in enumerate((value.sql, value.end or value.sql)):
                ends[f"{letter}{number}"] = writer.in_days(end) if by_days and not _in_days(value) else end
        return Value(Kind.TRUTH, sql.SQL(f"({template})").format(**ends), call.at)

    return write


def _in_days(value: Value) -> bool:
    return value.kind is Kind.DATE or value.days


OPERATORS: dict[str, Operator] = {name: _related(relation) for name, relation in _RELATIONS.items()}
