"""`filter`, `filter-lang` and `filter-crs` (Features Part 3, 8.2 to 8.4), for items and for tiles."""

from django.http import HttpRequest

from gis.errors import InvalidRequest
from layers.access.seen import SeenLayer
from layers.features.filters import LANGUAGES, Condition, condition_of
from ogc_api.block import Parameter
from ogc_api.parameters import read_crs
from ogc_api.pygeoapi_bridge import offered_crs

FILTER = Parameter(
    "filter", "Only features of which this is true, in CQL2", {"type": "string"},
    vi="Chỉ các đối tượng thỏa điều kiện này, viết bằng CQL2",
)  # fmt: skip
FILTER_LANG = Parameter(
    "filter-lang",
    "Language of filter",
    {"type": "string", "enum": list(LANGUAGES), "default": next(iter(LANGUAGES))},
    vi="Ngôn ngữ của filter",
)
FILTER_CRS = Parameter(
    "filter-crs",
    "Coordinate system of the geometries in filter; CRS84 where it is left out",
    {"type": "string", "format": "uri"},
    vi="Hệ tọa độ của hình học trong filter; mặc định CRS84",
)
FILTER_PARAMETERS = (FILTER, FILTER_LANG, FILTER_CRS)
FILTER_NAMES = tuple(parameter.name for parameter in FILTER_PARAMETERS)


def read_filter(request: HttpRequest, description: SeenLayer) -> Condition | None:
    """The condition that is asked for, of what is seen of a layer.

    Raises:
        InvalidRequest: E-FILTER-01 to E-FILTER-10, E-FILTER-13 to E-FILTER-17; for the system as `read_crs`.
    """
    written = request.GET.get(FILTER.name)
    if written is None:
        for parameter in (FILTER_LANG, FILTER_CRS):
            if parameter.name in request.GET:
                raise InvalidRequest("E-FILTER-14", name=parameter.name)
        return None
    language = request.GET.get(FILTER_LANG.name, next(iter(LANGUAGES)))
    reader = LANGUAGES.get(language)
    if reader is None:
        raise InvalidRequest("E-FILTER-13", value=language[:40], offered=", ".join(LANGUAGES))
    crs = read_crs(request, FILTER_CRS.name, offered_crs(description))
    return condition_of(description, reader(written), crs)
