"""Which method leads to which view of a route; OPTIONS, HEAD and 405 follow from what a route declares.

OPTIONS says by `Allow` what whoever asks may do there: QGIS takes a collection for editable where POST is among it. A
browser's preflight comes without the reader's credentials, so what it is told has every method.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from gis.errors import InvalidRequest
from layers.access.requests import view_of
from ogc_api.block import Operation, Route, View
from ogc_api.errors import coded, problem

ALLOWED_HEADERS = (
    "Accept, Accept-Language, Authorization, Content-Crs, Content-Type, If-Match, If-Modified-Since, If-None-Match,"
    " X-API-Key, X-CSRFToken"
)
PREFLIGHT_SECONDS = 24 * 3600
READING = ("GET", "HEAD")
ACCEPTED = {"POST": "Accept-Post", "PATCH": "Accept-Patch"}
"""Headers that say what may be sent (W3C Linked Data Platform, 7.1; RFC 5789, 3.1)."""


def by_method(route: Route) -> View:
    """The view of a route whatever it is asked by."""
    return coded(_dispatched(route.view, route.operations))


def reading(view: View) -> View:
    """A view that is only read."""
    return coded(_dispatched(view, {}))


def _dispatched(view: View | None, operations: Mapping[str, Operation]) -> View:
    reads = READING if view else ()
    every = (*reads, *operations, "OPTIONS")

    def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
        method = request.method or ""
        if method == "OPTIONS":
            allowed = [name for name, one in operations.items() if may(request, one, values.get("name"))]
            return _options((*reads, *allowed, "OPTIONS"), every, operations)
        if view and method in READING:
            return view(request, **values)
        if method in operations:
            return operations[method].view(request, **values)
        code = "E-REQUEST-13" if operations else "E-REQUEST-07"
        refusal = InvalidRequest(code, method=method, methods=", ".join(every))
        response = problem(request, refusal, 405)
        response["Allow"] = ", ".join(every)
        return response

    return answer


def may(request: HttpRequest, operation: Operation, layer: str | None) -> bool:
    """Whether whoever asks may do this in the layer; nobody is told more of one that they may not know of."""
    if operation.right is None or layer is None:
        return True
    return request.user.is_authenticated and view_of(request).may(operation.right, layer)


def _options(allowed: Iterable[str], every: Iterable[str], operations: Mapping[str, Operation]) -> HttpResponse:
    """What may be asked, to a browser's preflight too (Fetch standard, CORS protocol)."""
    # The draft wants 200 where something can be written (/req/create-replace-delete/options-response).
    response = HttpResponse(status=200 if operations else 204)
    del response["Content-Type"]
    response["Allow"] = ", ".join(allowed)
    for method, header in ACCEPTED.items():
        if method in operations and method in response["Allow"]:
            response[header] = ", ".join(operations[method].body)
    response["Access-Control-Allow-Methods"] = ", ".join(every)
    response["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
    response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response
