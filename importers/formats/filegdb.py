"""Esri file geodatabase: a folder of numbered tables, as ArcGIS 10 and later write it.

Layers in feature datasets are layers like the others. Of coded values and subtypes the code is taken, as the table
stores it. Text is UTF-16 inside and comes as Unicode. The folder is read through a link: GDAL insists on a name that
ends in .gdb, and takes no lock for reading.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from importers.formats import ogr
from importers.formats.content import head
from importers.formats.contract import Format, Held, ReadRequest, Source, all_of, choose, damaged
from importers.formats.staging import stand_in

_CATALOG = "a00000001"
_VERSIONS = (b"\x03\x00\x00\x00", b"\x04\x00\x00\x00")


def recognises(path: Path) -> bool:
    """A folder with the table of tables: a .gdbtable of version 3 or 4 (ArcGIS 10) and its index."""
    table = path / f"{_CATALOG}.gdbtable"
    return table.is_file() and head(table, 4) in _VERSIONS


def layers(request: ReadRequest) -> list[Held]:
    """The feature classes, with their numbers of features."""
    return ogr.counted_layers(_staged(request), request.path)


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read one feature class: the named one, or the only one that has features."""
    staged = _staged(request)
    held = ogr.counted_layers(staged, request.path)
    name = choose(request, held)
    parts = tuple(sorted(part for part in request.path.iterdir() if part.is_file() and not part.is_symlink()))
    with ogr.stream(request, staged, layer=name, parts=parts) as source:
        count = next(layer.count for layer in held if layer.name == name)
        source.batches = all_of(request.path, source.batches, count)
        source.names = tuple(layer.name for layer in held)
        yield source


def _staged(request: ReadRequest) -> Path:
    if not (request.path / f"{_CATALOG}.gdbtablx").is_file():
        raise damaged(request.path, f"its part {_CATALOG}.gdbtablx is missing")
    for part in request.path.iterdir():
        if part.is_symlink():
            raise damaged(request.path, f"its part {part.name} is a link to elsewhere")
    return stand_in(request.path, request.stage / "source.gdb")


FORMAT = Format("filegdb", "File geodatabase (FileGDB)", (".gdb",), recognises, read, layers, is_folder=True)
