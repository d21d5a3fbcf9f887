"""The frame of the map: the right language, nothing that a strict content policy stops, nothing from elsewhere."""

import gzip
import json
import re

import pytest
from django.test import Client

from gis.setup.places import FRONT_END_OUTPUT

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)")


@pytest.mark.parametrize(("query", "language", "words"), [("", "vi", "Dữ liệu mở"), ("?lang=en", "en", "Open data")])
def test_the_page_speaks_the_language(client: Client, query: str, language: str, words: str) -> None:
    page = client.get(f"/{query}").content.decode()
    assert f'<html lang="{language}">' in page
    assert words in page


def test_a_strict_content_policy_holds(client: Client) -> None:
    page = client.get("/").content.decode()
    assert not INLINE_SCRIPT.search(page)
    assert not re.search(r"\son\w+=|\sstyle=|<style", page)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)


def test_the_switch_keeps_the_rest_of_the_query(client: Client) -> None:
    page = client.get("/?lang=en&print=1").content.decode()
    assert 'href="/?lang=vi&amp;print=1"' in page


def test_everything_the_script_needs_is_named_and_fetched_at_once(client: Client) -> None:
    page = client.get("/").content.decode()
    config = json.loads(re.findall(r'<script id="map-config"[^>]*>(.*?)</script>', page)[0])
    assert config["layers_url"] == "/api/layers" and config["search_url"] == "/api/search"
    assert config["worker_url"].startswith("/static/map/tile-worker-")
    assert re.search(r'<link rel="modulepreload" href="/static/map/[\w-]+\.js">', page)


def test_the_first_visit_loads_little_script() -> None:
    scripts = [path for path in FRONT_END_OUTPUT.glob("*.js") if not path.name.startswith("pages-")]
    assert scripts
    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) < 450_000


def test_before_the_front_end_was_built(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.templatetags.frontend.MANIFEST", "map/not-built.json")
    response = client.get("/?lang=en")
    assert response.status_code == 200
    assert "has not been built yet" in response.content.decode()


def test_only_reading(client: Client) -> None:
    assert client.post("/").status_code == 405
