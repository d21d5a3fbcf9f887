"""From the tree of a filter to SQL with its types. What a viewer doesn't see is no property here."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import shapely
from django.conf import settings
from psycopg2 import sql
from shapely.geometry.base import BaseGeometry

from gis.errors import InvalidRequest
from gis.spatial.crs import Crs
from layers.access.seen import SeenLayer
from layers.features.filters import shapes
from layers.features.filters.kinds import KIND_OF_FIELD, Kind, Value
from layers.features.filters.nodes import (
    Box,
    Call,
    Day,
    Instant,
    Interval,
    Node,
    Number,
    Property,
    Sequence,
    Shape,
    Text,
    Truth,
)
from layers.features.filters.queryables import GEOMETRY, column, queryables

_TIMES = frozenset({Kind.DATE, Kind.TIME})


class Writer:
    """Writes one filter for one layer and one viewer; values that were sent become parameters, nothing else."""

    def __init__(self, seen: SeenLayer, crs: Crs, operators: Mapping[str, "Operator"]) -> None:
        self.seen, self.crs, self.operators = seen, crs, operators
        self.parameters: dict[str, Any] = {}
        self.properties: set[str] = set()
        self.kinds = {one.name: KIND_OF_FIELD[one.type.value_type] for one in queryables(seen)}

    def write(self, node: Node) -> Value:
        """The expression.

        Raises:
            InvalidRequest: E-FILTER-02, E-FILTER-03, E-FILTER-08, E-FILTER-09, E-FILTER-15 to E-FILTER-17.
        """
        match node:
            case Property():
                return self._property(node)
            case Call():
                operator = self.operators.get(node.op)
                if operator is None:
                    raise InvalidRequest("E-FILTER-09", op=node.op[:40], at=node.at, known=", ".join(self._functions()))
                return operator(self, node)
            case Interval():
                return self._interval(node)
            case Sequence():
                return self._array(node)
            case Shape() | Box():
                return self._geometry(node)
            case _:
                return self._literal(node)

    def wanted(self, node: Node, *kinds: Kind) -> Value:
        """The expression, of one of these kinds."""
        return self.checked(self.write(node), *kinds)

    def checked(self, value: Value, *kinds: Kind) -> Value:
        """The value, if it is of one of these kinds.

        Raises:
            InvalidRequest: E-FILTER-03.
        """
        if value.kind not in kinds:
            raise InvalidRequest("E-FILTER-03", at=value.at, found=value.kind, expected=" / ".join(kinds))
        return value

    def operands(self, call: Call, number: int) -> tuple[Node, ...]:
        """What a call is made with, if it is so many.

        Raises:
            InvalidRequest: E-FILTER-15.
        """
        if len(call.args) != number:
            raise InvalidRequest("E-FILTER-15", op=call.op[:40], at=call.at, number=len(call.args))
        return call.args

    def bound(self, value: Any) -> sql.Composable:
        name = f"filter{len(self.parameters)}"
        self.parameters[name] = value
        return sql.Placeholder(name)

    def in_days(self, time: sql.Composable) -> sql.Composable:
        """The day in the city on which an instant falls."""
        return sql.SQL("(({}) AT TIME ZONE {})::date").format(time, sql.Literal(settings.TIME_ZONE))

    def _functions(self) -> list[str]:
        from layers.features.filters.functions import FUNCTIONS  # they are written by this

        return sorted(FUNCTIONS)

    def _property(self, node: Property) -> Value:
        if node.name == GEOMETRY:
            return Value(Kind.GEOMETRY, sql.SQL("t.geom"), node.at)
        kind = self.kinds.get(node.name)
        if kind is None:
            known = ", ".join([*self.kinds, GEOMETRY])
            raise InvalidRequest("E-FILTER-02", name=node.name[:40], at=node.at, known=known)
        self.properties.add(node.name)
        return Value(kind, sql.SQL("t.{}").format(sql.Identifier(column(node.name))), node.at)

    def _literal(self, node: Node) -> Value:
        match node:
            case Number(value=int()):
                return Value(Kind.NUMBER, self.bound(node.value), node.at)
            case Number():
                return Value(Kind.NUMBER, self._cast(node.value, "double precision"), node.at)
            case Text():
                return Value(Kind.TEXT, self._cast(node.value, "text"), node.at)
            case Truth():
                return Value(Kind.TRUTH, sql.SQL("true" if node.value else "false"), node.at)
            case Day():
                return Value(Kind.DATE, self._cast(node.value, "date"), node.at)
            case Instant():
                return Value(Kind.TIME, self._cast(node.value.isoformat(), "timestamptz"), node.at)
        raise AssertionError(node)

    def _cast(self, value: Any, kind: str) -> sql.Composable:
        return sql.SQL("{}::{}").format(self.bound(value), sql.SQL(kind))

    def _geometry(self, node: Shape | Box) -> Value:
        geometry = shapes.stored(node, self.crs, self.seen.storage)
        geometry, mixed = _of_one_kind(geometry)
        written = shapely.to_wkb(shapely.set_srid(geometry, self.seen.storage.srid), hex=True, include_srid=True)
        return Value(Kind.GEOMETRY, self._cast(written, "geometry"), node.at, mixed=mixed)

    def _array(self, node: Sequence) -> Value:
        members = [self.wanted(one, Kind.TEXT, Kind.NUMBER, Kind.TRUTH, *_TIMES) for one in node.items]
        kind = members[0].kind if members else None
        for one in members:
            self.checked(one, *([kind] if kind else []))
        column_type = {Kind.NUMBER: "double precision", Kind.TRUTH: "boolean", Kind.TIME: "timestamptz"}
        cast = column_type.get(kind, kind if kind is Kind.DATE else "text") if kind else "text"
        array = sql.SQL("ARRAY[{}]::{}[]").format(sql.SQL(", ").join(one.sql for one in members), sql.SQL(str(cast)))
        return Value(Kind.ARRAY, array, node.at, items=kind)

    def _interval(self, node: Interval) -> Value:
        ends = [None if one is None else self.wanted(one, *_TIMES) for one in (node.start, node.end)]
        days = all(one is None or one.kind is Kind.DATE for one in ends)
        start, end = ends
        first = self._end(start, "-infinity", days=days)
        last = self._end(end, "infinity", days=days)
        return Value(Kind.INTERVAL, first, node.at, end=last, days=days)

    def _end(self, value: Value | None, beyond: str, *, days: bool) -> sql.Composable:
        """One end of an interval in days or else in instants, to which a whole day belongs."""
        if value is None:
            return sql.SQL("{}::{}").format(sql.Literal(beyond), sql.SQL("date" if days else "timestamptz"))
        if days or value.kind is Kind.TIME:
            return value.sql
        template = "(({})::timestamp AT TIME ZONE {})"
        if beyond == "infinity":
            template = "((({}) + 1)::timestamp AT TIME ZONE {} - interval '1 microsecond')"
        return sql.SQL(template).format(value.sql, sql.Literal(settings.TIME_ZONE))


def _of_one_kind(geometry: BaseGeometry) -> tuple[BaseGeometry, bool]:
    """A collection as a multi-geometry where it can be one; PostGIS compares no others but for intersection."""
    if geometry.geom_type != "GeometryCollection":
        return geometry, False
    members = [one for one in shapely.get_parts(geometry, return_index=False) if not one.is_empty]
    kinds = {one.geom_type.removeprefix("Multi") for one in members}
    if len(kinds) == 1 and kinds != {"GeometryCollection"}:
        united = shapely.union_all(members)
        return united, united.geom_type == "GeometryCollection"
    return geometry, bool(members)


Operator: TypeAlias = Callable[[Writer, Call], Value]
