"""OGC API - Processes, Part 1: descriptions, execution, and what is refused with which code."""

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from layers.features.services import create_layer
from layers.templates import template_named
from ogc_api.processes import PROCESSES
from tests.layers.planning.conftest import add

pytestmark = pytest.mark.django_db
EXECUTION = "/ogc/processes/parcel-zoning/execution"


@pytest.fixture
def parcel() -> int:
    """A parcel of 100 m² with housing on 60 m² of it, overlapped by a park on 20 m²."""
    made = {name: template_named(name).instantiated(storage_epsg=5899) for name in ("parcels", "zoning")}
    for description in made.values():
        create_layer(description)
    zoning = made["zoning"]
    add(zoning, (0, 0, 6, 10), chuc_nang="DAT_O_Nhomnhao", ma_ho_so_qh="75QPK1250001", mat_do_xd="40-60")
    add(zoning, (4, 0, 8, 10), chuc_nang="DAT_HTXH_CayxanhCC", ma_ho_so_qh="75QPK1250001")
    return add(made["parcels"], (0, 0, 10, 10))


def execute(client: Client, body: Any, path: str = EXECUTION, **headers: Any) -> Any:
    content = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(path, content, content_type="application/json", headers=headers)


def test_the_list_and_the_description(client: Client) -> None:
    listed = client.get("/ogc/processes").json()
    assert [p["id"] for p in listed["processes"]] == list(PROCESSES)
    assert {link["rel"] for link in listed["links"]} == {"self", "alternate"}
    described = client.get("/ogc/processes/parcel-zoning?lang=en").json()
    assert described["title"] == "Zoning of a parcel"
    assert described["jobControlOptions"] == ["sync-execute"]
    assert described["inputs"]["parcel"]["schema"]["type"] == "integer"
    assert described["inputs"]["as_of"]["minOccurs"] == 0
    rels = {link["rel"]: link["href"] for link in described["links"]}
    assert rels["http://www.opengis.net/def/rel/ogc/1.0/execute"].endswith(f"{EXECUTION}?lang=en")


