"""Whole layers as files, and features in JSON-FG. GeoJSON and pages of other encodings are in `features`."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from layers.access.requests import view_of
from layers.features.queries import summary as summary_of
from ogc_api import feature_files, negotiation
from ogc_api.block import BuildingBlock, Route
from ogc_api.building_blocks.features import FILTERS, read_query
from ogc_api.encoders import CLASSES, ENCODINGS
from ogc_api.layer_tags import unkept_if_personal
from ogc_api.parameters import FILE_FORMAT, LANGUAGE

PARAMETERS = (FILE_FORMAT, LANGUAGE, *FILTERS)
NAMES = frozenset(parameter.name for parameter in PARAMETERS)


@unkept_if_personal
def export(request: HttpRequest, name: str) -> HttpResponseBase:
    """All features that match, however many, in one answer: what a link of relation `enclosure` leads to."""
    summary = summary_of(view_of(request), name)
    query = read_query(request, summary, NAMES)
    form = negotiation.wanted(request, tuple(ENCODINGS), feature_files.MEDIA_TYPES)
    return feature_files.whole(request, summary.description, query, ENCODINGS[form])


BLOCK = BuildingBlock(
    title="Features and Geometries JSON, and whole layers as files",
    specification="https://docs.ogc.org/is/21-045r1/21-045r1.html",
    conformance=CLASSES,
    routes=(
        Route(
            "collections/{name}/export", "export", export, "A whole collection as one file", PARAMETERS,
            tuple(one.media_type for one in ENCODINGS.values()), field_parameters=True,
            vi="Toàn bộ tập dữ liệu trong một tệp",
        ),
    ),
)  # fmt: skip
