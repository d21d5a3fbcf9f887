"""The smallest city, made once."""

import pytest

from gis.demo.city import SMALLEST
from gis.demo.city.generate import City, city


@pytest.fixture(scope="session")
def small() -> City:
    return city(SMALLEST)
