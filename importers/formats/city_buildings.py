"""Buildings of a 3-D city model as footprints: what CityJSON and CityGML share.

The footprint is the union of the ground surfaces; without those, of the model's level 0; else of the lowest surfaces.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from importers.formats.contract import FID, GEOMETRY, Source, unique_names
from importers.normalise.axes import is_swapped

if TYPE_CHECKING:
    import shapely  # loaded with the first use: a reading begins a third of a second earlier

Rings = list[list[tuple[float, float, float]]]
_FLAT, _LOW_SHARE = 0.05, 0.25


@dataclass
class Surface:
    """One polygon of a model: rings of x, y, z without the closing point; `ground` where the model says so."""

    rings: Rings
    lod: float
    ground: bool = False


@dataclass
class Building:
    """A building with the surfaces of its parts. `attributes` as the model names them, as text."""

    id: str
    surfaces: list[Surface] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    measured_height: float | None = None
    storeys: int | None = None
    parts: int = 0


@dataclass(frozen=True)
class Footprint:
    """`found_by`: ground, lod0, lowest or all surfaces."""

    shape: shapely.Geometry | None
    found_by: str | None
    lod: float | None
    model_height: float | None


def footprint(surfaces: Sequence[Surface]) -> Footprint:
    """The building on the ground; heights are between the model's lowest and highest point."""
    surfaces = [surface for surface in surfaces if surface.rings and len(surface.rings[0]) > 2]
    if not surfaces:
        return Footprint(None, None, None, None)
    best = max(surface.lod for surface in surfaces)
    finest = [surface for surface in surfaces if surface.lod == best]
    heights = [z for surface in finest for x, y, z in surface.rings[0]]
    height = max(heights) - min(heights)
    for name, chosen in (
        ("ground", _finest([surface for surface in surfaces if surface.ground])),
        ("lod0", [surface for surface in surfaces if surface.lod < 1]),
        ("lowest", _lowest(finest, min(heights), height)),
        ("all", finest),
    ):
        shape = _union(chosen)
        if shape is not None:
            return Footprint(shape, name, best, height)
    return Footprint(None, None, best, height)


def _finest(surfaces: list[Surface]) -> list[Surface]:
    best = max((surface.lod for surface in surfaces), default=0)
    return [surface for surface in surfaces if surface.lod == best]


def _lowest(surfaces: list[Surface], bottom: float, height: float) -> list[Surface]:
    """Flat surfaces in the lowest quarter of the model; a building on a slope has several of them."""
    low = []
    for surface in surfaces:
        heights = [z for x, y, z in surface.rings[0]]
        flat = max(heights) - min(heights) <= _FLAT * max(height, 1)
        if flat and max(heights) <= bottom + _LOW_SHARE * height:
            low.append(surface)
    return low


def _union(surfaces: list[Surface]) -> shapely.Geometry | None:
    """One shape of the surfaces seen from above; walls have no area there and fall out."""
    import shapely

    shapes = []
    for surface in surfaces:
        rings = [[(x, y) for x, y, z in ring] for ring in surface.rings if len(ring) > 2]
        if rings and np.isfinite(np.concatenate([np.asarray(ring) for ring in rings])).all():
            shapes.append(shapely.make_valid(shapely.Polygon(rings[0], rings[1:])))
    areas = [part for shape in shapes for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area]
    return shapely.union_all(areas) if areas else None


def source_of(
    buildings: list[Building],
    path: Path,
    *,
    crs: str | None,
    remarks: Mapping[str, int],
    notes: Sequence[str] = (),
    as_defined: bool = False,
) -> Source:
    """The buildings as a Source. `crs`: any text that names a system; its horizontal part counts.

    Coordinates in the order north, east are turned: where the numbers can only be that in Vietnam, and, `as_defined`,
    where the system defines its axes so and the numbers don't say otherwise.
    """
    import shapely

    known, northward = horizontal(crs)
    prints = [footprint(building.surfaces) for building in buildings]
    shapes = np.array([one.shape for one in prints], dtype=object)
    if _is_turned(shapes, unless_told=as_defined and northward):
        shapes = shapely.transform(shapes, lambda xy: xy[:, ::-1])
    heights = [
        (building.measured_height, "measured")
        if building.measured_height is not None
        else (one.model_height, "model" if one.model_height is not None else None)
        for building, one in zip(buildings, prints, strict=True)
    ]
    columns: dict[str, pa.Array] = {
        "id": pa.array([building.id or None for building in buildings], pa.string()),
        "height_m": pa.array([height for height, _ in heights], pa.float64()),
        "height_from": pa.array([how for _, how in heights], pa.string()),
        "storeys": pa.array([building.storeys for building in buildings], pa.int64()),
        "lod": pa.array([None if one.lod is None else f"{one.lod:g}" for one in prints], pa.string()),
        "footprint_from": pa.array([one.found_by for one in prints], pa.string()),
        "parts": pa.array([building.parts for building in buildings], pa.int64()),
    }
    own = list(dict.fromkeys(name for building in buildings for name in building.attributes))
    for name, column in zip(unique_names(own, (FID, GEOMETRY, *columns)), own, strict=True):
        columns[name] = pa.array([building.attributes.get(column) for building in buildings], pa.string())
    arrays = [pa.array(range(1, len(buildings) + 1), pa.int64()), pa.array(shapely.to_wkb(shapes), pa.binary())]
    batch = pa.RecordBatch.from_arrays([*arrays, *columns.values()], names=[FID, GEOMETRY, *columns])
    source = Source(path.stem, batch.schema, iter([batch]), (path,), crs=known, crs_stated=known is not None)
    source.remarks, source.notes, source.encoding_hint = dict(remarks), tuple(notes), "utf-8"
    return source


def horizontal(text: str | None) -> tuple[str | None, bool]:
    """The horizontal part of a named system as `EPSG:n` or WKT, and whether its first axis goes north."""
    import pyproj
    from pyproj.exceptions import CRSError

    if not text:
        return None, False
    try:
        crs = pyproj.CRS.from_user_input(text)
    except CRSError:
        return text, False
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    code = crs.to_epsg()
    return (f"EPSG:{code}" if code else crs.to_wkt()), crs.axis_info[0].direction.lower() == "north"


def as_text(value: object) -> str | None:
    """An attribute as a cell: text as it is, numbers plainly, lists and objects as JSON."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def number(value: object) -> float | None:
    """A finite number, also where it is written as text."""
    try:
        found = float(value)  # type: ignore[arg-type]  # whatever can't be one says so
    except (TypeError, ValueError):
        return None
    return found if np.isfinite(found) else None


def whole(value: object) -> int | None:
    found = number(value)
    return int(found) if found is not None and abs(found) < 1_000 else None


def _is_turned(shapes: npt.NDArray[np.object_], *, unless_told: bool) -> bool:
    import shapely

    boxes = shapely.bounds(shapes)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if not len(boxes):
        return False
    x, y = float(np.median(boxes[:, 0])), float(np.median(boxes[:, 1]))
    return is_swapped(x, y) or (unless_told and not is_swapped(y, x))


_EPSG = re.compile(r"EPSG(?:/[\d.]*/|:[\d.]*:|:)(\d+)", re.IGNORECASE)


def epsg_in(name: str | None) -> str | None:
    """`EPSG:n` of the first number in a name of any style (of a compound system, the horizontal one), else the name."""
    match = _EPSG.search(name or "")
    return f"EPSG:{match[1]}" if match else name
