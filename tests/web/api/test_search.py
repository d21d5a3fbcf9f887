"""`GET /api/search`: the document, its languages, and what it refuses."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_document(client: Client) -> None:
    document = client.get("/api/search", {"q": "Trung Dũng", "limit": 3}).json()
    assert document.keys() == {"query", "understood_as", "results"}
    assert document["understood_as"] == {"kind": "words", "words": "trung dung"}
    assert 1 <= len(document["results"]) <= 3
    first = document["results"][0]
    assert {"kind", "title", "subtitle", "layer", "id", "point", "bbox", "score", "exact"} <= first.keys()
    assert first["title"].keys() == {"vi", "en"}
    scores = [result["score"] for result in document["results"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize(("language", "word"), [("vi", "Không tìm thấy"), ("en", "Nothing was found")])
def test_messages_speak_the_language_asked_for(client: Client, language: str, word: str) -> None:
    message = client.get("/api/search", {"q": "qwxzqwxz", "lang": language}).json()["message"]
    assert message["code"] == "N-SEARCH-02"
    assert word in message["sentence"]
    assert message["way_out"]


def test_no_text_is_no_error(client: Client) -> None:
    document = client.get("/api/search").json()
    assert document["results"] == []
    assert document["message"]["code"] == "N-SEARCH-01"


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"q": "x" * 10_000}, "E-SEARCH-01"),
        ({"q": "1209123 40745"}, "E-SEARCH-02"),
        ({"q": "ab", "limit": "0"}, "E-REQUEST-03"),
        ({"q": "ab", "limit": "many"}, "E-REQUEST-03"),
        ({"q": "ab", "limit": "٣"}, "E-REQUEST-03"),
    ],
)
def test_refusals_have_a_code_and_a_way_out(client: Client, parameters: dict[str, str], code: str) -> None:
    response = client.get("/api/search", parameters)
    assert response.status_code == 400
    problem = response.json()
    assert problem["code"] == code
    assert problem["title"]
    assert problem["detail"]


def test_more_than_the_most_is_cut(client: Client) -> None:
    assert len(client.get("/api/search", {"q": "an", "limit": "100000"}).json()["results"]) <= 50


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post("/api/search", {"q": "a"}).status_code == 405
