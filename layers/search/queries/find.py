"""The search: understand a line of text, ask each finder that may know it, and put the best first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from gis.errors import InvalidRequest
from layers.access.view import View
from layers.administration.queries import province_of
from layers.search.coordinates import Coordinate
from layers.search.folding import printable
from layers.search.presenting import address_result, named_result, parcel_result
from layers.search.queries import communes, points
from layers.search.queries.found import Found
from layers.search.queries.names import features_named, streets_named
from layers.search.queries.parcels import Place, parcels_near, parcels_numbered
from layers.search.queries.phrases import Phrase, phrases_like
from layers.search.queries.sources import Searchable, Source, searchable
from layers.search.results import Answer, Message, Result
from layers.search.understanding import Meaning, ParcelNumber, Words, understand

LONGEST = 200
"""Characters of a query; a longer one is no name of anything."""
IN_CITY = 0.25
"""What lying in the city is worth: names repeat all over the country."""
BETTER_KNOWN = {"province": 0.06, "commune": 0.03, "plan": 0.03, "parcel": 0.03}
"""What a kind's names are worth beside those of other features."""
CODE_DIGITS = 5
"""Of a commune's code."""
WORTH = 0.6
"""Results that fit less than this share as well as the best one are left out."""
SURE = 0.75
"""A name found by a number with words that fit so well needs no other reading."""
CERTAIN = 0.6
"""How like the words have to be for a neighbouring number to be worth offering."""


def find(view: View, text: str, limit: int) -> Answer:
    """What the text may mean among what the viewer sees, best first.

    Raises:
        InvalidRequest: E-SEARCH-01 for a text longer than 200 characters, E-SEARCH-02 for a coordinate that fits no
            system.
    """
    query = printable(text)
    if len(query) > LONGEST:
        raise InvalidRequest("E-SEARCH-01", length=len(query), most=LONGEST)
    meanings = understand(query)
    if not meanings:
        return Answer(query, None, [], [Message("N-SEARCH-01")])
    where = searchable(view)
    messages: list[Message] = []
    found: list[Result] = []
    for meaning in meanings:
        results = list(_found(where, meaning, limit, messages))
        found += results
        if isinstance(meaning, Words) and any(result.exact and result.score >= SURE for result in results):
            break
    results = _best(found, where, limit)
    if not results:
        messages.append(Message("N-SEARCH-02", {"text": query[:60]}))
    elif results[0].exact:
        results = [result for result in results if result.exact]
        messages = [message for message in messages if message.code != "N-SEARCH-03"]
    return Answer(
        query, _understood(meanings), results, [m for place, m in enumerate(messages) if m not in messages[:place]]
    )


def _found(where: Searchable, meaning: Meaning, limit: int, messages: list[Message]) -> Iterable[Result]:
    match meaning:
        case Coordinate():
            return _at_coordinate(where, meaning, limit, messages)
        case ParcelNumber():
            return _parcels(where, meaning, limit, messages)
        case Words():
            return _named(where, meaning, limit, messages)


def _at_coordinate(where: Searchable, coordinate: Coordinate, limit: int, messages: list[Message]) -> Iterator[Result]:
    point = points.locate(coordinate)
    messages += points.remarks(coordinate, point, points.city_bounds(where))
    yield points.point_result(point)
    for source in where.with_role("sheet"):
        for found in points.parcels_at(source.description, point, limit):
            yield parcel_result(source, found, 0.9)


def _parcels(where: Searchable, asked: ParcelNumber, limit: int, messages: list[Message]) -> Iterator[Result]:
    place = Place()
    if asked.place:
        place, named = communes.place_named(asked.place, where.home_province)
        if not named:
            messages.append(Message("N-SEARCH-06", {"place": asked.place[:60]}))
    several = max(limit, 1)
    exact = parcels_numbered(where, asked, place, several)
    for source, found in exact:
        score = 0.95 if source.role == "sheet" else 0.9
        yield parcel_result(source, found, score - 0.001 * found.rank)
    if exact:
        return
    near = parcels_near(where, asked, place, several)
    if near:
        messages.append(Message("N-SEARCH-03", {"number": f"{asked.sheet}/{asked.number}"}))
    for source, found in near:
        yield parcel_result(source, found, 0.6 - 0.01 * min(found.rank, 50), exact=False)


