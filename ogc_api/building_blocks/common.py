"""OGC API - Common: landing page, conformance, API definition."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ogc_api import negotiation
from ogc_api.block import BuildingBlock, Route, absolute
from ogc_api.parameters import FORMAT, LANGUAGE, refuse_unknown
from ogc_api.pygeoapi_bridge import landing_document

OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.0"


def landing(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, ())
    document = landing_document(request)
    for link in document["links"]:  # pygeoapi's address of the API definition is /openapi
        link["href"] = link["href"].replace(absolute(request) + "?", absolute(request, "/") + "?")
    document["links"].append(
        {
            "rel": "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
            "type": "application/json",
            "title": "Tile matrix sets",
            "href": absolute(request, "/tileMatrixSets"),
        }
    )
    return negotiation.answer(request, document, "landing")


def conformance(request: HttpRequest) -> HttpResponse:
    from ogc_api.registry import conformance_classes  # the registry imports this block

    refuse_unknown(request, ())
    return negotiation.answer(request, {"conformsTo": conformance_classes()}, "conformance")


def api_definition(request: HttpRequest) -> HttpResponse:
    from ogc_api.definition import definition  # as above

    refuse_unknown(request, ())
    document = definition(absolute(request))
    if negotiation.wanted(request) == negotiation.HTML:
        return render(request, "ogc_api/definition.html", {"document": document})
    return HttpResponse(json.dumps(document, ensure_ascii=False), content_type=OPENAPI_TYPE)


_COMMON = (FORMAT, LANGUAGE)
BLOCK = BuildingBlock(
    title="Common",
    specification="https://docs.ogc.org/is/19-072/19-072.html",
    conformance=(
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    ),
    routes=(
        Route("", "landing", landing, "Landing page", _COMMON),
        Route("conformance", "conformance", conformance, "What is implemented", _COMMON),
        Route("openapi", "openapi", api_definition, "This definition", _COMMON, (OPENAPI_TYPE, "text/html")),
    ),
)
