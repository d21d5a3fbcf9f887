"""Geometry rules, vectorised over arrays of shapely geometries: kinds, finiteness, repair, dimension.

Repair keeps area: `make_valid` by linework for polygons, and only parts of the wanted dimension survive.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import shapely


class GeometryKind(StrEnum):
    """The kind of geometry that a layer holds; storage is always the multi type of the kind."""

    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"

    @property
    def postgis_type(self) -> str:
        """The column type: points stay single, lines and polygons are stored as multi."""
        return {"point": "Point", "line": "MultiLineString", "polygon": "MultiPolygon"}[self]

    @property
    def dimension(self) -> int:
        return {"point": 0, "line": 1, "polygon": 2}[self]


KIND_OF_TYPE = {
    "point": GeometryKind.POINT, "multipoint": GeometryKind.POINT,
    "linestring": GeometryKind.LINE, "multilinestring": GeometryKind.LINE, "linearring": GeometryKind.LINE,
    "polygon": GeometryKind.POLYGON, "multipolygon": GeometryKind.POLYGON,
}  # fmt: skip
"""Kind by lower-case OGC type name; a geometry collection has none."""

Geometries = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class CleanedGeometries:
    """`geometries` in the kind's storage type, None where rejected; the masks have the same length.

    `reasons` counts the repaired ones by GEOS's reason.
    """

    geometries: Geometries
    missing: Mask
    not_finite: Mask
    irreparable: Mask
    repaired: Mask
    flattened: Mask
    reasons: dict[str, int]


def clean(geometries: Geometries, kind: GeometryKind) -> CleanedGeometries:
    """Bring geometries of any validity into valid, two-dimensional ones of the kind."""
    flat = shapely.force_2d(geometries)
    finite = _finite(flat)
    not_finite = ~finite
    # A point of NaN counts as empty: whether it is finite is asked first.
    missing = (shapely.is_missing(geometries) | shapely.is_empty(geometries)) & finite
    flattened = shapely.has_z(geometries) & ~missing
    usable = finite & ~missing
    valid = shapely.is_valid(flat)
    broken = usable & ~valid
    reasons: dict[str, int] = {}
    repaired = flat.copy()
    if broken.any():
        for reason in shapely.is_valid_reason(flat[broken]):
            name = reason.split("[")[0].strip()
            reasons[name] = reasons.get(name, 0) + 1
        repaired[broken] = _of_dimension(shapely.make_valid(flat[broken]), kind)
    stored, fits = _as_storage_type(repaired, kind)
    irreparable = usable & ~fits
    stored[~(usable & fits)] = None
    if kind is GeometryKind.POLYGON:  # RFC 7946: outer rings counter-clockwise
        stored = shapely.orient_polygons(stored)
    return CleanedGeometries(
        stored, missing, not_finite, irreparable, broken & fits, flattened & usable & fits, reasons
    )


def _finite(geometries: Geometries) -> Mask:
    """Whether all coordinates are numbers: bounds ignore NaN, so the coordinates themselves are looked at."""
    coordinates, owner = shapely.get_coordinates(geometries, return_index=True)
    finite = np.ones(len(geometries), dtype=bool)
    bad = ~np.isfinite(coordinates).all(axis=1)
    finite[owner[bad]] = False
    return finite


def _of_dimension(geometries: Geometries, kind: GeometryKind) -> Geometries:
    """Keep the parts of the kind's dimension; a ring that collapsed to a line is no polygon."""
    kept = np.empty(len(geometries), dtype=object)
    for index, geometry in enumerate(geometries):  # only the repaired few come here
        parts = [p for p in shapely.get_parts(geometry, return_index=False) if not p.is_empty]
        flat = [q for p in parts for q in shapely.get_parts(p)]
        fitting = [p for p in flat if shapely.get_dimensions(p) == kind.dimension]
        kept[index] = shapely.union_all(fitting) if fitting else None
    return kept


def _as_storage_type(geometries: Geometries, kind: GeometryKind) -> tuple[Geometries, Mask]:
    types = shapely.get_type_id(geometries)
    stored = geometries.copy()
    if kind is GeometryKind.POINT:
        single = (types == shapely.GeometryType.MULTIPOINT) & (shapely.get_num_geometries(geometries) == 1)
        if single.any():
            stored[single] = shapely.get_geometry(geometries[single], 0)
        return stored, shapely.get_type_id(stored) == shapely.GeometryType.POINT
    polygonal = kind is GeometryKind.POLYGON
    one = shapely.GeometryType.POLYGON if polygonal else shapely.GeometryType.LINESTRING
    many = shapely.GeometryType.MULTIPOLYGON if polygonal else shapely.GeometryType.MULTILINESTRING
    lone = types == one
    if lone.any():
        collect = shapely.multipolygons if polygonal else shapely.multilinestrings
        stored[lone] = collect(geometries[lone], indices=np.arange(int(lone.sum())))
    return stored, lone | (types == many)
