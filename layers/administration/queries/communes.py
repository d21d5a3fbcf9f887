"""Communes by name and code, of two eras: before 1 July 2025 and since. A code alone names two places."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from layers.administration.models import FormerCommune


@dataclass(frozen=True)
class Commune:
    """A commune of one era: `former` means before July 2025, when it lay in `district`."""

    code: str
    name: str
    province: str
    former: bool = False
    district: str = ""


@dataclass(frozen=True)
class CommuneMatch:
    """A commune whose name is like what was typed (`score` 0 to 1), and for a former one all that it became."""

    commune: Commune
    score: float
    became: Sequence[Commune] = ()


_TYPED = """(SELECT typed, search.bare(typed) AS bare FROM
     (SELECT search.fold(%(words)s) AS typed OFFSET 0) f OFFSET 0) w"""
_FORMER = f"""
SELECT f.code, f.name, f.province, f.district,
       greatest(search.likeness(typed, f.folded), search.likeness(bare, f.folded)) AS score, f.new_codes
FROM (
    SELECT f.code, f.name, f.province, f.district, f.folded, typed, bare,
           array_agg(f.new_code ORDER BY f.new_code) AS new_codes, bool_or(f.new_province_code = %(province)s) AS near
    FROM administration_formercommune f, {_TYPED}
    WHERE f.folded %% bare
    GROUP BY f.code, f.name, f.province, f.district, f.folded, typed, bare
    ORDER BY similarity(f.folded, bare) DESC, near DESC LIMIT 4 * %(most)s
) f ORDER BY score DESC, f.near DESC, f.code LIMIT %(most)s
"""  # noqa: S608  the pieces are these constants
_PRESENT = f"""
SELECT greatest(search.likeness(typed, f.new_folded), search.likeness(bare, f.new_folded)) AS score, f.near, f.new_code
FROM (
    SELECT DISTINCT f.new_code, f.new_folded, typed, bare, f.new_province_code = %(province)s AS near,
           similarity(f.new_folded, bare) AS alike
    FROM administration_formercommune f, {_TYPED}
    WHERE f.new_folded %% bare
    ORDER BY alike DESC, near DESC LIMIT 4 * %(most)s
) f ORDER BY score DESC, f.near DESC, f.new_code LIMIT %(most)s
"""  # noqa: S608


def former_communes_like(words: str, *, near_province: str = "", most: int = 20) -> list[CommuneMatch]:
    """Communes of before July 2025 whose name is like the words, those of the province first among equals."""
    with connection.cursor() as cursor:
        cursor.execute(_FORMER, {"words": words, "province": near_province, "most": most})
        return [
            CommuneMatch(
                Commune(code, name, province, former=True, district=district),
                score,
                [present for present in map(present_commune, new_codes) if present],
            )
            for code, name, province, district, score, new_codes in cursor.fetchall()
        ]


def present_communes_like(words: str, *, near_province: str = "", most: int = 20) -> list[CommuneMatch]:
    """Communes of today whose name is like the words, whether or not their outlines are in the catalog."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT, {"words": words, "province": near_province, "most": most})
        return [CommuneMatch(_names().present[code], score) for score, _near, code in cursor.fetchall()]


def former_communes_coded(code: str) -> list[CommuneMatch]:
    """The communes that bore the code before July 2025; today it may be another's."""
    matches = []
    for commune, new_codes in _names().former.get(code, ()):
        became = [present for present in map(present_commune, sorted(new_codes)) if present]
        matches.append(CommuneMatch(commune, 1.0, became))
    return matches


def present_commune(code: str | None) -> Commune | None:
    """The commune that bears the code today."""
    return _names().present.get(code or "")


def province_of(code: str | None) -> str:
    """The code of the province in which a commune lies today; empty where it isn't known."""
    return _names().province_codes.get(code or "", "")


def commune_at_survey(code: str | None, today: str | None) -> Commune | None:
    """The commune that a parcel's survey names by `code`, seen from the commune `today` in which the parcel lies.

    The code is read as one of before July 2025 where that commune went into today's one (Trung Dũng, 26041, into Trấn
    Biên, 26041); otherwise as today's own. Where neither fits, it can't be said which era is meant: None.
    """
    if not code:
        return None
    for former, new_codes in _names().former.get(code, ()):
        if today is None or today in new_codes:
            return former
    return present_commune(code) if code == today else None


@dataclass(frozen=True)
class _Names:
    present: dict[str, Commune]
    former: dict[str, list[tuple[Commune, frozenset[str]]]]
    province_codes: dict[str, str]


@lru_cache(maxsize=1)
def _names() -> _Names:
    """Both eras by code. The table comes with the product and changes only with it, so a worker reads it once."""
    present: dict[str, Commune] = {}
    former: dict[Commune, set[str]] = {}
    province_codes: dict[str, str] = {}
    for row in FormerCommune.objects.all():
        present[row.new_code] = Commune(row.new_code, row.new_name, row.new_province)
        province_codes[row.new_code] = row.new_province_code
        old = Commune(row.code, row.name, row.province, former=True, district=row.district)
        former.setdefault(old, set()).add(row.new_code)
    by_code: dict[str, list[tuple[Commune, frozenset[str]]]] = {}
    for commune, new_codes in former.items():
        by_code.setdefault(commune.code, []).append((commune, frozenset(new_codes)))
    return _Names(present, by_code, province_codes)
