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
    has_z = shapely.has_z(geometries)
    flat = shapely.force_2d(geometries) if has_z.any() else geometries
    valid = shapely.is_valid(flat)
    empty = shapely.is_missing(flat) | shapely.is_empty(flat)
    # What is valid is finite, except that a point of NaN counts as empty: only the others are looked into.
    finite = np.ones(len(flat), dtype=bool)
    doubtful = ~valid | empty
    finite[doubtful] = _finite(flat[doubtful])
    not_finite = ~finite
    missing = empty & finite
    flattened = has_z & ~missing
    usable = finite & ~missing
    broken = usable & ~valid
    reasons: dict[str, int] = {}
    repaired = flat.copy()
    if kind is GeometryKind.POLYGON:
        _orient(repaired)
    if broken.any():
        for reason in shapely.is_valid_reason(flat[broken]):
            name = reason.split("[")[0].strip()
            reasons[name] = reasons.get(name, 0) + 1
        mended = _of_dimension(shapely.make_valid(flat[broken]), kind)
        repaired[broken] = shapely.orient_polygons(mended) if kind is GeometryKind.POLYGON else mended
    stored, fits = _as_storage_type(repaired, kind)
    irreparable = usable & ~fits
    stored[~(usable & fits)] = None
    return CleanedGeometries(
        stored, missing, not_finite, irreparable, broken & fits, flattened & usable & fits, reasons
    )


def _orient(geometries: Geometries) -> None:
    """Turn outer rings counter-clockwise (RFC 7946), in place; most sources have them so or all the other way."""
    simple = (shapely.get_type_id(geometries) == shapely.GeometryType.POLYGON) & (
        shapely.get_num_interior_rings(geometries) == 0
    )
    turned = ~simple
    turned[simple] = ~shapely.is_ccw(shapely.get_exterior_ring(geometries[simple]))
    if turned.any():
        geometries[turned] = shapely.orient_polygons(geometries[turned])


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
