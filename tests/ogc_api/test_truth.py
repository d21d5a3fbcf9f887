"""What is declared is true: the API definition, the conformance classes, and where every link leads."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from ogc_api.registry import BUILDING_BLOCKS
from tests.ogc_api.client import LAYERS, Api, link_of, media_type
from tests.ogc_api.openapi_schema import OPENAPI_3_0

PLACES = {"tileMatrixSetId": "WebMercatorQuad", "featureId": "1", "tileMatrix": "0", "tileRow": "0", "tileCol": "0",
          "processID": "parcel-zoning"}  # fmt: skip


@pytest.fixture(scope="module")
def definition(api: Api) -> Any:
    return api.json("/openapi")


def filled(path: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda place: PLACES[place[1]], path)


def referred(definition: Any, reference: str) -> Any:
    """What a reference inside the definition leads to; KeyError where it leads nowhere."""
    found = definition
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def test_the_definition_is_valid(definition: Any) -> None:
    """OpenAPI 3.0.3, clause 4.7: structure, unique operation ids, every place of a path described, every ref found."""
    Draft4Validator(OPENAPI_3_0, format_checker=FormatChecker()).validate(definition)
    operations = [operation for item in definition["paths"].values() for operation in item.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for path, item in definition["paths"].items():
        (operation,) = item.values()
        parameters = operation["parameters"]
        names = [(parameter["in"], parameter["name"]) for parameter in parameters]
        assert len(names) == len(set(names)), path
        assert {name for kind, name in names if kind == "path"} == set(re.findall(r"\{(\w+)\}", path))
        for parameter in parameters:
            Draft4Validator.check_schema(parameter["schema"])
    assert {tag["name"] for tag in definition["tags"]} >= {tag for o in operations for tag in o["tags"]}
    references = set(re.findall(r"'\$ref': '([^']+)'", str(definition)))
    assert "#/components/responses/problem" in references
    for reference in references:
        assert referred(definition, reference), reference


def test_every_path_answers_as_declared(api: Api, definition: Any) -> None:
    """200 with each of the media types declared, asked for by Accept."""
    base = definition["servers"][0]["url"]
    for path, item in definition["paths"].items():
        if "get" not in item:
            continue
        for declared in item["get"]["responses"]["200"]["content"]:
            answer = api.ask(base + filled(path), headers={"Accept": declared})
            assert answer.status_code == 200, path
            assert media_type(answer) == declared.partition(";")[0], (path, declared)


def test_every_declared_parameter_is_known(api: Api, definition: Any) -> None:
    """With a value after its own schema, no parameter is refused as unknown."""
    samples = {"integer": "1", "number": "1.5", "string": "x", "boolean": "true", "array": "1,2,3,4"}
    formats = {"date": "2026-11-24", "date-time": "2026-11-24T00:00:00Z"}
    own = {"crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "datetime": "2026-11-21"}
    own["bbox-crs"] = own["filter-crs"] = own["crs"]
    own["filter"], own["since"] = "id > 0", "now"
    own["recorded"] = "2126-11-24T00:00:00Z"
    for layer in LAYERS:
        own["properties"] = next(iter(api.json(f"/collections/{layer}/items", limit=1)["features"][0]["properties"]))
        for path, item in definition["paths"].items():
            if f"/{layer}/" not in path + "/":
                continue
            for parameter in item["get"]["parameters"]:
                if parameter["in"] == "query":
                    schema, name = parameter["schema"], parameter["name"]
                    schema = referred(definition, schema["$ref"]) if "$ref" in schema else schema
                    value = own.get(name) or schema.get("enum", [None])[0]
                    value = value or formats.get(schema.get("format")) or samples[schema["type"]]
                    asked = {name: value} | ({"filter": own["filter"]} if name.startswith("filter-") else {})
                    assert api.ask(filled(path), **asked).status_code == 200, (path, name)


def test_every_conformance_class_belongs_to_a_block_that_answers(api: Api) -> None:
    declared = api.json("/conformance")["conformsTo"]
    assert sorted(declared) == sorted(uri for block in BUILDING_BLOCKS for uri in block.conformance)
    for block in BUILDING_BLOCKS:
        for route in block.routes:
            path = filled("/" + route.path.replace("{name}", "parcels"))
            assert api.ask(path).status_code == (200 if route.view else 405), (block.title, path)


DOCUMENTS = [
    "", "/", "/conformance", "/collections", "/tileMatrixSets", "/tileMatrixSets/WebMercatorQuad", "/processes",
    "/processes/parcel-zoning",
    *(
        f"/collections/{layer}{rest}"
        for layer in LAYERS
        for rest in ("", "/items?limit=1", "/items/1", "/tiles", "/tiles/WebMercatorQuad")
    ),
]  # fmt: skip


@pytest.mark.parametrize("language", ["", "vi", "en"])
def test_every_link_leads_to_what_it_says(api: Api, language: str) -> None:
    """200 and the link's own media type, whatever the client accepts; pages in the language that hreflang says."""
    asked = {"lang": language} if language else {}
    links = {
        (link["href"], link["type"], link.get("hreflang"))
        for document in DOCUMENTS
        for link in links_in(api.json(document, **asked))
        if not link.get("templated") and link["rel"] != "license" and not link["rel"].endswith("/execute")
    }
    assert len(links) > 40
    for href, kind, hreflang in links:
        assert href.startswith(api.root.removesuffix("/ogc"))
        answer = api.ask(href, headers={"Accept": kind})
        assert (answer.status_code, media_type(answer)) == (200, kind.partition(";")[0]), href
        if hreflang and language:
            assert f'<html lang="{language}"' in answer.text and hreflang == language, href


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_is_what_its_self_link_leads_to(api: Api, document: str) -> None:
    found = api.json(document)
    link = link_of(found, "self") if "links" in found else None
    if link:
        again = api.json(link["href"])
        assert {**again, "timeStamp": ""} == {**found, "timeStamp": ""} or again["links"] != found["links"]
        assert [entry["rel"] for entry in again["links"]] == [entry["rel"] for entry in found["links"]]


