"""Values as both encodings write them; every one that can't be is refused where it stands."""

import json
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis import rfc3339
from gis.errors import InvalidRequest
from layers.features.filters.limits import MOST_VERTICES
from layers.features.filters.nodes import OPEN, Box, Call, Day, Instant, Interval, Node, Number, Property, Shape, Text

FARTHEST = 1e9
"""No coordinate lies farther out."""
_INTEGER_DIGITS = 18
"""Whole numbers of so many digits are kept exactly; PostgreSQL's bigint has no more."""


def text(value: str, at: str) -> Text:
    """What PostgreSQL can hold: no NUL, no half of a surrogate pair."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InvalidRequest("E-FILTER-10", value=repr(value)[:40], at=at) from None
    if "\0" in value:
        raise InvalidRequest("E-FILTER-10", value=repr(value)[:40], at=at)
    return Text(value, at)


def number(written: str, at: str, sign: int = 1) -> Number:
    """Of decimal digits; whole numbers stay whole as long as PostgreSQL has such."""
    if written.isdigit() and len(written) <= _INTEGER_DIGITS:
        return Number(sign * int(written), at)
    return Number(finite(sign * float(written), at), at)


def finite(value: float, at: str) -> float:
    if not math.isfinite(value):
        raise InvalidRequest("E-FILTER-10", value=str(value), at=at)
    return value


def day(value: Node) -> Day:
    """`2026-11-21` (RFC 3339, full-date)."""
    return Day(_read(rfc3339.full_date, value), value.at)


def instant(value: Node) -> Instant:
    """`2026-11-21T07:00:00Z`; the standard has UTC alone, another zone says as much."""
    return Instant(_read(rfc3339.date_time, value), value.at)


def interval(ends: Sequence[Node], at: str) -> Interval:
    """Each end a day, an instant, `..`, a property or a function."""
    if len(ends) != 2:
        raise InvalidRequest("E-FILTER-15", op="INTERVAL", at=at, number=len(ends))
    start, end = map(_end, ends)
    return Interval(start, end, at)


def _end(value: Node) -> Node | None:
    if isinstance(value, (Property, Call)):
        return value
    if isinstance(value, Text):
        if value.value in (OPEN, ""):
            return None
        return day(value) if len(value.value) == len("2026-11-21") else instant(value)
    raise InvalidRequest("E-FILTER-10", value="INTERVAL", at=value.at)


def _read(reader: Callable[[str], Any], value: Node) -> Any:
    written = value.value if isinstance(value, Text) else None
    try:
        return reader(written or "")
    except ValueError:
        raise InvalidRequest("E-FILTER-10", value=repr(written)[:40], at=value.at) from None


def box(numbers: Sequence[float], at: str) -> Box:
    """Of four numbers, or six with heights, which are left out."""
    if len(numbers) == 6:
        numbers = (numbers[0], numbers[1], numbers[3], numbers[4])
    if len(numbers) != 4 or not all(abs(one) <= FARTHEST for one in numbers):
        raise InvalidRequest("E-FILTER-08", reason="BBOX", at=at)
    return Box((numbers[0], numbers[1], numbers[2], numbers[3]), at)


def shape_of_wkt(written: str, at: str) -> Shape:
    return _shape(lambda: shapely.from_wkt(written), at)


def shape_of_geojson(value: dict[str, Any], at: str) -> Shape:
    return _shape(lambda: shapely.from_geojson(json.dumps(value)), at)


def _shape(read: Callable[[], BaseGeometry], at: str) -> Shape:
    """A valid geometry of bearable size.

    Raises:
        InvalidRequest: E-FILTER-07 too many vertices, E-FILTER-08 anything else.
    """
    try:
        with np.errstate(over="ignore"):
            geometry = read()
    except (shapely.errors.ShapelyError, ValueError, TypeError, RecursionError) as error:
        raise InvalidRequest("E-FILTER-08", reason=str(error)[:120], at=at) from None
    if geometry is None or _has_empty(geometry):
        raise InvalidRequest("E-FILTER-08", reason="EMPTY", at=at)
    vertices = int(shapely.count_coordinates(geometry))
    if vertices > MOST_VERTICES:
        raise InvalidRequest("E-FILTER-07", number=vertices, most=MOST_VERTICES, at=at)
    geometry = shapely.force_2d(geometry)
    coordinates = shapely.get_coordinates(geometry)
    if not (abs(coordinates) <= FARTHEST).all():  # false for what is no number, too
        raise InvalidRequest("E-FILTER-08", reason=f"> {FARTHEST:g}", at=at)
    if not geometry.is_valid:
        raise InvalidRequest("E-FILTER-08", reason=shapely.is_valid_reason(geometry)[:120], at=at)
    return Shape(geometry, at)


def _has_empty(geometry: BaseGeometry) -> bool:
    """Whether there is nothing in it, or in one of its parts at any depth."""
    level = [geometry]
    while level:
        if any(one.is_empty for one in level):
            return True
        level = [part for one in level if hasattr(one, "geoms") for part in one.geoms]
    return False
