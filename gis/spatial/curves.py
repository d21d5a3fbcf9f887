"""Curves of ISO 13249-3 (circular strings, compound curves, curve polygons and their collections) made straight.

GEOS, and so the whole pipeline, knows straight lines only. An arc is divided into equal steps, so many that no chord
lies farther than the tolerance from it; the points that were given stay as they are, to the bit. Heights and measures
go along linearly. Works on well-known binary of either byte order, ISO and extended codes alike.
"""

import math
import struct
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from gis.spatial.wkb import type_codes

TOLERANCE = 0.001
"""Metres (in degrees, the same length along a meridian): a tenth of what a cadastral survey can tell apart."""
METRES_A_DEGREE = 111_320.0
MOST_STEPS = 4_096
"""Of one arc: a circle of 2 km at a millimetre has 3,200."""

_CIRCULAR, _COMPOUND, _CURVE_POLYGON, _MULTI_CURVE, _MULTI_SURFACE = 8, 9, 10, 11, 12
_CURVED = (_CIRCULAR, _COMPOUND, _CURVE_POLYGON, _MULTI_CURVE, _MULTI_SURFACE)
_STRAIGHT = {_CIRCULAR: 2, _COMPOUND: 2, _CURVE_POLYGON: 3, _MULTI_CURVE: 5, _MULTI_SURFACE: 6}
_DEEPEST = 16
_Z, _M, _SRID = 0x8000_0000, 0x4000_0000, 0x2000_0000
_Point = tuple[float, ...]


def looks_geographic(crs: str | None) -> bool:
    """Whether coordinates of this system (`EPSG:n` or WKT) are degrees; nobody's, as in a file without one, are not.

    Only the tolerance hangs on it. EPSG keeps its geographic systems of two dimensions in 4000 to 4999, but for some
    projected and geocentric ones among them, which come out finer than they need to be.
    """
    if crs is None:
        return False
    code = crs.removeprefix("EPSG:")
    return code.startswith("4") and len(code) == 4 if code.isdigit() else crs.startswith(("GEOG", "OGC:CRS84"))


def straightened(wkb: pa.Array, *, degrees: bool) -> tuple[pa.Array, int]:
    """The column with its curves made straight, and how many rows those were; what can't be parsed stays as it is."""
    present = wkb.drop_null() if wkb.null_count else wkb
    codes, _ = type_codes(present)
    bare = (codes & 0x1FFF_FFFF) % 1000
    if not np.isin(bare, (*_CURVED, 7)).any():  # a collection may hold them
        return wkb, 0
    tolerance = TOLERANCE / METRES_A_DEGREE if degrees else TOLERANCE
    values, changed = [], 0
    for value in wkb.to_pylist():
        straight = value if value is None else _straight(value, tolerance)
        changed += straight is not value
        values.append(straight)
    return pa.array(values, pa.binary()), changed


def _straight(value: bytes, tolerance: float) -> bytes:
    try:
        reading = _Reading(value, tolerance)
        written = reading.geometry(0)
    except (struct.error, IndexError, ValueError, OverflowError):
        return value
    return written if reading.curved else value


