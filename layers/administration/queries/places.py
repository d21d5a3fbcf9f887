"""A province, district or commune of any era as ground: today's communes that have it, their outlines and zones."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gis.errors import InvalidRequest, NotFound
from gis.spatial.crs import WGS84, Crs
from layers.administration.queries.gazetteer import Entry, Gazetteer, gazetteer, last_day
from layers.administration.queries.units import REFORM, Era, Level, Unit, UnitMatch, find_unit, units_named
from layers.administration.queries.zones import province_zones
from layers.features.queries.communes import communes_around, communes_coded

LIKE_ENOUGH = 0.6
_WIDTH = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2}


@dataclass(frozen=True)
class CommuneGround:
    """One of today's communes: its outline as WKB in degrees (WGS 84), and the zones set for it now and before."""

    code: str
    outline: bytes
    zones: frozenset[int]


@dataclass(frozen=True)
class Ground:
    """A place: what people call it, its communes (none where the layer of communes isn't loaded), and the zone set for
    it in the era in which it was of that name."""

    name: str
    communes: Sequence[CommuneGround]
    zones: frozenset[int]


def ground_of(text: str) -> Ground:
    """The place of a code or name, of today or before. Behind a comma stands what tells places of one name or code
    apart: what they lie in, or the era: `Tân Lập, Bình Phước`; `Lai Châu, before-2025-07`.

    Raises:
        NotFound: E-CRS-05 no place is called so. InvalidRequest: E-CRS-06 several are.
    """
    name, *more = (part.strip() for part in text.split(","))
    era = next((Era(part) for part in more if part in list(Era)), None)
    around = [part.lower() for part in more if part not in list(Era)]
    unit = _coded(name, era) if name.isdigit() else _named(name, era, around)
    known = gazetteer()
    entry = next(one for one in known.by_code[unit.code] if one.valid_from == unit.valid_from)
    return _ground(known, entry, era.day if era else last_day(entry))


def ground_around(bounds: tuple[float, float, float, float]) -> Ground | None:
    """Today's province that has the middle of west, south, east, north in degrees; None where no outlines are there."""
    west, south, east, north = bounds
    x, y = (west + east) / 2, (south + north) / 2
    known, today = gazetteer(), Era.TODAY.day
    for commune in communes_around((x, y, x, y), Crs(WGS84)):
        entry = known.on(commune.code, today)
        province = _province(known, entry, today) if entry else None
        if province:
            return _ground(known, province, today)
    return None


def zones_of_commune(code: str) -> frozenset[int]:
    """The zones set for one of today's communes: its province's, and those of the former provinces it came from."""
    known = gazetteer()
    entry = known.on(code, Era.TODAY.day)
    return _zones(known, entry) if entry else frozenset()


def _coded(code: str, era: Era | None) -> Unit:
    try:
        return find_unit(code, era=era)
    except NotFound:
        raise NotFound("E-CRS-05", place=code[:80]) from None
    except InvalidRequest as several:
        raise InvalidRequest("E-CRS-06", place=code[:80], places=several.values["places"]) from None


def _named(name: str, era: Era | None, around: Sequence[str]) -> Unit:
    found = [
        one
        for one in units_named(name, era=era, most=60)
        if one.score >= LIKE_ENOUGH and all(part in one.unit.place.lower() for part in around)
    ]
    if not found:
        raise NotFound("E-CRS-05", place=name[:80])
    best = _best(found)
    if len({one.unit.place for one in best}) > 1:
        places = "; ".join(sorted({one.unit.place for one in best})[:8])
        raise InvalidRequest("E-CRS-06", place=name[:80], places=places)
    return best[0].unit


def _best(found: list[UnitMatch]) -> list[UnitMatch]:
    """Of those whose name is the nearest: the widest, and today's before former ones."""
    top = max(one.score for one in found)
    near = [one for one in found if one.score >= top - 1e-6]
    widest = min(_WIDTH[one.unit.level] for one in near)
    near = [one for one in near if _WIDTH[one.unit.level] == widest]
    return [one for one in near if one.unit.is_of_today] or near


def _ground(known: Gazetteer, entry: Entry, day: date) -> Ground:
    present = {one.code: one for inner in _communes(known, entry, day) for one in known.became(inner)}
    grounds = [
        CommuneGround(one.code, one.outline, _zones(known, present[one.code]))
        for one in communes_coded(sorted(present), Crs(WGS84))
    ]
    return Ground(entry.full_name, grounds, _zone_on(known, entry, day))


def _communes(known: Gazetteer, entry: Entry, day: date) -> Iterator[Entry]:
    """The communes in it on the day; a district that had none stands for itself."""
    inside: dict[str, list[Entry]] = defaultdict(list)
    for one in known.entries.values():
        if one.valid_on(day):
            inside[one.parent_code].append(one)

    def down(one: Entry) -> Iterator[Entry]:
        below = inside.get(one.code, []) if one.level != Level.COMMUNE else []
        for lower in below:
            yield from down(lower)
        if not below:
            yield one

    return down(entry)


def _zones(known: Gazetteer, commune: Entry) -> frozenset[int]:
    before = Era.BEFORE_2025_07.day
    formers = [commune, *known.came_from(commune)]
    found = [_zone_on(known, commune, Era.TODAY.day)]
    found += [_zone_on(known, former, before) for former in formers if former.valid_on(before)]
    return frozenset[int]().union(*found)


def _zone_on(known: Gazetteer, entry: Entry, day: date) -> frozenset[int]:
    """The zone of the province that it is or lies in on the day, as it was set then."""
    province = _province(known, entry, day)
    if province is None:
        return frozenset()
    table = province_zones()
    zone = table.of_former(province.name) if day < REFORM else table.present.get(province.code)
    return frozenset() if zone is None else frozenset({zone})


def _province(known: Gazetteer, entry: Entry, day: date) -> Entry | None:
    return next((one for one in (entry, *known.around(entry, day)) if one.level == Level.PROVINCE), None)
