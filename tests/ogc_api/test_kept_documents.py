"""Kept documents are never another's: language, form, address, catalog and code lists decide."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client

from layers.catalog.description import LayerDescription
from layers.catalog.queries.layers import forget
from layers.catalog.services import describe_layer_anew
from layers.features.services import create_layer, remove_layer

pytestmark = pytest.mark.django_db
PATHS = ("/ogc/", "/ogc/collections", "/ogc/openapi")


@contextmanager
def noticed() -> Iterator[None]:
    """What a worker does within a second."""
    yield
    forget()


@pytest.mark.parametrize("path", PATHS)
def test_each_language_form_and_address_has_its_own(path: str, client: Client) -> None:
    asked = [
        {"path": path, "query_params": {"lang": lang, "f": f}, "headers": {"host": host}}
        for lang in ("vi", "en")
        for f in ("json", "html")
        for host in ("localhost:8000", "127.0.0.1:8000")
    ]
    first = [client.get(**one) for one in asked]
    again = [client.get(**one) for one in asked]
    assert len({answer.content for answer in first}) >= len(asked) / 2
    for before, after in zip(first, again, strict=True):
        assert before.status_code == 200
        assert before.content == after.content
        headers = [
            {k: v for k, v in answer.items() if k not in ("X-Request-Id", "Last-Modified")}
            for answer in (before, after)
        ]
        assert headers[0] == headers[1]


def test_a_header_decides_as_the_address_does(client: Client) -> None:
    page = client.get("/ogc/collections", headers={"accept": "text/html"})
    document = client.get("/ogc/collections", headers={"accept": "application/json"})
    assert page["Content-Type"].startswith("text/html")
    assert document.json()["collections"] == client.get("/ogc/collections?f=json").json()["collections"]


def test_a_change_of_the_catalog_is_in_the_next(client: Client, describe: Callable[..., LayerDescription]) -> None:
    def names() -> set[str]:
        return {one["id"] for one in client.get("/ogc/collections?f=json").json()["collections"]}

    assert names() == set()
    with noticed():
        create_layer(describe("plots"))
    assert names() == {"plots"}
    assert "/collections/plots" in client.get("/ogc/openapi?f=json").json()["paths"]
    with noticed():
        describe_layer_anew("plots", access="restricted")
    assert names() == set()
    assert "/collections/plots" not in client.get("/ogc/openapi?f=json").json()["paths"]
    with noticed():
        remove_layer("plots")
    assert names() == set()


@pytest.mark.parametrize("path", PATHS)
def test_a_refusal_is_not_kept(path: str, client: Client) -> None:
    assert client.get(f"{path}?f=xml").status_code == 400
    assert client.get(f"{path}?f=json").status_code == 200
    assert client.get(f"{path}?nothing=1").status_code == 400
