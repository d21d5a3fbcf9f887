"""What the parts of an XLSX say of its cells beyond their values: errors, formulas never computed, zeros in front.

ECMA-376 part 1: 18.2 workbook, 18.3 sheets, 18.8 styles.
"""

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from importers.formats.contract import damaged
from importers.formats.spreadsheet_sheets import BAD_ARCHIVE, unreadable_parts

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MARKUP = re.compile(rb'<(?:\w+:)?c [^>]*\bt="e"|</(?:\w+:)?f>\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v>\s*</|<(?:\w+:)?v */>)')
_CHUNK, _OVERLAP = 1 << 20, 512
_ZEROS = re.compile(r"(?:\[\$[^\]]*\])?(0{2,40})(?:_.)?(?:;.*)?")
"""A number format that shows at least so many digits and nothing else: 00000, for commune codes."""
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def broken_cells(path: Path, sheet: str) -> dict[str, int]:
    """How many cells hold an error (#N/A …, W-FILE-23) and how many a formula that was never computed (W-FILE-25).

    Only XLSX says so in a way that can be counted; both are empty cells to the reader.
    """
    found = {"W-FILE-23": 0, "W-FILE-25": 0}
    with _member(path, sheet) as (archive, part):
        if archive is None or part is None:
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
    return {code: count for code, count in found.items() if count}


def digits_shown(path: Path, sheet: str) -> dict[tuple[int, int], int]:
    """How many digits the cells show at least that fill up with zeros, by row and column from zero."""
    with _member(path, sheet) as (archive, part):
        if archive is None or part is None or "xl/styles.xml" not in archive.namelist():
            return {}
        styles = _styles_with_zeros(fromstring(archive.read("xl/styles.xml")))
        if not styles:
            return {}
        with archive.open(part) as xml:
            return dict(_styled(xml, styles))
    return {}


@contextmanager
def _member(path: Path, sheet: str) -> Iterator[tuple[zipfile.ZipFile | None, str | None]]:
    """The archive and its member with the sheet; None for what is no XLSX. E-FILE-03 where its parts can't be read."""
    if not zipfile.is_zipfile(path):
        yield None, None
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, _part_of(archive, sheet)
    except (*BAD_ARCHIVE, ET.ParseError, DefusedXmlException) as error:
        raise damaged(path, *unreadable_parts(error)) from error


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


def _styles_with_zeros(styles: ET.Element) -> dict[str, int]:
    """The digits of each cell style (by its position in cellXfs) whose number format is of zeros alone."""
    formats = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter() if _is(one, "numFmt")}
    found = {}
    for cells in (one for one in styles if _is(one, "cellXfs")):
        for position, style in enumerate(cells):
            if match := _ZEROS.fullmatch(formats.get(style.get("numFmtId"), "")):
                found[str(position)] = len(match[1])
    return found


def _styled(xml: IO[bytes], styles: dict[str, int]) -> Iterator[tuple[tuple[int, int], int]]:
    """The places of the cells of these styles. A cell or row that doesn't say where it is follows the one before."""
    row = column = -1
    data: ET.Element | None = None
    for event, element in iterparse(xml, events=("start", "end"), forbid_dtd=True):
        if event == "end":
            if data is not None and _is(element, "row"):
                data.clear()  # the rows that are done
        elif _is(element, "sheetData"):
            data = element
        elif _is(element, "row"):
            row, column = int(element.get("r", row + 2)) - 1, -1
        elif _is(element, "c"):
            place = _CELL.fullmatch(element.get("r", ""))
            column = _column(place[1]) if place else column + 1
            if (digits := styles.get(element.get("s", "0"))) is not None:
                yield (row, column), digits


def _column(letters: str) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _is(element: ET.Element, name: str) -> bool:
    return str(element.tag).rpartition("}")[2] == name
