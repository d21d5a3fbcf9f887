"""GML 2, 3.1 and 3.2 (OGC 07-036r1) with any application schema: INSPIRE, WFS answers, Vietnamese exchange files.

GDAL reads a link in the stage, for three reasons. It writes a .gfs of what it found beside the file. It would take a
.gfs or .xsd that lies there, which anybody may have put there, and schemas that the file names may be far away: none
is looked for, the columns come from the elements themselves. And guessed types would make 12 of a code "00012", so
every element is taken as text. Attributes of elements (units, links) are columns of their own.

The order of axes is that of srsName: with `urn:ogc:def:crs:EPSG::n` and `http://www.opengis.net/def/crs/EPSG/0/n` as
EPSG has it (latitude before longitude; of the VN-2000 zones EPSG puts the easting first), with `EPSG:n` always east
first, as GDAL and nearly all programs take it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from importers.formats import ogr
from importers.formats.content import head
from importers.formats.contract import Format, Held, ReadRequest, Source, choose
from importers.formats.staging import stand_in
from importers.formats.xml_root import refuse_broken, root_of

_GML = "http://www.opengis.net/gml"
_WFS = "http://www.opengis.net/wfs"
_OTHER_ROOTS = ("CityModel", "LandXML", "schema", "MD_Metadata", "GetRecordsResponse", "WFS_Capabilities")
_MEMBERS = (b"featureMember", b"FeatureCollection")
_ENVELOPE = ("lowerCorner", "upperCorner", "Envelope_srsName", "Envelope_srsDimension")
_CONFIG = {
    "GML_FIELDTYPES": "ALWAYS_STRING",
    "GML_ATTRIBUTES_TO_OGR_FIELDS": "YES",
    "GML_DOWNLOAD_SCHEMA": "NO",
    "GML_USE_SCHEMA_IMPORT": "NO",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "GML_INVERT_AXIS_ORDER_IF_LAT_LONG": "YES",
    "GML_CONSIDER_EPSG_AS_URN": "NO",
}


def recognises(path: Path) -> bool:
    """XML that knows the GML or WFS namespace and holds features; neither a city model, a schema nor metadata."""
    root = root_of(path)
    if root is None or root.name in _OTHER_ROOTS:
        return False
    text = head(path).replace(b"\x00", b"")
    known = any(ns.startswith((_GML, _WFS)) for ns in root.declared) or _GML.encode() in text
    return known and any(word in text for word in _MEMBERS)


def layers(request: ReadRequest) -> list[Held]:
    """The types of features that have geometry."""
    with ogr.configured(_CONFIG):
        return [Held(name) for name in ogr.layer_names(_staged(request), request.path)]


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read the features of one type: the named one, or the only one."""
    staged = _staged(request)
    with ogr.configured(_CONFIG):
        names = ogr.layer_names(staged, request.path)
    name = choose(request, [Held(one) for one in names])
    with ogr.stream(
        request, staged, layer=name, parts=(request.path,), config=_CONFIG, extent=False, without=_ENVELOPE
    ) as source:
        source.names = tuple(names)
        yield source


def _staged(request: ReadRequest) -> Path:
    refuse_broken(request.path)
    return stand_in(request.path, request.stage / "source.gml")


FORMAT = Format("gml", "GML", (".gml", ".xml"), recognises, read, layers)