@dataclass
class _Reading:
    """One value, from its beginning to its end; `curved` becomes True with the first curve."""

    data: bytes
    tolerance: float
    at: int = 0
    curved: bool = False

    def geometry(self, depth: int) -> bytes:
        """The next geometry, straight, as little-endian WKB with the codes of the source."""
        kind, code, order, dimensions = self._header(depth)
        head = struct.pack("<BI", 1, (code - kind + _STRAIGHT.get(kind, kind)) & ~_SRID)
        if kind in _CURVED:
            self.curved = True
        if kind == 1:
            return head + _packed(self._points(order, dimensions, 1))
        if kind in (2, _CIRCULAR):
            points = self._points(order, dimensions)
            return head + _counted(_arcs(points, self.tolerance) if kind == _CIRCULAR else points)
        if kind == _COMPOUND:
            return head + _counted(self._compound(order, depth))
        if kind == 3:
            rings = [_counted(self._points(order, dimensions)) for _ in range(self._count(order))]
        elif kind == _CURVE_POLYGON:  # its rings are geometries; those of a polygon bare points
            rings = [self.geometry(depth + 1)[5:] for _ in range(self._count(order))]
        else:
            rings = [self.geometry(depth + 1) for _ in range(self._count(order))]
        return head + struct.pack("<I", len(rings)) + b"".join(rings)

    def _compound(self, order: str, depth: int) -> list[_Point]:
        """Its parts one after the other; where one begins at the end of the one before, the point stands once."""
        points: list[_Point] = []
        for _ in range(self._count(order)):
            kind, _, inner, dimensions = self._header(depth + 1)
            part = self._points(inner, dimensions)
            part = _arcs(part, self.tolerance) if kind == _CIRCULAR else part
            points += part[1:] if points and part and points[-1] == part[0] else part
        return points

    def _header(self, depth: int) -> tuple[int, int, str, int]:
        if depth > _DEEPEST:
            raise ValueError("nested too deep")
        order = "<" if self.data[self.at] == 1 else ">"
        (code,) = struct.unpack_from(f"{order}I", self.data, self.at + 1)
        self.at += 5 + (4 if code & _SRID else 0)
        bare = code & ~(_Z | _M | _SRID)
        extra = (0, 1, 1, 2)[bare // 1000] + bool(code & _Z) + bool(code & _M)
        return bare % 1000, code, order, 2 + extra

    def _count(self, order: str) -> int:
        (count,) = struct.unpack_from(f"{order}I", self.data, self.at)
        self.at += 4
        if count > len(self.data):
            raise ValueError("more parts than bytes")
        return int(count)

    def _points(self, order: str, dimensions: int, count: int | None = None) -> list[_Point]:
        number = self._count(order) if count is None else count
        numbers = struct.unpack_from(f"{order}{number * dimensions}d", self.data, self.at)
        self.at += 8 * len(numbers)
        return [numbers[i : i + dimensions] for i in range(0, len(numbers), dimensions)]


def _arcs(points: list[_Point], tolerance: float) -> list[_Point]:
    """The points of a circular string, each arc of three (start, one between, end) divided."""
    line = points[:1]
    for start, middle, end in zip(points[:-2:2], points[1:-1:2], points[2::2], strict=False):
        line += [*_arc(start, middle, end, tolerance), end]
    return line


def _arc(start: _Point, middle: _Point, end: _Point, tolerance: float) -> list[_Point]:
    """The points between start and end, the middle one among them. A full circle has start and end in one place, and
    the middle opposite (ISO 13249-3, 4.2.5); three points in a row are a straight line."""
    circle = _circle(start, middle, end)
    if circle is None:
        return [middle]
    x, y, radius = circle
    first, between, last = (math.atan2(p[1] - y, p[0] - x) for p in (start, middle, end))
    turn = math.tau if start[:2] == end[:2] else (last - first) % math.tau
    half = (between - first) % math.tau
    if half > turn:  # the other way round
        turn, half = turn - math.tau, half - math.tau
    chord = 2 * math.acos(max(-1.0, 1 - min(tolerance / radius, 1.0)))
    out: list[_Point] = []
    for one, other, angle, sweep in ((start, middle, first, half), (middle, end, between, turn - half)):
        steps = max(1, min(math.ceil(abs(sweep) / chord) if chord else MOST_STEPS, MOST_STEPS))
        for step in range(1, steps):
            at, share = angle + sweep * step / steps, step / steps
            rest = tuple(a + (b - a) * share for a, b in zip(one[2:], other[2:], strict=True))
            out.append((x + radius * math.cos(at), y + radius * math.sin(at), *rest))
        out += [middle] if other is middle else []
    return out


def _circle(start: _Point, middle: _Point, end: _Point) -> tuple[float, float, float] | None:
    """Centre and radius, reckoned from the first point so that large coordinates lose no digits."""
    ax, ay = middle[0] - start[0], middle[1] - start[1]
    bx, by = end[0] - start[0], end[1] - start[1]
    if start[:2] == end[:2]:
        x, y = ax / 2, ay / 2
    else:
        twice = 2 * (ax * by - ay * bx)
        if abs(twice) <= 1e-14 * (ax * ax + ay * ay + bx * bx + by * by):
            return None
        a, b = ax * ax + ay * ay, bx * bx + by * by
        x, y = (by * a - ay * b) / twice, (ax * b - bx * a) / twice
    radius = math.hypot(x, y)
    return (start[0] + x, start[1] + y, radius) if radius > 0 and math.isfinite(radius) else None


def _packed(points: list[_Point]) -> bytes:
    numbers = [number for point in points for number in point]
    return struct.pack(f"<{len(numbers)}d", *numbers)


def _counted(points: list[_Point]) -> bytes:
    return struct.pack("<I", len(points)) + _packed(points)
