"""The served demo as a client reaches it."""

from collections.abc import Iterator

import pytest

from tests.ogc_api.client import Api


@pytest.fixture(scope="session")
def api(demo_site: str) -> Iterator[Api]:
    """The API of the served demo, over HTTP."""
    with Api(f"{demo_site}/ogc") as found:
        yield found
