"""A plain HTTP client of the API under test, and the layers it is asked for: one of each kind."""

from collections.abc import Iterator
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/{}"
GEOJSON = "application/geo+json"
MVT = "application/vnd.mapbox-vector-tile"
PROBLEM = "application/problem+json"

LAYERS = ("provinces", "parcels", "rotterdam_parcels", "minneapolis_zoning", "toronto_trees")
"""VN-2000 in degrees and in a zone, a foreign national grid, degrees of WGS 84, and points."""


class Api:
    """Requests to paths below /ogc, or to whole addresses."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.session = requests.Session()
        self.session.headers["Accept"] = "*/*"
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # each request for itself

    def __enter__(self) -> "Api":
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def ask(
        self, path: str = "", method: str = "GET", headers: dict[str, str] | None = None, **query: Any
    ) -> requests.Response:
        url = path if path.startswith("http") else self.root + path
        return self.session.request(method, url, params=query or None, headers=headers, timeout=60)

    def json(self, path: str = "", **query: Any) -> Any:
        """The document of an answer that has to be 200."""
        answer = self.ask(path, **query)
        assert answer.status_code == 200, f"{answer.url} {answer.status_code} {answer.text[:300]}"
        return answer.json()

    def pages(self, path: str, **query: Any) -> Iterator[Any]:
        """The collection of features page by page along the next links."""
        page = self.json(path, **query)
        while True:
            yield page
            following = link_of(page, "next")
            if following is None:
                return
            page = self.json(following["href"])


def media_type(answer: requests.Response) -> str:
    """Content-Type without its parameters."""
    return answer.headers["Content-Type"].partition(";")[0].strip()


def links_of(document: dict[str, Any], rel: str) -> list[dict[str, Any]]:
    return [link for link in document["links"] if link["rel"] == rel]


def link_of(document: dict[str, Any], rel: str, kind: str | None = None) -> dict[str, Any] | None:
    """The first link of a relation, and of a media type if asked."""
    return next((link for link in links_of(document, rel) if kind in (None, link["type"])), None)


def ids_of(page: dict[str, Any]) -> list[int]:
    return [feature["id"] for feature in page["features"]]


def path_of(href: str) -> str:
    return urlsplit(href).path
