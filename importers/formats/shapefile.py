"""ESRI Shapefile (ESRI white paper, July 1998) with whatever parts were delivered.

Text is always taken byte for byte (as ISO-8859-1), whatever .cpg or the table's language byte say: they are often
wrong or missing in Vietnamese files, and the true encoding is found afterwards from the content. The .cpg goes on
as a hint. A missing .shx is rebuilt in the stage, never beside the source; a missing .dbf leaves only geometry.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from importers.formats import ogr
from importers.formats import shapefile_parts as parts_of
from importers.formats.content import head
from importers.formats.contract import Format, ReadRequest, Source, empty
from importers.formats.staging import stand_in

LONGEST_NOTES = 1_000_000
_TAG = re.compile(r"<[^>]*>")
_LINKED = (".shx", ".dbf", ".prj")


def recognises(path: Path) -> bool:
    """By file code 9994 and version 1000 of a main file (an index file has the same header)."""
    return parts_of.is_main_file(path)


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read the features in file order, after the parts were found whole and of one count."""
    path, siblings = request.path, parts_of.siblings(request.path)
    parts_of.refuse_damaged(path, siblings)
    if path.stat().st_size == parts_of.HEADER_BYTES:
        raise empty(path)
    staged = stand_in(path, request.stage / "source.shp")
    for suffix in _LINKED:
        if suffix in siblings:
            stand_in(siblings[suffix], staged.with_suffix(suffix))
    with ogr.stream(
        request,
        staged,
        layer=None,
        parts=(path, *siblings.values()),
        encoding="ISO-8859-1",
        # Told to restore, GDAL writes an index that is there anew too: through the link, into the source.
        config={"SHAPE_RESTORE_SHX": ".shx" not in siblings},
    ) as source:
        parts_of.refuse_other_count(path, staged.with_suffix(".shx"), siblings.get(".dbf"))
        source.notes = _said(path)
        source.encoding_hint = parts_of.code_page(siblings.get(".cpg"))
        yield source


def _said(path: Path) -> tuple[str, ...]:
    """The texts of the metadata that ArcGIS and others keep beside it, in `name.shp.xml` or `name.xml`."""
    for beside in (path.with_name(f"{path.name}.xml"), path.with_suffix(".xml")):
        if beside.is_file():
            text = head(beside, LONGEST_NOTES).decode("utf-8", "replace")
            return tuple(part for part in _TAG.split(text) if part.strip())
    return ()


FORMAT = Format("shapefile", "Shapefile", (".shp",), recognises, read)
