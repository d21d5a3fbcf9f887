"""OGC API - Features, Part 3: Filtering, in CQL2. `filter` itself is answered where features and tiles are; here are
the functions that it may call."""

from django.http import HttpRequest, HttpResponse

from layers.features.filters import FUNCTIONS
from ogc_api import negotiation, titles
from ogc_api.block import BuildingBlock, Route
from ogc_api.parameters import FORMAT, LANGUAGE, refuse_unknown

_FILTERING = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/{}"
_CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/{}"


def functions(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, ())
    document = {
        "functions": [
            {
                "name": name,
                "description": titles.said(function.title, request.LANGUAGE_CODE),
                "arguments": [{"type": [kind.value]} for kind in function.arguments],
                "returns": {"type": [function.returns.value]},
            }
            for name, function in FUNCTIONS.items()
        ]
    }
    return negotiation.answer(request, document, "functions", functions_title=titles.FUNCTIONS)


BLOCK = BuildingBlock(
    title="Features, Part 3: Filtering",
    specification="https://docs.ogc.org/is/19-079r2/19-079r2.html",
    conformance=(
        _FILTERING.format("filter"),
        _FILTERING.format("features-filter"),
        *(
            _CQL2.format(name)
            for name in (
                "cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators",
                "case-insensitive-comparison", "accent-insensitive-comparison", "basic-spatial-functions",
                "basic-spatial-functions-plus", "spatial-functions", "temporal-functions", "array-functions",
                "property-property", "functions", "arithmetic",
            )
        ),
    ),
    routes=(
        Route(
            "functions", "functions", functions, "Functions for filters", (FORMAT, LANGUAGE),
            vi="Các hàm dùng trong bộ lọc",
        ),
    ),
)  # fmt: skip
