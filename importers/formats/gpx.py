"""GPX 1.0 and 1.1: waypoints, routes and tracks from hand-held receivers and telephones, always on WGS 84.

The points that routes and tracks are made of are layers too, but only for those who name them: each line would be
read twice otherwise.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from importers.formats import ogr
from importers.formats.contract import Format, Held, ReadRequest, Source, choose
from importers.formats.staging import stand_in
from importers.formats.xml_root import refuse_broken, root_of

_LAYERS = ("waypoints", "routes", "tracks")
_POINTS = ("route_points", "track_points")
_NAMESPACE = "http://www.topografix.com/GPX/"


def recognises(path: Path) -> bool:
    """An XML document whose outermost element is gpx."""
    root = root_of(path)
    return root is not None and root.name == "gpx" and (not root.namespace or root.namespace.startswith(_NAMESPACE))


def layers(request: ReadRequest) -> list[Held]:
    """Waypoints, routes and tracks, those that are there."""
    return _held(_staged(request), request)


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read waypoints, routes or tracks: what is named, or the only ones there are."""
    staged = _staged(request)
    name = request.layer if request.layer in _POINTS else choose(request, _held(staged, request))
    with ogr.stream(request, staged, layer=name, parts=(request.path,), extent=False) as source:
        source.crs_stated = False  # by the format, not by this file
        yield source


def _held(staged: Path, request: ReadRequest) -> list[Held]:
    found = ogr.counted_layers(staged, request.path, by_reading=True)
    return [layer for layer in found if layer.name in _LAYERS and layer.count]


def _staged(request: ReadRequest) -> Path:
    refuse_broken(request.path)
    return stand_in(request.path, request.stage / "source.gpx")


FORMAT = Format("gpx", "GPX", (".gpx",), recognises, read, layers)
