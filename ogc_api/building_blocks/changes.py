"""The feed of changes of a collection: no OGC standard has one yet. Entries are GeoJSON features with what happened to
them as members of their own (RFC 7946, 6.1); the next link is always there, to be asked again later.
"""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

from layers.access.requests import view_of
from layers.access.seen import SeenLayer
from layers.catalog.description import Title
from layers.features.feed_cursor import Cursor, read, written
from layers.features.queries import ChangesPage, Entry, feed_end, feed_start, read_changes
from ogc_api import negotiation, titles
from ogc_api.block import BuildingBlock, Parameter, Route
from ogc_api.layer_tags import unkept_if_personal
from ogc_api.links import GEOJSON, HTML, JSON, Link, link
from ogc_api.parameters import CRS, LANGUAGE, LIMIT, read_crs, read_limit, refuse_unknown
from ogc_api.pygeoapi_bridge import offered_crs

SEQUENCE, GEOJSON_SEQUENCE = "geojsonseq", "application/geo+json-seq"
RECORD_SEPARATOR = b"\x1e"
MONITOR = "monitor"
"""The IANA relation of what tells of changes (RFC 5989)."""
NOW = "now"
FORMAT = Parameter(
    "f", "Representation; geojsonseq is a GeoJSON text sequence (RFC 8142)",
    {"type": "string", "enum": ["json", "html", SEQUENCE]}, vi="Dạng trả lời; geojsonseq là chuỗi GeoJSON (RFC 8142)",
)  # fmt: skip
SINCE = Parameter(
    "since",
    "Only what came after this token, which stands in the link next of an answer; now for the token alone; left out "
    "for everything from the first change on",
    {"type": "string"},
    vi="Chỉ các thay đổi sau mốc này, lấy từ liên kết next của câu trả lời trước; now để chỉ lấy mốc; bỏ trống để lấy "
    "từ thay đổi đầu tiên",
)
CHANGES = Title("Các thay đổi của tập dữ liệu", "Changes of the collection")
FOLLOWING = Title("Các thay đổi tiếp theo", "The changes that follow")


@unkept_if_personal
def changes(request: HttpRequest, name: str) -> HttpResponse:
    seen = view_of(request).layer(name)
    refuse_unknown(request, ("since", "limit", "crs"))
    form = negotiation.wanted(request, (negotiation.JSON, negotiation.HTML, SEQUENCE), {GEOJSON_SEQUENCE: SEQUENCE})
    crs = read_crs(request, "crs", offered_crs(seen))
    limit = read_limit(request)
    page = _page(request, seen, limit=limit, crs=crs)
    token = written(seen, page.cursor)
    path = f"/collections/{name}/changes"
    asked = {key: str(value) for key, value in request.GET.items() if key not in ("f", "since")}
    if form == negotiation.HTML:
        following = link(request, "next", path, FOLLOWING, HTML, **asked | {"f": "html", "since": token})
        context = {"description": seen, "page": page, "following": following["href"]}
        return negotiation.page(request, "changes", context)
    if form == SEQUENCE:
        response = HttpResponse(_sequence(page), content_type=GEOJSON_SEQUENCE)
    else:
        response = HttpResponse(_document(page, token, _links(request, path, asked, token)), content_type=GEOJSON)
    following = link(request, "next", path, FOLLOWING, **asked | {"f": form, "since": token})
    response["Link"] = f'<{following["href"]}>; rel="next"'
    response["Content-Crs"] = f"<{crs.uri}>"
    return negotiation.negotiated(request, response)


def _page(request: HttpRequest, seen: SeenLayer, **asked: Any) -> ChangesPage:
    since = request.GET.get("since")
    if since == NOW:
        return ChangesPage([], feed_end(seen), complete=True)
    cursor: Cursor = feed_start(seen) if since is None else read(seen, since)
    return read_changes(seen, cursor, **asked)


def _document(page: ChangesPage, token: str, links: list[Link]) -> bytes:
    facts = {"numberReturned": len(page.entries), "complete": page.complete, "token": token, "links": links}
    features = b",".join(one.geojson for one in page.entries)
    return b'{"type":"FeatureCollection","features":[%s],%s' % (features, _members(facts))


def _members(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode()[1:]


def _sequence(page: ChangesPage) -> bytes:
    return b"".join(_record(one) for one in page.entries)


def _record(entry: Entry) -> bytes:
    return b"%s%s\n" % (RECORD_SEPARATOR, entry.geojson)


def _links(request: HttpRequest, path: str, asked: dict[str, str], token: str) -> list[Link]:
    since = {"since": request.GET["since"]} if "since" in request.GET else {}
    own = asked | since
    return [
        link(request, "self", path, titles.THIS_AS_JSON, GEOJSON, **own | {"f": "json"}),
        link(request, "alternate", path, titles.THIS_AS_HTML, HTML, **own | {"f": "html"}),
        link(request, "next", path, FOLLOWING, GEOJSON, **asked | {"f": "json", "since": token}),
        link(request, "collection", path.rpartition("/")[0], titles.COLLECTION, JSON),
    ]


def monitor_link(request: HttpRequest, name: str) -> Link:
    """From a collection to its changes."""
    return link(request, MONITOR, f"/collections/{name}/changes", CHANGES, GEOJSON)


BLOCK = BuildingBlock(
    title="Changes",
    specification="https://www.rfc-editor.org/rfc/rfc8142",
    conformance=(),
    routes=(
        Route(
            "collections/{name}/changes", "changes", changes, "What changed in a collection",
            (FORMAT, LANGUAGE, SINCE, LIMIT, CRS), (GEOJSON, GEOJSON_SEQUENCE, HTML),
            vi="Những gì đã thay đổi trong tập dữ liệu",
        ),
    ),
)  # fmt: skip
