"""MapInfo, as it keeps its tables (TAB with .dat, .map and .id) and as it exchanges them (MIF with MID).

Text is taken byte for byte, whatever `charset` the header states: programs write the one of the machine they ran on,
and Vietnamese offices keep TCVN3 in files that say WindowsLatin1. GDAL would recode by it, so it is shown a header
that says `Neutral`, and the true encoding is found from the content; what was stated goes on as a hint. For that a MIF
is copied into the stage, of a TAB only its small text part; the others are links.

Views, seamless tables and rasters have a .tab too: those name other files, anywhere, and are refused.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from gis.errors import FileRefused
from importers.formats import ogr
from importers.formats.content import head
from importers.formats.contract import Format, ReadRequest, Source, all_of, damaged
from importers.formats.staging import stand_in

_TAB = re.compile(rb"^\s*!table\b", re.IGNORECASE)
_TAB_TYPE = re.compile(rb"\btype\s+(\w+)", re.IGNORECASE)
_TAB_CHARSET = re.compile(rb'(!charset\s+|charset\s+")([\w-]+)', re.IGNORECASE)
_MIF = re.compile(rb"^\s*version\s+\d+", re.IGNORECASE)
_MIF_CHARSET = re.compile(rb'^(\s*charset\s*")([\w-]*)', re.IGNORECASE | re.MULTILINE)
_MIF_DATA = re.compile(rb"^\s*data\s*$", re.IGNORECASE | re.MULTILINE)
_MIF_DELIMITER = re.compile(rb'^\s*delimiter\s*"([^"\r\n])"', re.IGNORECASE | re.MULTILINE)
_OBJECTS = frozenset(
    (
        b"none", b"point", b"line", b"pline", b"region", b"arc", b"text", b"rect", b"roundrect", b"ellipse",
        b"multipoint", b"collection",
    )
)  # fmt: skip
_ELSEWHERE = re.compile(rb"\b(open\s+table|create\s+view|type\s+\"raster\")", re.IGNORECASE)
_PARTS = {"tab": (".dat", ".map", ".id", ".ind", ".dbf"), "mif": (".mid",)}
_HINTS = {
    "windowslatin1": "1252", "windowsvietnamese": "1258", "utf-8": "UTF-8", "utf8": "UTF-8", "iso8859_1": "1252",
}  # fmt: skip
_COPY_BYTES = 1 << 20


def recognises_tab(path: Path) -> bool:
    """A text that begins with !table."""
    return bool(_TAB.match(head(path, 64)))


def recognises_mif(path: Path) -> bool:
    """A text that begins with a version and has columns and data."""
    text = head(path)
    return bool(_MIF.match(text)) and b"columns" in text.lower()


@contextmanager
def read_tab(request: ReadRequest) -> Iterator[Source]:
    """Read the rows of a table with all its parts; E-FILE-17 where it is a view of other tables or a picture."""
    path, text = request.path, head(request.path)
    kind = _TAB_TYPE.search(text)
    if _ELSEWHERE.search(text) or kind is None or kind[1].lower() not in (b"native", b"dbf"):
        raise FileRefused("E-FILE-17", name=path.name)
    parts = _siblings(path, "tab")
    if kind[1].lower() == b"native" and ".dat" not in parts:
        raise damaged(path, "its part .dat is missing", "thiếu tệp thành phần .dat")
    if ".map" in parts and ".id" not in parts:
        raise damaged(path, "its part .id is missing", "thiếu tệp thành phần .id")
    staged = request.stage / "source.tab"
    staged.write_bytes(_TAB_CHARSET.sub(rb"\1Neutral", text))
    for suffix, part in parts.items():
        stand_in(part, staged.with_suffix(suffix))
    held = ogr.counted_layers(staged, path)
    with _read(request, staged, parts, _TAB_CHARSET.search(text)) as source:
        source.batches = all_of(path, source.batches, held[0].count if held else None)
        yield source


@contextmanager
def read_mif(request: ReadRequest) -> Iterator[Source]:
    """Read the objects with their rows; a MID of another length is E-FILE-03."""
    path, parts = request.path, _siblings(request.path, "mif")
    staged = request.stage / "source.mif"
    text = head(path)
    data = _MIF_DATA.search(text)
    header = text[: data.start()] if data else text
    with path.open("rb") as file, staged.open("wb") as copy:
        copy.write(_MIF_CHARSET.sub(rb"\1Neutral", header))
        file.seek(len(header))
        while chunk := file.read(_COPY_BYTES):
            copy.write(chunk)
    if ".mid" in parts:
        stand_in(parts[".mid"], staged.with_suffix(".mid"))
    elif not re.search(rb"columns\s+0\b", header, re.IGNORECASE):
        raise damaged(path, "its part .mid is missing", "thiếu tệp thành phần .mid")
    expected = _objects(path)
    if ".mid" in parts and expected is not None:
        rows = _rows(parts[".mid"], header)
        if rows != expected:
            said = f".mif có {expected} đối tượng, .mid có {rows} dòng"
            raise damaged(path, f"the .mif has {expected} objects and the .mid {rows} rows", said)
    with _read(request, staged, parts, _MIF_CHARSET.search(header)) as source:
        source.batches = all_of(path, source.batches, expected)
        yield source


def _objects(path: Path) -> int | None:
    """How many objects a MIF has; None where collections make it unclear which of them are parts of others."""
    count, in_data = 0, False
    with path.open("rb") as file:
        for line in file:
            word = line.split(None, 1)[:1]
            if not in_data:
                in_data = bool(word) and word[0].lower() == b"data"
            elif word and word[0].lower() in _OBJECTS:
                if word[0].lower() == b"collection":
                    return None
                count += 1
    return count


def _rows(path: Path, header: bytes) -> int:
    """Rows of a MID; a quoted text may go over several lines."""
    said = _MIF_DELIMITER.search(header)
    delimiter = said[1].decode("latin-1") if said else "\t"
    with path.open(encoding="latin-1", newline="") as file:
        try:
            return sum(bool(row) for row in csv.reader(file, delimiter=delimiter))
        except csv.Error as error:
            raise damaged(
                path, f"its rows can't be told apart ({error})", f"không tách được các dòng ({error})"
            ) from error


@contextmanager
def _read(
    request: ReadRequest, staged: Path, parts: dict[str, Path], charset: re.Match[bytes] | None
) -> Iterator[Source]:
    with ogr.stream(request, staged, layer=None, parts=(request.path, *parts.values()), extent=False) as source:
        source.batches = map(_byte_for_byte, source.batches)
        source.encoding_hint = _HINTS.get(charset[2].decode("ascii", "ignore").lower()) if charset else None
        yield source


def _byte_for_byte(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Text as ISO-8859-1, each byte a letter, as of a Shapefile."""
    columns = []
    for column in batch.columns:
        if pa.types.is_string(column.type):
            octets = column.cast(pa.binary()).to_pylist()
            column = pa.array([None if value is None else value.decode("latin-1") for value in octets], pa.string())
        columns.append(column)
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _siblings(path: Path, kind: str) -> dict[str, Path]:
    """The other parts by suffix, found whatever the case of their names."""
    found: dict[str, Path] = {}
    for other in sorted(path.parent.iterdir()):
        suffix = other.suffix.lower()
        if suffix in _PARTS[kind] and other.stem.lower() == path.stem.lower() and other.is_file():
            found.setdefault(suffix, other)
    return found


TAB = Format("mapinfo", "MapInfo TAB", (".tab",), recognises_tab, read_tab)
MIF = Format("mif", "MapInfo MIF", (".mif",), recognises_mif, read_mif)
