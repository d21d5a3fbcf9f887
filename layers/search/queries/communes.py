"""Communes of both eras as results: a former one says what it became and lies where that lies."""

from collections.abc import Iterable, Sequence

from psycopg2 import sql

from layers.administration.queries import (
    REFORM,
    Commune,
    CommuneMatch,
    former_communes_coded,
    former_communes_like,
    present_communes_like,
    province_of,
)
from layers.catalog.description import Title
from layers.features.queries.moment import NOW, relation
from layers.search.queries.found import Found, read_found, valid_today
from layers.search.queries.parcels import Place
from layers.search.queries.sources import Searchable
from layers.search.results import Bounds, Result

ALIKE = 0.5
"""How like a name has to be to stand for a place, and how much worse than the best one it may be."""
WORSE = 0.1
HOME = 0.2
"""What lying in the city's own province is worth where the city itself is elsewhere."""
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def before(commune: Commune) -> Title:
    """Until when a former commune was one, as people say it."""
    until = commune.until or REFORM
    return Title(f"trước {until:%m/%Y}", f"before {MONTHS[until.month - 1]} {until.year}")


def era(commune: Commune) -> str:
    """The same for programs; a commune of today bears its code by the list of July 2025, whenever it was made."""
    return f"before-{commune.until or REFORM}" if commune.former else f"since-{REFORM}"


def before_2025(commune: Commune) -> bool:
    """Whether it ended in July 2025: the codes in the layer of former communes are of those. A later reform's have
    their outlines in `communes`, as valid on an earlier day."""
    return commune.until == REFORM


def former_commune_results(where: Searchable, words: str, most: int) -> list[Result]:
    """Communes of before July 2025 by name."""
    matches = former_communes_like(words, near_province=where.home_province, most=most)
    return _former_results(where, [match for match in matches if match.score >= ALIKE])


def former_communes_by_code(where: Searchable, code: str) -> list[Result]:
    """Communes of before July 2025 by code: today the code may be another's."""
    return _former_results(where, former_communes_coded(code))


def _former_results(where: Searchable, matches: Sequence[CommuneMatch]) -> list[Result]:
    """Each lies where its own outline does, if a layer has it, else where the communes do that it became."""
    today = _outlines(where, "commune", {present.code for match in matches for present in match.became})
    then = _outlines(where, "former_commune", {match.commune.code for match in matches if before_2025(match.commune)})
    results = []
    for match in matches:
        near = where.home_province in {province_of(c.code) for c in match.became}
        own = then.get(match.commune.code) if before_2025(match.commune) else None
        found = [own] if own and near else [today[c.code] for c in match.became if c.code in today]
        results.append(_former_result(match, found, 0.9 * match.score + (HOME if near else 0)))
    return results


def present_commune_results(words: str, home_province: str, most: int) -> list[Result]:
    """Today's communes by name, for a catalog that has no outlines of communes."""
    matches = present_communes_like(words, near_province=home_province, most=most)
    return [
        Result("commune", _title(m.commune), Title(m.commune.province, m.commune.province), m.score * 0.9)
        for m in matches
        if m.score >= ALIKE
    ]


def place_named(words: str, home_province: str) -> tuple[Place, list[Commune]]:
    """The communes that the words may mean, of both eras: an empty place where there are none."""
    former = _best(former_communes_like(words, near_province=home_province))
    present = _best(present_communes_like(words, near_province=home_province))
    place = Place([m.commune.code for m in former if m.commune.code], [m.commune.code for m in present])
    return place, [m.commune for m in (*former, *present)]


def _best(matches: Sequence[CommuneMatch]) -> list[CommuneMatch]:
    best = max((m.score for m in matches), default=0.0)
    return [m for m in matches if m.score >= max(ALIKE, best - WORSE)]


def _outlines(where: Searchable, kind: str, codes: Iterable[str]) -> dict[str, Found]:
    for description in where.of_kind(kind):
        chosen = sql.SQL(
            "SELECT t.public_id, t.valid_from, 0 AS rank FROM {} t WHERE t.code = ANY(%(codes)s) AND {}"
        ).format(relation(description, NOW), valid_today())
        found = read_found(description, chosen, {"codes": list(codes)}, 200)
        return {str(one.values["code"]): one for one in found}
    return {}


def _former_result(match: CommuneMatch, outlines: Sequence[Found], score: float) -> Result:
    commune, became = match.commune, match.became
    names = ", ".join(present.name for present in became)
    split = len(became) > 1
    return Result(
        kind="former_commune",
        title=Title(f"{commune.name} ({before(commune).vi})", f"{commune.name} ({before(commune).en})"),
        subtitle=Title(
            f"{commune.district}, {commune.province} · nay thuộc {names}" + (" (đã chia)" if split else ""),
            f"{commune.district}, {commune.province} · now in {names}" + (" (split)" if split else ""),
        ),
        score=score,
        layer=outlines[0].layer if outlines else None,
        id=outlines[0].id if len(outlines) == 1 else None,
        point=outlines[0].point if outlines else None,
        bbox=_around([one.bbox for one in outlines]),
        facts={
            "code": commune.code or None,
            "era": era(commune),
            "became": [{"code": c.code, "name": c.name, "province": c.province} for c in became],
        },
    )


def _title(commune: Commune) -> Title:
    return Title(commune.name, commune.name)


def _around(boxes: Sequence[Bounds]) -> Bounds | None:
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
