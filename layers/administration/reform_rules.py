"""Whether links and outlines make a reform: each refusal names the codes that don't."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from gis.errors import InvalidRequest, LayerRefused
from layers.administration.outlines import NewOutline
from layers.administration.queries.gazetteer import Entry, Gazetteer
from layers.administration.queries.units import Level
from layers.administration.reform import Links

MOST_NAMED = 20


def check_links(links: Links, known: Gazetteer) -> None:
    """Raises InvalidRequest: E-UNIT-13 a code that no standing commune bears, E-UNIT-14 codes that change places,
    E-UNIT-15 a standing commune whose code is taken without a word of what becomes of it."""
    gone = [code for code in links.successors if standing(code, links, known) is None]
    if gone:
        raise InvalidRequest("E-UNIT-13", day=links.valid_from.isoformat(), codes=named(gone))
    lost = [
        code
        for code in links.predecessors
        if code not in links.successors and any(_borne_later(entry, links) for entry in known.by_code.get(code, ()))
    ]
    if lost:
        raise InvalidRequest("E-UNIT-15", codes=named(lost))
    round_ = _cycle(links)
    if round_:
        raise InvalidRequest("E-UNIT-14", codes=" → ".join(round_))


def check_outlines(layer: str, outlines: Sequence[NewOutline], links: Links, known: Gazetteer) -> None:
    """Raises LayerRefused: E-UNIT-16 codes without an outline, E-UNIT-17 outlines that no link leads to, E-UNIT-20
    outlines without what a new unit needs: its names and a standing province."""
    codes = {outline.code for outline in outlines}
    missing = [code for code in links.predecessors if code not in codes]
    if missing:
        raise LayerRefused("E-UNIT-16", layer=layer, day=links.valid_from.isoformat(), codes=named(missing))
    strange = [code for code in codes if code not in links.predecessors]
    if strange:
        raise LayerRefused("E-UNIT-17", layer=layer, codes=named(strange))
    twice = sorted(outline.code for outline in outlines)
    repeated = {code for code, after in pairwise(twice) if code == after}
    if repeated:
        raise LayerRefused("E-UNIT-20", layer=layer, reason=f"{named(repeated)} × 2")
    for outline in outlines:
        lacking = [name for name in ("name", "full_name", "kind") if not getattr(outline, name)]
        province = known.on(outline.province_code, links.valid_from)
        if province is None or province.level != Level.PROVINCE:
            lacking.append(f"province_code={outline.province_code}")
        if lacking:
            raise LayerRefused("E-UNIT-20", layer=layer, reason=f"{outline.code}: {', '.join(lacking)}")


def standing(code: str, links: Links, known: Gazetteer) -> Entry | None:
    """The commune that bears the code on the eve of the reform and still today."""
    entry = known.on(code, links.eve)
    return entry if entry and entry.level == Level.COMMUNE and entry.valid_to is None else None


def named(codes: Iterable[str]) -> str:
    """The first of the codes, for a sentence."""
    ordered = sorted(codes)
    return ", ".join(ordered[:MOST_NAMED]) + (", …" if len(ordered) > MOST_NAMED else "")


def _borne_later(entry: Entry, links: Links) -> bool:
    return entry.valid_to is None or entry.valid_to > links.valid_from


def _cycle(links: Links) -> list[str]:
    """Codes that go to one another's place, none of which keeps a part: the first such round, else nothing."""
    going = {
        code: [one for one in after if one != code] for code, after in links.successors.items() if code not in after
    }
    for start in sorted(going):
        way = _way_back(start, going)
        if way:
            return way
    return []


def _way_back(start: str, going: dict[str, list[str]]) -> list[str]:
    """From a code along the links to itself, by the nearest way."""
    came: dict[str, str] = {}
    reached: Collection[str] = [start]
    while reached:
        further = []
        for code in reached:
            for after in going.get(code, ()):
                if after == start:
                    way = [code]
                    while way[-1] != start:
                        way.append(came[way[-1]])
                    return [*reversed(way), start]
                if after not in came:
                    came[after] = code
                    further.append(after)
        reached = further
    return []
