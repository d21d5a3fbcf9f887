"""Coordinates as people write them: VN-2000 (N/E in any order) or WGS 84 (decimal, or degrees, minutes, seconds).

On Vietnamese land the northing is 0.8 to 2.7 million and the easting 0.2 to 0.85 million metres, latitude 6 to 24 and
longitude 100 to 120 degrees: whichever order they come in, they can be told apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gis.errors import InvalidRequest
from gis.spatial.vn2000 import SYSTEMS

NORTHING, EASTING = (800_000.0, 2_700_000.0), (200_000.0, 850_000.0)
LATITUDE, LONGITUDE = (6.0, 24.0), (100.0, 120.0)


@dataclass(frozen=True)
class Coordinate:
    """A point as it was typed: x is longitude or easting, y latitude or northing.

    `epsg` is 4326 for degrees, the zone where the text names one, and None where a VN-2000 zone has to be assumed.
    """

    x: float
    y: float
    epsg: int | None

    @property
    def projected(self) -> bool:
        return self.epsg != 4326


_ZONE = re.compile(
    r"(?:epsg[: ]*(?P<epsg>\d{4,5}))"
    r"|(?:(?:ktt|kinh tuyen truc|mui(?: chieu)?|zone|tm-?3)\s*:?\s*"
    r"(?P<degree>1\d\d)(?:\s*[°.,d ]\s*(?P<minute>\d{1,2})'?)?)"
)
_WORDS = re.compile(
    r"\b(?:vn-?2000|wgs ?84|toa do|lat(?:itude)?|lon(?:gitude)?|lng|vi do|kinh do|bac|dong|north|east|x|y)\b\s*[:=]?"
)
_LETTER_FIRST = re.compile(r"\b[ne]\s*[:=]?\s*(?=\d)")
_ANGLE = re.compile(
    r"(?P<before>[nsewbdt])?\s*(?P<degree>\d{1,3}(?:[.,]\d+)?)\s*°\s*"
    r"(?:(?P<minute>\d{1,2}(?:[.,]\d+)?)\s*'\s*(?!'))?(?:(?P<second>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|'')\s*)?"
    r"(?P<after>[nsewbdt](?![a-z]))?"
)
_LETTERED = re.compile(
    r"(?P<degree>\d{1,3}) (?P<minute>\d{1,2}) (?P<second>\d{1,2}(?:[.,]\d+)?) ?(?P<after>[nsewbdt])(?![a-z])"
)


def read_coordinate(text: str) -> Coordinate | None:
    """The coordinate in softened text, or None where it doesn't look like one.

    Raises:
        InvalidRequest: E-SEARCH-02 where two large numbers stand there that fit no system.
    """
    zone, rest = _take_zone(text)
    angles = _read_angles(rest)
    if angles is not None:
        return angles
    rest = _LETTER_FIRST.sub("", _WORDS.sub(" ", rest)).strip(" ,;()[]")
    if not rest or re.search(r"[^\d\s.,;+\-|/]", re.sub(r"(?<=\d)\s*[mne](?![a-z])", "", rest)):
        return None
    rest = re.sub(r"(?<=\d)\s*[mne](?![a-z])", "", rest)
    large = False
    for first, second in _pairs(rest):
        found = _classified(first, second, zone)
        if found is not None:
            return found
        large = large or min(abs(first), abs(second)) >= 10_000
    if large:
        raise InvalidRequest("E-SEARCH-02", text=text[:60])
    return None


def _take_zone(text: str) -> tuple[int | None, str]:
    match = _ZONE.search(text)
    if match is None:
        return None, text
    rest = text[: match.start()] + " " + text[match.end() :]
    if match["epsg"]:
        epsg = int(match["epsg"])
        if epsg not in SYSTEMS and epsg != 4326:
            raise InvalidRequest("E-SEARCH-02", text=text[:60])
        return epsg, rest
    meridian = int(match["degree"]) + int(match["minute"] or 0) / 60
    fitting = [s.epsg for s in SYSTEMS.values() if s.central_meridian == meridian and s.scale == 0.9999]
    if not fitting:
        raise InvalidRequest("E-SEARCH-02", text=text[:60])
    return fitting[0], rest


def _read_angles(text: str) -> Coordinate | None:
    pattern = _ANGLE if "°" in text else _LETTERED
    plain = _WORDS.sub(" ", text)
    found = list(pattern.finditer(plain))
    if len(found) != 2 or pattern.sub("", plain).strip(" ,;()[]"):
        return None
    first, second = map(_angle, found)
    if first is None or second is None:
        return None
    first_letter, second_letter = map(_letter, found)
    east_first = first_letter in ("e", "w", "d", "t") or second_letter in ("n", "b")
    if not (first_letter or second_letter):
        east_first = abs(first) > 90 or (_within(first, LONGITUDE) and _within(second, LATITUDE))
    longitude, latitude = (first, second) if east_first else (second, first)
    return Coordinate(longitude, latitude, 4326) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _angle(match: re.Match[str]) -> float | None:
    minute, second = _number(match["minute"]), _number(match["second"])
    if minute >= 60 or second >= 60:
        return None
    value = _number(match["degree"]) + minute / 60 + second / 3600
    return -value if _letter(match) in ("s", "w", "t") else value


def _letter(match: re.Match[str]) -> str:
    return (match.groupdict().get("before") or match["after"] or "").lower()


def _number(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0


def _pairs(text: str) -> Iterator[tuple[float, float]]:
    """The two numbers in every way the text can be cut: 1.209.123,45 407.456,7 and 10,95,106,82 alike."""
    cuts = [re.split(r"\s*[;|]\s*|\s*,\s+|\s+,", text), text.split()]
    whole = re.fullmatch(r"(\d{1,3}(?: \d{3})+(?:[.,]\d+)?)[ ,;]+(\d{1,3}(?: \d{3})+(?:[.,]\d+)?)", text)
    if whole:
        cuts.append([part.replace(" ", "") for part in whole.groups()])
    commas = text.split(",")
    cuts += [commas, [",".join(commas[:2]), ",".join(commas[2:])]] if len(commas) in (2, 4) else []
    for cut in cuts:
        if len(cut) == 2:
            for first in _readings(cut[0]):
                for second in _readings(cut[1]):
                    yield first, second


def _readings(text: str) -> Iterator[float]:
    """A number with point or comma as the decimal sign, or with either between thousands."""
    text = text.strip(" ,;").replace(" ", "")
    if re.fullmatch(r"[+-]?\d+(?:\.\d+)?", text):
        yield float(text)
    if re.fullmatch(r"[+-]?\d+,\d+", text):
        yield float(text.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        yield float(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        yield float(text.replace(",", ""))


def _classified(first: float, second: float, zone: int | None) -> Coordinate | None:
    for x, y in ((second, first), (first, second)):
        if _within(y, NORTHING) and _within(x, EASTING) and zone != 4326:
            return Coordinate(x, y, zone)
        if _within(y, LATITUDE) and _within(x, LONGITUDE) and not (x.is_integer() and y.is_integer()):
            return Coordinate(x, y, 4326)
    precise = all(abs(value * 100 - round(value * 100)) > 1e-9 for value in (first, second))
    if precise and abs(first) <= 90 and abs(second) <= 180:
        return Coordinate(second, first, 4326)
    return None


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