def test_titles_are_in_the_language_asked_for(api: Api) -> None:
    """Every title and description, links' included: Vietnamese and English differ in all of them but names."""
    for document in DOCUMENTS:
        vietnamese, english = api.json(document), api.json(document, lang="en")
        pairs = list(zip(links_in(vietnamese), links_in(english), strict=True))
        for one, other in pairs:
            if one["rel"] != "license":
                assert one["title"] and one["title"] != other["title"], (document, one)
    assert api.json("", lang="en")["title"] == "dothi: urban data"
    assert api.json("/collections/parcels", lang="en")["keywords"] == ["Land"]
    assert api.json("/collections/parcels")["keywords"] == ["Đất đai"]
    assert api.json("/openapi", lang="vi")["info"]["title"] == "dothi: dữ liệu đô thị"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_links_follow_the_host_that_was_asked(api: Api, host: str) -> None:
    port = api.root.rsplit(":", 1)[1].partition("/")[0]
    for document in DOCUMENTS:
        answer = api.ask(document, headers={"Host": f"{host}:{port}"})
        hosts = {
            re.match(r"http://([^/]+)/", link["href"])[1]
            for link in links_in(answer.json())
            if link["rel"] != "license"
        }  # type: ignore[index]
        assert hosts <= {f"{host}:{port}"}, document
    servers = api.ask("/openapi", headers={"Host": f"{host}:{port}"}).json()["servers"]
    assert servers == [{"url": f"http://{host}:{port}/ogc"}]


def links_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every link anywhere in a document."""
    if isinstance(value, dict):
        if "href" in value:
            yield value
        yield from itertools.chain.from_iterable(links_in(part) for part in value.values())
    elif isinstance(value, list):
        yield from itertools.chain.from_iterable(links_in(part) for part in value)
