"""Geometries of a filter, brought into a layer's storage system once, so that its index finds by them."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.errors import InvalidRequest
from gis.spatial.crs import METRES_A_DEGREE, Crs, transformer
from layers.features.filters.nodes import Box, Shape
from layers.features.queries.box import usable_limits

STEP_METRES = 500.0
"""Edges are straight in the filter's system; pieces of this length bend by less than a millimetre in another."""
MOST_PIECES = 4_000


def stored(literal: Shape | Box, crs: Crs, storage: Crs) -> BaseGeometry:
    """The geometry in the storage system, east first; empty where it lies outside of what that system can tell.

    Raises:
        InvalidRequest: E-FILTER-08.
    """
    geometry = _east_first(literal, crs)
    if crs.epsg == storage.epsg:
        return geometry
    limits = usable_limits(crs.epsg, storage.epsg)
    if limits is None:
        return shapely.GeometryCollection()
    geometry = _clipped(geometry, shapely.box(*limits))
    if geometry.is_empty:
        return shapely.GeometryCollection()
    moved = shapely.transform(
        _in_pieces(geometry, crs),
        lambda xy: np.column_stack(transformer(crs.epsg, storage.epsg).transform(*xy.T)),
    )
    return moved if moved.is_valid else shapely.make_valid(moved)


def _east_first(literal: Shape | Box, crs: Crs) -> BaseGeometry:
    if isinstance(literal, Shape):
        return shapely.transform(literal.geometry, lambda xy: xy[:, ::-1]) if crs.north_first else literal.geometry
    west, south, east, north = literal.corners
    if crs.north_first:
        south, west, north, east = literal.corners
    if south > north or (west > east and not crs.is_geographic):
        raise InvalidRequest("E-FILTER-08", reason="BBOX", at=literal.at)
    if west > east:  # it crosses the 180th meridian (OGC API - Features, 7.15.3)
        return shapely.MultiPolygon([shapely.box(west, south, 180.0, north), shapely.box(-180.0, south, east, north)])
    if west == east and south == north:
        return shapely.Point(west, south)
    if west == east or south == north:
        return shapely.LineString([(west, south), (east, north)])
    return shapely.box(west, south, east, north)


def _clipped(geometry: BaseGeometry, limits: BaseGeometry) -> BaseGeometry:
    """GEOS cuts no collection of several kinds, and crashes on making pieces of one with something empty in it."""
    if isinstance(geometry, shapely.GeometryCollection):
        cut = [_clipped(one, limits) for one in geometry.geoms]
        return shapely.GeometryCollection([one for one in cut if not one.is_empty])
    return geometry if shapely.covers(limits, geometry) else shapely.intersection(geometry, limits)


def _in_pieces(geometry: BaseGeometry, crs: Crs) -> BaseGeometry:
    length = float(shapely.length(geometry))
    step = STEP_METRES / METRES_A_DEGREE if crs.is_geographic else STEP_METRES
    return shapely.segmentize(geometry, max(step, length / MOST_PIECES)) if length > step else geometry
