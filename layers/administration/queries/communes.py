"""Communes by name and code as the search asks for them: those of before July 2025, or a later reform, and today's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from layers.administration.queries.gazetteer import Entry, gazetteer, gazetteer_with, last_day
from layers.administration.queries.units import Era, Level


@dataclass(frozen=True)
class Commune:
    """A commune with its kind: Phường Trấn Biên. `former`: it is no more since the day `until`.

    A district that had no communes (islands) stands as one, with its own name and no code.
    """

    code: str
    name: str
    province: str
    former: bool = False
    district: str = ""
    until: date | None = None


@dataclass(frozen=True)
class CommuneMatch:
    """A commune whose name is like what was typed (`score` 0 to 1), and for a former one all that it became."""

    commune: Commune
    score: float
    became: Sequence[Commune] = ()


_TYPED = """(SELECT typed, search.bare(typed) AS bare FROM
     (SELECT search.fold(%(words)s) AS typed OFFSET 0) f OFFSET 0) w"""
# Every former commune and the few districts without any have links; what only changed its kind lives on.
_FORMER = f"""
SELECT f.id, greatest(search.likeness(typed, f.folded), search.likeness(bare, f.folded)) AS score
FROM (
    SELECT f.id, f.code, f.folded, typed, bare, bool_or(s.parent_code = %(province)s) AS near
    FROM administration_unit f
    JOIN administration_successorlink l ON l.predecessor_id = f.id
    JOIN administration_unit s ON s.id = l.successor_id AND NOT (s.code = f.code AND s.parent_code = f.parent_code
                                                                 AND s.folded = f.folded), {_TYPED}
    WHERE f.folded %% bare AND f.level <> 'province'
    GROUP BY f.id, f.code, f.folded, typed, bare
    ORDER BY similarity(f.folded, bare) DESC, near DESC LIMIT 4 * %(most)s
) f ORDER BY score DESC, f.near DESC, f.code LIMIT %(most)s
"""  # noqa: S608  the pieces are these constants
_PRESENT = f"""
SELECT f.id, greatest(search.likeness(typed, f.folded), search.likeness(bare, f.folded)) AS score
FROM (
    SELECT f.id, f.code, f.folded, typed, bare, f.parent_code = %(province)s AS near
    FROM administration_unit f, {_TYPED}
    WHERE f.folded %% bare AND f.level = 'commune' AND f.valid_to IS NULL
    ORDER BY similarity(f.folded, bare) DESC, near DESC LIMIT 4 * %(most)s
) f ORDER BY score DESC, f.near DESC, f.code LIMIT %(most)s
"""  # noqa: S608


def former_communes_like(words: str, *, near_province: str = "", most: int = 20) -> list[CommuneMatch]:
    """Communes that are no more whose name is like the words, those of the province first among equals."""
    return [_match(entry, score) for entry, score in _alike(_FORMER, words, near_province, most)]


def present_communes_like(words: str, *, near_province: str = "", most: int = 20) -> list[CommuneMatch]:
    """Communes of today whose name is like the words, whether or not their outlines are in the catalog."""
    found = _alike(_PRESENT, words, near_province, most)
    return [CommuneMatch(_commune(entry), score) for entry, score in found]


def former_communes_coded(code: str) -> list[CommuneMatch]:
    """The communes that bore the code and are no more; today it may be another's."""
    return [_match(entry, 1.0) for entry in _former(code)]


def present_commune(code: str | None) -> Commune | None:
    """The commune that bears the code today."""
    entry = _present(code)
    return _commune(entry) if entry else None


def province_of(code: str | None) -> str:
    """The code of the province in which a commune lies today; empty where it isn't known."""
    entry = _present(code)
    return entry.parent_code if entry else ""


def commune_at_survey(code: str | None, today: str | None) -> Commune | None:
    """The commune that a parcel's survey names by `code`, seen from the commune `today` in which the parcel lies.

    The code is read as that of a former commune where that one went into today's (Trung Dũng, 26041, into Trấn Biên,
    26041); otherwise as today's own. Where neither fits, it can't be said which era is meant: None.
    """
    if not code:
        return None
    for entry in _former(code):
        if today is None or today in {one.code for one in gazetteer().became(entry)}:
            return _commune(entry)
    return present_commune(code) if code == today else None


def _alike(statement: str, words: str, near_province: str, most: int) -> list[tuple[Entry, float]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"words": words, "province": near_province, "most": most})
        found = cursor.fetchall()
    entries = gazetteer_with(id_ for id_, _score in found).entries
    return [(entries[id_], score) for id_, score in found]


def _former(code: str) -> list[Entry]:
    """From the oldest on."""
    known = gazetteer()
    entries = known.by_code.get(code, ())
    return [e for e in entries if e.level == Level.COMMUNE and e.valid_to and not known.only_renamed(e)]


def _present(code: str | None) -> Entry | None:
    entry = gazetteer().on(code or "", Era.TODAY.day)
    return entry if entry and entry.level == Level.COMMUNE else None


def _match(entry: Entry, score: float) -> CommuneMatch:
    return CommuneMatch(_commune(entry), score, [_commune(one) for one in gazetteer().became(entry)])


def _commune(entry: Entry) -> Commune:
    around = {one.level: one.full_name for one in gazetteer().around(entry, last_day(entry))}
    former = entry.valid_to is not None
    lone_district = entry.level == Level.DISTRICT
    return Commune(
        code="" if lone_district else entry.code,
        name=entry.full_name,
        province=around.get(Level.PROVINCE, ""),
        former=former,
        district=entry.full_name if lone_district else around.get(Level.DISTRICT, ""),
        until=entry.valid_to,
    )
