"""The sheets of a workbook as rows of text, each cell as a person reads it."""

import datetime
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from gis.errors import FileRefused
from importers.formats.contract import damaged

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta
Merges = list[tuple[tuple[int, int], tuple[int, int]]]

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MARKUP = re.compile(rb'<(?:\w+:)?c [^>]*\bt="e"|</(?:\w+:)?f>\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v>\s*</|<(?:\w+:)?v */>)')
_INDENT = re.compile(rb"(</?(?:table|office):[^<>]*>)\s+(?=<)")
BAD_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, RuntimeError, ValueError)
"""What the standard library says of a damaged archive; NotImplementedError is a RuntimeError."""
_CHUNK, _OVERLAP = 1 << 20, 512


@contextmanager
def opened(path: Path, file: Path | None = None) -> Iterator[CalamineWorkbook]:
    """The workbook in `path`, or in its mended stand-in `file`; E-FILE-20 where a password protects it, E-FILE-03
    where it can't be understood."""
    try:
        with CalamineWorkbook.from_path(file or path) as workbook:
            yield workbook
    except PasswordError as error:
        raise protected(path) from error
    except CalamineError as error:
        raise damaged(path, f"its table can't be read ({str(error).splitlines()[0][:120]})") from error


def without_indents(path: Path, stage: Path) -> Path:
    """A copy of an ODS without the line ends between its cells: GDAL writes them, the reader stumbles over them."""
    mended = stage / "source.ods"
    try:
        with zipfile.ZipFile(path) as archive, zipfile.ZipFile(mended, "w") as written:
            written.writestr("mimetype", archive.read("mimetype"))
            for name in archive.namelist():
                if name != "mimetype":
                    content = archive.read(name)
                    written.writestr(name, _INDENT.sub(rb"\1", content) if name == "content.xml" else content)
    except BAD_ARCHIVE as error:
        raise damaged(path, f"its parts can't be read ({error})") from error
    return mended


def protected(path: Path) -> FileRefused:
    return FileRefused("E-FILE-20", name=path.name)


def visible_sheets(workbook: CalamineWorkbook) -> list[str]:
    """Names of the sheets of cells that a person sees, in their order; charts and macros are none."""
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def rows_of(workbook: CalamineWorkbook, name: str) -> tuple[list[list[str]], Merges]:
    """The cells from A1 on as text, and the merged ranges ((row, column), (row, column)) from zero, both ends in."""
    sheet = workbook.get_sheet_by_name(name)
    cells = sheet.to_python(skip_empty_area=False)
    return [[text_of(cell) for cell in row] for row in cells], list(sheet.merged_cell_ranges or ())


def text_of(cell: Cell) -> str:
    """A whole number without a fraction, others with the fifteen digits that a sheet shows, dates as ISO 8601.

    The cell's own number format isn't known to the reader: a date is written so that nobody can misread it.
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    if isinstance(cell, datetime.datetime):
        at_midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell)


def broken_cells(path: Path, sheet: str) -> dict[str, int]:
    """How many cells hold an error (#N/A …, W-FILE-23) and how many a formula that was never computed (W-FILE-25).

    Only XLSX says so in a way that can be counted; both are empty cells to the reader.
    """
    if not zipfile.is_zipfile(path):
        return {}
    found = {"W-FILE-23": 0, "W-FILE-25": 0}
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, sheet)
            if part is None:
                return {}
            with archive.open(part) as xml:
                before, seen = b"", 0  # a match belongs to the round in which it ends
                while chunk := xml.read(_CHUNK):
                    data = before + chunk
                    for match in _MARKUP.finditer(data):
                        if match.end() > seen:
                            found["W-FILE-25" if match[0].startswith(b"</") else "W-FILE-23"] += 1
                    before = data[-_OVERLAP:]
                    seen = len(before)
    except (*BAD_ARCHIVE, ET.ParseError, DefusedXmlException) as error:
        raise damaged(path, f"its parts can't be read ({error})") from error
    return {code: count for code, count in found.items() if count}


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The archive's member that holds a sheet (ECMA-376 part 1, 18.2.19)."""
    if "xl/workbook.xml" not in archive.namelist():
        return None
    workbook = fromstring(archive.read("xl/workbook.xml"))
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for element in workbook.iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            target = str(targets.get(element.get(_RELATION), ""))
            part = target.removeprefix("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            return part if part in archive.namelist() else None
    return None
