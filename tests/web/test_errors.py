"""Domain errors become pages for people and problem details for programs."""

import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from gis.errors import CrsRefused, DothiError, FileRefused, InvalidRequest, LayerRefused, NotFound
from web.errors import coded, not_found, server_error, status_of


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (NotFound, 404),
        (InvalidRequest, 400),
        (CrsRefused, 400),
        (FileRefused, 422),
        (LayerRefused, 409),
        (DothiError, 400),
    ],
)
def test_each_kind_has_its_status(kind: type[DothiError], status: int) -> None:
    assert status_of(kind("E-FILE-01", path="x")) == status


def _refuse(request: HttpRequest) -> HttpResponse:
    raise NotFound("E-FILE-01", path="x.shp")


def test_programs_get_problem_details() -> None:
    with translation.override("en"):
        response = coded(_refuse)(RequestFactory().get("/api/anything"))
    body = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert (body["title"], body["code"], body["status"]) == ("There is no file x.shp.", "E-FILE-01", 404)


def test_people_get_a_page_in_their_language() -> None:
    with translation.override("vi"):
        response = coded(_refuse)(RequestFactory().get("/somewhere", headers={"Accept": "text/html"}))
    page = response.content.decode()
    assert response.status_code == 404
    assert "Không có tệp x.shp." in page and "Hãy kiểm tra đường dẫn." in page and '<html lang="vi">' in page


def test_values_in_a_sentence_never_become_markup() -> None:
    def refuse(request: HttpRequest) -> HttpResponse:
        raise NotFound("E-FILE-01", path="<script>alert(1)</script>")

    page = coded(refuse)(RequestFactory().get("/somewhere")).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(("path", "kind"), [("/api/none", "application/problem+json"), ("/none", "text/html")])
def test_unknown_addresses_and_failures(path: str, kind: str) -> None:
    request = RequestFactory().get(path)
    missing, failed = not_found(request), server_error(request)
    assert (missing.status_code, failed.status_code) == (404, 500)
    assert missing["Content-Type"].startswith(kind) and failed["Content-Type"].startswith(kind)
