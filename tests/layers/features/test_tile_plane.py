"""The plane of a tile: points lie where PROJ puts them, to a part of the grid's unit."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.spatial.crs import WEB_MERCATOR, WGS84, transformer
from gis.spatial.vn2000 import SYSTEMS
from layers.features.queries.tile import BUFFER, EXTENT
from layers.features.queries.tile_grid import TileAddress
from layers.features.queries.tile_plane import PRECISION, fitted

DUTCH = 28992
share = st.floats(0, 1)


def tile_at(longitude: float, latitude: float, zoom: int) -> TileAddress:
    x, y = transformer(WGS84, WEB_MERCATOR).transform(longitude, latitude)
    size = TileAddress(zoom, 0, 0).size
    half = size * 2 ** (zoom - 1)
    return TileAddress(zoom, int((x + half) // size), int((half - y) // size))


def bounds_of(tile: TileAddress) -> tuple[float, float, float, float]:
    return tile.bounds(BUFFER / EXTENT)


@given(
    st.sampled_from([WGS84, *SYSTEMS]), st.floats(102.2, 117.8), st.floats(6.2, 23.3), st.integers(8, 22), share, share
)
def test_points_lie_where_proj_puts_them(epsg, longitude, latitude, zoom, across, up):
    tile = tile_at(longitude, latitude, zoom)
    west, south, east, north = bounds_of(tile)
    unit = tile.size / EXTENT
    numbers = fitted(epsg, (west, south, east, north), unit * PRECISION)
    if numbers is None:
        assert zoom < 14, "streets are drawn at zoom 14 and more"
        return
    x, y = west + across * (east - west), south + up * (north - south)
    stored_x, stored_y = transformer(WEB_MERCATOR, epsg).transform(x, y)
    a, b, d, e, right, over = numbers
    off = math.hypot(a * stored_x + b * stored_y + right - x, d * stored_x + e * stored_y + over - y)
    assert off <= 2 * PRECISION * unit


@pytest.mark.parametrize(("epsg", "place"), [(DUTCH, (4.5, 51.9)), (26915, (-93.2, 44.9))])
def test_other_countries_too(epsg, place):
    tile = tile_at(*place, 16)
    assert fitted(epsg, bounds_of(tile), tile.size / EXTENT * PRECISION) is not None


def test_where_the_system_ends_there_is_no_plane():
    tile = tile_at(-170.0, 12.0, 4)
    assert fitted(9210, bounds_of(tile), tile.size / EXTENT * PRECISION) is None