def _named(where: Searchable, asked: Words, limit: int, messages: list[Message]) -> Iterator[Result]:
    sources = [s for s in where.with_role(*_roles(asked)) if s.kind != "former_commune"]  # those come with all eras
    phrases = phrases_like(asked.words, sources)
    found = [] if asked.number_first else list(_streets(phrases, asked, limit))
    others = [phrase for phrase in phrases if phrase.source.kind != "street" or phrase.source.role != "title"]
    hits = features_named(others, asked.numeral, 2 * limit)
    found += [_result(where, phrase, one, asked, exact=True) for phrase, one in hits]
    if asked.numeral and not found:
        found = _nearest(where, others, asked, limit)
        if found:
            messages.append(Message("N-SEARCH-03", {"number": asked.numeral}))
    yield from found
    if not asked.words and len(asked.numeral) == CODE_DIGITS:
        yield from communes.former_communes_by_code(where, asked.numeral)
    if not asked.numeral and not asked.words[:1].isdigit():
        yield from _communes(where, asked.words, limit)


def _nearest(where: Searchable, phrases: Sequence[Phrase], asked: Words, limit: int) -> list[Result]:
    """The nearest numbers of the names that fit well; where none is near, the first ones."""
    certain = [phrase for phrase in phrases if phrase.score >= CERTAIN and (phrase.before or phrase.after)]
    best = [phrase for phrase in certain if phrase.source.description.rows.is_plain][:3]
    certain = [phrase for phrase in certain if phrase in best or not phrase.source.description.rows.is_plain]
    hits = features_named(certain, asked.numeral, limit, near=True) or features_named(certain, "", limit)
    return [_result(where, phrase, one, asked, exact=False) for phrase, one in hits]


def _streets(phrases: Sequence[Phrase], asked: Words, limit: int) -> Iterator[Result]:
    streets = [phrase for phrase in phrases if phrase.source.kind == "street" and phrase.source.role == "title"]
    for phrase, one in streets_named(streets, asked.numeral, limit):
        yield named_result(phrase.source, one, 0.9 * phrase.score + 0.04)


def _communes(where: Searchable, words: str, limit: int) -> Iterator[Result]:
    yield from communes.former_commune_results(where, words, limit)
    if not where.of_kind("commune"):
        yield from communes.present_commune_results(words, where.home_province, limit)


def _roles(asked: Words) -> tuple[str, ...]:
    if asked.number_first:
        return ("address",)
    if asked.numeral:
        return ("title", "code")
    return ("title", "document") if asked.whole else ("title", "code", "document", "address")


def _result(where: Searchable, phrase: Phrase, one: Found, asked: Words, *, exact: bool) -> Result:
    source: Source = phrase.source
    distance = (one.rank % 1000) * 0.001
    score = 0.9 * phrase.score - distance - (0 if exact else 0.2)
    if source.role == "address":
        if asked.numeral and exact:
            score = 0.55 + 0.4 * phrase.score - distance
        return address_result(source, one, score - (0 if asked.numeral else 0.15), exact=exact)
    score += communes.HOME if _at_home(where, source, one) else 0
    return named_result(source, one, score + BETTER_KNOWN.get(source.kind, 0.0), exact=exact)


def _at_home(where: Searchable, source: Source, one: Found) -> bool:
    """Whether it is the city's province or a commune of it."""
    code = str(one.values.get("code") or "")
    province = {"province": code, "commune": province_of(code)}.get(source.kind)
    return bool(province) and province == where.home_province


def _best(found: Sequence[Result], where: Searchable, limit: int) -> list[Result]:
    """Each thing once, at its best; what lies in the city first among equals."""
    city = points.city_bounds(where)
    best: dict[Any, Result] = {}
    for result in found:
        score = result.score
        if result.kind != "coordinate" and not (result.point and points.inside(city, *result.point)):
            score -= IN_CITY
        ranked = replace(result, score=round(max(0.0, min(1.0, score)), 4))
        key = (ranked.layer, ranked.id) if ranked.id is not None else (ranked.kind, ranked.title, ranked.subtitle)
        if ranked.kind == "former_commune":
            key = (ranked.kind, ranked.title, ranked.subtitle)
        if key not in best or best[key].score < ranked.score:
            best[key] = ranked
    ordered = sorted(best.values(), key=lambda r: -r.score)
    return [result for result in ordered if result.score >= WORTH * ordered[0].score][:limit]


def _understood(meanings: Sequence[Meaning]) -> dict[str, Any]:
    match meanings[0]:
        case Coordinate() as c:
            return {"kind": "coordinate", "crs": f"EPSG:{points.locate(c).epsg}", "assumed": c.epsg is None}
        case ParcelNumber() as p:
            parts = {"sheet": p.sheet, "number": p.number, "commune_code": p.commune, "place": p.place}
            return {"kind": "parcel", **{key: value for key, value in parts.items() if value}}
        case Words() as w:
            return {"kind": "words", "words": w.words} | ({"number": w.numeral} if w.numeral else {})
