"""OGC API - Features, Part 1: items and item. The hot path: one SQL statement, and Python passes bytes."""

import json
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from gis.spatial.crs import Crs
from layers.access.requests import view_of
from layers.features.queries import ItemsPage, ItemsQuery, read_item, read_items
from layers.features.queries import summary as summary_of
from ogc_api import feature_pages, negotiation, titles
from ogc_api.block import BuildingBlock, Parameter, Route
from ogc_api.editing.geojson import feature_number
from ogc_api.editing.operations import CREATE, DELETE, REPLACE, UPDATE
from ogc_api.editing.preconditions import entity_tag, is_known
from ogc_api.field_filters import filterable, read_equal
from ogc_api.filter_parameters import FILTER_PARAMETERS, read_filter
from ogc_api.layer_tags import tagged_page, unkept_if_personal
from ogc_api.links import GEOJSON, HTML, JSON, Link, link, link_header
from ogc_api.parameters import (
    AFTER,
    BBOX,
    BBOX_CRS,
    CRS,
    DATETIME,
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

ITEMS_PARAMETERS = (
    FORMAT, LANGUAGE, LIMIT, BBOX, BBOX_CRS, CRS, DATETIME, RECORDED, AFTER, PROPERTIES, SKIP_GEOMETRY,
    *FILTER_PARAMETERS,
)  # fmt: skip
ITEMS_NAMES = frozenset(parameter.name for parameter in ITEMS_PARAMETERS)


@unkept_if_personal
@tagged_page
def items(request: HttpRequest, name: str) -> HttpResponse:
    summary = summary_of(view_of(request), name)
    description = summary.description
    fields = filterable(description, ITEMS_NAMES)
    refuse_unknown(request, ITEMS_NAMES.union(field.name for field in fields))
    form = negotiation.wanted(request)
    offered = offered_crs(description)
    bbox_crs = read_crs(request, "bbox-crs", offered)
    query = ItemsQuery(
        limit=read_limit(request),
        bbox=read_bbox(request, bbox_crs),
        bbox_crs=bbox_crs,
        crs=read_crs(request, "crs", offered),
        after=read_after(request),
        moment=read_moment(request),
        equal=read_equal(request, fields),
        filter=read_filter(request, description),
        properties=read_properties(request, description),
        placed=read_placed(request),
        counted=summary.feature_count <= COUNTED_UP_TO,
    )
    page = read_items(description, query)
    if form == negotiation.HTML:
        return feature_pages.items_page(request, summary, page, query.given(description).fields)
    links = _items_links(request, name, page)
    response = _geojson(request, _collection_document(links, page), query.crs)
    response["Link"] = link_header(links)
    return response


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
    links = json.dumps(_item_links(request, name, feature_id), ensure_ascii=False).encode()
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


def _items_links(request: HttpRequest, name: str, page: ItemsPage) -> list[Link]:
    path = f"/collections/{name}/items"
    links = _own_links(request, name, path)
    if page.last_id is not None:
        following = _asked(request) | {"f": "json", "after": str(page.last_id)}
        links.append(link(request, "next", path, titles.NEXT, GEOJSON, **following))
    return links


def _item_links(request: HttpRequest, name: str, feature_id: str) -> list[Link]:
    return _own_links(request, name, f"/collections/{name}/items/{feature_id}")


def _own_links(request: HttpRequest, name: str, path: str) -> list[Link]:
    """The answer itself, its page, and the collection (Features Part 1, 7.15.7 and 7.16)."""
    asked = _asked(request)
    return [
        link(request, "self", path, titles.THIS_AS_JSON, GEOJSON, **asked | {"f": "json"}),
        link(request, "alternate", path, titles.THIS_AS_HTML, HTML, **asked | {"f": "html"}),
        link(request, "collection", f"/collections/{name}", titles.COLLECTION, JSON),
    ]


def _asked(request: HttpRequest) -> dict[str, str]:
    return {key: str(value) for key, value in request.GET.items() if key != "f"}


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
            (GEOJSON, HTML), field_parameters=True, vi="Các đối tượng của tập dữ liệu", operations={"POST": CREATE},
        ),
        Route(
            "collections/{name}/items/{featureId}", "item", item, "One feature",
            (FORMAT, LANGUAGE, CRS, DATETIME, RECORDED), (GEOJSON, HTML), places=(ITEM_ID,), vi="Một đối tượng",
            operations={"PUT": REPLACE, "PATCH": UPDATE, "DELETE": DELETE},
        ),
    ),
)  # fmt: skip
