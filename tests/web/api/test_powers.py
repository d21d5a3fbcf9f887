"""`/api/decision-powers`."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_all_and_one_subject(client: Client) -> None:
    everything = client.get("/api/decision-powers?on=2026-11-25").json()
    assert everything["on"] == "2026-11-25"
    assert {one["subject"]["code"] for one in everything["powers"]} == {"plan_approval", "building_permit"}
    asked = "/api/decision-powers?subject=building_permit&works_grade=III&works=other&on=2026-11-25"
    zone, commune = client.get(asked).json()["powers"]
    assert zone["authority"]["code"] == "zone_board"
    assert zone["condition"]["vi"]
    assert commune["authority"] == {
        "code": "commune_committee", "vi": "Ủy ban nhân dân cấp xã", "en": "Commune People's Committee",
    }  # fmt: skip
    assert (commune["valid_from"], commune["valid_to"], commune["verified"]) == ("2026-07-01", None, True)
    assert "217/2026" in commune["source"]
    assert client.get("/api/decision-powers?on=2020-01-01").json()["powers"] == []


def test_the_same_answer_is_not_sent_twice(client: Client) -> None:
    first = client.get("/api/decision-powers?on=2026-11-25")
    again = client.get("/api/decision-powers?on=2026-11-25", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subject=war", "E-ACCESS-29"),
        ("subject=plan_approval&plan_level=national", "E-ACCESS-29"),
        ("plan_level=detailed", "E-ACCESS-29"),
        ("on=25/11/2026", "E-ACCESS-29"),
        ("on=2026-13-01", "E-ACCESS-29"),
        ("subjct=plan_approval", "E-REQUEST-01"),
    ],
)
def test_what_can_not_be_asked(client: Client, query: str, code: str) -> None:
    answer = client.get(f"/api/decision-powers?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_nothing_is_written_here(client: Client) -> None:
    assert client.post("/api/decision-powers").status_code == 405
