"""How a text table is written: its bytes, its delimiter, whether its first row names the columns."""

import codecs
import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from importers.formats.content import head
from importers.normalise.numbers import looks_numeric

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_BYTES = 262_144
_SAMPLE_ROWS = 200
_CHUNK = 4 << 20
_WKT = re.compile(r"(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\b.*[()]", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """`rows` are the first data rows, for guessing; `skip_rows` is 1 where the first row holds the names."""

    delimiter: str
    codec: str
    names: list[str]
    rows: list[list[str]]
    skip_rows: int


def codec_of(path: Path) -> str:
    """`utf-16` with a mark or every second byte zero, `utf-8` where all bytes are valid, otherwise `latin-1`."""
    data = head(path, 4_096)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) > len(data) // 5:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8" if _is_utf8(path) else "latin-1"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def sample_text(path: Path, codec: str) -> str:
    """The beginning of the file as text, cut at its last whole line."""
    data = head(path, _SAMPLE_BYTES)
    text = codecs.getincrementaldecoder(codec)("replace").decode(data).removeprefix("\ufeff")
    whole = len(data) < _SAMPLE_BYTES
    return text if whole else text[: text.rfind("\n") + 1]


def layout_of(sample: str, codec: str) -> Layout | None:
    """The delimiter that gives most rows the same number of columns, at least two; None where none does."""
    best: tuple[float, int, str, list[list[str]]] | None = None
    for delimiter in DELIMITERS:
        rows = _rows(sample, delimiter)
        if not rows or len(rows[0]) < 2:
            continue
        same = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
        if best is None or (same, len(rows[0])) > best[:2]:
            best = (same, len(rows[0]), delimiter, rows)
    if best is None or best[0] < 0.5:
        return None
    _, width, delimiter, rows = best
    named = is_head(rows[0])
    names = [cell.strip() for cell in rows[0]] if named else [f"column_{i + 1}" for i in range(width)]
    return Layout(delimiter, codec, names, [r for r in rows[named:] if len(r) == width], int(named))


def _rows(sample: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) > _SAMPLE_ROWS:
                break
    except csv.Error:
        return rows
    return rows


def is_head(row: list[str]) -> bool:
    """A row of names holds no number and no geometry, and at least two of its cells are filled."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 1 and not any(looks_numeric(c) or c[:1] in "{[" or _WKT.match(c) for c in cells)
