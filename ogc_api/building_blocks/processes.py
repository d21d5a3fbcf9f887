"""OGC API - Processes, Part 1: the list of processes, their descriptions, and executing one at once.

Answers come by value and at once (`sync-execute`), so there are no jobs to ask after (7.11, table 8 of the standard).
"""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from gis.errors import InvalidRequest, NotFound
from layers.access.requests import view_of
from layers.catalog.description import Title
from ogc_api import negotiation
from ogc_api.block import BuildingBlock, Operation, Parameter, Route
from ogc_api.links import HTML, JSON, link
from ogc_api.parameters import FORMAT, LANGUAGE, refuse_unknown
from ogc_api.processes import PROCESSES
from ogc_api.processes.process import Document, Process, read_inputs
from ogc_api.titles import PROCESSES as PROCESSES_TITLE
from ogc_api.titles import THIS_AS_HTML, THIS_AS_JSON, said

EXECUTE = "http://www.opengis.net/def/rel/ogc/1.0/execute"
LARGEST_BODY = 100_000
"""Bytes of an execute request; the inputs are small values."""


def processes(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, ())
    document = {
        "title": said(PROCESSES_TITLE),
        "processes": [_summary(request, process) for process in PROCESSES.values()],
        "links": _links(request, "/processes"),
    }
    return negotiation.answer(request, document, "document")


def process(request: HttpRequest, process_id: str) -> HttpResponse:
    refuse_unknown(request, ())
    found = _process(process_id)
    document = _summary(request, found) | {
        "inputs": {
            name: {
                "title": said(described.title),
                "schema": described.schema,
                "minOccurs": 1 if described.required else 0,
            }
            for name, described in found.inputs.items()
        },
        "outputs": {found.output: {"title": said(found.output_title), "schema": found.output_schema}},
        "links": [
            *_links(request, f"/processes/{found.id}"),
            link(request, EXECUTE, f"/processes/{found.id}/execution", _EXECUTE),
        ],
    }
    return negotiation.answer(request, document, "document")


def execution(request: HttpRequest, process_id: str) -> HttpResponse:
    """The output itself, or with `"response": "document"` an object that holds it by its name (7.11.4)."""
    refuse_unknown(request, ())
    found = _process(process_id)
    asked = _body(request)
    _check_outputs(found, asked)
    answer = found.execute(view_of(request), read_inputs(found, asked.get("inputs", {})))
    if asked.get("response", "raw") == "document":
        answer = {found.output: answer}
    return negotiation.json_answer(request, answer)


def _process(process_id: str) -> Process:
    found = PROCESSES.get(process_id)
    if found is None:
        raise NotFound("E-PROCESS-01", name=process_id[:60], known=", ".join(PROCESSES))
    return found


def _body(request: HttpRequest) -> dict[str, Any]:
    """The execute request (execute.yaml of the standard)."""
    try:
        raw = request.body
        body = json.loads(raw) if len(raw) <= LARGEST_BODY else None
    except (ValueError, RecursionError, RequestDataTooBig, UnreadablePostError):
        body = None
    if not isinstance(body, dict):
        raise InvalidRequest("E-PROCESS-02", reason="JSON")
    return body


def _check_outputs(found: Process, asked: dict[str, Any]) -> None:
    outputs = asked.get("outputs", {})
    known = isinstance(outputs, dict) and outputs.keys() <= {found.output}
    by_value = known and all(
        isinstance(how, dict) and how.get("transmissionMode", "value") == "value" for how in outputs.values()
    )
    if not by_value or asked.get("response", "raw") not in ("raw", "document"):
        raise InvalidRequest("E-PROCESS-06", output=found.output)


def _summary(request: HttpRequest, found: Process) -> Document:
    return {
        "id": found.id,
        "version": found.version,
        "title": said(found.title),
        "description": said(found.description),
        "jobControlOptions": ["sync-execute"],
        "outputTransmission": ["value"],
        "links": [link(request, "self", f"/processes/{found.id}", found.title)],
    }


def _links(request: HttpRequest, path: str) -> list[Document]:
    html = negotiation.wanted(request) == negotiation.HTML
    rels = ("alternate", "self") if html else ("self", "alternate")
    return [
        link(request, rels[0], path, THIS_AS_JSON, JSON, f="json"),
        link(request, rels[1], path, THIS_AS_HTML, HTML, f="html"),
    ]


_COMMON = (FORMAT, LANGUAGE)
_EXECUTE = Title("Thực hiện phép xử lý này", "Execute this process")
_PROCESS_ID = Parameter("processID", "Id of a process", {"type": "string"}, vi="Mã phép xử lý")
_REQUEST = {
    "type": "object",
    "required": ["inputs"],
    "properties": {
        "inputs": {"type": "object"},
        "outputs": {"type": "object"},
        "response": {"type": "string", "enum": ["raw", "document"], "default": "raw"},
    },
}
_EXECUTION = Operation(
    execution, "Execute a process", "Thực hiện một phép xử lý", body={JSON: _REQUEST}, media_types=(JSON,),
    answers={"200": "What came of it"}, parameters=(LANGUAGE,),
)  # fmt: skip
_CONFORMANCE = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/"
BLOCK = BuildingBlock(
    title="Processes, Part 1: Core",
    specification="https://docs.ogc.org/is/18-062r2/18-062r2.html",
    conformance=tuple(_CONFORMANCE + name for name in ("core", "ogc-process-description", "json", "html", "oas30")),
    routes=(
        Route("processes", "processes", processes, "Processes", _COMMON, vi="Các phép xử lý"),
        Route(
            "processes/{processID}", "process", process, "One process", _COMMON, places=(_PROCESS_ID,),
            vi="Một phép xử lý",
        ),
        Route(
            "processes/{processID}/execution", "execution", None, "Execute a process", places=(_PROCESS_ID,),
            operations={"POST": _EXECUTION},
        ),
    ),
)  # fmt: skip
