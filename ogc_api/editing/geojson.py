"""Features as they are sent: GeoJSON (RFC 7946), in any coordinate system that the collection offers."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest

from gis.errors import DothiError, FeatureRefused, InvalidRequest, NotFound, Problem, Step
from gis.spatial.crs import CRS84, Crs, parse_crs
from layers.features.accepted_geometry import GeoJson
from layers.features.accepted_values import Given

MOST_VERTICES = 200_000
"""Positions in all geometries of a body together."""
_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How deep a position stands in the coordinates."""
_IDS = 18
"""Digits of the longest id."""


def content_crs(request: HttpRequest, offered: Iterable[Crs]) -> Crs:
    """The system of what is sent: `Content-Crs: <uri>` (Part 2, 6.5), which QGIS writes without brackets; CRS84 where
    there is none (draft, /req/features/default-crs).

    Raises:
        CrsRefused: E-CRS-01 unknown. InvalidRequest: E-REQUEST-04 not offered for the collection.
    """
    text = request.headers.get("Content-Crs", "").strip()
    if not text:
        return CRS84
    crs = parse_crs(text.removeprefix("<").removesuffix(">"))
    if crs not in offered:
        raise InvalidRequest("E-REQUEST-04", crs=str(crs))
    return crs


def feature_number(layer: str, text: str) -> int:
    """The id in an address.

    Raises:
        NotFound: E-FEATURE-01 where it can be none.
    """
    if not text.isascii() or not text.isdigit() or len(text) > _IDS:
        raise NotFound("E-FEATURE-01", layer=layer, id=text[:40])
    return int(text)


def read_feature(
    document: Any, crs: Crs, *, path: tuple[Step, ...] = (), id: int | None = None, whole: bool = True
) -> tuple[Given, GeoJson | None]:
    """Values and geometry of a feature that is sent, the geometry with x east or longitude first. `whole`: it is no
    patch, so that type, geometry and properties have to be there. `id`: that of the address, which one in the body may
    repeat; a new feature gets its id here, and one that is sent with it is passed over, as are `links` and `bbox`.

    Raises:
        DothiError: E-EDIT-06 a member that isn't as GeoJSON has it, -10 another id, -12 another coordinate system:
            the first, with all in its problems.
    """
    if not isinstance(document, dict):
        member = "/".join(map(str, path)) or "body"
        error = FeatureRefused("E-EDIT-06", member=member, expected='{"type": "Feature", …}')
        error.place(*path)
        raise error
    problems = list(_problems(document, crs, id=id, whole=whole))
    if problems:
        first = problems[0].refusal
        first.problems = tuple(problems)
        first.place(*path)
        raise first
    geometry = document.get("geometry")
    if geometry is not None:
        coordinates = _east_first(geometry["coordinates"], crs.north_first)
        geometry = {"type": geometry["type"], "coordinates": coordinates}
    return document.get("properties") or {}, geometry


def demand_few_vertices(geometries: Iterable[GeoJson | None]) -> None:
    """Raises InvalidRequest (E-EDIT-07) where there are more than the most positions."""
    count = sum(_count(one["coordinates"]) for one in geometries if one is not None)
    if count > MOST_VERTICES:
        raise InvalidRequest("E-EDIT-07", count=count, most=MOST_VERTICES)


def _problems(document: dict[str, Any], crs: Crs, *, id: int | None, whole: bool) -> Iterator[Problem]:
    def wrong(member: str, expected: str) -> Problem:
        return Problem((member,), FeatureRefused("E-EDIT-06", member=member, expected=expected))

    if (whole or "type" in document) and document.get("type") != "Feature":
        yield wrong("type", '"Feature"')
    none_given = whole and document.get("properties", "") is None  # RFC 7946, 3.2 has null for a feature without any
    if (whole or "properties" in document) and not isinstance(document.get("properties"), dict) and not none_given:
        yield wrong("properties", '{"…": …}')
    if (whole or "geometry" in document) and not _is_geometry(document.get("geometry")):
        yield wrong("geometry", '{"type": "' + "|".join(_DEPTH) + '", "coordinates": […]}')
    if id is not None and "id" in document and str(document["id"]) != str(id):
        refusal: DothiError = FeatureRefused("E-EDIT-10", id=str(document["id"])[:40], address=id)
        yield Problem(("id",), refusal)
    if "crs" in document and not _names(document["crs"], crs):
        yield Problem(("crs",), FeatureRefused("E-EDIT-12", crs=str(crs)))


def _is_geometry(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    kind = value.get("type")
    return isinstance(kind, str) and kind in _DEPTH and _is_nested(value.get("coordinates"), _DEPTH[kind])


def _is_nested(value: Any, depth: int) -> bool:
    """Whether positions of two numbers or more stand that deep, and nowhere else."""
    if not isinstance(value, list):
        return False
    if depth:
        return all(_is_nested(one, depth - 1) for one in value)
    return len(value) >= 2 and all(isinstance(one, int | float) and not isinstance(one, bool) for one in value)


def _east_first(value: Any, north_first: bool) -> Any:
    if value and isinstance(value[0], list):
        return [_east_first(one, north_first) for one in value]
    return [value[1], value[0]] if north_first and value else value[:2]  # heights are kept nowhere


def _count(coordinates: Any) -> int:
    if coordinates and isinstance(coordinates[0], list):
        return sum(_count(one) for one in coordinates)
    return 1 if coordinates else 0


def _names(member: Any, crs: Crs) -> bool:
    """Whether the `crs` member of older GeoJSON, which GDAL writes, names the system that holds anyway."""
    try:
        named = parse_crs(str(member["properties"]["name"]))
    except (DothiError, TypeError, KeyError):
        return False
    return named.epsg == crs.epsg and named.north_first == crs.north_first
