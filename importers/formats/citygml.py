"""CityGML 1.0 to 3.0: buildings as footprints. Other things of the city are counted and left out.

Parsed as a stream, a building at a time, without document types and entities. Ids and values that the standard
doesn't allow are taken as they are and counted.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from gis.errors import FileRefused
from importers.formats.city_buildings import Building, Rings, Surface, as_text, epsg_in, number, source_of, whole
from importers.formats.content import head
from importers.formats.contract import Format, ReadRequest, Source, damaged, empty, unreadable

_ROOT = re.compile(rb"<(?:\w+:)?CityModel[\s>]")
_NAMESPACE = re.compile(rb"http://www\.opengis\.net/citygml/|http://www\.citygml\.org/")
_GML_ID = ("{http://www.opengis.net/gml}id", "{http://www.opengis.net/gml/3.2}id")
_LOD = re.compile(r"^lod(\d)")
_ID = re.compile(r"^[^\W\d][\w.\-]*$")
_MEMBERS = ("cityObjectMember", "featureMember")
_HREF = "{http://www.w3.org/1999/xlink}href"
_HEIGHT_STATES = frozenset({"measured", "estimated", ""})


def recognises(path: Path) -> bool:
    """XML whose root is a CityModel of CityGML."""
    data = head(path)
    return bool(_ROOT.search(data) and _NAMESPACE.search(data))


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """One layer, the buildings; E-FILE-03 for XML that isn't whole, E-FILE-16 for one that declares entities."""
    path = request.path
    buildings: list[Building] = []
    others = invalid = 0
    crs: str | None = None
    notes: list[str] = []
    try:
        depth = 0
        for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                depth += 1
                crs = crs or element.get("srsName")
                continue
            depth -= 1
            if depth == 1 and _local(element) in ("description", "name"):
                notes.append(element.text or "")
            if depth == 1 and _local(element) in _MEMBERS:
                for thing in element:
                    if _local(thing) == "Building":
                        buildings.append(_building(thing))
                        invalid += _breaks_rules(thing)
                    else:
                        others += 1
                element.clear()
    except DefusedXmlException as error:
        raise FileRefused("E-FILE-16", name=path.name) from error
    except (ET.ParseError, LookupError, ValueError, RecursionError) as error:
        raise damaged(path, *unreadable("XML", error)) from error
    if not buildings:
        raise empty(path)
    remarks = {code: count for code, count in (("N-FILE-21", others), ("W-FILE-27", invalid)) if count}
    as_defined = bool(crs) and not str(crs).upper().startswith("EPSG:")  # a URN or URL means the axes as EPSG has them
    yield source_of(buildings, path, crs=epsg_in(crs), remarks=remarks, notes=notes, as_defined=as_defined)


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _building(element: ET.Element) -> Building:
    building = Building(_id(element))
    _take_attributes(building, element)
    by_id = {one: poly for poly in element.iter() if _local(poly) == "Polygon" and (one := _id(poly))}
    _walk(element, 0.0, False, building, by_id, set())
    building.parts = sum(_local(one) == "BuildingPart" for one in element.iter())
    return building


def _walk(
    element: ET.Element, lod: float, ground: bool, building: Building, by_id: dict[str, ET.Element], seen: set[str]
) -> None:
    """Every polygon below, with the level and kind of surface that its ancestors say; references only within."""
    for child in element:
        name = _local(child)
        if name in ("consistsOfBuildingInstallation", "outerBuildingInstallation", "interiorRoom", "address"):
            continue
        match = _LOD.match(name)
        level = float(match[1]) if match else lod
        if name == "Polygon":
            building.surfaces.append(Surface(_rings(child), level, ground))
        elif (target := child.get(_HREF, "").removeprefix("#")) in by_id and target not in seen and not ground:
            seen.add(target)
            building.surfaces.append(Surface(_rings(by_id[target]), level))
        else:
            _walk(child, level, ground or name == "GroundSurface", building, by_id, seen)


def _rings(polygon: ET.Element) -> Rings:
    rings: Rings = []
    for ring in polygon.iter():
        if _local(ring) != "LinearRing":
            continue
        numbers: list[float] = []
        size = 3
        for part in ring:
            if _local(part) in ("posList", "pos", "coordinates"):
                size = int(part.get("srsDimension") or size)
                numbers += [float(word) for word in re.split(r"[\s,]+", (part.text or "").strip()) if word]
        if size not in (2, 3) or len(numbers) % size:
            raise ValueError(f"a ring of {len(numbers)} numbers isn't made of points")
        points = [(*numbers[i : i + 2], numbers[i + 2] if size == 3 else 0.0) for i in range(0, len(numbers), size)]
        rings.append([(x, y, z) for x, y, z in points[: -1 if len(points) > 1 and points[0] == points[-1] else None]])
    return rings


def _take_attributes(building: Building, element: ET.Element) -> None:
    """Plain children and generic attributes as text; height and storeys by what either version calls them."""
    for child in element:
        name = _local(child)
        if name == "measuredHeight":
            building.measured_height = number(child.text)
        elif name == "height":
            value = next((one for one in child.iter() if _local(one) == "value"), None)
            building.measured_height = number(value.text) if value is not None else building.measured_height
        elif name in ("stringAttribute", "intAttribute", "doubleAttribute", "dateAttribute", "uriAttribute"):
            _take(building, child.get("name", name), next((one.text for one in child), None))
        elif name == "genericAttribute":
            said = {_local(one): one.text for generic in child for one in generic}
            _take(building, said.get("name") or name, said.get("value"))
        elif len(child) == 0:
            _take(building, name, child.text)
    building.storeys = whole(building.attributes.get("storeysAboveGround"))


def _take(building: Building, name: str, text: str | None) -> None:
    value = as_text((text or "").strip())
    if value is not None:
        before = building.attributes.get(name)
        building.attributes[name] = value if before is None else f"{before}; {value}"


def _breaks_rules(building: ET.Element) -> bool:
    """An id that XML doesn't allow, or a height whose state is none of the standard's."""
    for element in building.iter():
        if (own := _id(element)) and not _ID.match(own):
            return True
        if _local(element) == "Height":
            state = next((one.text or "" for one in element if _local(one) == "status"), "")
            if state.strip() not in _HEIGHT_STATES:
                return True
    return False


def _id(element: ET.Element) -> str:
    return next((found for name in _GML_ID if (found := element.get(name))), "")


FORMAT = Format("citygml", "CityGML", (".gml", ".xml"), recognises, read)
