"""KML 2.2 (OGC 12-007r2), read by GDAL's LIBKML driver. A KMZ is an archive with one, and comes through `archive`.

LIBKML and not the simpler KML driver: that one leaves out ExtendedData without a schema, times and the names of
nested folders. A folder with places in it is a layer, at any depth. Links to other files and addresses are not
followed.
Left out is how a place is drawn (extrude, tessellate, visibility …): columns that LIBKML makes up where they are not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from importers.formats import ogr
from importers.formats.contract import Format, Held, ReadRequest, Source, choose
from importers.formats.staging import stand_in
from importers.formats.xml_root import refuse_broken, root_of

_NAMESPACES = ("http://www.opengis.net/kml/", "http://earth.google.com/kml/")
_DRAWING = ("altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon")


def recognises(path: Path) -> bool:
    """An XML document whose outermost element is kml, in OGC's namespace, Google's older ones, or none."""
    root = root_of(path)
    return root is not None and root.name == "kml" and (not root.namespace or root.namespace.startswith(_NAMESPACES))


def layers(request: ReadRequest) -> list[Held]:
    """The folders and documents that hold places, with their numbers."""
    return _held(_staged(request), request)


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read the places of one folder: the named one, or the only one that has any."""
    staged = _staged(request)
    held = _held(staged, request)
    name = choose(request, held)
    with ogr.stream(request, staged, layer=name, parts=(request.path,), extent=False, without=_DRAWING) as source:
        source.crs_stated = False  # longitude and latitude on WGS 84 by the standard, not by this file
        source.names = tuple(layer.name for layer in held)
        yield source


def _held(staged: Path, request: ReadRequest) -> list[Held]:
    return [layer for layer in ogr.counted_layers(staged, request.path) if layer.count]


def _staged(request: ReadRequest) -> Path:
    refuse_broken(request.path)
    return stand_in(request.path, request.stage / "source.kml")


FORMAT = Format("kml", "KML", (".kml",), recognises, read, layers)
