"""Parcels by sheet and number, in whatever commune; where none has them, the nearest numbers of the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg2 import sql

from layers.features.queries.moment import NOW, relation
from layers.search.queries.found import Found, read_found, valid_today
from layers.search.queries.sources import Searchable, Source
from layers.search.understanding import ParcelNumber

NEAR, FAR = 30, 2000
"""How far from the number asked for the nearest ones are looked for; where there are none, all of the sheet's."""
LISTED = 12
"""How many numbers of a sheet are tried where only the sheet was typed."""


@dataclass(frozen=True)
class Place:
    """Where to look: commune codes at survey and today's. Empty: everywhere."""

    at_survey: Sequence[str] = ()
    today: Sequence[str] = ()


def parcels_numbered(where: Searchable, asked: ParcelNumber, place: Place, most: int) -> list[tuple[Source, Found]]:
    """Those that bear the numbers now or bore them before; several communes may each have one."""
    sheets, numbers = spellings(asked.sheet), spellings(asked.number)
    if asked.sheet and not asked.number:
        numbers = [str(n) for n in range(1, LISTED + 1)]
    return _read(where.with_role("sheet", "former_sheet"), sheets, numbers, asked, place, most)


def parcels_near(where: Searchable, asked: ParcelNumber, place: Place, most: int) -> list[tuple[Source, Found]]:
    """Those of the sheet with the nearest numbers."""
    digits = "".join(c for c in asked.number if c.isdigit())[:9]
    if not digits or not asked.sheet:
        return []
    number = int(digits)
    sources, sheets = where.with_role("sheet"), spellings(asked.sheet)
    for around in (range(max(1, number - NEAR), number + NEAR + 1), range(1, FAR + 1)):
        nearest_first = sorted(around, key=lambda n: abs(n - number))
        found = _read(sources, sheets, [str(n) for n in nearest_first], asked, place, most)
        if found:
            return found
    return []


def spellings(numeral: str) -> list[str]:
    """How data may write it: DC12 and dc12, 45A and 45a, 7 and 07."""
    if not numeral:
        return []
    bare = numeral.lstrip("0") or "0"
    return list(dict.fromkeys([numeral, numeral.upper(), bare, bare.upper(), bare.zfill(2), bare.zfill(3)]))


def _read(
    sources: Sequence[Source],
    sheets: Sequence[str],
    numbers: Sequence[str],
    asked: ParcelNumber,
    place: Place,
    most: int,
) -> list[tuple[Source, Found]]:
    found: list[tuple[Source, Found]] = []
    for source in sources:
        field = sql.Identifier(source.field)
        conditions = [sql.SQL("t.{} = ANY(%(numbers)s)").format(field), valid_today()]
        if sheets:
            conditions.append(sql.SQL("t.{} = ANY(%(sheets)s)").format(sql.Identifier(source.sheet_field or "")))
        at_survey = [asked.commune] if asked.commune else list(place.at_survey)
        if at_survey or place.today:
            conditions.append(_in_place(source))
        chosen = sql.SQL(
            "SELECT t.public_id, t.valid_from, array_position(%(numbers)s, t.{field}) AS rank"
            " FROM {table} t WHERE {where}"
        ).format(field=field, table=relation(source.description, NOW), where=sql.SQL(" AND ").join(conditions))
        parameters = {
            "numbers": list(numbers), "sheets": list(sheets), "at_survey": at_survey, "today": list(place.today),
        }  # fmt: skip
        found += [(source, one) for one in read_found(source.description, chosen, parameters, most)]
    return found


def _in_place(source: Source) -> sql.Composable:
    today = sql.SQL("t.commune_code = ANY(%(today)s)")
    if source.commune_field is None:
        return today
    return sql.SQL("(t.{} = ANY(%(at_survey)s) OR {})").format(sql.Identifier(source.commune_field), today)
