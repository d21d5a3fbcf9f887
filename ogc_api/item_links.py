"""Links of features and pages of them (Features Part 1, 7.15.7 and 7.16)."""

from django.http import HttpRequest

from ogc_api import titles
from ogc_api.encoders import ENCODINGS
from ogc_api.links import GEOJSON, HTML, JSON, Link, address, link
from ogc_api.titles import said


def items_links(request: HttpRequest, name: str, last_id: int | None, form: str = "json") -> list[Link]:
    """Of a page that ends with `last_id` (None: nothing follows): itself, in every other encoding, and the next one."""
    path = f"/collections/{name}/items"
    links = [*_same_in_each(request, path, form), _collection(request, name)]
    if last_id is not None:
        following = _asked(request) | {"f": form, "after": str(last_id)}
        links.append(link(request, "next", path, titles.NEXT, ENCODINGS[form].media_type, **following))
    return links


def item_links(request: HttpRequest, name: str, feature_id: str) -> list[Link]:
    """Of one feature: itself, its page, and the collection."""
    path, asked = f"/collections/{name}/items/{feature_id}", _asked(request)
    return [
        link(request, "self", path, titles.THIS_AS_JSON, GEOJSON, **asked | {"f": "json"}),
        link(request, "alternate", path, titles.THIS_AS_HTML, HTML, **asked | {"f": "html"}),
        _collection(request, name),
    ]


def _same_in_each(request: HttpRequest, path: str, form: str) -> list[Link]:
    """Every encoding of the same page. The address is put together once: pages are the hot path."""
    start = address(request, path, **_asked(request))
    start += "&f=" if "?" in start else "?f="
    page = {"rel": "alternate", "type": HTML, "title": said(titles.THIS_AS_HTML), "href": f"{start}html"}
    links: list[Link] = [page | {"hreflang": request.LANGUAGE_CODE}]
    for one in ENCODINGS.values():
        title = titles.THIS_AS_JSON if one.name == "json" else titles.these_as(one.called)
        found = {"type": one.media_type, "title": said(title), "href": start + one.name}
        if one.name == form:
            links.insert(0, {"rel": "self", **found})
        else:
            links.append({"rel": "alternate", **found})
    return links


def _collection(request: HttpRequest, name: str) -> Link:
    return link(request, "collection", f"/collections/{name}", titles.COLLECTION, JSON)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {key: str(value) for key, value in request.GET.items() if key != "f"}
