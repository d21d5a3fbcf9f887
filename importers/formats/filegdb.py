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
    return _held(request, _staged(request))


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read one feature class: the named one, or the only one that has features."""
    staged = _staged(request)
    held = _held(request, staged)
    name = choose(request, held)
    parts = tuple(sorted(part for part in request.path.iterdir() if part.is_file() and not part.is_symlink()))
    with ogr.stream(request, staged, layer=name, parts=parts) as source:
        count = next(layer.count for layer in held if layer.name == name)
        source.batches = all_of(request.path, source.batches, count)
        source.names = tuple(layer.name for layer in held)
        yield source


def _held(request: ReadRequest, staged: Path) -> list[Held]:
    """The counts stand in the head of each table: asking GDAL for those of an official template takes 3 s."""
    names = ogr.layer_names(staged, request.path)
    tables = _tables(request, staged)
    files = {name: request.path / f"a{number:08x}.gdbtable" for name, number in tables.items()}
    return [Held(name, _count(files[name]) if name in files else None) for name in names]


def _tables(request: ReadRequest, staged: Path) -> dict[str, int]:
    """Numbers of the tables by name: the rows of the first one. Its feature ids are the numbers."""
    with ogr.stream(request, staged / f"{_CATALOG}.gdbtable", layer=None, parts=(), extent=False) as catalog:
        return {
            str(row["Name"]): int(row["fid"])
            for batch in catalog.batches
            for row in batch.select(["fid", "Name"]).to_pylist()
        }


def _count(table: Path) -> int | None:
    """Rows of a table: bytes 4 to 8 in version 3; version 4, of 64-bit ids, has them elsewhere and is left to GDAL."""
    data = head(table, 8) if table.is_file() else b""
    return int.from_bytes(data[4:8], "little") if data[:4] == _VERSIONS[0] and len(data) == 8 else None


def _staged(request: ReadRequest) -> Path:
    if not (request.path / f"{_CATALOG}.gdbtablx").is_file():
        part_name = f"{_CATALOG}.gdbtablx"
        raise damaged(request.path, f"its part {part_name} is missing", f"thiếu tệp thành phần {part_name}")
    for part in request.path.iterdir():
        if part.is_symlink():
            said = f"thành phần {part.name} là liên kết tới nơi khác"
            raise damaged(request.path, f"its part {part.name} is a link to elsewhere", said)
    return stand_in(request.path, request.stage / "source.gdb")


FORMAT = Format("filegdb", "File geodatabase (FileGDB)", (".gdb",), recognises, read, layers, is_folder=True)
