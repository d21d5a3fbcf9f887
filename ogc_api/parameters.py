"""Query parameters: read once, refused with a code where they can't be answered."""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from gis.errors import InvalidRequest
from gis.spatial.crs import CRS84, Crs, parse_crs
from layers.features.queries import NOW, Moment
from ogc_api.block import Parameter

DEFAULT_LIMIT, MAX_LIMIT = 10, 10_000
ALWAYS = ("f", "lang")

FORMAT = Parameter("f", "Representation", {"type": "string", "enum": ["json", "html"]})
LANGUAGE = Parameter("lang", "Language of titles and messages", {"type": "string", "enum": ["vi", "en"]})
LIMIT = Parameter(
    "limit", "How many features a page holds",
    {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
)  # fmt: skip
BBOX = Parameter(
    "bbox", "Only features that touch this box, as west,south,east,north (or with heights, six numbers)",
    {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6},
)  # fmt: skip
BBOX_CRS = Parameter(
    "bbox-crs", "Coordinate system of bbox; CRS84 where it is left out", {"type": "string", "format": "uri"}
)
CRS = Parameter(
    "crs", "Coordinate system of the answer; CRS84 where it is left out", {"type": "string", "format": "uri"}
)
DATETIME = Parameter("datetime", "Only features valid on this day or in this interval (RFC 3339)", {"type": "string"})
AFTER = Parameter(
    "after", "The last id of the page before; follow the next link instead of making it up", {"type": "integer"}
)


def refuse_unknown(request: HttpRequest, known: Iterable[str]) -> None:
    """Features Part 1, requirement /req/core/query-param-unknown."""
    names = {*known, *ALWAYS}
    for name in request.GET:
        if name not in names:
            raise InvalidRequest("E-REQUEST-01", name=name[:40], known=", ".join(sorted(names)))


def read_limit(request: HttpRequest) -> int:
    """1 to the server's most; a larger number is cut down to it."""
    return min(_integer(request, "limit", DEFAULT_LIMIT, at_least=1), MAX_LIMIT)


def read_after(request: HttpRequest) -> int | None:
    return _integer(request, "after", 0, at_least=0) if "after" in request.GET else None


def _integer(request: HttpRequest, name: str, default: int, *, at_least: int) -> int:
    text = request.GET.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"\d{1,18}", text) or int(text) < at_least:
        raise InvalidRequest("E-REQUEST-03", name=name, value=text[:40], expected=f"≥ {at_least}")
    return int(text)


def read_crs(request: HttpRequest, name: str, offered: Iterable[Crs]) -> Crs:
    """The coordinate system that a parameter names, one of those the collection offers.

    Raises:
        CrsRefused: E-CRS-01 unknown. InvalidRequest: E-REQUEST-04 not offered for this collection.
    """
    text = request.GET.get(name)
    if text is None:
        return CRS84
    crs = parse_crs(text)
    if crs not in offered:
        raise InvalidRequest("E-REQUEST-04", crs=str(crs))
    return crs


def read_bbox(request: HttpRequest, crs: Crs) -> tuple[float, float, float, float] | None:
    """West, south, east, north, east first whatever the axis order of `crs`; heights are left out."""
    text = request.GET.get("bbox")
    if text is None:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        raise InvalidRequest("E-REQUEST-05", value=text[:80])
    if crs.north_first:
        numbers = [numbers[1], numbers[0], numbers[3], numbers[2]]
    west, south, east, north = numbers
    if south > north or (west > east and not crs.is_geographic):
        raise InvalidRequest("E-REQUEST-05", value=text[:80])
    return west, south, east, north


def read_moment(request: HttpRequest) -> Moment:
    """`datetime` as an instant, a day or an interval with `..` for an open end."""
    text = request.GET.get("datetime")
    if text is None:
        return NOW
    parts = text.split("/")
    if len(parts) == 1:
        day = _day(parts[0], text)
        return Moment(day, day)
    if len(parts) != 2:
        raise InvalidRequest("E-REQUEST-06", value=text[:80])
    first, last = (None if part in ("", "..") else _day(part, text) for part in parts)
    if first and last and first > last:
        raise InvalidRequest("E-REQUEST-06", value=text[:80])
    return Moment(first, last, open_start=first is None, open_end=last is None)


def _day(part: str, whole: str) -> date:
    """A day, or the day in the city on which an instant falls."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", part):
            return date.fromisoformat(part)
        instant = datetime.fromisoformat(part.replace(" ", "+"))
        if instant.tzinfo is None:
            raise ValueError(part)
        return instant.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    except (ValueError, OverflowError):
        raise InvalidRequest("E-REQUEST-06", value=whole[:80]) from None
