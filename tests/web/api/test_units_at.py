"""`GET /api/units?at=`: today's commune at a point of the demo."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("demo")


def test_at_a_point(client: Client) -> None:
    (unit,) = client.get("/api/units", {"at": "106.8235, 10.9512"}).json()["units"]
    assert unit["within"][0]["full_name"] == "Thành phố Đồng Nai"
    assert unit["predecessors"]
    assert client.get("/api/units", {"at": "4.48,51.92"}).json() == {"units": []}
