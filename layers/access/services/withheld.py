"""Withheld areas: set, changed, ended. What they do to answers is decided by the View (`layers.access.view`)."""

import math
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.db import transaction
from django.utils import timezone
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from gis.spatial.crs import VIETNAM_BOUNDS
from layers.access.errors import AccessRefused
from layers.access.events import told
from layers.access.guards import begin
from layers.access.models import WithheldArea
from layers.access.rights import is_choice

KINDS = ("defence", "security", "other")
WIDEST_KM2 = 2_000.0
"""The widest communes have a few hundred km²: what is wider is a slip of the hand, and would empty every map."""
GRIDS = (1.0, 50_000.0)
"""The finest and coarsest grid, in metres."""
MOST_POINTS = 100_000
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
_WGS84 = Geod(ellps="WGS84")


@transaction.atomic
def add_withheld(
    code: str,
    title: str,
    shape: BaseGeometry,
    choices: Sequence[str],
    *,
    kind: str = "defence",
    action: str = "drop",
    grid: float = 500.0,
    legal_basis: str = "",
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
    reason: str = "",
    by: int | None = None,
) -> None:
    """Withhold chosen layers inside a polygon or several, in longitude and latitude (WGS 84).

    Raises:
        AccessRefused: E-ACCESS-07 it would end before it begins, -11 no reason, -22 what is wrong with the area, -23
            there is one of this code. NotAllowed: E-ACCESS-10.
    """
    reason = begin(by, reason)
    if WithheldArea.objects.filter(code=code).exists():
        raise AccessRefused("E-ACCESS-23", area=code[:50])
    begins = valid_from or timezone.now()
    row = WithheldArea(
        code=code, title=title.strip(), kind=kind, legal_basis=legal_basis.strip()[:300], shape=_shape(shape),
        choices=list(dict.fromkeys(choices)), action=action, grid=grid, valid_from=begins, valid_to=valid_to,
    )  # fmt: skip
    _check(row)
    row.save()
    told("access.area_withheld", code, **_facts(row), reason=reason)


@transaction.atomic
def change_withheld(
    code: str, *, shape: BaseGeometry | None = None, reason: str = "", by: int | None = None, **changes: Any
) -> None:
    """Change title, kind, legal_basis, choices, action, grid, shape or valid_to of an area that hasn't ended.

    Raises:
        AccessRefused: as `add_withheld`; E-ACCESS-24 there is no such area, or it has ended.
    """
    reason = begin(by, reason)
    row = _open(code)
    for name in ("title", "kind", "legal_basis", "choices", "action", "grid", "valid_to"):
        if name in changes:
            setattr(row, name, changes.pop(name))
    if changes:
        raise TypeError(f"an area has no {sorted(changes)}")
    if shape is not None:
        row.shape = _shape(shape)
    _check(row)
    row.save()
    told("access.area_withheld", code, **_facts(row), changed=True, reason=reason)


@transaction.atomic
def end_withheld(code: str, *, reason: str = "", by: int | None = None) -> None:
    """It ends now: what lies in it is seen as everywhere.

    Raises:
        AccessRefused: E-ACCESS-11 no reason, -24 there is no such area, or it has ended. NotAllowed: E-ACCESS-10.
    """
    reason = begin(by, reason)
    row = _open(code)
    row.valid_to = max(timezone.now(), row.valid_from)
    row.save(update_fields=["valid_to"])
    told("access.area_released", code, **_facts(row), reason=reason)


def _open(code: str) -> WithheldArea:
    row = WithheldArea.objects.select_for_update().filter(code=code).first()
    if row is None or (row.valid_to is not None and row.valid_to <= timezone.now()):
        raise AccessRefused("E-ACCESS-24", area=code[:50])
    return row


def _check(row: WithheldArea) -> None:
    if row.valid_to is not None and row.valid_to <= row.valid_from:
        raise AccessRefused("E-ACCESS-07")
    if not _CODE.fullmatch(row.code):
        raise _wrong("code", row.code)
    if not row.title or len(row.title) > 200:
        raise _wrong("title", row.title)
    if row.kind not in KINDS:
        raise _wrong("kind", row.kind, f"({', '.join(KINDS)})")
    if row.action not in WithheldArea.Action.values:
        raise _wrong("action", row.action, f"({', '.join(WithheldArea.Action.values)})")
    if not row.choices:
        raise _wrong("layers", "-")
    for choice in row.choices:
        if not is_choice(choice) or choice in ("-", "own"):
            raise _wrong("layers", choice)
    if not (math.isfinite(row.grid) and GRIDS[0] <= row.grid <= GRIDS[1]):
        raise _wrong("grid", str(row.grid), f"({GRIDS[0]:g} … {GRIDS[1]:g} m)")


def _shape(shape: BaseGeometry) -> MultiPolygon:
    """As it is stored: valid polygons inside Vietnam, together no wider than a withheld area can be."""
    if shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise _wrong("shape", shape.geom_type)
    shape = shapely.force_2d(shape)
    if not shape.is_valid:
        raise _wrong("shape", shapely.is_valid_reason(shape))
    west, south, east, north = VIETNAM_BOUNDS
    if not shapely.box(west, south, east, north).contains(shape):
        raise _wrong("shape", ", ".join(f"{value:.4f}" for value in shape.bounds), f"{VIETNAM_BOUNDS}")
    if shapely.get_num_coordinates(shape) > MOST_POINTS:
        raise _wrong("shape", f"> {MOST_POINTS} points")
    km2 = abs(_WGS84.geometry_area_perimeter(shapely.normalize(shape))[0]) / 1e6
    if km2 > WIDEST_KM2:
        raise _wrong("shape", f"{km2:,.0f} km² > {WIDEST_KM2:,.0f} km²")
    stored = GEOSGeometry(memoryview(shapely.to_wkb(shape)), srid=4326)
    return stored if isinstance(stored, MultiPolygon) else MultiPolygon(stored, srid=4326)


def _wrong(member: str, value: str, wanted: str = "") -> AccessRefused:
    return AccessRefused("E-ACCESS-22", member=member, value=f"{value[:120]} {wanted}".strip())


def _facts(row: WithheldArea) -> dict[str, object]:
    """No geometry: who may read the log may not know where it is."""
    return {
        "kind": row.kind, "choices": list(row.choices), "action": row.action, "grid": row.grid,
        "valid_from": row.valid_from, "valid_to": row.valid_to,
    }  # fmt: skip