@pytest.mark.parametrize("path", ["/ogc/processes", "/ogc/processes/parcel-zoning"])
def test_people_get_a_page(client: Client, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "parcel-zoning" in page.content.decode()


def test_the_landing_page_leads_here(client: Client) -> None:
    links = client.get("/ogc/").json()["links"]
    found = [link["href"] for link in links if link["rel"] == "http://www.opengis.net/def/rel/ogc/1.0/processes"]
    assert found
    assert client.get(found[0].replace("http://testserver", "")).status_code == 200


def test_an_execution(client: Client, parcel: int) -> None:
    response = execute(client, {"inputs": {"parcel": parcel}})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    found = response.json()
    assert found.keys() == {"parcel", "parts", "uncovered", "plans", "as_of"}
    assert found["parcel"] == {"id": parcel, "area_m2": 100.0, "crs": "EPSG:5899"}
    homes, both, park = found["parts"]
    assert homes["title"] == {"vi": "Nhóm nhà ở", "en": "Housing group"}
    assert homes["colour"] == "#cc9900"
    assert homes["parameters"]["mat_do_xd"] == "40-60"
    assert (both["overlap"], both["zone"]) == (True, None)
    assert both["zones"] == [{"layer": "zoning", "id": part["zone"]} for part in (homes, park)]
    assert both["title"]["en"].startswith("Overlap: ")
    assert [part["area_m2"] for part in found["parts"]] == [40.0, 20.0, 20.0]
    assert found["uncovered"] == {"area_m2": 20.0, "share": 0.2}
    assert found["plans"][0]["level"] == "sub_area"


def test_the_answer_is_what_the_description_says(client: Client, parcel: int) -> None:
    schema = client.get("/ogc/processes/parcel-zoning").json()["outputs"]["zoning"]["schema"]
    text = json.dumps(schema).replace('"type": "integer", "nullable": true', '"type": ["integer", "null"]')
    text = text.replace('"type": "string", "nullable": true', '"type": ["string", "null"]')
    text = text.replace('"type": "object", "nullable": true', '"type": ["object", "null"]')
    Draft202012Validator(json.loads(text)).validate(execute(client, {"inputs": {"parcel": parcel}}).json())


def test_results_as_a_document_and_inputs_with_their_value(client: Client, parcel: int) -> None:
    """7.11.4: `document` holds each output by its name; 7.11.2.4: a value may come as an object."""
    raw = execute(client, {"inputs": {"parcel": {"value": parcel}}}).json()
    document = execute(client, {"inputs": {"parcel": parcel}, "outputs": {"zoning": {}}, "response": "document"}).json()
    assert document == {"zoning": raw}


def test_a_day_may_be_asked_for(client: Client, parcel: int) -> None:
    assert execute(client, {"inputs": {"parcel": parcel, "as_of": "2030-01-31"}}).json()["as_of"] == "2030-01-31"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"inputs": {"parcel": 999_999}}, 404, "E-FEATURE-01"),
        ({"inputs": {}}, 400, "E-PROCESS-03"),
        ({}, 400, "E-PROCESS-03"),
        ({"inputs": {"parcel": None}}, 400, "E-PROCESS-03"),
        ({"inputs": {"parcel": "7"}}, 400, "E-PROCESS-04"),
        ({"inputs": {"parcel": 7.5}}, 400, "E-PROCESS-04"),
        ({"inputs": {"parcel": True}}, 400, "E-PROCESS-04"),
        ({"inputs": {"parcel": 0}}, 400, "E-PROCESS-04"),
        ({"inputs": {"parcel": 10**30}}, 400, "E-PROCESS-04"),
        ({"inputs": {"parcel": [1, 2]}}, 400, "E-PROCESS-04"),
        ({"inputs": {"parcel": 1, "as_of": "2026-02-30"}}, 400, "E-PROCESS-04"),
        ({"inputs": {"parcel": 1, "as_of": "yesterday"}}, 400, "E-PROCESS-04"),
        ({"inputs": {"parcel": 1, "plot": 2}}, 400, "E-PROCESS-05"),
        ({"inputs": []}, 400, "E-PROCESS-02"),
        ([], 400, "E-PROCESS-02"),
        ("", 400, "E-PROCESS-02"),
        ("{", 400, "E-PROCESS-02"),
        (b"\xff\xfe\x00", 400, "E-PROCESS-02"),
        ("[" * 50_000, 400, "E-PROCESS-02"),
        ('{"inputs": {"parcel": "' + "x" * 200_000 + '"}}', 400, "E-PROCESS-02"),
        ('{"inputs": {"parcel": ' + "x" * 3_000_000 + "}}", 400, "E-PROCESS-02"),
        ({"inputs": {"parcel": 1}, "outputs": {"map": {}}}, 400, "E-PROCESS-06"),
        ({"inputs": {"parcel": 1}, "outputs": {"zoning": {"transmissionMode": "reference"}}}, 400, "E-PROCESS-06"),
        ({"inputs": {"parcel": 1}, "response": "xml"}, 400, "E-PROCESS-06"),
    ],
)
def test_refusals(client: Client, parcel: int, body: Any, status: int, code: str) -> None:
    response = execute(client, body)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["code"] == code
    assert problem["title"] and problem["detail"]


@pytest.mark.parametrize("path", ["/ogc/processes/nope", "/ogc/processes/parcel%00"])
def test_a_process_that_is_none(client: Client, path: str) -> None:
    """Requirement /req/core/process-exception/no-such-process: the type of the exception."""
    for response in (client.get(path), execute(client, {"inputs": {}}, path + "/execution")):
        assert response.status_code == 404
        assert response.json()["code"] == "E-PROCESS-01"
        assert response.json()["type"].endswith("/ogcapi-processes-1/1.0/no-such-process")


def test_methods(client: Client) -> None:
    for method in ("get", "put", "delete"):
        refused = getattr(client, method)(EXECUTION)
        assert (refused.status_code, refused["Allow"]) == (405, "POST, OPTIONS")
        assert refused.json()["code"] == "E-REQUEST-13"
    preflight = client.options(EXECUTION)
    assert preflight.status_code == 200
    assert preflight["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert "Content-Type" in preflight["Access-Control-Allow-Headers"]
    refused = client.post("/ogc/processes", "{}", content_type="application/json")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_it_needs_no_token_and_any_origin_may_ask(parcel: int) -> None:
    response = execute(Client(enforce_csrf_checks=True), {"inputs": {"parcel": parcel}}, Origin="https://example.org")
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_layer_that_is_not_public_is_not_answered(client: Client, parcel: int) -> None:
    from django.db import connection

    from layers.catalog.queries.layers import forget

    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalog_layer SET access = 'restricted' WHERE name = 'parcels'")
    forget()
    response = execute(client, {"inputs": {"parcel": parcel}})
    assert (response.status_code, response.json()["code"]) == (404, "E-LAYER-05")


def test_the_definition_has_the_request(client: Client) -> None:
    operation = client.get("/ogc/openapi").json()["paths"]["/processes/{processID}/execution"]["post"]
    assert operation["requestBody"]["content"]["application/json"]["schema"]["required"] == ["inputs"]
    declared = client.get("/ogc/conformance").json()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core" in declared
