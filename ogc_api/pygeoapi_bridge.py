"""pygeoapi over the catalog: its resources are generated from the layers and follow them without a restart.

It writes the landing page and the descriptions of collections. It also links to what it could serve and we don't
(JSON-LD, jobs, queryables before they exist …): `_truthful` keeps only links that a building block answers, so that
what is declared is true, and gives them titles in the language of the request, where pygeoapi has English only.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, get_script_prefix, resolve
from pygeoapi.api import API, APIRequest, describe_collections, landing_page

from gis import __version__
from gis.errors import InvalidRequest
from gis.spatial.crs import CRS84, WEB_MERCATOR, WGS84, Crs
from gis.spatial.vn2000 import SYSTEMS
from layers.access.requests import view_of
from layers.access.view import View
from layers.catalog.description import LayerDescription, Title
from layers.catalog.themes import THEMES
from layers.features.queries import SeenSummary, state_of, summaries
from ogc_api import titles
from ogc_api.block import absolute

TITLE = {"vi": "dothi: dữ liệu đô thị", "en": "dothi: urban data"}
DESCRIPTION = {
    "vi": "Các lớp dữ liệu của đô thị qua OGC API.",
    "en": "Every layer of the city through OGC API.",
}
PROCESSES = "http://www.opengis.net/def/rel/ogc/1.0/processes"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
SCHEMA = "http://www.opengis.net/def/rel/ogc/1.0/schema"
TILESETS_VECTOR = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
_TITLES = {
    ("self", "application/json"): titles.THIS_AS_JSON,
    ("alternate", "text/html"): titles.THIS_AS_HTML,
    ("root", "application/json"): titles.LANDING,
    ("root", "text/html"): titles.LANDING,
    ("about", "text/html"): titles.MAP,
    ("service-desc", "application/vnd.oai.openapi+json;version=3.0"): titles.DEFINITION,
    ("service-doc", "text/html"): titles.DEFINITION_PAGE,
    ("conformance", "application/json"): titles.CONFORMANCE,
    ("data", "application/json"): titles.COLLECTIONS,
    (PROCESSES, "application/json"): titles.PROCESSES,
    (PROCESSES, "text/html"): titles.PROCESSES,
    (QUERYABLES, "application/schema+json"): titles.QUERYABLES,
    (QUERYABLES, "text/html"): titles.QUERYABLES,
    (SCHEMA, "application/schema+json"): titles.SCHEMA,
    (SCHEMA, "text/html"): titles.SCHEMA,
    ("items", "application/geo+json"): titles.ITEMS,
    ("items", "text/html"): titles.ITEMS_PAGE,
}
"""Our words for pygeoapi's links, by relation and media type."""
_ELSEWHERE = frozenset({"nothing-here", "without-slash"})
"""Routes that answer any address; a link to them leads nowhere."""


def offered_crs(description: LayerDescription) -> list[Crs]:
    """The systems in which a collection answers: the world's, its own, and for Vietnam all of VN-2000."""
    systems = [CRS84, Crs(WGS84), Crs(WEB_MERCATOR), description.storage]
    if description.storage_epsg in SYSTEMS:
        systems += [Crs(epsg) for epsg in SYSTEMS]
    return list(dict.fromkeys(systems))


def landing_document(request: HttpRequest) -> dict[str, Any]:
    return _call(request, landing_page)


def collections_document(request: HttpRequest, name: str | None = None) -> dict[str, Any]:
    """All collections, or the one of that name (which must exist)."""
    return _call(request, lambda api, asked: describe_collections(api, asked, name))


def _call(
    request: HttpRequest, function: Callable[[API, APIRequest], tuple[dict[str, str], int, str]]
) -> dict[str, Any]:
    view = view_of(request)
    api = _api(view, state_of(view), absolute(request))
    _, status, content = function(api, APIRequest.from_django(_JsonRequest(request), api.locales))
    if status != 200:
        raise InvalidRequest("E-REQUEST-08", reason=str(content)[:200])
    document: dict[str, Any] = _truthful(json.loads(content), request)
    return document


class _JsonRequest:
    """What pygeoapi reads of a request: we negotiate and render ourselves, it always answers JSON."""

    def __init__(self, request: HttpRequest) -> None:
        self.GET = {"f": "json", "lang": request.LANGUAGE_CODE}
        self.headers: dict[str, str] = {}
        self.path_info = request.path_info
        self.body = b""


