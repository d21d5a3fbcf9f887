"""CityJSON 1.0 to 2.0 and CityJSONSeq: buildings as footprints. Other things of the city are counted and left out."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from importers.formats.city_buildings import Building, Surface, as_text, epsg_in, number, source_of, whole
from importers.formats.content import head, without_bom
from importers.formats.contract import Format, ReadRequest, Source, damaged, empty, unreadable
from importers.formats.inp_sections import broken

_TYPE = re.compile(rb'"type"\s*:\s*"CityJSON(?:Feature)?"|"CityObjects"\s*:\s*\{')
_VERSION = re.compile(r"(1\.[01]|2\.0)(\.\d+)?")
_TAIL_BYTES = 4_096
_DEEPEST = {"MultiSurface": 0, "CompositeSurface": 0, "Solid": 1, "MultiSolid": 2, "CompositeSolid": 2}
_PARTS = ("BuildingPart", "BuildingInstallation")


def recognises(path: Path) -> bool:
    """A JSON object of the type CityJSON, which it may say only at its end."""
    data = without_bom(head(path)).lstrip()
    if data[:1] != b"{":
        return False
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        return bool(_TYPE.search(data) or _TYPE.search(file.read()))


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """One layer, the buildings; E-FILE-22 for a version or a reference that the specification doesn't know."""
    path = request.path
    documents = _documents(path)
    first = documents[0]
    if not _VERSION.fullmatch(str(first.get("version", ""))):
        version = str(first.get("version"))[:40]
        raise broken(
            path,
            f"CityJSON {version} is none of the versions 1.0, 1.1 and 2.0",
            f"CityJSON {version} không thuộc các phiên bản 1.0, 1.1 và 2.0",
        )
    buildings: list[Building] = []
    others = 0
    for document in documents:
        try:
            found, left = _buildings(document, first.get("transform"))  # a sequence's first line holds it for all
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            why = f"{type(error).__name__}: {error}"[:120]
            raise broken(
                path,
                f"its objects don't follow the specification ({why})",
                f"các đối tượng không theo đặc tả ({why})",
            ) from error
        buildings += found
        others += left
    if not buildings:
        raise empty(path)
    said = first.get("metadata")
    metadata: dict[str, Any] = said if isinstance(said, dict) else {}
    notes = [text for text in metadata.values() if isinstance(text, str)]
    remarks = {"N-FILE-21": others} if others else {}
    crs = epsg_in(as_text(metadata.get("referenceSystem")))
    yield source_of(buildings, path, crs=crs, remarks=remarks, notes=notes)


def _documents(path: Path) -> list[dict[str, Any]]:
    """The one object, or those of a sequence, a line each."""
    data = without_bom(path.read_bytes())
    try:
        try:
            found = [json.loads(data)]
        except json.JSONDecodeError:
            found = [json.loads(line) for line in data.splitlines() if line.strip()]
            if len(found) < 2:
                raise
    except (ValueError, RecursionError) as error:
        raise damaged(path, *unreadable("JSON", error)) from error
    if any(not isinstance(one, dict) for one in found):
        raise broken(path, "a line holds no object", "có dòng không chứa đối tượng")
    return found


def _buildings(document: dict[str, Any], transform: dict[str, Any] | None) -> tuple[list[Building], int]:
    """The buildings of one object with what their parts are made of, and how many things are none."""
    objects: dict[str, Any] = document.get("CityObjects", {})
    vertices = np.asarray(document.get("vertices") or np.empty((0, 3)), dtype=float).reshape(-1, 3)
    if transform:
        vertices = vertices * np.asarray(transform["scale"], float) + np.asarray(transform["translate"], float)
    points = [(float(x), float(y), float(z)) for x, y, z in vertices]
    found: list[Building] = []
    others = 0
    for name, thing in objects.items():
        if thing["type"] in _PARTS:
            continue
        if thing["type"] != "Building":
            others += 1
            continue
        attributes = thing.get("attributes") or {}
        building = Building(name, attributes={k: t for k, v in attributes.items() if (t := as_text(v)) is not None})
        building.measured_height = number(attributes.get("measuredHeight"))
        building.storeys = whole(attributes.get("storeysAboveGround"))
        parts = [objects[child] for child in thing.get("children", ()) if child in objects]
        building.parts = sum(part["type"] == "BuildingPart" for part in parts)
        for part in (thing, *(part for part in parts if part["type"] == "BuildingPart")):
            for geometry in part.get("geometry") or ():
                building.surfaces += _surfaces(geometry, points)
        found.append(building)
    return found, others


def _surfaces(geometry: dict[str, Any], points: list[tuple[float, float, float]]) -> Iterator[Surface]:
    """Each polygon with what the semantics say of it (clause 3.3): boundaries and values are nested alike."""
    depth = _DEEPEST.get(geometry["type"])
    if depth is None:
        return
    semantics = geometry.get("semantics") or {}
    kinds = [one.get("type") for one in semantics.get("surfaces", ())]
    lod = number(geometry.get("lod")) or 0.0
    for rings, value in _flat(geometry["boundaries"], semantics.get("values"), depth):
        ground = value is not None and kinds[value] == "GroundSurface"
        yield Surface([[_point(points, i) for i in ring] for ring in rings], lod, ground)


def _point(points: list[tuple[float, float, float]], index: int) -> tuple[float, float, float]:
    if index < 0:
        raise ValueError(f"vertex {index}")
    return points[index]


def _flat(boundaries: list[Any], values: list[Any] | None, depth: int) -> Iterator[tuple[list[list[int]], int | None]]:
    for position, boundary in enumerate(boundaries):
        value = values[position] if values is not None and position < len(values) else None
        if depth:
            yield from _flat(boundary, value, depth - 1)
        else:
            yield boundary, value


FORMAT = Format("cityjson", "CityJSON", (".json", ".jsonl"), recognises, read)
