"""`/api/codes`: lists and codes by day, sent again only when they changed."""

from datetime import date

import pytest
from django.test import Client

from layers.codes.services import end_code

pytestmark = pytest.mark.django_db


def test_every_list(client: Client) -> None:
    lists = {one["name"]: one for one in client.get("/api/codes").json()["lists"]}
    assert lists["land_use"] == {
        "name": "land_use",
        "title": {"vi": "Loại đất", "en": "Land use"},
        "source": lists["land_use"]["source"],
        "codes": 110,
        "href": "/api/codes/land_use",
    }


def test_a_list_with_all_it_ever_had_and_of_a_day(client: Client) -> None:
    end_code("land_use", "ODT", date(2026, 8, 1), successors=["ONT"], source="TT 9/2026")
    document = client.get("/api/codes/land_use").json()
    assert document.keys() == {"name", "title", "source", "on", "codes"}
    found = next(code for code in document["codes"] if code["code"] == "ODT")
    assert found.keys() == {
        "code", "title", "group", "colour", "valid_from", "valid_to", "successors", "source", "note",
    }  # fmt: skip
    assert found["title"]["vi"] == "Đất ở tại đô thị"
    assert (found["valid_from"], found["valid_to"]) == (None, "2026-08-01")
    assert found["successors"] == [{"code": "ONT", "source": "TT 9/2026"}]
    for day, holds in (("2026-07-31", True), ("2026-08-01", False)):
        document = client.get("/api/codes/land_use", {"on": day}).json()
        assert document["on"] == day
        assert ("ODT" in {code["code"] for code in document["codes"]}) is holds


@pytest.mark.parametrize("path", ["/api/codes", "/api/codes/land_use", "/api/codes/land_use?on=2026-11-24"])
def test_it_is_sent_again_only_when_it_changed(client: Client, path: str) -> None:
    first = client.get(path)
    assert first["Cache-Control"] == "no-cache"
    same = {"If-None-Match": first["ETag"]}
    assert client.get(path, headers=same).status_code == 304
    end_code("land_use", "ODT", date(2026, 8, 1))
    again = client.get(path, headers=same)
    assert (again.status_code, again["ETag"] == first["ETag"]) == (200, False)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/codes/none", 404, "E-CODE-01"),
        ("/api/codes/land_use?on=", 400, "E-CODE-14"),
        ("/api/codes/land_use?on=2026-02-30", 400, "E-CODE-14"),
        ("/api/codes/land_use?on=20261124", 400, "E-CODE-14"),
        ("/api/codes/land_use?on=2026-11-24T00:00Z", 400, "E-CODE-14"),
    ],
)
def test_refusals(client: Client, path: str, status: int, code: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["detail"]


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post("/api/codes/land_use").status_code == 405
