"""Coordinate reference systems: every EPSG number enters and leaves through here.

Inside the database a VN-2000 number is replaced by its pinned twin (`gis.spatial.vn2000`); outside only EPSG numbers
are seen. Coordinates in this code base are always east/longitude first (`always_xy`); the axis order that a standard
wants at an exit is told by `Crs.north_first`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gis.errors import CrsRefused
from gis.spatial.vn2000 import SYSTEMS, TWIN_OFFSET

if TYPE_CHECKING:  # every description of a layer comes by here, and few commands ask for more than a number
    import pyproj

WGS84 = 4326
WEB_MERCATOR = 3857
METRES_A_DEGREE = 111_320
"""On the equator and along meridians: near enough for tolerances."""
VN2000 = 4756
CRS84_URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG_URI = "http://www.opengis.net/def/crs/EPSG/0/{}"
VIETNAM_BOUNDS = (102.0, 6.0, 118.0, 23.5)
"""West, south, east, north in degrees; with the archipelagos Hoàng Sa and Trường Sa."""

_FORMS = re.compile(
    r"^(?:\[?(?:EPSG:)?(\d{4,6})\]?|https?://www\.opengis\.net/def/crs/EPSG/[0-9.]+/(\d{4,6})"
    r"|urn:ogc:def:crs:EPSG:[0-9.]*:(\d{4,6}))$",
    re.IGNORECASE,
)
_CRS84_FORMS = {
    "crs84", "ogc:crs84", "[ogc:crs84]", "urn:ogc:def:crs:ogc:1.3:crs84", "urn:ogc:def:crs:ogc::crs84",
    CRS84_URI.lower(), CRS84_URI.lower().replace("http:", "https:"),
}  # fmt: skip


@dataclass(frozen=True)
class Crs:
    """A coordinate system by EPSG number. `crs84` is EPSG:4326 with longitude first."""

    epsg: int
    crs84: bool = False

    @property
    def srid(self) -> int:
        """The number under which PostGIS knows it: the twin's for VN-2000."""
        return srid_of(self.epsg)

    @property
    def uri(self) -> str:
        return CRS84_URI if self.crs84 else EPSG_URI.format(self.epsg)

    @property
    def north_first(self) -> bool:
        """Whether the authority's axis order begins with latitude or northing."""
        return not self.crs84 and _north_first(self.epsg)

    @property
    def is_geographic(self) -> bool:
        return _definition(self.epsg).is_geographic

    @property
    def name(self) -> str:
        return "WGS 84 (CRS84)" if self.crs84 else _definition(self.epsg).name

    def __str__(self) -> str:
        return "OGC:CRS84" if self.crs84 else f"EPSG:{self.epsg}"


CRS84 = Crs(WGS84, crs84=True)


def srid_of(epsg: int) -> int:
    """The SRID in PostGIS of an EPSG number."""
    return TWIN_OFFSET + epsg if epsg in SYSTEMS else epsg


def epsg_of(srid: int) -> int:
    """The EPSG number of an SRID in PostGIS; the inverse of `srid_of`."""
    return srid - TWIN_OFFSET if srid - TWIN_OFFSET in SYSTEMS else srid


def parse_crs(text: str) -> Crs:
    """Read `EPSG:n`, a safe CURIE, an OGC URI or URN, or CRS84.

    Raises:
        CrsRefused: E-CRS-01 where the text has none of these forms or the number isn't known.
    """
    if text.strip().lower() in _CRS84_FORMS:
        return CRS84
    match = _FORMS.match(text.strip())
    if not match:
        raise CrsRefused("E-CRS-01", text=text[:80])
    from pyproj.exceptions import CRSError

    crs = Crs(int(next(group for group in match.groups() if group)))
    try:
        _definition(crs.epsg)
    except CRSError:
        raise CrsRefused("E-CRS-01", text=text[:80]) from None
    return crs


