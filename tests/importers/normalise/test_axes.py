"""Which column is east, by name and by the numbers of Vietnam."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.normalise.axes import (
    EASTING_M,
    LATITUDE,
    LONGITUDE,
    NORTHING_M,
    CoordinatePair,
    coordinate_pair,
    is_swapped,
)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"x": [410000.0], "y": [1209000.0]}, CoordinatePair("x", "y", degrees=False)),
        ({"X": [1209000.0], "Y": [410000.0]}, CoordinatePair("Y", "X", degrees=False)),
        ({"x": [10.9], "y": [106.8]}, CoordinatePair("y", "x", degrees=True)),
        ({"Kinh độ": [106.8], "Vĩ độ": [10.9]}, CoordinatePair("Kinh độ", "Vĩ độ", degrees=True)),
        # names that say it are believed
        ({"easting": [1209000.0], "northing": [410000.0]}, CoordinatePair("easting", "northing", degrees=False)),
        ({"x": [None], "y": [None]}, CoordinatePair("x", "y", degrees=False)),
        # a sure pair goes before an open one
        ({"x": [1.0], "y": [2.0], "lon": [106.8], "lat": [10.9]}, CoordinatePair("lon", "lat", degrees=True)),
        ({"x": [1.0], "z": [2.0]}, None),
        ({}, None),
    ],
)
def test_pair(columns: dict[str, list[float | None]], expected: CoordinatePair | None) -> None:
    assert coordinate_pair({name: pa.array(values, pa.float64()) for name, values in columns.items()}) == expected


@given(st.floats(*NORTHING_M), st.floats(*EASTING_M))
def test_metres_of_vietnam_are_never_ambiguous(north: float, east: float) -> None:
    assert is_swapped(north, east)
    assert not is_swapped(east, north)


@given(st.floats(*LATITUDE), st.floats(*LONGITUDE))
def test_degrees_of_vietnam_are_never_ambiguous(latitude: float, longitude: float) -> None:
    assert is_swapped(latitude, longitude)
    assert not is_swapped(longitude, latitude)
