"""One row of a layer's published table: how it is found, written, and what refuses it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DataError, IntegrityError, connection
from django.utils import timezone
from psycopg2 import sql

from gis.errors import DothiError, FeatureRefused, NotFound
from layers.catalog.description import LayerDescription
from layers.features.tables import key_index, table

_DEFAULT = sql.SQL("DEFAULT")


@dataclass(frozen=True)
class Written:
    """A feature's id and the version in which it stands now."""

    id: int
    version: int


@dataclass(frozen=True)
class Standing:
    """The row of a feature that is valid on a day, locked against other writers until the transaction ends."""

    version: int
    valid_from: date | None
    valid_to: date | None
    """None: from ever, for ever."""


def lock(description: LayerDescription, public_id: int, day: date | None, expected: int | None) -> Standing:
    """The row valid on the day (None: today).

    Raises:
        NotFound: E-FEATURE-01. FeatureRefused: E-FEATURE-02 where a version is expected and another stands,
            E-FEATURE-07 where the feature is there but not on that day.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT version, nullif(valid_from, '-infinity'), valid_to FROM {}"
                " WHERE public_id = %(id)s AND valid_from <= coalesce(%(day)s::date, CURRENT_DATE)"
                " AND (valid_to IS NULL OR valid_to > coalesce(%(day)s::date, CURRENT_DATE)) FOR UPDATE"
            ).format(table(description.name)),
            {"id": public_id, "day": day},
        )
        row = cursor.fetchone()
    if row is None:
        raise _not_then(description, public_id, day)
    if expected is not None and row[0] != expected:
        raise FeatureRefused("E-FEATURE-02", layer=description.name, id=public_id, version=row[0], expected=expected)
    return Standing(*row)


def _not_then(description: LayerDescription, public_id: int, day: date | None) -> DothiError:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT min(valid_from)::text, coalesce(max(coalesce(valid_to, 'infinity'))::text, '')"
                " FROM {} WHERE public_id = %s HAVING count(*) > 0"
            ).format(table(description.name)),
            [public_id],
        )
        row = cursor.fetchone()
    if row is None:
        return NotFound("E-FEATURE-01", layer=description.name, id=public_id)
    first, last = ("…" if "infinity" in day_said else day_said for day_said in row)
    asked = day.isoformat() if day else timezone.localdate().isoformat()
    return FeatureRefused("E-FEATURE-07", layer=description.name, id=public_id, day=asked, first=first, last=last)


def insert(description: LayerDescription, columns: Mapping[str, Any]) -> Written:
    """A new row; raises as `refusals` says."""
    return insert_all(description, [columns])[0]


def insert_all(description: LayerDescription, rows: Sequence[Mapping[str, Any]]) -> list[Written]:
    """New rows by one statement, with their columns' defaults where a row doesn't name them; raises as `refusals`
    says."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    places = [[sql.Placeholder() if name in row else _DEFAULT for name in names] for row in rows]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES {} RETURNING public_id, version").format(
        table(description.name),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join(sql.SQL("({})").format(sql.SQL(", ").join(row)) for row in places),
    )
    values = [row[name] for row in rows for name in names if name in row]
    with refusals(description), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Written(*found) for found in cursor.fetchall()]


def update(description: LayerDescription, public_id: int, row: Standing, columns: Mapping[str, Any]) -> Written:
    """Other values in a locked row."""
    changes = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in columns)
    statement = sql.SQL(
        "UPDATE {} SET {} WHERE public_id = %s AND valid_from = coalesce(%s::date, '-infinity')"
        " RETURNING public_id, version"
    ).format(table(description.name), changes)
    with refusals(description), connection.cursor() as cursor:
        cursor.execute(statement, [*columns.values(), public_id, row.valid_from])
        return Written(*cursor.fetchone())


@contextmanager
def refusals(description: LayerDescription) -> Iterator[None]:
    """What the database refuses, said with a code.

    Raises:
        FeatureRefused: E-FEATURE-06 a key that another feature has; E-FEATURE-03 whatever else a rule refuses.
    """
    try:
        yield
    except (IntegrityError, DataError) as error:
        rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        if rule == key_index(description.name):
            keys = ", ".join(description.key_fields) or "…"
            raise FeatureRefused("E-FEATURE-06", layer=description.name, key=keys) from error
        reason = rule or str(error).splitlines()[0][:120]
        raise FeatureRefused(
            "E-FEATURE-03", layer=description.name, value="", field=rule.removesuffix("_rule"), reason=reason
        ) from error
