"""Administrative units by code and era, by name and by point: a code alone may name two places.

Source: layers/administration/data (the lists of June 2025 and of 2026), then every reform that was carried out here.
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection
from django.utils import timezone
from psycopg2 import sql

from gis.errors import InvalidRequest, NotFound
from gis.spatial.crs import WGS84
from layers.access.view import View
from layers.administration.queries.gazetteer import Entry, Gazetteer, gazetteer, gazetteer_with, last_day
from layers.features.queries.communes import COMMUNES_LAYER
from layers.features.queries.moment import NOW, relation, valid

FIRST_DAY = date(2025, 1, 1)
"""The list of June 2025 knows Huế as a central city, which it has been since this day: it can't hold before."""
REFORM = date(2025, 7, 1)
"""Districts were given up, 63 provinces became 34, and codes were given anew."""


class Era(StrEnum):
    """A day that has a name: the last one before the reform of July 2025, and today."""

    BEFORE_2025_07 = "before-2025-07"
    TODAY = "today"

    @property
    def day(self) -> date:
        return date.fromordinal(REFORM.toordinal() - 1) if self is Era.BEFORE_2025_07 else timezone.localdate()


class Level(StrEnum):
    """How wide a unit is. Since July 2025 there are no districts."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True)
class UnitName:
    """A unit as another one names it."""

    code: str
    full_name: str
    level: Level


@dataclass(frozen=True)
class Unit:
    """A unit for the days in which it was the same.

    `kind` is what the law calls it (Phường, Xã, Huyện, …), `name` goes without it. `valid_from` None: from before
    January 2025, the first day known; `valid_to` is the first day after, None while it stands. `within` is what it lay
    in on the day asked for, from the nearest to the province. `source` names the list or file that says so.
    """

    code: str
    level: Level
    kind: str
    name: str
    full_name: str
    valid_from: date | None
    valid_to: date | None
    within: Sequence[UnitName]
    source: str

    @property
    def is_of_today(self) -> bool:
        return self.valid_to is None or self.valid_to > timezone.localdate()

    @property
    def place(self) -> str:
        """With all it lies in: Phường Trung Dũng, Thành phố Biên Hòa, Tỉnh Đồng Nai."""
        return ", ".join([self.full_name, *(one.full_name for one in self.within)])


@dataclass(frozen=True)
class UnitMatch:
    """A unit whose name is like what was asked for, `score` 0 to 1."""

    unit: Unit
    score: float


def find_unit(code: str, *, era: Era | None = None, on: date | None = None) -> Unit:
    """The unit that bears the code: in an era, on a day, or, where all that bore it were one place, the last one.

    `code` has two digits for a province, three for a district, five for a commune.

    Raises:
        NotFound: E-UNIT-01 no unit ever bore the code; E-UNIT-03 none did on that day.
        InvalidRequest: E-UNIT-02 it named several places and neither era nor day is given; E-UNIT-04 the day is before
            the first one known; E-UNIT-05 both are given.
    """
    known = gazetteer()
    return _unit(known, *_found(known, code.strip(), _day(era, on)))


def units_named(
    name: str,
    *,
    era: Era | None = None,
    on: date | None = None,
    levels: Collection[Level] = tuple(Level),
    most: int = 20,
) -> list[UnitMatch]:
    """Units whose name is like the one given, best first, with or without kind and accents; of all eras where neither
    era nor day is given. At most `most` of them.

    Raises:
        InvalidRequest: E-UNIT-04, E-UNIT-05 as `find_unit`.
    """
    day = _day(era, on)
    with connection.cursor() as cursor:
        values = {"words": name[:200], "levels": [str(level) for level in levels], "day": day, "most": most}
        cursor.execute(_NAMED, values)
        found = cursor.fetchall()
    known = gazetteer_with(id_ for id_, _score in found)
    entries = [(known.entries[id_], float(score)) for id_, score in found]
    return [UnitMatch(_unit(known, entry, day or last_day(entry)), score) for entry, score in entries]


def unit_at(view: View, longitude: float, latitude: float) -> Unit | None:
    """Today's commune at a point in degrees (WGS 84), by the outlines in the layer `communes`; None outside of all.

    Raises:
        NotFound: E-UNIT-06 that layer isn't loaded.
    """
    try:
        communes = view.layer(COMMUNES_LAYER)
    except NotFound:
        raise NotFound("E-UNIT-06") from None
    at = sql.SQL(
        "SELECT t.code FROM {} t, (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), {}), {}) AS at) p"
        " WHERE t.geom && p.at AND ST_Intersects(t.geom, p.at) AND {} ORDER BY t.code LIMIT 1"
    ).format(relation(communes, NOW), sql.Literal(WGS84), sql.Literal(communes.storage.srid), valid(NOW))
    with connection.cursor() as cursor:
        cursor.execute(at, [longitude, latitude])
        row = cursor.fetchone()
    known, today = gazetteer(), Era.TODAY.day
    entry = known.on(row[0], today) if row else None
    return _unit(known, entry, today) if entry else None


def successors(code: str, *, era: Era | None = None, on: date | None = None) -> list[Unit]:
    """Today's units that have a former one's ground, by code: several where it was split, none where it still stands.

    Those of a district are the communes that took its communes over.

    Raises:
        NotFound, InvalidRequest: as `find_unit`.
    """
    known = gazetteer()
    entry, _day_asked = _found(known, code.strip(), _day(era, on))
    return [_unit(known, one, last_day(one)) for one in _became(known, entry)]


def predecessors(code: str, *, era: Era | None = None, on: date | None = None) -> list[Unit]:
    """The units that one was made of, wholly or in part, by code; without a word of era, those of the unit of today.

    One that only changed its kind, as when a commune becomes a ward, is passed over.

    Raises:
        NotFound, InvalidRequest: as `find_unit`.
    """
    known = gazetteer()
    day = _day(era, on)
    if day is None and known.on(code.strip(), Era.TODAY.day):
        day = Era.TODAY.day
    entry, _day_asked = _found(known, code.strip(), day)
    return [_unit(known, one, last_day(one)) for one in known.came_from(entry)]


_NAMED = """
SELECT id, greatest(search.likeness(typed, folded), search.likeness(bare, folded)) AS score
FROM (
    SELECT u.id, u.code, u.valid_from, u.folded, typed, bare
    FROM administration_unit u,
         (SELECT typed, search.bare(typed) AS bare FROM (SELECT search.fold(%(words)s) AS typed OFFSET 0) f OFFSET 0) w
    WHERE u.folded %% bare AND u.level = ANY(%(levels)s)
      AND (%(day)s::date IS NULL OR (coalesce(u.valid_from <= %(day)s, true) AND coalesce(u.valid_to > %(day)s, true)))
    ORDER BY similarity(u.folded, bare) DESC, u.code LIMIT 4 * %(most)s
) u ORDER BY score DESC, valid_from DESC NULLS LAST, code LIMIT %(most)s
"""


def _day(era: Era | None, on: date | None) -> date | None:
    if era is not None and on is not None:
        raise InvalidRequest("E-UNIT-05")
    if on is not None and on < FIRST_DAY:
        raise InvalidRequest("E-UNIT-04", day=on.isoformat(), first=FIRST_DAY.isoformat())
    return era.day if era else on


def _found(known: Gazetteer, code: str, day: date | None) -> tuple[Entry, date]:
    """The entry and the day on which it is looked at."""
    entries = known.by_code.get(code, ())
    if not entries:
        raise NotFound("E-UNIT-01", unit=code[:20])
    if day is None:
        if len({_spelled(entry.name) for entry in entries}) > 1:
            raise InvalidRequest("E-UNIT-02", unit=code, places=_places(known, entries))
        return entries[-1], last_day(entries[-1])
    entry = known.on(code, day)
    if entry is None:
        raise NotFound("E-UNIT-03", unit=code, day=day.isoformat(), places=_places(known, entries))
    return entry, day


def _became(known: Gazetteer, entry: Entry) -> list[Entry]:
    if known.successors(entry):
        return known.became(entry)
    if entry.valid_to is None:
        return []
    found = {one for inner in known.inside(entry) for one in known.became(inner)}
    return sorted(found, key=lambda one: one.code)


def _unit(known: Gazetteer, entry: Entry, day: date) -> Unit:
    within = tuple(UnitName(one.code, one.full_name, Level(one.level)) for one in known.around(entry, day))
    return Unit(
        entry.code, Level(entry.level), entry.kind, entry.name, entry.full_name, entry.valid_from, entry.valid_to,
        within, entry.source,
    )  # fmt: skip


def _places(known: Gazetteer, entries: Sequence[Entry]) -> str:
    """`Phường Trung Dũng, Thành phố Biên Hòa, Tỉnh Đồng Nai (… – 2025-06-30)`, for each."""
    said = []
    for entry in entries:
        first = entry.valid_from.isoformat() if entry.valid_from else "…"
        last = last_day(entry).isoformat() if entry.valid_to else "…"
        said.append(f"{_unit(known, entry, last_day(entry)).place} ({first} – {last})")
    return "; ".join(said)


def _spelled(name: str) -> tuple[str, tuple[str, ...]]:
    """A name whatever the place of its tone mark: Hoà is Hòa."""
    letters = unicodedata.normalize("NFD", name.lower())
    marks = sorted(letter for letter in letters if unicodedata.combining(letter))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)), tuple(marks)
