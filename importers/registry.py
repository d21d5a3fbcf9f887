"""The formats that can be read, in the order in which a file's content is put to them. Adding one is adding a line."""

from pathlib import Path

from gis.errors import FileRefused
from importers.formats import (
    citygml,
    cityjson,
    container,
    delimited_text,
    epanet,
    filegdb,
    flatgeobuf,
    geojson,
    geopackage,
    geoparquet,
    gml,
    gpx,
    kml,
    landxml,
    mapinfo,
    shapefile,
    spreadsheet,
    swmm,
)
from importers.formats.content import describe
from importers.formats.contract import Format

_SINGLE: tuple[Format, ...] = (
    shapefile.FORMAT,
    geopackage.FORMAT,
    filegdb.FORMAT,
    flatgeobuf.FORMAT,
    geoparquet.FORMAT,
    spreadsheet.FORMAT,
    cityjson.FORMAT,
    geojson.FORMAT,
    kml.FORMAT,
    gpx.FORMAT,
    citygml.FORMAT,
    landxml.FORMAT,
    gml.FORMAT,
    mapinfo.TAB,
    mapinfo.MIF,
    epanet.FORMAT,
    swmm.FORMAT,
    delimited_text.FORMAT,
)
"""What a file, or a file geodatabase, can be by itself."""

FORMATS: tuple[Format, ...] = (*_SINGLE, container.archive_of(_SINGLE), container.folder_of(_SINGLE))


def titles() -> str:
    """The formats as a refusal or a help text lists them."""
    return ", ".join(format_.title for format_ in FORMATS)


def recognise(path: Path) -> Format:
    """The format of an existing file by its content; E-FILE-01, -02 or -09 with what it seems to be instead."""
    if not path.exists():
        raise FileRefused("E-FILE-01", path=path)
    if not (path.is_file() or path.is_dir()):
        raise FileRefused("E-FILE-02", name=path.name, formats=titles(), reason="it is not a regular file",
                          reason_vi="đây không phải tệp thường")  # fmt: skip
    try:
        if path.is_file() and path.stat().st_size == 0:
            raise FileRefused(
                "E-FILE-03", name=path.name, reason="it is empty (0 bytes)", reason_vi="tệp rỗng (0 byte)"
            )
        for format_ in FORMATS:
            if (path.is_file() or format_.is_folder) and format_.recognises(path):
                return format_
        reason, reason_vi = describe(path)
    except PermissionError as error:
        raise FileRefused("E-FILE-09", name=path.name) from error
    raise FileRefused("E-FILE-02", name=path.name, formats=titles(), reason=reason, reason_vi=reason_vi)
