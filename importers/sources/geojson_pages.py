"""Pages of GeoJSON from a service become one file, in the system that the service gave them in, east first."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

from gis.spatial.crs import Crs
from importers.sources.contract import SourceRefused

PAGE_BYTES = 64_000_000
JSON_TYPES = "application/geo+json, application/json;q=0.9"


def parsed(body: bytes, refusal: Callable[[str], SourceRefused]) -> dict[str, Any]:
    """A JSON object; numbers that JSON doesn't know (NaN) are refused."""

    def no_number(text: str) -> float:
        raise ValueError(f"{text} is no number")

    try:
        document = json.loads(body, parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        raise refusal(f"its answer isn't JSON ({str(error)[:80]})") from error
    if not isinstance(document, dict):
        raise refusal("its answer isn't a JSON object")
    return document


def write_pages(path: Path, pages: Iterable[tuple[list[dict[str, Any]], bool]], crs: Crs | None) -> int:
    """One collection of all features; how many. A page comes with whether its coordinates are north first."""
    count = 0
    with path.open("x", encoding="utf-8") as file:
        named = f'"crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::{crs.epsg}"}}}},' if crs else ""
        file.write(f'{{"type":"FeatureCollection",{named}"features":[\n')
        for features, north_first in pages:
            for feature in features:
                _write(file, feature, north_first, first=count == 0)
                count += 1
        file.write("\n]}\n")
    return count


def _write(file: IO[str], feature: dict[str, Any], north_first: bool, *, first: bool) -> None:
    geometry, properties = feature.get("geometry"), feature.get("properties")
    plain = {
        "type": "Feature",
        "properties": properties if isinstance(properties, dict) else {},
        "geometry": east_first(geometry) if north_first else geometry,
    }
    file.write(("" if first else ",\n") + json.dumps(plain, ensure_ascii=False, allow_nan=False))


def east_first(geometry: Any) -> Any:
    """The geometry with the first two numbers of each position exchanged."""
    if not isinstance(geometry, dict):
        return geometry
    if "geometries" in geometry:
        return {**geometry, "geometries": [east_first(one) for one in geometry["geometries"]]}
    return {**geometry, "coordinates": _exchanged(geometry.get("coordinates"))}


def _exchanged(coordinates: Any) -> Any:
    if not isinstance(coordinates, list):
        return coordinates
    if coordinates and not isinstance(coordinates[0], list):
        return [*coordinates[1::-1], *coordinates[2:]] if len(coordinates) > 1 else coordinates
    return [_exchanged(one) for one in coordinates]
