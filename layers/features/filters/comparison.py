"""AND, OR, NOT; =, <> and their like; LIKE, BETWEEN, IN, IS NULL; CASEI, ACCENTI (OGC 21-065r2, clauses 6 and 7).

NULL is neither equal nor unequal to anything: what isn't known to be true isn't found, as in SQL.
"""

from dataclasses import replace

from psycopg2 import sql

from gis.errors import InvalidRequest
from layers.features.filters.kinds import Kind, Value
from layers.features.filters.nodes import Call, Node, Sequence, Text
from layers.features.filters.writer import Operator, Writer

SCALARS = (Kind.TEXT, Kind.NUMBER, Kind.TRUTH, Kind.DATE, Kind.TIME)
ORDERED = (Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.TIME)
CASELESS = "lower(normalize({}, NFC))"
MARKS = "[\\u0300-\\u036f]"
"""Combining marks, as PostgreSQL's regular expressions write them: tones, hooks, horns and breves alike."""


def _logic(word: str) -> Operator:
    def write(writer: Writer, call: Call) -> Value:
        if len(call.args) < 2:
            raise InvalidRequest("E-FILTER-15", op=call.op, at=call.at, number=len(call.args))
        values = [writer.wanted(one, Kind.TRUTH).sql for one in call.args]
        return Value(Kind.TRUTH, sql.SQL("({})").format(sql.SQL(f" {word} ").join(values)), call.at)

    return write


def _not(writer: Writer, call: Call) -> Value:
    (one,) = writer.operands(call, 1)
    return Value(Kind.TRUTH, sql.SQL("(NOT {})").format(writer.wanted(one, Kind.TRUTH).sql), call.at)


def _compared(sign: str) -> Operator:
    kinds = SCALARS if sign in ("=", "<>") else ORDERED

    def write(writer: Writer, call: Call) -> Value:
        left, right = _alike(writer, [writer.wanted(one, *kinds) for one in writer.operands(call, 2)])
        return Value(Kind.TRUTH, sql.SQL(f"({{}} {sign} {{}})").format(_ordered(left), _ordered(right)), call.at)

    return write


def _between(writer: Writer, call: Call) -> Value:
    args = writer.operands(call, 3)
    one, low, high = map(_ordered, _alike(writer, [writer.wanted(arg, *ORDERED) for arg in args]))
    return Value(Kind.TRUTH, sql.SQL("({} BETWEEN {} AND {})").format(one, low, high), call.at)


def _in(writer: Writer, call: Call) -> Value:
    one, those = writer.operands(call, 2)
    if not isinstance(those, Sequence) or not those.items:
        raise InvalidRequest("E-FILTER-15", op=call.op, at=call.at, number=0)
    first, *rest = _alike(writer, [writer.wanted(arg, *SCALARS) for arg in (one, *those.items)])
    listed = sql.SQL(", ").join(value.sql for value in rest)
    return Value(Kind.TRUTH, sql.SQL("({} IN ({}))").format(first.sql, listed), call.at)


def _is_null(writer: Writer, call: Call) -> Value:
    (one,) = writer.operands(call, 1)
    value = writer.wanted(one, *SCALARS, Kind.GEOMETRY, Kind.ARRAY)
    return Value(Kind.TRUTH, sql.SQL("(({}) IS NULL)").format(value.sql), call.at)


def _like(writer: Writer, call: Call) -> Value:
    one, pattern = writer.operands(call, 2)
    _check_pattern(pattern)
    text, like = writer.wanted(one, Kind.TEXT), writer.wanted(pattern, Kind.TEXT)
    return Value(Kind.TRUTH, sql.SQL("({} LIKE {})").format(text.sql, like.sql), call.at)


def _check_pattern(pattern: Node) -> None:
    """patternExpression: a text, in CASEI and ACCENTI or bare."""
    while isinstance(pattern, Call) and pattern.op in ("casei", "accenti") and len(pattern.args) == 1:
        pattern = pattern.args[0]
    if isinstance(pattern, Text):
        written = pattern.value
        if (len(written) - len(written.rstrip("\\"))) % 2 == 0:
            return
    raise InvalidRequest("E-FILTER-16", at=pattern.at)


def _casei(writer: Writer, call: Call) -> Value:
    (one,) = writer.operands(call, 1)
    value = writer.wanted(one, Kind.TEXT)
    return Value(Kind.TEXT, sql.SQL(CASELESS).format(value.sql), call.at)


def _accenti(writer: Writer, call: Call) -> Value:
    """Without the marks into which Unicode takes letters apart, and with d for đ, which it leaves whole."""
    (one,) = writer.operands(call, 1)
    value = writer.wanted(one, Kind.TEXT)
    bare = sql.SQL("translate(regexp_replace(normalize({}, NFD), {}, '', 'g'), 'đĐ', 'dD')")
    return Value(Kind.TEXT, bare.format(value.sql, sql.Literal(MARKS)), call.at)


def _alike(writer: Writer, values: list[Value]) -> list[Value]:
    """Values of one kind. Days and instants are compared by days, since an instant lies in a day."""
    kinds = {value.kind for value in values}
    if kinds == {Kind.DATE, Kind.TIME}:
        return [
            replace(one, kind=Kind.DATE, sql=writer.in_days(one.sql)) if one.kind is Kind.TIME else one
            for one in values
        ]
    for one in values[1:]:
        writer.checked(one, values[0].kind)
    return values


def _ordered(value: Value) -> sql.Composable:
    """Text in the order of Unicode's numbers, whatever the database's language."""
    return sql.SQL('({} COLLATE "C")').format(value.sql) if value.kind is Kind.TEXT else value.sql


OPERATORS: dict[str, Operator] = {
    "and": _logic("AND"),
    "or": _logic("OR"),
    "not": _not,
    **{sign: _compared(sign) for sign in ("=", "<>", "<", "<=", ">", ">=")},
    "between": _between,
    "in": _in,
    "isnull": _is_null,
    "like": _like,
    "casei": _casei,
    "accenti": _accenti,
}
