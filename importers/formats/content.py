"""What a file is by its first bytes, for recognising formats and for saying what a refused file really holds."""

import re
from pathlib import Path

HEAD_BYTES = 65_536

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "it is a ZIP archive (or a spreadsheet or KMZ, which are ZIP archives)"),
    (b"PK\x05\x06", "it is an empty ZIP archive"),
    (b"\x1f\x8b", "it is a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7-Zip archive"),
    (b"Rar!", "it is a RAR archive"),
    (b"%PDF", "it is a PDF document"),
    (b"\x89PNG", "it is a PNG image"),
    (b"\xff\xd8\xff", "it is a JPEG image"),
    (b"II*\x00", "it is a TIFF image"),
    (b"MM\x00*", "it is a TIFF image"),
    (b"\xd0\xcf\x11\xe0", "it is an old Office document"),
    (b"AC10", "it is a DWG drawing"),
    (b"\x00\x01\x00\x00Standard Jet DB", "it is a Microsoft Access database"),
    (b"SQLite format 3\x00", "it is an SQLite database without GeoPackage tables"),
)
_HTML = re.compile(rb"^\s*(<!doctype html|<html|<head|<body)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<(\?xml|!|\w)")


def head(path: Path, size: int = HEAD_BYTES) -> bytes:
    """The first bytes of a file."""
    with path.open("rb") as file:
        return file.read(size)


def without_bom(data: bytes) -> bytes:
    """The bytes after a UTF-8 byte order mark."""
    return data.removeprefix(b"\xef\xbb\xbf")


def is_markup(data: bytes) -> bool:
    """Whether the bytes begin as HTML or XML."""
    text = without_bom(data)
    return bool(_HTML.match(text) or _XML.match(text))


def is_web_page(data: bytes) -> bool:
    """Whether the bytes begin as HTML."""
    return bool(_HTML.match(without_bom(data)))


def signature_of(data: bytes) -> str | None:
    """A sentence part naming a well-known binary content, or None."""
    return next((what for magic, what in _SIGNATURES if data.startswith(magic)), None)


def describe(path: Path) -> str:
    """A sentence part saying what a file no reader recognised seems to be."""
    data = head(path)
    if not data:
        return "it is empty"
    if known := signature_of(data):
        return known
    if is_web_page(data):
        return "it is a web page (HTML), perhaps an error or log-in page saved in its place"
    if _XML.match(without_bom(data)):
        return "it is an XML document"
    if path.suffix.lower() in {".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix"}:
        return "it is one part of a Shapefile; give the .shp, with its other parts beside it"
    if without_bom(data).lstrip()[:1] in (b"{", b"["):
        return "it is JSON without GeoJSON features"
    return "its content is not known" if b"\x00" in data else "it is text without a table of columns"
