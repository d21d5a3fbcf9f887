"""`?lang=` says, the cookie remembers, Vietnamese otherwise."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from web.language import LanguageMiddleware, known_language


def _answer(request: HttpRequest, content_type: str = "text/html; charset=utf-8") -> HttpResponse:
    middleware = LanguageMiddleware(lambda r: HttpResponse(translation.get_language(), content_type=content_type))
    return middleware(request)


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "language"),
    [
        ("", None, "", "vi"),
        ("", None, "en-GB,en;q=0.9", "vi"),
        ("?lang=en", None, "", "en"),
        ("?lang=EN-us", None, "", "en"),
        ("", "en", "", "en"),
        ("?lang=vi", "en", "", "vi"),
        ("?lang=fr", None, "", "vi"),
        ("?lang=fr", "en", "", "en"),
        ("", "<script>", "", "vi"),
    ],
)
def test_the_language_of_a_page(query: str, cookie: str | None, accept: str, language: str) -> None:
    request = RequestFactory().get(f"/{query}", headers={"Accept-Language": accept})
    if cookie:
        request.COOKIES["django_language"] = cookie
    response = _answer(request)
    assert response.content.decode() == language
    assert response["Content-Language"] == language


def test_the_choice_is_remembered_and_nothing_else_is() -> None:
    assert _answer(RequestFactory().get("/?lang=en")).cookies["django_language"].value == "en"
    assert not _answer(RequestFactory().get("/")).cookies


def test_tiles_stay_the_same_for_everyone() -> None:
    tile = _answer(RequestFactory().get("/tile?lang=en"), "application/vnd.mapbox-vector-tile")
    assert not tile.cookies
    assert not tile.has_header("Vary")


def test_the_language_does_not_leak_into_the_next_request() -> None:
    with translation.override("vi"):
        _answer(RequestFactory().get("/?lang=en"))
        assert translation.get_language() == "vi"


@pytest.mark.parametrize("code", [None, "", "fr", "e", "<"])
def test_unknown_languages(code: str | None) -> None:
    assert known_language(code) is None
