"""What happened to one feature: each of its versions, and what changed from one to the next."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from psycopg2 import sql

from gis.errors import NotFound
from gis.spatial.kinds import GeometryKind
from layers.access.seen import SeenLayer
from layers.features.queries.looking import record_look
from layers.features.queries.seen_rows import seen_rows
from layers.features.tables import history_table, table


@dataclass(frozen=True)
class Change:
    """A field's value before and after, as PostgreSQL writes it in JSON."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Shape:
    """Of a geometry what people compare: its measure (m² of polygons, m of lines, in the storage CRS), its place
    (degrees) and a fingerprint that is the same for the same geometry."""

    measure: float | None
    longitude: float
    latitude: float
    fingerprint: str


@dataclass(frozen=True)
class Version:
    """One version of a feature: valid from and to (days), recorded from and to (None: still).

    `operation` says what it came by, `I`, `U` or `D`; a deletion has the values that were deleted. `changes` are to
    the version before; `moved_from` is the shape before, where that is another.
    """

    version: int
    operation: str
    valid_from: date | None
    valid_to: date | None
    recorded_from: datetime
    recorded_to: datetime | None
    import_run: int | None
    values: dict[str, Any]
    shape: Shape
    changes: Sequence[Change] = field(default_factory=tuple)
    moved_from: Shape | None = None


def timeline(description: SeenLayer, public_id: int) -> list[Version]:
    """All versions in the order in which they were recorded; only of what is seen.

    Raises:
        NotFound: E-FEATURE-01 where the layer never had such a feature.
    """
    rows = _rows(description, public_id)
    if not rows:
        raise NotFound("E-FEATURE-01", layer=description.name, id=public_id)
    record_look(description, [(public_id, row.values) for row in rows])
    versions = [_version(row, _predecessor(row, rows)) for row in rows]
    versions += [_deletion(row) for row in rows if row.ended_by == "D"]
    return sorted(versions, key=lambda v: (v.recorded_from, v.operation == "D", v.version))


@dataclass(frozen=True)
class _Row:
    version: int
    valid_from: date | None
    valid_to: date | None
    recorded_from: datetime
    recorded_to: datetime | None
    ended_by: str | None
    import_run: int | None
    values: dict[str, Any]
    shape: Shape


def _version(row: _Row, before: _Row | None) -> Version:
    changes, moved_from = [], None
    if before is not None:
        spans = {"valid_from": (before.valid_from, row.valid_from), "valid_to": (before.valid_to, row.valid_to)}
        changes = [Change(name, _day(old), _day(new)) for name, (old, new) in spans.items() if old != new]
        changes += [
            Change(name, before.values.get(name), value)
            for name, value in row.values.items()
            if before.values.get(name) != value
        ]
        moved_from = before.shape if before.shape.fingerprint != row.shape.fingerprint else None
    return Version(
        version=row.version,
        operation="I" if before is None else "U",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        recorded_from=row.recorded_from,
        recorded_to=row.recorded_to,
        import_run=row.import_run,
        values=row.values,
        shape=row.shape,
        changes=tuple(changes),
        moved_from=moved_from,
    )


def _deletion(row: _Row) -> Version:
    assert row.recorded_to is not None  # noqa: S101  # a deleted row stands in the history alone
    return Version(
        version=row.version,
        operation="D",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        recorded_from=row.recorded_to,
        recorded_to=None,
        import_run=None,
        values=row.values,
        shape=row.shape,
    )


def _predecessor(row: _Row, rows: Sequence[_Row]) -> _Row | None:
    """The row whose place this one took: it ended when this one began and counts one less."""
    return next(
        (
            other
            for other in rows
            if other.ended_by == "U" and other.recorded_to == row.recorded_from and other.version == row.version - 1
        ),
        None,
    )


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _rows(description: SeenLayer, public_id: int) -> list[_Row]:
    columns = sql.SQL(
        "version, nullif(valid_from, '-infinity') AS valid_from, valid_to, recorded_from, {recorded_to}, {operation},"
        " import_run, (SELECT row_to_json(p)::text FROM (SELECT {fields}) p), {measure},"
        " ST_X(ST_Transform(ST_PointOnSurface(t.geom), 4326)), ST_Y(ST_Transform(ST_PointOnSurface(t.geom), 4326)),"
        " md5(ST_AsBinary(t.geom))"
    )
    fields = sql.SQL(", ").join(sql.SQL("t.{}").format(sql.Identifier(f.name)) for f in description.fields)
    parts = {
        "fields": fields if description.fields else sql.SQL("NULL WHERE false"),
        "measure": sql.SQL(_MEASURE[description.geometry_kind]),
    }
    now = columns.format(recorded_to=sql.SQL("NULL::timestamptz"), operation=sql.SQL("NULL::text"), **parts)
    then = columns.format(recorded_to=sql.SQL("recorded_to"), operation=sql.SQL("operation::text"), **parts)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT {} FROM {} t WHERE public_id = %(id)s UNION ALL SELECT {} FROM {} t WHERE public_id = %(id)s"
                " ORDER BY recorded_from, version"
            ).format(
                now,
                seen_rows(description, table(description.name)),
                then,
                seen_rows(description, history_table(description.name), also=("recorded_to", "operation")),
            ),
            {"id": public_id},
        )
        return [_Row(*[*row[:7], _decoded(row[7]), Shape(*row[8:])]) for row in cursor.fetchall()]


def _decoded(text: str | None) -> dict[str, Any]:
    return dict(json.loads(text)) if text else {}


_MEASURE = {
    GeometryKind.POINT: "NULL::double precision",
    GeometryKind.LINE: "ST_Length(t.geom)",
    GeometryKind.POLYGON: "ST_Area(t.geom)",
}
