"""OGC API - Features, Part 1: items and item. The hot path: one SQL statement, and Python passes bytes."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from gis.spatial.crs import Crs
from layers.access.requests import view_of
from layers.features.queries import ItemsPage, ItemsQuery, SeenSummary, read_item, read_items
from layers.features.queries import summary as summary_of
from ogc_api import feature_files, feature_pages, negotiation
from ogc_api.block import BuildingBlock, Parameter, Route
from ogc_api.editing.geojson import feature_number
from ogc_api.editing.operations import CREATE, DELETE, REPLACE, UPDATE
from ogc_api.editing.preconditions import entity_tag, is_known
from ogc_api.encoders import ENCODINGS
from ogc_api.field_filters import filterable, read_equal
from ogc_api.filter_parameters import FILTER_PARAMETERS, read_filter
from ogc_api.item_links import item_links, items_links
from ogc_api.layer_tags import tagged_page, unkept_if_personal
from ogc_api.links import GEOJSON, HTML, Link, link_header
from ogc_api.parameters import (
    AFTER,
    BBOX,
    BBOX_CRS,
    CRS,
    DATETIME,
    ENCODED_FORMAT,
    FORMAT,
    LANGUAGE,
    LIMIT,
    PROPERTIES,
    RECORDED,
    SKIP_GEOMETRY,
    read_after,
    read_bbox,
    read_crs,
    read_limit,
    read_moment,
    read_placed,
    read_properties,
    refuse_unknown,
)
from ogc_api.pygeoapi_bridge import offered_crs

COUNTED_UP_TO = 20_000
"""Layers up to this size say numberMatched with every page; counting a larger one would cost more than the page."""

FILTERS = (BBOX, BBOX_CRS, CRS, DATETIME, RECORDED, PROPERTIES, SKIP_GEOMETRY, *FILTER_PARAMETERS)
"""What pages and whole layers are asked by alike."""
ITEMS_PARAMETERS = (ENCODED_FORMAT, LANGUAGE, LIMIT, AFTER, *FILTERS)
FORMS = (negotiation.JSON, negotiation.HTML, *ENCODINGS)
ITEMS_NAMES = frozenset(parameter.name for parameter in ITEMS_PARAMETERS)


@unkept_if_personal
@tagged_page
def items(request: HttpRequest, name: str) -> HttpResponse:
    summary = summary_of(view_of(request), name)
    query = read_query(request, summary, ITEMS_NAMES)
    form = negotiation.wanted(request, FORMS, feature_files.MEDIA_TYPES)
    query = replace(query, limit=read_limit(request), after=read_after(request))
    if form not in (negotiation.JSON, negotiation.HTML):
        return feature_files.page(request, summary.description, query, ENCODINGS[form])
    page = read_items(summary.description, query)
    if form == negotiation.HTML:
        return feature_pages.items_page(request, summary, page, query.given(summary.description).fields)
    links = items_links(request, name, page.last_id)
    response = _geojson(request, _collection_document(links, page), query.crs)
    response["Link"] = link_header(links)
    return response


def read_query(request: HttpRequest, summary: SeenSummary, names: frozenset[str]) -> ItemsQuery:
    """What is asked of a layer, where parameters called `names` and the seen fields are known; without a page's limit
    and beginning."""
    description = summary.description
    fields = filterable(description, names)
    refuse_unknown(request, names.union(field.name for field in fields))
    offered = offered_crs(description)
    bbox_crs = read_crs(request, "bbox-crs", offered)
    return ItemsQuery(
        bbox=read_bbox(request, bbox_crs),
        bbox_crs=bbox_crs,
        crs=read_crs(request, "crs", offered),
        moment=read_moment(request),
        equal=read_equal(request, fields),
        filter=read_filter(request, description),
        properties=read_properties(request, description),
        placed=read_placed(request),
        counted=summary.feature_count <= COUNTED_UP_TO,
    )


@unkept_if_personal
def item(request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
    description = view_of(request).layer(name)
    refuse_unknown(request, ("crs", "datetime", "recorded"))
    form = negotiation.wanted(request)
    moment = read_moment(request)
    crs = read_crs(request, "crs", offered_crs(description))
    number = feature_number(name, feature_id)
    if form == negotiation.HTML:
        return feature_pages.item_page(request, description, read_item(description, number, moment=moment))
    found = read_item(description, number, crs, moment)
    links = json.dumps(item_links(request, name, feature_id), ensure_ascii=False).encode()
    response = _geojson(request, b'%s,"links":%s}' % (found.feature[:-1], links), crs)
    response["ETag"] = tag = entity_tag(found.version, response.content)
    if is_known(request, tag):
        response.status_code, response.content = 304, b""
    return response


def _geojson(request: HttpRequest, document: bytes, crs: Crs) -> HttpResponse:
    response = HttpResponse(document, content_type=GEOJSON)
    response["Content-Crs"] = f"<{crs.uri}>"  # Part 2, requirement /req/crs/ogc-crs-header
    return negotiation.negotiated(request, response)


def _collection_document(links: list[Link], page: ItemsPage) -> bytes:
    matched = b"" if page.matched is None else b'"numberMatched":%d,' % page.matched
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return b'{"type":"FeatureCollection","features":[%s],%s"numberReturned":%d,"timeStamp":"%s","links":%s}' % (
        page.features, matched, page.returned, stamp, json.dumps(links, ensure_ascii=False).encode(),
    )  # fmt: skip


ITEM_ID = Parameter("featureId", "Its number in the collection", {"type": "integer", "minimum": 1}, vi="Mã đối tượng")
BLOCK = BuildingBlock(
    title="Features, Part 1: Core",
    specification="https://docs.ogc.org/is/17-069r4/17-069r4.html",
    conformance=(
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    ),
    routes=(
        Route(
            "collections/{name}/items", "items", items, "Features of a collection", ITEMS_PARAMETERS,
            (GEOJSON, HTML, *feature_files.MEDIA_TYPES), field_parameters=True, vi="Các đối tượng của tập dữ liệu",
            operations={"POST": CREATE},
        ),
        Route(
            "collections/{name}/items/{featureId}", "item", item, "One feature",
            (FORMAT, LANGUAGE, CRS, DATETIME, RECORDED), (GEOJSON, HTML), places=(ITEM_ID,), vi="Một đối tượng",
            operations={"PUT": REPLACE, "PATCH": UPDATE, "DELETE": DELETE},
        ),
    ),
)  # fmt: skip
