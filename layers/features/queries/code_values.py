"""Codes as they stand in layers: where a code is in use, and which values aren't in their field's list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from psycopg2 import sql

from gis.errors import NotFound
from layers.catalog.description import FieldType
from layers.catalog.queries import every_layer, stored_description
from layers.codes.queries import resolver
from layers.codes.resolving import JOINT, Standing
from layers.features.tables import table, tables_of


@dataclass(frozen=True)
class CodeProblem:
    """A value that the field's list doesn't hold so on the day asked for, and how many features have it.

    `standing` says whether it is written otherwise than in the list (`suggestion` is as the list writes it), a code of
    other days, or nothing of the list.
    """

    value: str
    count: int
    standing: Standing
    suggestion: str | None


def code_problems(layer: str, field: str, on: date | None = None) -> list[CodeProblem]:
    """The values of a code field that aren't in its list on a day, today unless said; the most frequent first.

    Raises:
        NotFound: E-LAYER-05, E-FIELD-10 no such field of type code, E-CODE-01 its list isn't there.
    """
    described = stored_description(layer).field_named(field)
    if described is None or described.type is not FieldType.CODE:
        raise NotFound("E-FIELD-10", field=field, layer=layer)
    codes = resolver(described.code_list, on)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT {0}, count(*) FROM {1} WHERE {0} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1").format(
                sql.Identifier(field), table(layer)
            )
        )
        found = [(value, count, codes.resolve(value)) for value, count in cursor.fetchall()]
    return [
        CodeProblem(value, count, seen.standing, seen.value if seen.standing is Standing.RESPELT else None)
        for value, count, seen in found
        if seen.standing is not Standing.KNOWN
    ]


def codes_in_use(name: str, codes: Collection[str]) -> dict[str, list[str]]:
    """The layers, by code, with features that have one of a list's codes, now, in a draft or in their history."""
    found: dict[str, list[str]] = {}
    for description in (one.description for one in every_layer()):
        columns = [field.name for field in description.fields if field.code_list == name]
        if columns:
            for code in _codes_of(description.name, columns, codes):
                found.setdefault(code, []).append(description.name)
    return found


def _codes_of(layer: str, columns: Collection[str], codes: Collection[str]) -> list[str]:
    parts = sql.SQL(" UNION ").join(
        sql.SQL("SELECT trim(unnest(string_to_array({}, {}))) FROM {}").format(
            sql.Identifier(column), sql.Literal(JOINT), one
        )
        for column in columns
        for one in tables_of(layer)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT code FROM ({}) used (code) WHERE code = ANY(%s) ORDER BY 1").format(parts), [list(codes)]
        )
        return [code for (code,) in cursor.fetchall()]
