"""OGC API - Common, Part 2: the collections, one for each layer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from layers.access.requests import view_of
from layers.access.view import View
from layers.features.queries import summary as summary_of
from ogc_api import negotiation, titles
from ogc_api.block import BuildingBlock, Route
from ogc_api.building_blocks.changes import monitor_link
from ogc_api.encoders import ENCLOSED, ENCODINGS
from ogc_api.feature_pages import map_hash
from ogc_api.kept_documents import kept
from ogc_api.links import link
from ogc_api.parameters import FORMAT, LANGUAGE, refuse_unknown
from ogc_api.pygeoapi_bridge import collections_document, offered_crs


@kept
def collections(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, ())
    document = collections_document(request)
    view = view_of(request)
    for collection in document["collections"]:
        _complete(request, collection, view)
    summaries = [summary_of(view, collection["id"]) for collection in document["collections"]]
    cards = list(zip(document["collections"], summaries, strict=True))
    return negotiation.answer(request, document, "collections", cards=cards)


def collection(request: HttpRequest, name: str) -> HttpResponse:
    refuse_unknown(request, ())
    view = view_of(request)
    summary = summary_of(view, name)
    document = collections_document(request, name)
    _complete(request, document, view)
    return negotiation.answer(
        request,
        document,
        "collection",
        summary=summary,
        description=summary.description,
        offered=offered_crs(summary.description),
        map_hash=map_hash(summary.description, summary.extent),
        tiles_title=titles.TILES,
        queryables_title=titles.QUERYABLES,
        downloads=[one for one in ENCODINGS.values() if one.most is None or summary.feature_count <= one.most],
        export_path=reverse("ogc_api:export", args=[name]),
    )


def _complete(request: HttpRequest, collection: dict[str, Any], view: View) -> None:
    """What pygeoapi has no place for: attribution, as OGC API - Common Part 2 names it, the feed of changes, and the
    layer as a file."""
    collection["links"].append(monitor_link(request, collection["id"]))
    path = f"/collections/{collection['id']}/export"
    collection["links"] += [
        link(request, "enclosure", path, one.of_whole, one.media_type, f=one.name) for one in ENCLOSED
    ]
    attribution = view.layer(collection["id"]).attribution
    if attribution:
        collection["attribution"] = attribution


_COMMON = (FORMAT, LANGUAGE)
BLOCK = BuildingBlock(
    title="Common: geospatial data",
    specification="https://docs.ogc.org/is/20-024/20-024.html",
    conformance=("http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",),
    routes=(
        Route("collections", "collections", collections, "All collections", _COMMON, vi="Tất cả tập dữ liệu"),
        Route("collections/{name}", "collection", collection, "One collection", _COMMON, vi="Một tập dữ liệu"),
    ),
)
