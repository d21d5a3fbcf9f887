"""Lists of corner points: many rows make one parcel, as the land office prints them (sheet, parcel, point, X, Y).

Recognised by content: rows of one parcel stand together and their points count up, and every parcel's start anew. In
a printed list the parcel's number stands only in its first row; the rows below it belong to it too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from importers.formats.contract import FID, GEOMETRY, Source, unique_names
from importers.formats.delimited_geometry import GeometryColumns
from importers.normalise.attributes import plain
from importers.normalise.secrecy import is_secrecy_column, marked_values

POINT_NAMES = frozenset(
    re.findall(
        r"\w+",
        "diem sodiem sttdiem tendiem mahieudiem sohieudiem sohieudinh sohieudinhthua dinh sodinh thutudiem "
        "thutudinh goc point pointno pointnumber corner vertex moc somoc tenmoc sohieumoc diemso",
    )
)
PARCEL_NAMES = frozenset(
    re.findall(
        r"\w+",
        "sothua thua thuadat thuaso sohieuthua sothututhua mathua thuadatso parcel parcelno parcelid plot lot "
        "lo solo malo",
    )
)
SHEET_NAMES = frozenset(
    re.findall(
        r"\w+",
        "soto to tobando sotobando toso sohieuto sheet maxa xa phuong khu",
    )
)

if TYPE_CHECKING:
    import shapely  # loaded with the first use: a reading begins a third of a second earlier
"""They tell parcels of one number apart and make no parcel alone."""
RING_NAMES = frozenset(["vong", "vongso", "sovong", "ring", "ringno", "duongbao", "khoet"])
_NUMBER = re.compile(r"(\d+)\D*$")
_FEWEST = 3


@dataclass(frozen=True)
class Corners:
    """`parcel` are the columns that say which parcel a row belongs to, `point` the one that counts its corners."""

    parcel: tuple[str, ...]
    point: str
    ring: str | None
    geometry: GeometryColumns


def find_corners(names: list[str], rows: list[list[str]], geometry: GeometryColumns) -> Corners | None:
    """The list's columns, where the first rows are a list of corner points; None for any other table of points."""
    if geometry.text_column is not None or len(rows) < _FEWEST:
        return None
    by_name = {name: plain(name) for name in names}
    ring = next((name for name in names if by_name[name] in RING_NAMES), None)
    parcel = tuple(name for name in names if by_name[name] in PARCEL_NAMES | SHEET_NAMES)
    point = next((name for name in names if by_name[name] in POINT_NAMES), None)
    if point is None or not any(by_name[name] in PARCEL_NAMES for name in parcel):
        return None
    keys = _filled_down([[row[names.index(name)] for name in (*parcel, *([ring] if ring else []))] for row in rows])
    numbers = [point_number(row[names.index(point)]) for row in rows]
    groups = [[number for _, number in group] for _, group in groupby(zip(keys, numbers, strict=True), lambda p: p[0])]
    if len({*map(tuple, keys)}) < len(groups):  # a parcel comes back after another: rows that aren't in order
        return None
    whole = groups[:-1] or groups  # the sample may end inside a parcel
    rising = sum(_rises(group) for group in whole)
    if rising * 2 <= len(whole) or sum(map(len, whole)) < 2 * len(whole):
        return None
    return Corners(parcel, point, ring, geometry)


def parcels_of(rows: pa.RecordBatch, corners: Corners, path: Path, layer: str) -> Source:
    """A polygon a parcel with what is the same in all its rows; a parcel of fewer than three distinct points has no
    geometry and is counted (W-FILE-24). A cell that is no number makes its parcel's polygon not finite."""
    import shapely

    shapes, unreadable = corners.geometry.wkb(rows)
    xy = _coordinates(shapes)
    columns = {name: rows.column(name).fill_null("").to_pylist() for name in rows.schema.names}
    keys = _filled_down([list(key) for key in zip(*(columns[name] for name in corners.parcel), strict=True)])
    members: dict[tuple[str, ...], list[int]] = {}
    for number, key in enumerate(keys):
        if xy[number] is not None:
            members.setdefault(tuple(key), []).append(number)
        elif any(columns[name][number] for name in (corners.point, corners.geometry.east, corners.geometry.north)):
            members.setdefault(tuple(key), [])
    for position, name in enumerate(corners.parcel):
        columns[name] = [key[position] for key in keys]
    kept = _constant(columns, list(members.values()), corners)
    fids, polygons, few = [], [], 0
    values: dict[str, list[str | None]] = {name: [] for name in kept}
    for number, (key, indexes) in enumerate(members.items(), start=1):
        polygon = _polygon(indexes, xy, columns, corners)
        few += polygon is None
        fids.append(number)
        polygons.append(polygon)
        for name in kept:
            own = key[corners.parcel.index(name)] if name in corners.parcel else _first(columns[name], indexes)
            values[name].append(own or None)
    arrays = [
        pa.array(fids, pa.int64()),
        pa.array([None if p is None else shapely.to_wkb(p) for p in polygons], pa.binary()),
        *(pa.array(values[name], pa.string()) for name in kept),
    ]
    names = [FID, GEOMETRY, *unique_names(kept)]
    batch = pa.RecordBatch.from_arrays(arrays, names=names)
    source = Source(layer, batch.schema, iter([batch]), (path,), unreadable_geometries=unreadable)
    source.crs, source.crs_stated = corners.geometry.crs, corners.geometry.crs_stated
    if few:
        source.remarks["W-FILE-24"] = few
    return source


