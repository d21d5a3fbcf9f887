"""Workbooks written for one test, by other tools than the reader: openpyxl, GDAL, and the bytes of old Office."""

import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

_SECTOR = 512


def xlsx(path: Path, sheets: dict[str, Iterable[Sequence[Any]]], merges: Sequence[str] = ()) -> Path:
    """Sheets of rows; `merges` (like `A1:D1`) are made in the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for merge in merges:
        book.worksheets[0].merge_cells(merge)
    book.save(path)
    return path


def xls(path: Path, rows: Sequence[Sequence[str | float]], sheet: str = "Bang") -> Path:
    """One sheet of BIFF8 (MS-XLS) with NUMBER and LABEL records."""
    cells = b""
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                cells += _record(0x204, struct.pack("<HHHHB", r, c, 0, len(value), 1) + text)
            elif value is not None:
                cells += _record(0x203, struct.pack("<HHHd", r, c, 0, value))
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0x600))
    name = sheet.encode("ascii")
    end = _record(0x0A, b"")
    at = len(begin) + 4 + 8 + len(name) + len(end)
    bound = _record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 0) + name)
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0x600)) + cells + end
    return ole(path, "Workbook", begin + bound + end + body)


def ole(path: Path, stream: str, content: bytes) -> Path:
    """A compound document (MS-CFB) of one stream, long enough not to be a short one."""
    content = content.ljust(max(4_096, -(-len(content) // _SECTOR) * _SECTOR), b"\0")
    count = len(content) // _SECTOR
    end, fat_mark, free = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    chain = [fat_mark, end, *range(3, count + 2), end]
    fat = struct.pack(f"<{_SECTOR // 4}I", *chain, *[free] * (_SECTOR // 4 - len(chain)))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4_096, end, 0, end, 0) + struct.pack("<I", 0)
    head = head.ljust(_SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, child=1, start=end, size=0) + _entry(
        stream, 2, child=free, start=2, size=len(content)
    )
    path.write_bytes(head + fat + directory.ljust(_SECTOR, b"\0") + content)
    return path


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    free = 0xFFFFFFFF
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, free, free, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data
