"""What is planned on parcels: zones with their areas, so that parts and the uncovered rest make up the parcel.

The most detailed plan that covers a piece decides it (detailed, sub-area, general; among equals the one decided last);
what each plan says for itself is listed beside it. Where zones of one plan overlap, the piece is a part of its own that
names them all: it is counted once, and nobody guesses which zone is meant.

Areas are m² in the parcel's legal system: that of its survey where the import run knows it, else the layer's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils import timezone

from gis.errors import NotFound
from layers.access.view import View
from layers.features.queries import NOW, Moment
from layers.planning.queries.zoning_sql import PARCELS, legal_system, zoning_statement

SLIVER_M2 = 0.01
"""Smaller pieces are noise of shared edges; their area stays in the rest."""


@dataclass(frozen=True)
class Area:
    """Square metres, and their share of the parcel (0 to 1)."""

    m2: float
    share: float


@dataclass(frozen=True)
class Zone:
    """A zoning lot: a feature of a layer, with its fields."""

    layer: str
    id: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class ZonePart:
    """A piece of a parcel in one zone, or where several zones of one plan overlap, in all of them."""

    zones: Sequence[Zone]
    plan: str
    area: Area

    @property
    def overlap(self) -> bool:
        return len(self.zones) > 1


@dataclass(frozen=True)
class PlanOnParcel:
    """A plan that covers some of the parcel, with all that it says itself, whether it decides or not.

    `level` is detailed, sub_area, general or empty; `title`, `decision` and `decided_on` are None without a register of
    plans.
    """

    code: str
    level: str
    title: str | None
    decision: str | None
    decided_on: date | None
    covered: Area
    parts: Sequence[ZonePart]


@dataclass(frozen=True)
class ParcelZoning:
    """One parcel: `parts` are what decides, and with `uncovered` they make up its area. `epsg` is the legal system."""

    parcel: int
    area_m2: float
    epsg: int
    parts: Sequence[ZonePart]
    uncovered: Area
    plans: Sequence[PlanOnParcel]
    as_of: date


def parcel_zoning(view: View, parcel: int, as_of: date | None = None) -> ParcelZoning:
    """What is planned on one parcel, of what the viewer sees.

    Raises:
        NotFound: E-FEATURE-01 where there is no such parcel; E-LAYER-05 without a layer of parcels or of zoning.
    """
    found = next(iter(parcels_zoning(view, [parcel], as_of)), None)
    if found is None:
        raise NotFound("E-FEATURE-01", layer=PARCELS, id=parcel)
    return found


def parcels_zoning(view: View, parcels: Sequence[int], as_of: date | None = None) -> Iterator[ParcelZoning]:
    """The same for many parcels by one statement, in order of their ids; unknown ones are left out."""
    moment = Moment.valid_on(as_of) if as_of else NOW
    day = as_of or timezone.localdate()
    land = view.layer(PARCELS)
    with connection.cursor() as cursor:
        cursor.execute(
            zoning_statement(view, moment),
            {"parcels": list(parcels), "day": day, "sliver": SLIVER_M2, **legal_system(land)},
        )
        rows = [_Row(*row) for row in cursor.fetchall()]
    for _, cells in groupby(rows, key=lambda row: row.parcel):
        yield _zoning_of(list(cells), day)


@dataclass(frozen=True)
class _Row:
    """A cell of a plan on a parcel; a parcel without any has one row without a plan."""

    parcel: int
    parcel_m2: float
    epsg: int
    plan: str | None
    level: str | None
    title: str | None
    decision: str | None
    decided_on: date | None
    zones: list[dict[str, Any]] | None
    own_m2: float | None
    deciding_m2: float | None


def _zoning_of(cells: Sequence[_Row], day: date) -> ParcelZoning:
    total = cells[0].parcel_m2
    covering = [cell for cell in cells if cell.plan is not None]
    parts = [_part(cell, cell.deciding_m2 or 0.0) for cell in covering if (cell.deciding_m2 or 0.0) >= SLIVER_M2]
    rest = max(0.0, total - sum(part.area.m2 for part in parts))
    return ParcelZoning(
        parcel=cells[0].parcel,
        area_m2=total,
        epsg=cells[0].epsg,
        parts=parts,
        uncovered=_area(rest, total),
        plans=[_plan(list(own), total) for _, own in groupby(covering, key=lambda cell: cell.plan)],
        as_of=day,
    )


def _plan(cells: Sequence[_Row], total: float) -> PlanOnParcel:
    first = cells[0]
    parts = [_part(cell, cell.own_m2 or 0.0) for cell in cells]
    return PlanOnParcel(
        code=first.plan or "",
        level=first.level or "",
        title=first.title,
        decision=first.decision,
        decided_on=first.decided_on,
        covered=_area(sum(part.area.m2 for part in parts), total),
        parts=parts,
    )


def _part(cell: _Row, m2: float) -> ZonePart:
    return ZonePart([Zone(**zone) for zone in cell.zones or ()], cell.plan or "", _area(m2, cell.parcel_m2))


def _area(m2: float, of: float) -> Area:
    return Area(m2, m2 / of if of else 0.0)
