"""`/api/webhooks`: whose they are, the secret once, refusals."""

from typing import Any

import pytest
from django.test import Client, override_settings

from layers.features.services import create_layer
from tests.signing_in import new_colleague

pytestmark = pytest.mark.django_db
URL = "https://example.org/hook/a-secret-path"


@pytest.fixture(autouse=True)
def plots(describe: Any) -> None:
    create_layer(describe())
    create_layer(describe("hidden", access="restricted"))


def post(client: Client, body: Any, path: str = "/api/webhooks") -> Any:
    return client.post(path, body, content_type="application/json")


def test_from_making_to_removing() -> None:
    client = new_colleague("lan", "licensing_officer", areas=("26041",))
    made = post(client, {"layer": "plots", "url": URL})
    assert made.status_code == 201
    document = made.json()
    assert made["Location"] == document["links"]["self"]
    assert document["secret"].startswith("whsec_")
    assert (document["layer"], document["url"], document["account"]) == ("plots", URL, "lan")
    for path in (made["Location"], "/api/webhooks"):
        answer = client.get(path)
        assert URL in answer.content.decode()
        assert document["secret"] not in answer.content.decode()
        assert "private" in answer["Cache-Control"]
    assert client.post(f"{made['Location']}/start").json()["stopped_at"] is None
    assert client.delete(made["Location"]).status_code == 204
    assert client.get("/api/webhooks").json() == {"webhooks": []}
    assert client.get(made["Location"]).json()["code"] == "E-FEED-07"


def test_ones_own_and_those_of_layers_that_one_administers() -> None:
    lan = new_colleague("lan", "licensing_officer", areas=("26041",))
    minh, huong = new_colleague("minh", "licensing_officer", areas=("26041",)), new_colleague("huong", "data_manager")
    path = post(lan, {"layer": "plots", "url": URL})["Location"]
    assert minh.get("/api/webhooks").json()["webhooks"] == []
    for method in (minh.get, minh.delete):
        assert (method(path).status_code, method(path).json()["code"]) == (404, "E-FEED-07")
    assert minh.post(f"{path}/start").json()["code"] == "E-FEED-07"
    assert [one["url"] for one in huong.get("/api/webhooks").json()["webhooks"]] == [URL]
    assert huong.delete(path).status_code == 204


def test_nobody_who_has_not_signed_in() -> None:
    client = Client(headers={"Accept": "application/json"})
    assert client.get("/api/webhooks").json()["code"] == "E-FEED-08"
    assert post(client, {"layer": "plots", "url": URL}).json()["code"] == "E-FEED-08"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("[", 400, "E-FEED-09"),
        ([], 400, "E-FEED-09"),
        ({"layer": "plots"}, 400, "E-FEED-09"),
        ({"layer": 1, "url": URL}, 400, "E-FEED-09"),
        ({"layer": "plots", "url": URL + "x" * 20_000}, 400, "E-FEED-09"),
        ({"layer": "plots", "url": "http://127.0.0.1/"}, 400, "E-FEED-05"),
        ({"layer": "nosuch", "url": URL}, 404, "E-LAYER-05"),
        ({"layer": "hidden", "url": URL}, 404, "E-LAYER-05"),
    ],
)
def test_refusals(body: Any, status: int, code: str) -> None:
    answer = post(new_colleague("lan", "viewer"), body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@override_settings(WEBHOOK_PRIVATE={"127.0.0.1"})
def test_a_host_that_a_setting_names_may_be_private() -> None:
    client = new_colleague("lan", "licensing_officer", areas=("26041",))
    assert post(client, {"layer": "plots", "url": "http://127.0.0.1:9/"}).status_code == 201
