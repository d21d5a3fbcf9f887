"""OGC API - Features, Part 1: items and item. The hot path: one SQL statement, and Python passes bytes."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gis.errors import InvalidRequest, NotFound
from gis.spatial.crs import Crs
from layers.catalog.description import LayerDescription
from layers.catalog.queries import summarised
from layers.features.queries import ItemsPage, ItemsQuery, read_item, read_items
from ogc_api import negotiation
from ogc_api.block import BuildingBlock, Route, absolute
from ogc_api.parameters import (
    AFTER,
    BBOX,
    BBOX_CRS,
    CRS,
    DATETIME,
    FORMAT,
    LANGUAGE,
    LIMIT,
    read_after,
    read_bbox,
    read_crs,
    read_limit,
    read_moment,
    refuse_unknown,
)
from ogc_api.pygeoapi_bridge import offered_crs

GEOJSON = "application/geo+json"
COUNTED_UP_TO = 20_000
"""Layers up to this size say numberMatched with every page; counting a larger one would cost more than the page."""

ITEMS_PARAMETERS = (FORMAT, LANGUAGE, LIMIT, BBOX, BBOX_CRS, CRS, DATETIME, AFTER)


def items(request: HttpRequest, name: str) -> HttpResponse:
    summary = summarised(name)
    description = summary.description
    field_names = {field.name for field in description.public_fields}
    refuse_unknown(request, {parameter.name for parameter in ITEMS_PARAMETERS} | field_names)
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
        equal={key: str(value) for key, value in request.GET.items() if key in field_names},
        counted=summary.feature_count <= COUNTED_UP_TO,
    )
    page = _page(description, query)
    if form == negotiation.HTML:
        return _items_page(request, description, page)
    response = HttpResponse(_collection_document(request, name, page), content_type=GEOJSON)
    return _with_crs(response, query.crs)


def item(request: HttpRequest, name: str, item_id: str) -> HttpResponse:
    description = summarised(name).description
    refuse_unknown(request, ("crs",))
    form = negotiation.wanted(request)
    crs = read_crs(request, "crs", offered_crs(description))
    if not item_id.isascii() or not item_id.isdigit() or len(item_id) > 18:
        raise NotFound("E-FEATURE-01", layer=name, id=item_id[:40])
    found = read_item(description, int(item_id), crs)
    links = json.dumps(_item_links(request, name, item_id), ensure_ascii=False).encode()
    document = b'%s,"links":%s}' % (found.feature[:-1], links)
    if form == negotiation.HTML:
        feature = json.loads(document)
        rows = [(field, feature["properties"][field.name]) for field in description.public_fields]
        context = {"document": feature, "description": description, "rows": rows, "version": found.version}
        return render(request, "ogc_api/item.html", context)
    return _with_crs(HttpResponse(document, content_type=GEOJSON), crs)


def _page(description: LayerDescription, query: ItemsQuery) -> ItemsPage:
    try:
        return read_items(description, query)
    except DataError:  # a value that PostgreSQL can't read as text, such as a NUL character
        field, value = next(iter(query.equal.items()), ("", ""))
        raise InvalidRequest("E-REQUEST-10", field=field, value=repr(value)[:40]) from None


def _with_crs(response: HttpResponse, crs: Crs) -> HttpResponse:
    response["Content-Crs"] = f"<{crs.uri}>"
    return response


def _collection_document(request: HttpRequest, name: str, page: ItemsPage) -> bytes:
    links = json.dumps(_items_links(request, name, page), ensure_ascii=False).encode()
    matched = b"" if page.matched is None else b'"numberMatched":%d,' % page.matched
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return b'{"type":"FeatureCollection","features":[%s],%s"numberReturned":%d,"timeStamp":"%s","links":%s}' % (
        page.features, matched, page.returned, stamp, links,
    )  # fmt: skip


def _items_links(request: HttpRequest, name: str, page: ItemsPage) -> list[dict[str, str]]:
    here = absolute(request, f"/collections/{name}/items")
    asked = {key: value for key, value in request.GET.items() if key != "f"}

    def address(**changes: str) -> str:
        return f"{here}?{urlencode({**asked, **changes}, safe=',:/')}"

    links = [
        {"rel": "self", "type": GEOJSON, "title": "GeoJSON", "href": address(f="json")},
        {"rel": "alternate", "type": "text/html", "title": "HTML", "href": address(f="html")},
        {
            "rel": "collection",
            "type": "application/json",
            "title": name,
            "href": absolute(request, f"/collections/{name}"),
        },
    ]
    if page.last_id is not None:
        links.append(
            {"rel": "next", "type": GEOJSON, "title": "next", "href": address(f="json", after=str(page.last_id))}
        )
    return links


def _item_links(request: HttpRequest, name: str, item_id: str) -> list[dict[str, str]]:
    here = absolute(request, f"/collections/{name}/items/{item_id}")
    return [
        {"rel": "self", "type": GEOJSON, "title": "GeoJSON", "href": f"{here}?f=json"},
        {"rel": "alternate", "type": "text/html", "title": "HTML", "href": f"{here}?f=html"},
        {
            "rel": "collection",
            "type": "application/json",
            "title": name,
            "href": absolute(request, f"/collections/{name}"),
        },
    ]


def _items_page(request: HttpRequest, description: LayerDescription, page: ItemsPage) -> HttpResponse:
    features = json.loads(b"[%s]" % page.features)
    rows = [(f["id"], [f["properties"][field.name] for field in description.public_fields]) for f in features]
    following = None
    if page.last_id is not None:
        asked = {key: value for key, value in request.GET.items() if key not in ("f", "after")}
        following = "?" + urlencode({**asked, "f": "html", "after": page.last_id}, safe=",:/")
    context = {"description": description, "rows": rows, "page": page, "following": following}
    return render(request, "ogc_api/items.html", context)


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
            (GEOJSON, "text/html"), field_parameters=True,
        ),
        Route(
            "collections/{name}/items/{item_id}", "item", item, "One feature", (FORMAT, LANGUAGE, CRS),
            (GEOJSON, "text/html"),
        ),
    ),
)  # fmt: skip
