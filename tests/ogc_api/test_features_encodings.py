"""Features Part 1, Annex A.3 to A.6: conformance classes GeoJSON, HTML and OpenAPI 3.0."""

import json
from html.parser import HTMLParser

import pytest
import shapely

from tests.ogc_api.client import GEOJSON, LAYERS, Api, links_of, media_type

each_layer = pytest.mark.parametrize("layer", LAYERS)


@each_layer
def test_geojson_definition(api: Api, layer: str) -> None:
    """/conf/geojson/definition: features are offered as application/geo+json, and negotiated by Accept."""
    answer = api.ask(f"/collections/{layer}/items", headers={"Accept": GEOJSON})
    assert media_type(answer) == GEOJSON
    assert media_type(api.ask(f"/collections/{layer}/items/1", headers={"Accept": GEOJSON})) == GEOJSON


@each_layer
def test_geojson_content(api: Api, layer: str) -> None:
    """/conf/geojson/content: RFC 7946, with valid geometries and outer rings to the left."""
    for feature in api.json(f"/collections/{layer}/items", limit=50)["features"]:
        assert feature["type"] == "Feature" and isinstance(feature["properties"], dict)
        geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert not geometry.is_empty and not geometry.has_z
        assert geometry.geom_type == feature["geometry"]["type"]
        assert all(part.exterior.is_ccw for part in shapely.get_parts(geometry) if part.geom_type == "Polygon")


PAGES = [
    "", "/conformance", "/openapi", "/collections", "/collections/{}", "/collections/{}/items",
    "/collections/{}/items/1", "/collections/{}/tiles", "/collections/{}/tiles/WebMercatorQuad", "/tileMatrixSets",
    "/tileMatrixSets/WebMercatorQuad",
]  # fmt: skip


@each_layer
@pytest.mark.parametrize("path", PAGES)
def test_html_definition_and_content(api: Api, layer: str, path: str) -> None:
    """/conf/html/definition, content: every document is a page too, by Accept and by `f=html`, all tags closed."""
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    for answer in (api.ask(path.format(layer), headers=browser), api.ask(path.format(layer), f="html")):
        assert (answer.status_code, media_type(answer)) == (200, "text/html")
        page = Outline()
        page.feed(answer.text)
        assert page.open == []
        assert page.headings == 1


class Outline(HTMLParser):
    """Which elements are still open, and how many main headings there are."""

    VOID = frozenset({"meta", "link", "br", "img", "input", "path", "circle", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.headings += tag == "h1"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


def test_oas30_definition_1(api: Api) -> None:
    """/conf/oas30/oas-definition-1: the definition under its registered media type."""
    link = links_of(api.json(""), "service-desc")[0]
    answer = api.ask(link["href"])
    assert link["type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert answer.headers["Content-Type"].replace(" ", "") == link["type"]


def test_oas30_definition_2(api: Api) -> None:
    """/conf/oas30/oas-definition-2: OpenAPI 3.0 of sound structure (see test_truth for the whole of it)."""
    document = api.json("/openapi")
    assert document["openapi"].startswith("3.0.")
    assert document["servers"] == [{"url": api.root}]


def test_oas30_impl(api: Api) -> None:
    """/conf/oas30/oas-impl: every operation answers as defined (see test_truth)."""
    assert all(len(item) == 1 and item.keys() <= {"get", "post"} for item in api.json("/openapi")["paths"].values())


def test_oas30_completeness(api: Api) -> None:
    """/conf/oas30/completeness: each operation lists the statuses and media types it answers with."""
    for item in api.json("/openapi")["paths"].values():
        ((_, operation),) = item.items()
        answers = operation["responses"]
        assert {"200", "400", "default"} <= answers.keys()
        assert answers["200"]["content"]


def test_oas30_exceptions_codes(api: Api) -> None:
    """/conf/oas30/exceptions-codes: refusals have a definition."""
    document = api.json("/openapi")
    assert "application/problem+json" in document["components"]["responses"]["problem"]["content"]


def test_oas30_security(api: Api) -> None:
    """/conf/oas30/security: nothing is guarded yet, so nothing is defined."""
    assert "security" not in api.json("/openapi")
