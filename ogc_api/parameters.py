"""Query parameters: read once, refused with a code where they can't be answered."""

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from gis import rfc3339
from gis.errors import InvalidRequest
from gis.spatial.crs import CRS84, Crs, parse_crs
from layers.access.seen import SeenLayer
from layers.features.queries import NOW, Moment
from ogc_api.block import Parameter
from ogc_api.encoders import ENCODINGS

DEFAULT_LIMIT, MAX_LIMIT = 10, 10_000
ALWAYS = ("f", "lang")
LANGUAGES = ("vi", "en")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
"""Python would also read 1_000 and digits of other scripts."""

FORMAT = Parameter("f", "Representation", {"type": "string", "enum": ["json", "html"]}, vi="Dạng trả lời")
ENCODED_FORMAT = Parameter(
    "f", "Representation of features", {"type": "string", "enum": ["json", "html", *list(ENCODINGS)[1:]]},
    vi="Định dạng của các đối tượng",
)  # fmt: skip
FILE_FORMAT = Parameter(
    "f", "Format of the file", {"type": "string", "enum": list(ENCODINGS), "default": "json"}, vi="Định dạng của tệp"
)
LANGUAGE = Parameter(
    "lang",
    "Language of titles and messages",
    {"type": "string", "enum": list(LANGUAGES)},
    vi="Ngôn ngữ của tiêu đề và thông báo",
)
LIMIT = Parameter(
    "limit",
    "How many features a page holds",
    {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    vi="Số đối tượng mỗi trang",
)
BBOX = Parameter(
    "bbox",
    "Only features that touch this box, as west,south,east,north (or with heights, six numbers)",
    {
        "type": "array",
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        "items": {"type": "number"},
    },
    vi="Chỉ các đối tượng chạm khung này, ghi tây,nam,đông,bắc (hoặc sáu số nếu có độ cao)",
)
BBOX_CRS = Parameter(
    "bbox-crs",
    "Coordinate system of bbox; CRS84 where it is left out",
    {"type": "string", "format": "uri"},
    vi="Hệ tọa độ của bbox; mặc định CRS84",
)
CRS = Parameter(
    "crs",
    "Coordinate system of the answer; CRS84 where it is left out",
    {"type": "string", "format": "uri"},
    vi="Hệ tọa độ của câu trả lời; mặc định CRS84",
)
DATETIME = Parameter(
    "datetime",
    "Only features valid on this day or in this interval (RFC 3339)",
    {"type": "string"},
    vi="Chỉ các đối tượng có hiệu lực vào ngày hoặc trong khoảng này (RFC 3339)",
)
RECORDED = Parameter(
    "recorded",
    "The features as they were recorded at this time (RFC 3339)",
    {"type": "string", "format": "date-time"},
    vi="Các đối tượng như đã được ghi nhận vào thời điểm này (RFC 3339)",
)
PROPERTIES = Parameter(
    "properties",
    "Only these properties of each feature, by their names, with commas between",
    {"type": "array", "items": {"type": "string"}},
    vi="Chỉ trả các thuộc tính này, ghi tên cách nhau bằng dấu phẩy",
)
SKIP_GEOMETRY = Parameter(
    "skipGeometry", "Features without their geometry", {"type": "boolean", "default": False},
    vi="Trả đối tượng không kèm hình học",
)  # fmt: skip
AFTER = Parameter(
    "after", "The last id of the page before; follow the next link instead of making it up",
    {"type": "integer", "minimum": 0}, vi="Mã cuối của trang trước; hãy theo liên kết next thay vì tự ghi",
)  # fmt: skip


def refuse_unknown(request: HttpRequest, known: Iterable[str]) -> None:
    """Features Part 1, requirements /req/core/query-param-unknown and, for the language, query-param-invalid."""
    names = {*known, *ALWAYS}
    for name in request.GET:
        if name not in names:
            raise InvalidRequest("E-REQUEST-01", name=name[:40], known=", ".join(sorted(names)))
    language = request.GET.get("lang")
    if language is not None and language.lower().partition("-")[0] not in LANGUAGES:
        raise InvalidRequest("E-REQUEST-02", value=language[:40], offered=", ".join(LANGUAGES))


def read_limit(request: HttpRequest) -> int:
    """1 to the server's most; a larger number is cut down to it."""
    return min(_integer(request, "limit", DEFAULT_LIMIT, at_least=1), MAX_LIMIT)


def read_after(request: HttpRequest) -> int | None:
    return _integer(request, "after", 0, at_least=0) if "after" in request.GET else None


def read_properties(request: HttpRequest, description: SeenLayer) -> frozenset[str] | None:
    """Fields that are seen.

    Raises:
        InvalidRequest: E-REQUEST-20 where one isn't there.
    """
    text = request.GET.get("properties")
    if text is None:
        return None
    names = frozenset(filter(None, text.split(",")))
    known = [field.name for field in description.fields]
    for name in sorted(names):
        if name not in known:
            raise InvalidRequest("E-REQUEST-20", name=name[:40], known=", ".join(known))
    return names


def read_placed(request: HttpRequest) -> bool:
    """Whether features come with their geometry."""
    text = request.GET.get("skipGeometry", "false")
    if text not in ("true", "false"):
        raise InvalidRequest("E-REQUEST-02", value=text[:40], offered="true, false")
    return text == "false"


def _integer(request: HttpRequest, name: str, default: int, *, at_least: int) -> int:
    text = request.GET.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,18}", text) or int(text) < at_least:
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
    parts = text.split(",")
    numbers = [float(part) for part in parts] if all(map(NUMBER.fullmatch, parts)) else []
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
    """`datetime` as an instant, a day or an interval with `..` for an open end; `recorded` as an instant."""
    moment, recorded = _valid(request.GET.get("datetime")), request.GET.get("recorded")
    if recorded is None:
        return moment
    try:
        return replace(moment, recorded_at=rfc3339.date_time(recorded))
    except ValueError:
        raise InvalidRequest("E-REQUEST-12", value=recorded[:80]) from None


def _valid(text: str | None) -> Moment:
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
    """A day, or the day in the city on which an instant falls. Clients write year 9999 for "never ends"."""
    try:
        if len(part) == len("2026-11-21"):
            return rfc3339.full_date(part)
        instant = rfc3339.date_time(part)
    except ValueError:
        raise InvalidRequest("E-REQUEST-06", value=whole[:80]) from None
    try:
        return instant.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    except OverflowError:
        return instant.date()
