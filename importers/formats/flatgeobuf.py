"""FlatGeobuf 3: one layer in FlatBuffers, often with a spatial index before the features.

GDAL's own Arrow stream of this driver gives a feature without a geometry an offset before the one of its predecessor
(seen in 3.12: the column can't be taken apart), so its general one is asked for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from importers.formats import ogr
from importers.formats.content import head
from importers.formats.contract import Format, ReadRequest, Source, all_of
from importers.formats.staging import stand_in

_CONFIG = {"OGR_FLATGEOBUF_STREAM_BASE_IMPL": "YES"}
_MAGIC = b"fgb\x03fgb"


def recognises(path: Path) -> bool:
    """By the magic bytes; the eighth is a patch level."""
    return head(path, len(_MAGIC)) == _MAGIC


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read the features; fewer than the header counts are E-FILE-03. A count of 0 means that the writer didn't know."""
    staged = stand_in(request.path, request.stage / "source.fgb")
    held = ogr.counted_layers(staged, request.path)
    expected = held[0].count if held else None
    with ogr.stream(request, staged, layer=None, parts=(request.path,), config=_CONFIG, extent=False) as source:
        source.batches = all_of(request.path, source.batches, expected or None)
        source.names = tuple(layer.name for layer in held)
        yield source


FORMAT = Format("flatgeobuf", "FlatGeobuf", (".fgb",), recognises, read)
