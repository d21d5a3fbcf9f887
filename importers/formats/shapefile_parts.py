"""The parts of a Shapefile, and whether each is as long as its own header says.

Lengths in .shp and .shx headers are big-endian counts of 16-bit words at byte 24 (ESRI 1998, page 4). A .dbf header
holds, little-endian, the record count at byte 4, its own length at byte 8 and the record length at byte 10 (dBASE III).
"""

import struct
from pathlib import Path

from gis.errors import FileRefused
from importers.formats.content import head
from importers.formats.contract import damaged

HEADER_BYTES = 100
_FILE_CODE, _VERSION = 9994, 1000
_PARTS = (".shx", ".dbf", ".prj", ".cpg")
_FIRST_OFFSET_WORDS = 50


def is_main_file(path: Path) -> bool:
    """A main file's first record is number 1; an index file's first entry is offset 50."""
    data = head(path, HEADER_BYTES + 8)
    if len(data) < 4 or struct.unpack(">i", data[:4])[0] != _FILE_CODE:
        return False
    if len(data) >= 32 and struct.unpack("<i", data[28:32])[0] != _VERSION:
        return False
    if path.suffix.lower() == ".shx":
        return False
    return len(data) < HEADER_BYTES + 4 or struct.unpack(">i", data[100:104])[0] != _FIRST_OFFSET_WORDS


def siblings(path: Path) -> dict[str, Path]:
    """The other parts by suffix, found whatever the case of their names."""
    found: dict[str, Path] = {}
    for other in sorted(path.parent.iterdir()):
        suffix = other.suffix.lower()
        if suffix in _PARTS and other.stem.lower() == path.stem.lower() and other != path and other.is_file():
            found.setdefault(suffix, other)
    return {suffix: found[suffix] for suffix in _PARTS if suffix in found}


def refuse_damaged(path: Path, others: dict[str, Path]) -> None:
    """E-FILE-03 where .shp, .shx or .dbf is shorter than its header says."""
    _refuse_short(path, path)
    if ".shx" in others:
        _refuse_short(path, others[".shx"])
    if ".dbf" in others:
        _refuse_short_table(path, others[".dbf"])


def refuse_other_count(path: Path, index: Path, table: Path | None) -> None:
    """E-FILE-03 where geometry and table count differently: rows would get their neighbours' values."""
    if table is None or not index.exists():
        return
    shapes = (index.stat().st_size - HEADER_BYTES) // 8
    rows = struct.unpack("<I", head(table, 8)[4:8])[0]
    if shapes != rows:
        said = f".shp có {shapes} bản ghi, .dbf có {rows}"
        raise damaged(path, f"the .shp has {shapes} records and the .dbf {rows}", said)


def code_page(path: Path | None) -> str | None:
    """What the .cpg says, as a hint only."""
    text = head(path, 64).decode("ascii", "ignore").strip() if path else ""
    return text or None


def _refuse_short(main: Path, part: Path) -> None:
    data, size = head(part, HEADER_BYTES), part.stat().st_size
    if len(data) < HEADER_BYTES:
        raise _ends_in_header(main, part.suffix, size)
    promised = 2 * struct.unpack(">i", data[24:28])[0]
    if size < promised:
        raise _short(main, part.suffix, promised, size)


def _refuse_short_table(main: Path, table: Path) -> None:
    data, size = head(table, 32), table.stat().st_size
    if len(data) < 32:
        raise _ends_in_header(main, ".dbf", size)
    records, header, record = struct.unpack("<IHH", data[4:12])
    if size < header + records * record:
        raise _short(main, ".dbf", header + records * record, size)


def _ends_in_header(main: Path, part: str, size: int) -> FileRefused:
    reason = f"the {part} part ends inside its header, after {size} bytes"
    return damaged(main, reason, f"phần {part} kết thúc giữa phần đầu, sau {size} byte")


def _short(main: Path, part: str, promised: int, size: int) -> FileRefused:
    reason = f"the {part} part should be {promised} bytes long and is {size}"
    return damaged(main, reason, f"phần {part} phải dài {promised} byte nhưng chỉ có {size}")
