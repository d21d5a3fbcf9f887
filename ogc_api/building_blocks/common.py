"""OGC API - Common: landing page, conformance, API definition."""

from django.http import HttpRequest, HttpResponse

from layers.access.requests import view_of
from ogc_api import negotiation, titles
from ogc_api.block import BuildingBlock, Route, absolute
from ogc_api.kept_documents import kept
from ogc_api.links import link
from ogc_api.parameters import FORMAT, LANGUAGE, refuse_unknown
from ogc_api.pygeoapi_bridge import TILESETS_VECTOR, landing_document

OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.0"
FUNCTIONS = "http://www.opengis.net/def/rel/ogc/1.0/functions"
TILING_SCHEMES = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"


@kept
def landing(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, ())
    document = landing_document(request)
    document["links"].append(link(request, TILING_SCHEMES, "/tileMatrixSets", titles.TILE_MATRIX_SETS))
    document["links"].append(link(request, TILESETS_VECTOR, "/tiles", titles.DATASET_TILES))
    document["links"].append(link(request, FUNCTIONS, "/functions", titles.FUNCTIONS))
    return negotiation.answer(request, document, "landing")


def conformance(request: HttpRequest) -> HttpResponse:
    from ogc_api.registry import BUILDING_BLOCKS, conformance_classes  # the registry imports this block

    refuse_unknown(request, ())
    return negotiation.answer(request, {"conformsTo": conformance_classes()}, "conformance", blocks=BUILDING_BLOCKS)


@kept
def api_definition(request: HttpRequest) -> HttpResponse:
    from ogc_api.definition import definition  # as above

    refuse_unknown(request, ())
    document = definition(view_of(request), absolute(request), request.LANGUAGE_CODE)
    if negotiation.wanted(request) == negotiation.HTML:
        return negotiation.page(request, "definition", {"document": document})
    return negotiation.json_answer(request, document, OPENAPI_TYPE)


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
        Route("", "landing", landing, "Landing page", _COMMON, vi="Trang đầu"),
        Route("conformance", "conformance", conformance, "What is implemented", _COMMON, vi="Những gì đã thực hiện"),
        Route(
            "openapi", "openapi", api_definition, "This definition", _COMMON, (OPENAPI_TYPE, "text/html"),
            vi="Mô tả API này",
        ),
    ),
)  # fmt: skip
