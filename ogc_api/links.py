"""Links: absolute under the address the client used, titled, and in the language it asked for with `lang=`."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from layers.catalog.description import Title
from ogc_api.block import absolute
from ogc_api.titles import said

JSON, HTML, GEOJSON = "application/json", "text/html", "application/geo+json"

Link = dict[str, Any]


def link(request: HttpRequest, rel: str, path: str, title: Title, media_type: str = JSON, **query: Any) -> Link:
    """A link to a path below /ogc."""
    found = {"rel": rel, "type": media_type, "title": said(title), "href": address(request, path, **query)}
    return found | {"hreflang": request.LANGUAGE_CODE} if media_type == HTML else found


def address(request: HttpRequest, path: str, **query: Any) -> str:
    """A path below /ogc with a query; a language that the client asked for by name is asked for again."""
    asked = request.GET.get("lang")
    words = {**({"lang": asked} if asked else {}), **query}
    return absolute(request, path) + (f"?{urlencode(words, safe=',:/')}" if words else "")


def link_header(links: Iterable[Link]) -> str:
    """Links as the header Link has them (RFC 8288, 3; Features Part 1, recommendation /rec/core/link-header). Without
    titles, which are Vietnamese: the header has letters of English alone."""
    return ", ".join(f'<{one["href"]}>; rel="{one["rel"]}"; type="{one["type"]}"' for one in links)
