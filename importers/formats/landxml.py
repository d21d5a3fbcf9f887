"""LandXML 1.0 to 1.2: parcels, their outlines from lines and curves between survey points.

Points are written northing, easting (LandXML 1.2, PntList2D and CgPoint). Parsed as a stream without document types
and entities. A curve becomes a chain of chords that keep to it within a millimetre.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from gis.errors import FileRefused
from importers.formats.city_buildings import epsg_in, horizontal
from importers.formats.content import head
from importers.formats.contract import (
    FID,
    GEOMETRY,
    Format,
    ReadRequest,
    Source,
    damaged,
    empty,
    unique_names,
    unreadable,
)
from importers.formats.inp_sections import broken

if TYPE_CHECKING:
    import shapely  # loaded with the first use: a reading begins a third of a second earlier

Point = tuple[float, float]

_ROOT = re.compile(rb"<(?:\w+:)?LandXML[\s>]")
_SAGITTA_M = 0.001
_NO_ATTRIBUTE = frozenset({"name", "area"})
_FEET = {"foot": 0.3048, "ussurveyfoot": 1200 / 3937}


@dataclass
class Delivered:
    """What the file says outside of its parcels, and the parcels as they stand there."""

    points: dict[str, Point] = field(default_factory=dict)
    parcels: list[ET.Element] = field(default_factory=list)
    crs: str | None = None
    unit: str = "meter"
    notes: list[str] = field(default_factory=list)


def recognises(path: Path) -> bool:
    """XML whose root is LandXML."""
    return bool(_ROOT.search(head(path)))


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """One layer, the parcels; E-FILE-22 for a point that isn't there, or lengths that aren't metres."""
    path = request.path
    try:
        said = _delivered(path)
        if not said.parcels:
            raise empty(path)
        if said.unit in _FEET:
            vi = f"chiều dài theo {said.unit}, chỉ đọc được mét"
            raise broken(path, f"its lengths are in {said.unit}, and only metres are understood", vi)
        shapes = [_shape(path, parcel, said.points) for parcel in said.parcels]
        yield _source(path, said, shapes)
    except DefusedXmlException as error:
        raise FileRefused("E-FILE-16", name=path.name) from error
    except (ET.ParseError, LookupError, ValueError, RecursionError) as error:
        raise damaged(path, *unreadable("XML", error)) from error


def _delivered(path: Path) -> Delivered:
    said, inside = Delivered(), 0
    for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
        name = _local(element)
        if event == "start":
            inside += name == "Parcel"
            continue
        if name == "CgPoint" and element.get("name") and (element.text or "").strip():
            said.points[element.get("name", "")] = _points(element.text or "")[0]
        elif name == "Parcel":
            inside -= 1
            if not inside:
                said.parcels.append(element)
        elif name == "CoordinateSystem":
            code = element.get("epsgCode")
            said.crs = f"EPSG:{code}" if code and code.isdigit() else epsg_in(element.get("ogcWktCode") or said.crs)
        elif name in ("Metric", "Imperial"):
            said.unit = (element.get("linearUnit") or "meter").lower()
        elif name == "Project":
            said.notes += [text for text in (element.get("name"), element.get("desc")) if text]
    return said


def _source(path: Path, said: Delivered, shapes: list[shapely.Geometry | None]) -> Source:
    import shapely

    own = [{key: p.attrib[key] for key in p.attrib if key not in _NO_ATTRIBUTE} for p in said.parcels]
    columns: dict[str, pa.Array] = {
        "name": pa.array([parcel.get("name") for parcel in said.parcels], pa.string()),
        "area": pa.array([parcel.get("area") for parcel in said.parcels], pa.string()),
    }
    keys = list(dict.fromkeys(key for one in own for key in one if not key.startswith("{")))
    for name, key in zip(unique_names(keys, (FID, GEOMETRY, *columns)), keys, strict=True):
        columns[name] = pa.array([one.get(key) for one in own], pa.string())
    fids = pa.array(range(1, len(shapes) + 1), pa.int64())
    wkb = pa.array([None if shape is None else shapely.to_wkb(shape) for shape in shapes], pa.binary())
    batch = pa.RecordBatch.from_arrays([fids, wkb, *columns.values()], names=[FID, GEOMETRY, *columns])
    crs, _ = horizontal(said.crs)
    source = Source(path.stem, batch.schema, iter([batch]), (path,), crs=crs, crs_stated=crs is not None)
    source.notes, source.encoding_hint = tuple(said.notes), "utf-8"
    return source


def _shape(path: Path, parcel: ET.Element, points: dict[str, Point]) -> shapely.Geometry | None:
    """The parcel's rings: the first CoordGeom is the outline, others inside it are holes, outside it parts."""
    import shapely

    rings = []
    for geometry in (one for one in parcel if _local(one) == "CoordGeom"):
        ring: list[Point] = []
        for piece in geometry:
            ring += _chords(path, piece, points)
        if len(set(ring)) > 2:
            rings.append(ring)
    whole: shapely.Geometry | None = shapely.Polygon(rings[0]) if rings else None
    for ring in rings[1:]:
        area, before = shapely.make_valid(shapely.Polygon(ring)), shapely.make_valid(whole)
        inside = bool(shapely.covers(before, area))
        whole = shapely.difference(before, area) if inside else shapely.union(before, area)
    return whole


