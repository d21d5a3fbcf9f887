"""`GET /api/units`: the document, what leads on from it, caching, and what it refuses."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_by_code_and_era(client: Client) -> None:
    (unit,) = client.get("/api/units", {"code": "26041", "era": "before-2025-07"}).json()["units"]
    assert {key: unit[key] for key in ("code", "level", "kind", "name", "full_name", "valid_from", "valid_to")} == {
        "code": "26041", "level": "commune", "kind": "Phường", "name": "Trung Dũng", "full_name": "Phường Trung Dũng",
        "valid_from": None, "valid_to": "2025-07-01",
    }  # fmt: skip
    assert [one["full_name"] for one in unit["within"]] == ["Thành phố Biên Hòa", "Tỉnh Đồng Nai"]
    assert [one["full_name"] for one in unit["successors"]] == ["Phường Trấn Biên"]
    assert not unit["is_of_today"]


def test_links_lead_on_and_back(client: Client) -> None:
    (former,) = client.get("/api/units", {"code": "26041", "on": "2025-06-30"}).json()["units"]
    (present,) = client.get(former["successors"][0]["href"]).json()["units"]
    assert present["is_of_today"]
    back = [client.get(one["href"]).json()["units"][0] for one in present["predecessors"]]
    assert former in back
    assert all(one["valid_to"] == "2025-07-01" for one in back)


def test_by_name(client: Client) -> None:
    units = client.get("/api/units", {"name": "tran bien", "era": "today"}).json()["units"]
    assert (units[0]["code"], units[0]["score"]) == ("26041", 1.0)
    assert client.get("/api/units", {"name": "%_'"}).json() == {"units": []}


def test_the_same_answer_is_not_sent_twice(client: Client) -> None:
    first = client.get("/api/units", {"code": "75", "era": "today"})
    again = client.get("/api/units", {"code": "75", "era": "today"}, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first["Cache-Control"] == "no-cache"
    assert client.get("/api/units", {"code": "75", "on": "2025-06-30"})["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    ("parameters", "status", "code"),
    [
        ({}, 400, "E-UNIT-08"),
        ({"code": ""}, 400, "E-UNIT-08"),
        ({"code": "26041", "name": "Trấn Biên"}, 400, "E-UNIT-08"),
        ({"at": "106.82,10.95", "era": "today"}, 400, "E-UNIT-08"),
        ({"code": "26041", "when": "today"}, 400, "E-REQUEST-01"),
        ({"code": "26041", "era": "1975"}, 400, "E-UNIT-07"),
        ({"code": "26041", "on": "30/6/2025"}, 400, "E-UNIT-09"),
        ({"code": "26041", "on": "2025-06-30", "era": "today"}, 400, "E-UNIT-05"),
        ({"code": "26041", "on": "2024-06-30"}, 400, "E-UNIT-04"),
        ({"name": "Trấn Biên", "on": "2024-06-30"}, 400, "E-UNIT-04"),
        ({"code": "26041"}, 400, "E-UNIT-02"),
        ({"code": "99999"}, 404, "E-UNIT-01"),
        ({"code": "26023", "era": "today"}, 404, "E-UNIT-03"),
        ({"name": "a\x00b"}, 400, "E-UNIT-09"),
        ({"at": "106.82"}, 400, "E-UNIT-09"),
        ({"at": "x,y"}, 400, "E-UNIT-09"),
        ({"at": "nan,10"}, 400, "E-UNIT-09"),
        ({"at": "106,nan"}, 400, "E-UNIT-09"),
        ({"at": "206.82,10.95"}, 400, "E-UNIT-09"),
        ({"at": "10.95,106.82"}, 400, "E-UNIT-09"),
        ({"at": "106.82,10.95"}, 404, "E-UNIT-06"),
    ],
)
def test_refused(client: Client, parameters: dict[str, str], status: int, code: str) -> None:
    answer = client.get("/api/units", parameters)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_only_read(client: Client) -> None:
    assert client.post("/api/units", {"code": "75"}).status_code == 405