def _truthful(value: Any, request: HttpRequest) -> Any:
    """The document without links that lead nowhere, the others in the language of the request."""
    if isinstance(value, list):
        kept = (item for item in value if not _is_link(item) or _answered(item))
        return [_truthful(_in_language(item, request) if _is_link(item) else item, request) for item in kept]
    if isinstance(value, dict):
        return {key: _truthful(item, request) for key, item in value.items()}
    return value


def _is_link(value: Any) -> bool:
    return isinstance(value, dict) and "href" in value


def _answered(link: dict[str, Any]) -> bool:
    if link["rel"] == "license":
        return True
    address = urlsplit(link["href"])
    return "f=jsonld" not in address.query and _is_served("/" + address.path.removeprefix(get_script_prefix()))


@lru_cache(maxsize=16_384)
def _is_served(path: str) -> bool:
    """Whether one of our routes has it; 250 layers have some 2,800 links, 0.1 s to look up."""
    try:
        return resolve(path).url_name not in _ELSEWHERE
    except Resolver404:
        return False


def _in_language(link: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    if link["rel"] == "license":
        return link
    title = _TITLES.get((link["rel"], link["type"]))
    asked = request.GET.get("lang")
    changes = {"title": titles.said(title, request.LANGUAGE_CODE)} if title else {}
    if asked:
        changes["href"] = link["href"] + ("&" if "?" in link["href"] else "?") + f"lang={request.LANGUAGE_CODE}"
    if link["type"] == "text/html":
        changes["hreflang"] = request.LANGUAGE_CODE
    return link | changes


@lru_cache(maxsize=32)
def _api(view: View, state: int, base_url: str) -> API:
    """pygeoapi's object for what one set of viewers sees, one state of it and one address; building it takes 0.1 s for
    200 layers."""
    return API(_configuration(view, base_url), {})


def _configuration(view: View, base_url: str) -> dict[str, Any]:
    return {
        "server": {
            "url": base_url,
            "encoding": "utf-8",
            "languages": ["vi", "en"],
            "mimetype": "application/json; charset=UTF-8",
            "limits": {"default_items": 10, "max_items": 10_000},
            "map": {"url": "", "attribution": ""},
        },
        "logging": {"level": "CRITICAL"},
        "metadata": {
            "identification": {
                "title": TITLE,
                "description": DESCRIPTION,
                "keywords": {"vi": ["đô thị", "GIS"], "en": ["city", "GIS"]},
                "terms_of_service": base_url,
                "url": base_url.removesuffix("ogc"),
            },
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
            "provider": {"name": f"dothi {__version__}", "url": base_url},
            "contact": {},
        },
        "resources": {s.description.name: _resource(s, base_url) for s in summaries(view)},
    }


def _resource(summary: SeenSummary, base_url: str) -> dict[str, Any]:
    description = summary.description
    theme = THEMES.get(description.theme, Title(description.theme, description.theme))
    return {
        "type": "collection",
        "title": {"vi": description.title.vi, "en": description.title.en},
        "description": {
            "vi": description.description.vi or description.title.vi,
            "en": description.description.en or description.title.en,
        },
        "keywords": {"vi": [theme.vi], "en": [theme.en]},
        "extents": {
            "spatial": {
                "bbox": list(summary.extent or (-180.0, -90.0, 180.0, 90.0)),
                "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            }
        },
        "links": [*_tile_links(description.name, base_url), *_licence_links(summary)],
        "providers": [
            {
                "type": "feature",
                "name": "PostgreSQL",
                "data": "",
                "crs": [crs.uri for crs in offered_crs(description)],
                "storage_crs": description.storage.uri,
            }
        ],
    }


def _tile_links(name: str, base_url: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "application/json",
            "rel": TILESETS_VECTOR,
            "title": {"vi": titles.TILES.vi, "en": titles.TILES.en},
            "href": f"{base_url}/collections/{name}/tiles",
        }
    ]


def _licence_links(summary: SeenSummary) -> list[dict[str, Any]]:
    if not summary.licence_url:
        return []
    return [{"type": "text/html", "rel": "license", "title": summary.licence_title, "href": summary.licence_url}]