def _chords(path: Path, piece: ET.Element, points: dict[str, Point]) -> list[Point]:
    """The points of a line, a curve or an irregular line, its end included."""
    kind = _local(piece)
    if kind not in ("Line", "Curve", "IrregularLine", "Chain"):
        return []
    if kind == "Chain":
        return [_named(path, name, points) for name in (piece.text or "").split()]
    where = {_local(one): _place(path, one, points) for one in piece if _local(one) in ("Start", "End", "Center")}
    if "Start" not in where or "End" not in where:
        raise broken(path, f"a {kind} has no start or no end", f"có {kind} thiếu điểm đầu hoặc điểm cuối")
    start, end = where["Start"], where["End"]
    if kind == "Curve" and "Center" in where:
        return _arc(start, end, where["Center"], clockwise=piece.get("rot", "cw") == "cw")
    between = [p for one in piece if _local(one).startswith("PntList") for p in _points(one.text or "", _size(one))]
    return [start, *between, end]


def _arc(start: Point, end: Point, center: Point, *, clockwise: bool) -> list[Point]:
    """Chords of an arc, so short that none leaves it by more than a millimetre."""
    radius = math.dist(start, center)
    first = math.atan2(start[1] - center[1], start[0] - center[0])
    turn = math.atan2(end[1] - center[1], end[0] - center[0]) - first
    turn = -((-turn) % math.tau) if clockwise else turn % math.tau
    if radius <= _SAGITTA_M or not math.isfinite(turn):
        return [start, end]
    steps = max(1, math.ceil(abs(turn) / (2 * math.acos(1 - _SAGITTA_M / radius))))
    angles = [first + turn * step / steps for step in range(1, steps)]
    return [start, *((center[0] + radius * math.cos(a), center[1] + radius * math.sin(a)) for a in angles), end]


def _place(path: Path, element: ET.Element, points: dict[str, Point]) -> Point:
    reference = element.get("pntRef")
    return _named(path, reference, points) if reference else _points(element.text or "")[0]


def _named(path: Path, name: str, points: dict[str, Point]) -> Point:
    if name not in points:
        raise broken(path, f"there is no point {name[:40]}", f"không có điểm {name[:40]}")
    return points[name]


def _points(text: str, size: int | None = None) -> list[Point]:
    """(east, north) of `north east [height]` …"""
    numbers = [float(word) for word in text.split()]
    size = size or len(numbers)
    if size not in (2, 3) or not numbers or len(numbers) % size or not all(map(math.isfinite, numbers)):
        raise ValueError(f"{text.strip()[:40]!r} is no point")
    return [(numbers[i + 1], numbers[i]) for i in range(0, len(numbers), size)]


def _size(element: ET.Element) -> int:
    return 3 if _local(element).endswith("3D") else 2


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


FORMAT = Format("landxml", "LandXML", (".xml", ".landxml"), recognises, read)
