"""What a file is by its first bytes, for recognising formats and for saying what a refused file really holds."""

import re
from pathlib import Path

HEAD_BYTES = 65_536

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (
        b"PK\x03\x04",
        "it is a ZIP archive (or a spreadsheet or KMZ, which are ZIP archives)",
        "đây là tệp nén ZIP (hoặc bảng tính, KMZ, vốn cũng là tệp ZIP)",
    ),
    (b"PK\x05\x06", "it is an empty ZIP archive", "đây là tệp nén ZIP rỗng"),
    (b"\x1f\x8b", "it is a gzip archive", "đây là tệp nén gzip"),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7-Zip archive", "đây là tệp nén 7-Zip"),
    (b"Rar!", "it is a RAR archive", "đây là tệp nén RAR"),
    (b"%PDF", "it is a PDF document", "đây là tài liệu PDF"),
    (b"\x89PNG", "it is a PNG image", "đây là ảnh PNG"),
    (b"\xff\xd8\xff", "it is a JPEG image", "đây là ảnh JPEG"),
    (b"II*\x00", "it is a TIFF image", "đây là ảnh TIFF"),
    (b"MM\x00*", "it is a TIFF image", "đây là ảnh TIFF"),
    (b"\xd0\xcf\x11\xe0", "it is an old Office document", "đây là tài liệu Office đời cũ"),
    (b"ISO-10303-21", "it is a building model (IFC or another STEP file)", "đây là mô hình công trình (IFC, tệp STEP)"),
    (b"\x08\x09\xfe\x02", "it is a DGN drawing", "đây là bản vẽ DGN"),
    (b"AC10", "it is a DWG drawing", "đây là bản vẽ DWG"),
    (b"\x00\x01\x00\x00Standard Jet DB", "it is a Microsoft Access database", "đây là cơ sở dữ liệu Microsoft Access"),
    (
        b"SQLite format 3\x00",
        "it is an SQLite database without GeoPackage tables",
        "đây là cơ sở dữ liệu SQLite không có bảng GeoPackage",
    ),
)
_DXF = re.compile(rb"(?:\s*999\r?\n[^\n]*\n)*\s*0\r?\n\s*SECTION\b|AutoCAD Binary DXF")
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


def signature_of(data: bytes) -> tuple[str, str] | None:
    """A sentence part naming a well-known binary content, in English and in Vietnamese, or None."""
    if _DXF.match(data):
        return "it is a DXF drawing", "đây là bản vẽ DXF"
    return next(((en, vi) for magic, en, vi in _SIGNATURES if data.startswith(magic)), None)


def describe(path: Path) -> tuple[str, str]:
    """A sentence part saying what a file no reader recognised seems to be, in English and in Vietnamese."""
    data = head(path)
    if not data:
        return "it is empty", "tệp rỗng"
    if known := signature_of(data):
        return known
    if is_web_page(data):
        return (
            "it is a web page (HTML), perhaps an error or log-in page saved in its place",
            "đây là trang web (HTML), có thể là trang báo lỗi hoặc đăng nhập được lưu thay cho tệp",
        )
    if _XML.match(without_bom(data)):
        return "it is an XML document", "đây là tài liệu XML"
    if path.suffix.lower() in {".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix"}:
        return (
            "it is one part of a Shapefile; give the .shp, with its other parts beside it",
            "đây là một tệp thành phần của Shapefile; hãy chọn tệp .shp, các tệp kia để bên cạnh",
        )
    if without_bom(data).lstrip()[:1] in (b"{", b"["):
        return "it is JSON without GeoJSON features", "đây là JSON không có đối tượng GeoJSON"
    if b"\x00" in data:
        return "its content is not known", "không rõ nội dung"
    return "it is text without a table of columns", "đây là văn bản không có bảng theo cột"
