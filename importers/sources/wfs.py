"""A feature type of a WFS 2.0 service (OGC 09-025r2): as GeoJSON page by page where it offers that, else one GML file.

GDAL's own driver isn't used: it follows whatever addresses the service names, wherever they lead.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from gis.errors import CrsRefused
from gis.spatial.crs import Crs, parse_crs
from importers.sources.contract import Fetched, Fetching, SourceKind, SourceRefused
from importers.sources.geojson_pages import PAGE_BYTES, parsed, write_pages
from importers.sources.http import Client
from importers.uploads.names import safe_name

PAGE = 1_000
CAPABILITIES_BYTES = 20_000_000
_TITLE = "WFS 2.0"
_OURS = frozenset(
    {"service", "version", "request", "typenames", "typename", "count", "startindex", "outputformat", "srsname"}
)


def recognises(text: str) -> bool:
    """An address with `service=WFS`, or whose path ends with /wfs."""
    if not text.startswith(("http://", "https://")):
        return False
    parts = urlsplit(text)
    asked = {name.lower(): value.lower() for name, value in parse_qsl(parts.query)}
    return asked.get("service") == "wfs" or parts.path.lower().rstrip("/").endswith("/wfs")


def fetch(asked: Fetching) -> Fetched:
    """Raises SourceRefused: E-SOURCE-01 to -06."""
    service = _Service(asked)
    stem = service.name.rpartition(":")[2]
    if service.json_format is None:
        path = asked.folder / safe_name(f"{stem}.gml")
        with path.open("xb") as file:
            service.client.save(service.address(request="GetFeature", typeNames=service.name), file)
        return Fetched(path)
    path = asked.folder / safe_name(f"{stem}.geojson")
    write_pages(path, ((features, False) for features in service.pages()), service.crs)
    return Fetched(path)


class _Service:
    """One feature type: `json_format` is the name under which the service gives GeoJSON, `crs` its default system."""

    def __init__(self, asked: Fetching) -> None:
        self.asked, self.client = asked, Client(asked)
        capabilities = self._capabilities()
        types = {_text(one, "Name"): one for one in _all(capabilities, "FeatureType")}
        given = {name.lower(): value for name, value in parse_qsl(urlsplit(asked.text).query)}
        wanted = asked.layer or given.get("typenames") or given.get("typename")
        listed = ", ".join(list(types)[:40])
        if wanted is None and len(types) != 1:
            raise SourceRefused("E-SOURCE-05", source=asked.shown, names=listed)
        self.name = wanted or next(iter(types))
        if self.name not in types:
            raise SourceRefused("E-SOURCE-06", source=asked.shown, name=self.name, names=listed)
        self.system = _text(types[self.name], "DefaultCRS")
        self.crs = _known(self.system)
        self.json_format = _json_among(_formats(capabilities)) if self.crs else None

    def pages(self) -> Iterator[list[dict[str, Any]]]:
        """A service that doesn't count gives everything at once, and is not asked again."""
        start, first_of_last = 0, None
        while True:
            url = self.address(
                request="GetFeature", typeNames=self.name, outputFormat=str(self.json_format), srsName=self.system,
                count=str(PAGE), startIndex=str(start),
            )  # fmt: skip
            body, _ = self.client.read(url, "application/json", PAGE_BYTES)
            features = parsed(body, self.wrong).get("features")
            if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
                raise self.wrong("its features are no GeoJSON collection")
            if features and features[0] == first_of_last:
                raise self.wrong("it gives the same page again and again")
            yield features
            start += len(features)
            self.asked.progress(start)
            if len(features) != PAGE:
                return
            first_of_last = features[0]

    def address(self, **words: str) -> str:
        """The service's own address with these words; others that it was given stay."""
        parts = urlsplit(self.asked.text)
        kept = {name: value for name, value in parse_qsl(parts.query) if name.lower() not in _OURS}
        query = urlencode({**kept, "service": "WFS", "version": "2.0.0", **words})
        return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))

    def _capabilities(self) -> Element:
        body, _ = self.client.read(self.address(request="GetCapabilities"), "application/xml", CAPABILITIES_BYTES)
        try:
            found: Element = fromstring(body, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError) as error:
            raise self.wrong(f"its capabilities can't be read ({type(error).__name__})") from error
        if _name(found) != "WFS_Capabilities":
            raise self.wrong(f"it answers with {_name(found)}")
        return found

    def wrong(self, reason: str) -> SourceRefused:
        return SourceRefused("E-SOURCE-04", source=self.asked.shown, kind=_TITLE, reason=reason)


def _formats(capabilities: Element) -> list[str]:
    """Output formats of GetFeature (clause 8.3.5.3) and of the types."""
    found = []
    for operation in _all(capabilities, "Operation"):
        if operation.get("name") == "GetFeature":
            for parameter in _all(operation, "Parameter"):
                if parameter.get("name", "").lower() == "outputformat":
                    found += [value.text or "" for value in _all(parameter, "Value")]
    return found + [
        one.text or "" for formats in _all(capabilities, "OutputFormats") for one in _all(formats, "Format")
    ]


def _json_among(formats: list[str]) -> str | None:
    named = [one for one in formats if "json" in one.lower() and "jsonp" not in one.lower() and "javascript" not in one]
    return min(
        named, key=lambda one: ("geojson" not in one.lower() and "geo+json" not in one.lower(), len(one)), default=None
    )


def _all(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if _name(one) == name)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element, name: str) -> str:
    return next((str(one.text or "").strip() for one in _all(element, name)), "")


def _known(system: str) -> Crs | None:
    try:
        return parse_crs(system) if system else None
    except CrsRefused:
        return None


KIND = SourceKind("wfs", "WFS 2.0", recognises, fetch)
