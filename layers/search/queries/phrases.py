"""Which words of names are like those typed: trigrams on the dictionary, never a pattern over features."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from layers.search.queries.sources import Source

MOST, MOST_VEILED = 40, 400
CLOSE = 0.6
"""Phrases that fit less than this share as well as the best one are left out."""


@dataclass(frozen=True)
class Phrase:
    """Words of a name before and after its number, with how well they fit what was typed (0 to 1); `example` is a
    whole name that was seen with them."""

    source: Source
    before: str
    after: str
    example: str
    score: float


def phrases_like(words: str, sources: Sequence[Source]) -> list[Phrase]:
    """The best phrases of the sources, best first. Words of nothing but signs are like nothing.

    Of a layer whose rows aren't all seen the dictionary knows words that may not be known: there they compete with
    nobody, so that what isn't found by them changes nothing of what is found.
    """
    plain = [source for source in sources if source.description.rows.is_plain]
    veiled = [source for source in sources if not source.description.rows.is_plain]
    found = _best(_like(words, plain, MOST))
    for source in veiled:
        found += _like(words, [source], MOST_VEILED)
    return sorted(found, key=lambda phrase: -phrase.score) if veiled else found


def _best(phrases: list[Phrase]) -> list[Phrase]:
    return [phrase for phrase in phrases if phrase.score >= CLOSE * phrases[0].score]


def _like(words: str, sources: Sequence[Source], most: int) -> list[Phrase]:
    by_key = {(source.description.name, source.role): source for source in sources}
    if not by_key:
        return []
    layers, roles = zip(*by_key, strict=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM search.phrases_like(%s, %s, %s, %s)", [words, list(layers), list(roles), most])
        rows = cursor.fetchall()
    return [
        Phrase(by_key[layer, role], before, after, example, float(score))
        for layer, role, before, after, example, score in rows
    ]
