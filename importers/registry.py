"""The formats that can be read, in the order in which a file's content is put to them. Adding one is adding a line."""

from pathlib import Path

from gis.errors import FileRefused
from importers.formats import delimited_text, geojson, geopackage, shapefile
from importers.formats.content import describe
from importers.formats.contract import Format

FORMATS: tuple[Format, ...] = (
    shapefile.FORMAT,
    geopackage.FORMAT,
    geojson.FORMAT,
    delimited_text.FORMAT,
)


def titles() -> str:
    """The formats as a refusal or a help text lists them."""
    return ", ".join(format_.title for format_ in FORMATS)


def recognise(path: Path) -> Format:
    """The format of an existing file by its content; E-FILE-01, -02 or -09 with what it seems to be instead."""
    if not path.exists():
        raise FileRefused("E-FILE-01", path=path)
    if path.is_dir():
        raise FileRefused("E-FILE-02", name=path.name, formats=titles(), reason="it is a folder")
    if not path.is_file():
        raise FileRefused("E-FILE-02", name=path.name, formats=titles(), reason="it is not a regular file")
    try:
        if path.stat().st_size == 0:
            raise FileRefused("E-FILE-03", name=path.name, reason="it is empty (0 bytes)")
        for format_ in FORMATS:
            if format_.recognises(path):
                return format_
        reason = describe(path)
    except PermissionError as error:
        raise FileRefused("E-FILE-09", name=path.name) from error
    raise FileRefused("E-FILE-02", name=path.name, formats=titles(), reason=reason)