def point_number(text: str) -> int | None:
    """12 of `12`, `M12` or `Đ.12`; None of what ends in no number."""
    match = _NUMBER.search(text.strip())
    return int(match[1]) if match else None


def _rises(numbers: list[int | None]) -> bool:
    """1, 2, 3 … in any steps; the last may be the first again, which closes the ring."""
    if len(numbers) < 2 or any(number is None for number in numbers):
        return False
    known = [number for number in numbers if number is not None]
    if len(known) > 2 and known[-1] == known[0]:
        known = known[:-1]
    return all(later > earlier for earlier, later in pairwise(known))


def _filled_down(keys: list[list[str]]) -> list[tuple[str, ...]]:
    """Each empty cell takes the one above."""
    out: list[tuple[str, ...]] = []
    for key in keys:
        above = out[-1] if out else tuple(key)
        blank = not any(cell.strip() for cell in key)
        out.append(above if blank else tuple(c.strip() or a for c, a in zip(key, above, strict=True)))
    return out


def _coordinates(shapes: pa.Array) -> list[tuple[float, float] | None]:
    import shapely

    points = shapely.from_wkb(shapes.to_numpy(zero_copy_only=False))
    xs, ys = shapely.get_x(points).tolist(), shapely.get_y(points).tolist()
    return [None if shape is None else (x, y) for shape, x, y in zip(points, xs, ys, strict=True)]


def _polygon(
    indexes: list[int], xy: list[tuple[float, float] | None], columns: dict[str, list[str]], corners: Corners
) -> shapely.Geometry | None:
    """Rings in the order of their points, the first the outline, one inside another ring a hole."""
    import shapely

    rings: dict[str, list[int]] = {}
    above = ""
    for index in indexes:
        above = (columns[corners.ring][index] if corners.ring else "") or above
        rings.setdefault(above, []).append(index)
    parts: list[tuple[list[tuple[float, float]], list[list[tuple[float, float]]]]] = []
    for members in rings.values():
        ring = [point for i in _in_order(members, columns[corners.point]) if (point := xy[i]) is not None]
        if len(ring) > 1 and ring[0] == ring[-1]:
            ring.pop()
        if len(set(ring)) < _FEWEST:
            continue
        outline = next((part for part in parts if _inside(ring, part[0])), None)
        if outline is None:
            parts.append((ring, []))
        else:
            outline[1].append(ring)
    if not parts:
        return None
    polygons = [shapely.Polygon(outer, holes) for outer, holes in parts]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _in_order(members: list[int], points: list[str]) -> list[int]:
    """By number, except the last row where it repeats the first to close the ring; as listed where any has none."""
    numbers = {i: point_number(points[i]) for i in members}
    if any(number is None for number in numbers.values()):
        return members
    closing = len(members) > 1 and points[members[-1]] == points[members[0]]
    return sorted(members[:-1] if closing else members, key=lambda i: numbers[i] or 0)


def _inside(ring: list[tuple[float, float]], outer: list[tuple[float, float]]) -> bool:
    import shapely

    area = shapely.Polygon(outer)
    return bool(np.isfinite(np.asarray(outer)).all() and area.is_valid and area.covers(shapely.Point(ring[0])))


def _constant(columns: dict[str, list[str]], groups: list[list[int]], corners: Corners) -> list[str]:
    """The columns that say one thing a parcel; an empty cell below a filled one says the same."""
    left_out = {corners.point, corners.ring, corners.geometry.east, corners.geometry.north}
    return [
        name
        for name, cells in columns.items()
        if name not in left_out
        and (
            name in corners.parcel
            or is_secrecy_column(name)
            or all(len({cells[i] for i in group} - {""}) < 2 for group in groups)
        )
    ]


def _first(cells: list[str], indexes: list[int]) -> str:
    """What a parcel's rows say; a mark of secrecy on one of them goes before what the others say."""
    said = list(dict.fromkeys(cells[i] for i in indexes if cells[i]))
    return next((text for text in said if len(said) > 1 and marked_values([text])), said[0] if said else "")
