"""Arcs made straight: how far from the circle, what stays, and what isn't touched."""

import math
import struct

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.spatial.curves import METRES_A_DEGREE, TOLERANCE, looks_geographic, straightened


def _part(kind: int, *points: tuple[float, ...], order: str = "<") -> bytes:
    head = struct.pack(f"{order}BII", order == "<", kind, len(points))
    return head + b"".join(struct.pack(f"{order}{len(point)}d", *point) for point in points)


def _whole(kind: int, *parts: bytes) -> bytes:
    return struct.pack("<BII", 1, kind, len(parts)) + b"".join(parts)


def _straight(value: bytes, *, degrees: bool = False) -> shapely.Geometry:
    straight, changed = straightened(pa.array([value, None], pa.binary()), degrees=degrees)
    assert changed == 1
    assert straight[1].as_py() is None
    return shapely.from_wkb(straight[0].as_py())


centres, radii = st.floats(-1e6, 1e6), st.floats(0.05, 1_000)
angles = st.floats(0.05, 2 * math.pi - 0.05)


@given(x=centres, y=centres, radius=radii, start=st.floats(0, 6), sweep=angles, clockwise=st.booleans())
def test_no_chord_is_farther_from_the_arc_than_the_tolerance(
    x: float, y: float, radius: float, start: float, sweep: float, clockwise: bool
) -> None:
    sweep = -sweep if clockwise else sweep
    given_points = [
        (x + radius * math.cos(start + sweep * t), y + radius * math.sin(start + sweep * t)) for t in (0, 0.5, 1)
    ]
    line = _straight(_part(8, *given_points))
    points = shapely.get_coordinates(line)
    middles = (points[1:] + points[:-1]) / 2
    off = np.abs(np.hypot(*(middles - (x, y)).T) - radius)
    assert off.max() <= TOLERANCE * 1.05 + 1e-6
    assert line.length == pytest.approx(radius * abs(sweep), rel=0.02, abs=0.01)
    kept = {tuple(point) for point in points.tolist()}
    assert all(point in kept for point in given_points), "the given points stay as they are"


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_full_circle(order: str) -> None:
    ring = _part(8, (0.0, 0.0), (20.0, 0.0), (0.0, 0.0), order=order)
    polygon = _straight(_whole(10, ring))
    assert polygon.geom_type == "Polygon"
    assert polygon.area == pytest.approx(math.pi * 100, rel=1e-3)


def test_a_compound_ring_in_a_multisurface_with_heights() -> None:
    arc = _part(1008, (0.0, 0.0, 1.0), (10.0, 10.0, 2.0), (20.0, 0.0, 3.0))
    base = _part(1002, (20.0, 0.0, 3.0), (0.0, 0.0, 1.0))
    polygon = _straight(_whole(1012, _whole(1010, _whole(1009, arc, base))))
    assert (polygon.geom_type, polygon.is_valid, polygon.has_z) == ("MultiPolygon", True, True)
    assert polygon.area == pytest.approx(math.pi * 50, rel=1e-3)
    heights = shapely.get_coordinates(polygon, include_z=True)[:, 2]
    assert (heights.min(), heights.max()) == (1, 3)


def test_three_points_in_a_row_are_a_line() -> None:
    line = _straight(_part(8, (0.0, 0.0), (1.0, 1.0), (2.0, 2.0)))
    assert shapely.get_coordinates(line).tolist() == [[0, 0], [1, 1], [2, 2]]


def test_curves_inside_a_collection_and_a_multicurve() -> None:
    arc = _part(8, (0.0, 0.0), (1.0, 1.0), (2.0, 0.0))
    straight = _part(2, (5.0, 5.0), (6.0, 6.0))
    assert _straight(_whole(11, arc, straight)).geom_type == "MultiLineString"
    assert _straight(_whole(7, straight, arc)).geoms[1].geom_type == "LineString"


def test_degrees_have_the_same_tolerance_on_the_ground() -> None:
    arc = [(106.8, 10.9), (106.8005, 10.9005), (106.801, 10.9)]
    count = len(shapely.get_coordinates(_straight(_part(8, *arc), degrees=True)))
    metres = [(x * METRES_A_DEGREE, y * METRES_A_DEGREE) for x, y in arc]
    assert count == len(shapely.get_coordinates(_straight(_part(8, *metres))))


@pytest.mark.parametrize(
    "value",
    [
        shapely.to_wkb(shapely.box(0, 0, 1, 1)),
        _part(8, (0.0, 0.0), (1.0, 1.0), (2.0, 0.0))[:-1],  # cut off
        struct.pack("<BII", 1, 10, 0xFFFF_FFFF),  # more rings than bytes
        b"".join(struct.pack("<BII", 1, 11, 1) for _ in range(50)),  # nested without end
        struct.pack("<BII", 1, 8008, 1),  # no such dimension
    ],
)
def test_what_holds_no_curve_or_cannot_be_read_stays_to_the_byte(value: bytes) -> None:
    curve = _part(8, (0.0, 0.0), (1.0, 1.0), (2.0, 0.0))
    straight, changed = straightened(pa.array([value, curve], pa.binary()), degrees=False)
    assert (straight[0].as_py(), changed) == (value, 1)


@pytest.mark.parametrize(
    ("crs", "degrees"), [("EPSG:4326", True), ("EPSG:9210", False), (None, False), ('GEOGCS["WGS 84"]', True)]
)
def test_whose_coordinates_are_degrees(crs: str | None, degrees: bool) -> None:
    assert looks_geographic(crs) is degrees
