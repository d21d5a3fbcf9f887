"""`/api/layers`: the contract that web/frontend/src/catalog.ts reads."""

import json
from typing import Any

import pytest
from django.test import Client

from layers.features.services import create_layer

LAYER_KEYS = {
    "name", "title", "description", "theme", "geometry", "bbox", "count", "min_zoom", "max_zoom", "visible", "tiles",
    "items", "attribution", "licence", "synthetic", "fields", "title_field", "label_field", "style",
}  # fmt: skip


@pytest.mark.django_db
def test_the_document(client: Client) -> None:
    response = client.get("/api/layers")
    document = response.json()
    assert response["Cache-Control"] == "no-cache"
    assert document.keys() == {"version", "city", "themes", "layers"}
    assert {theme["name"] for theme in document["themes"]} >= {"land", "planning", "administration"}
    for layer in document["layers"]:
        assert layer.keys() == LAYER_KEYS
        assert layer["geometry"] in {"polygon", "line", "point"}


@pytest.mark.django_db
def test_it_is_sent_again_only_when_the_catalog_changed(client: Client) -> None:
    first = client.get("/api/layers")
    assert client.get("/api/layers", headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_vietnamese_stands_in_it_whole(client: Client) -> None:
    body = client.get("/api/layers").content
    assert json.loads(body)["themes"][0]["title"].keys() == {"vi", "en"}


@pytest.mark.django_db
def test_a_layer_without_a_style_is_drawn_plainly(client: Client, describe: Any) -> None:
    create_layer(describe())
    (plots,) = (layer for layer in client.get("/api/layers").json()["layers"] if layer["name"] == "plots")
    assert plots["style"].keys() == {"field", "default", "classes"}
