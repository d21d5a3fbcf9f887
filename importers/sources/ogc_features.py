"""A collection of another OGC API - Features service, page by page (OGC 17-069r4), in its storage system if it says
one (OGC 18-058r1): nothing is lost to a transformation on the other side."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from gis.errors import CrsRefused
from gis.spatial.crs import Crs, parse_crs
from importers.sources.contract import Fetched, Fetching, SourceKind, SourceRefused
from importers.sources.geojson_pages import JSON_TYPES, PAGE_BYTES, parsed, write_pages
from importers.sources.http import Client
from importers.uploads.names import safe_name

PAGE = 1_000
MOST_PAGES = 100_000
_TITLE = "OGC API Features"


def recognises(text: str) -> bool:
    """An address with a part `collections`: of one collection, of its items, or of the list of all."""
    return text.startswith(("http://", "https://")) and "collections" in urlsplit(text).path.split("/")


def fetch(asked: Fetching) -> Fetched:
    """Raises SourceRefused: E-SOURCE-01 to -06."""
    service = _Service(asked)
    path = asked.folder / safe_name(f"{service.name}.geojson")
    first = next(service.pages, None)
    pages = service.pages if first is None else _with(first, service.pages)
    write_pages(
        path, ((features, service.crs is not None and service.crs.north_first) for features in pages), service.crs
    )
    return Fetched(path)


class _Service:
    """One collection. `crs` is known once the first page has come: the service may not follow what it is asked for."""

    def __init__(self, asked: Fetching) -> None:
        self.asked, self.client = asked, Client(asked)
        self.crs: Crs | None = None
        base, name = _collection(asked.text)
        self.name = name or self._chosen(base)
        self.address = f"{base}/{quote(self.name, safe='')}"
        self.pages = self._pages()

    def _chosen(self, base: str) -> str:
        names = [str(one.get("id")) for one in self._json(base).get("collections", ()) if isinstance(one, dict)]
        listed = ", ".join(names[:40])
        if self.asked.layer is None and len(names) != 1:
            raise SourceRefused("E-SOURCE-05", source=self.asked.shown, names=listed)
        if self.asked.layer is not None and self.asked.layer not in names:
            raise SourceRefused("E-SOURCE-06", source=self.asked.shown, name=self.asked.layer, names=listed)
        return self.asked.layer or names[0]

    def _pages(self) -> Iterator[list[dict[str, Any]]]:
        known = self._json(self.address)
        kept = {"limit": str(PAGE), **dict(parse_qsl(urlsplit(self.asked.text).query))}
        kept.pop("f", None)
        storage = _known(known.get("storageCrs"))
        if storage is not None and not storage.crs84:
            kept["crs"] = str(known["storageCrs"])
        url: str | None = f"{_items(known, self.address)}?{urlencode(kept)}"
        seen: set[str] = set()
        count = 0
        while url is not None:
            if url in seen or len(seen) >= MOST_PAGES:
                raise self.wrong("its pages don't end")
            seen.add(url)
            body, answer = self.client.read(url, JSON_TYPES, PAGE_BYTES)
            document = parsed(body, self.wrong)
            features = document.get("features")
            if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
                raise self.wrong("its items are no GeoJSON collection")
            if len(seen) == 1:
                self.crs = self._crs_of(answer.headers["Content-Crs"])
            yield features
            count += len(features)
            self.asked.progress(count)
            following = _link(document, "next")
            url = urljoin(answer.url, following) if following and features else None

    def _crs_of(self, header: str | None) -> Crs | None:
        """None for longitude and latitude, which is what GeoJSON is without a word."""
        if header is None:
            return None
        found = _known(header.strip().strip("<>"))
        if found is None:
            raise self.wrong(f"it answers in {header[:80]}, which isn't known here")
        return None if found.crs84 else found

    def _json(self, url: str) -> dict[str, Any]:
        body, _ = self.client.read(url, "application/json", PAGE_BYTES)
        return parsed(body, self.wrong)

    def wrong(self, reason: str) -> SourceRefused:
        return SourceRefused("E-SOURCE-04", source=self.asked.shown, kind=_TITLE, reason=reason)


def _with(first: list[dict[str, Any]], others: Iterator[list[dict[str, Any]]]) -> Iterator[list[dict[str, Any]]]:
    yield first
    yield from others


def _collection(text: str) -> tuple[str, str | None]:
    """The address of the list of collections, and the name of the one that is meant."""
    parts = urlsplit(text)
    steps = parts.path.split("/")
    at = steps.index("collections")
    base = urlunsplit((parts.scheme, parts.netloc, "/".join(steps[: at + 1]), "", ""))
    name = steps[at + 1] if len(steps) > at + 1 else ""
    return base, name or None


def _items(known: dict[str, Any], address: str) -> str:
    return urljoin(address, (_link(known, "items") or f"{address}/items").partition("?")[0])


def _link(document: dict[str, Any], relation: str) -> str | None:
    """The address of a link; among several the one to GeoJSON."""
    links = [one for one in document.get("links", ()) if isinstance(one, dict) and one.get("rel") == relation]
    links.sort(key=lambda one: "json" not in str(one.get("type", "json")))
    return str(links[0]["href"]) if links and links[0].get("href") else None


def _known(uri: object) -> Crs | None:
    try:
        return parse_crs(str(uri)) if uri else None
    except CrsRefused:
        return None


KIND = SourceKind("ogc-api-features", "OGC API - Features", recognises, fetch)
