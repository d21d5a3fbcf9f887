"""Features by their names: the dictionary gives the words, the feature's own table is read by equality."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from psycopg2 import sql

from gis.spatial.kinds import GeometryKind
from layers.features.queries.moment import NOW, relation
from layers.search.queries.found import Found, read_found, valid_today
from layers.search.queries.phrases import Phrase
from layers.search.queries.sources import Source
from layers.search.results import Bounds

NEAR = 20
FIRST_NUMBERS = 10
EACH = 2
PARTS = 300
"""Parts of streets that are put together."""


def features_named(
    phrases: Sequence[Phrase], numeral: str, most: int, *, near: bool = False, each: int | None = None
) -> list[tuple[Phrase, Found]]:
    """The features whose name is one of the phrases with the number (with the nearest numbers if `near`).

    `each` is how many of one name: by default one of lines, whose parts bear one name, and two of others.
    """
    found: list[tuple[Phrase, Found]] = []
    ordered = sorted(enumerate(phrases), key=lambda pair: (pair[1].source.description.name, pair[1].source.role))
    for source, group in groupby(ordered, key=lambda pair: pair[1].source):
        values = list(_values(list(group), numeral, near))
        of_one_name = each or (1 if source.description.geometry_kind is GeometryKind.LINE else EACH)
        found += [(phrases[int(one.rank) // 1000], one) for one in _read(source, values, most, of_one_name)]
    return found


def streets_named(phrases: Sequence[Phrase], numeral: str, most: int) -> list[tuple[Phrase, Found]]:
    """One result a street: its parts bear one name, the first stands for all and the box goes round them."""
    found: dict[tuple[str, Any], tuple[Phrase, Found]] = {}
    for phrase, part in features_named(phrases, numeral, PARTS, each=PARTS):
        key = (part.layer, part.values.get(phrase.source.field))
        if key in found:
            first = found[key][1]
            found[key] = phrase, replace(first, bbox=_around(first.bbox, part.bbox))
        else:
            found[key] = phrase, part
    return list(found.values())[:most]


def _around(a: Bounds, b: Bounds) -> Bounds:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _values(ranked: Sequence[tuple[int, Phrase]], numeral: str, near: bool) -> Iterator[tuple[str, int]]:
    """Whole values with their rank: thousand times the phrase's place, then how far the number is."""
    for place, phrase in ranked:
        values = [phrase.before + written + phrase.after for written in _numerals(phrase, numeral, near)]
        if not numeral and phrase.example not in values:
            values.insert(1, phrase.example)
        for distance, value in enumerate(values):
            yield value, place * 1000 + distance


def _numerals(phrase: Phrase, numeral: str, near: bool) -> list[str]:
    if near:
        number = int("".join(c for c in numeral.split("/")[0].split("-")[0] if c.isdigit())[:9] or 0)
        around = sorted(range(max(1, number - NEAR), number + NEAR + 1), key=lambda n: abs(n - number))
        return [str(n) for n in around]
    if numeral:
        widths = (3, 4, 5, 6) if phrase.source.role == "code" else ()
        return list(dict.fromkeys([numeral, numeral.lstrip("0") or "0", *(numeral.zfill(w) for w in widths)]))
    return ["", *(str(n) for n in range(1, FIRST_NUMBERS + 1))]


def _read(source: Source, values: Sequence[tuple[str, int]], most: int, each: int) -> list[Found]:
    """By the index whatever the statistics say: a name that half of a layer bears would else be sought row by row, and
    one that nobody bears in vain (measured: 0.8 s of 100,000 trees). So it is a span in order, not an equality."""
    named = sql.SQL("t.{}" if source.role == "code" else "left(t.{}, 200)").format(sql.Identifier(source.field))
    chosen = sql.SQL(
        "SELECT f.public_id, f.valid_from, v.rank FROM unnest(%(values)s::text[], %(ranks)s::int[]) v (value, rank)"
        " CROSS JOIN LATERAL (SELECT t.public_id, t.valid_from FROM {table} t WHERE {named} BETWEEN v.value AND v.value"
        " AND {valid} ORDER BY {named} LIMIT {each}) f"
    ).format(
        table=relation(source.description, NOW),
        named=named,
        valid=valid_today(),
        each=sql.Literal(each),
    )
    parameters: Mapping[str, Any] = {"values": [v for v, _ in values], "ranks": [rank for _, rank in values]}
    return read_found(source.description, chosen, parameters, most)