def identify(definition: str) -> Crs | None:
    """The EPSG system that a WKT, PROJ string or authority text (as files carry it) means, or None.

    A .prj of VN-2000 seldom has an EPSG number; it is known by its datum and central meridian.
    """
    import pyproj
    from pyproj.exceptions import CRSError

    try:
        crs = pyproj.CRS.from_user_input(definition)
    except CRSError:
        return None
    vietnamese = _identify_vn2000(crs)
    if vietnamese is not None:
        return Crs(vietnamese)
    authority = crs.to_authority(min_confidence=70)
    if authority is None:
        return None
    if authority[0] == "OGC" and authority[1] == "CRS84":
        return CRS84
    return Crs(int(authority[1])) if authority[0] == "EPSG" and authority[1].isdigit() else None


def _identify_vn2000(crs: "pyproj.CRS") -> int | None:
    bound = crs.source_crs if crs.is_bound else crs
    if bound is None or bound.geodetic_crs is None:
        return None
    datum = str(bound.geodetic_crs.datum.name if bound.geodetic_crs.datum else "")
    if not re.search(r"viet\s*nam[_ ]?2000|vn[-_ ]?2000", f"{datum} {crs.name} {bound.name}", re.IGNORECASE):
        return None
    if bound.is_geographic:
        return VN2000
    operation = bound.coordinate_operation
    values = {p.name: float(p.value) for p in operation.params} if operation else {}
    meridian, scale = values.get("Longitude of natural origin", 0.0), values.get("Scale factor at natural origin", 0.0)
    for system in SYSTEMS.values():
        if (round(meridian, 4), round(scale, 5)) == (system.central_meridian, system.scale):
            return system.epsg if values.get("False easting") == 500_000 else None
    return None


@lru_cache(maxsize=256)
def transformer(source_epsg: int, target_epsg: int) -> "pyproj.Transformer":
    """The pinned transformer between two EPSG systems, east/longitude first; VN-2000 always by EPSG:6960."""
    import pyproj

    return pyproj.Transformer.from_crs(_pinned(source_epsg), _pinned(target_epsg), always_xy=True)


def covers_vietnam(bounds: tuple[float, float, float, float]) -> bool:
    """Whether west, south, east, north in degrees lie inside Vietnam's."""
    west, south, east, north = bounds
    return (
        west >= VIETNAM_BOUNDS[0] and south >= VIETNAM_BOUNDS[1]
        and east <= VIETNAM_BOUNDS[2] and north <= VIETNAM_BOUNDS[3]
    )  # fmt: skip


def bounds_in_degrees(bounds: tuple[float, float, float, float], epsg: int) -> tuple[float, float, float, float]:
    """Bounds in an EPSG system as west, south, east, north in WGS 84."""
    west, south, east, north = transformer(epsg, WGS84).transform_bounds(*bounds, densify_pts=21)
    return west, south, east, north


@lru_cache(maxsize=256)
def _pinned(epsg: int) -> "pyproj.CRS":
    import pyproj

    system = SYSTEMS.get(epsg)
    return pyproj.CRS.from_proj4(system.proj4) if system else _definition(epsg)


@lru_cache(maxsize=256)
def _definition(epsg: int) -> "pyproj.CRS":
    import pyproj

    return pyproj.CRS.from_epsg(epsg)


@lru_cache(maxsize=256)
def _north_first(epsg: int) -> bool:
    axes = _definition(epsg).axis_info
    return bool(axes) and axes[0].direction.lower() in ("north", "south")


@lru_cache(maxsize=256)
def usable_bounds(epsg: int) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees between which a system's numbers can be trusted: its area and 3° around."""
    area = None if epsg in SYSTEMS else _definition(epsg).area_of_use
    west, south, east, north = VIETNAM_BOUNDS if area is None else area.bounds
    if west > east:  # the area crosses the 180th meridian
        west, east = -180.0, 180.0
    return max(west - 3, -180.0), max(south - 3, -90.0), min(east + 3, 180.0), min(north + 3, 90.0)
