"""Spreadsheets: XLSX (ECMA-376), XLSB, XLS and ODS, a sheet a layer, places as in a text table.

Every cell is read as text; formulas give the value that was stored with them. An error in a cell (#N/A) is an empty
cell and counted. `fid` is the number of the row within the table, from 1.
"""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineWorkbook

from gis.errors import FileRefused
from importers.formats import spreadsheet_sheets as sheets
from importers.formats import xlsx_cells
from importers.formats.content import head
from importers.formats.contract import Format, Held, ReadRequest, Source, choose, empty, unique_names
from importers.formats.sheet_table import SheetTable, find_table
from importers.formats.text_table import TextTable, placed

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage"))
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def recognises(path: Path) -> bool:
    """A ZIP archive with a workbook or of the kind of a spreadsheet, or an old Office document with such a stream."""
    data = head(path)
    if data.startswith(b"PK\x03\x04"):
        return _is_zipped_workbook(path, data)
    return data.startswith(_OLE) and _has_workbook_stream(path)


def _is_zipped_workbook(path: Path, data: bytes) -> bool:
    if _ODS in data[:200]:
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except sheets.BAD_ARCHIVE:  # cut off: its directory stands at the end
        return b"xl/work" in data or b"[Content_Types].xml" in data
    return bool(names & {"xl/workbook.xml", "xl/workbook.bin"})


def _has_workbook_stream(path: Path) -> bool:
    """The directory of an OLE document may stand anywhere in it, names in UTF-16."""
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            if any(name in before + chunk for name in _STREAMS):
                return True
            before = chunk[-64:]
    return False


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read one sheet: the named one, or the only one with a table (otherwise E-FILE-06)."""
    path = request.path
    with _workbook(request) as workbook:
        name, table = _choose(request, workbook)
        names = tuple(workbook.sheet_names)
    if not table.rows:
        raise empty(path)
    cells = zip(*table.rows, strict=True)
    columns = [pa.array([cell.strip() or None for cell in column], pa.string()) for column in cells]
    text = TextTable(unique_names(table.names, taken=()), columns)
    source = placed(text, request, layer=name)
    source.names, source.notes = names, table.around
    source.encoding_hint = "utf-8"
    source.remarks |= xlsx_cells.broken_cells(path, name)
    yield source


def layers(request: ReadRequest) -> list[Held]:
    """The visible sheets with a table."""
    with _workbook(request) as workbook:
        return [Held(name, len(table.rows)) for name, table in _tables(request.path, workbook).items()]


@contextmanager
def _workbook(request: ReadRequest) -> Iterator[CalamineWorkbook]:
    path = request.path
    if head(path, 8) == _OLE and _is_encrypted(path):
        raise sheets.protected(path)
    mended = sheets.without_indents(path, request.stage) if _ODS in head(path, 200) else None
    with sheets.opened(path, mended) as workbook:
        yield workbook


def _is_encrypted(path: Path) -> bool:
    """An XLSX with a password is an OLE document with this stream (MS-OFFCRYPTO 2.3.4.4)."""
    return _STREAMS[-1] in path.read_bytes()


def _choose(request: ReadRequest, workbook: CalamineWorkbook) -> tuple[str, SheetTable]:
    """A hidden sheet is taken where it is named, and never proposed."""
    path = request.path
    if request.layer in workbook.sheet_names:
        tables = _tables(path, workbook, [request.layer])
    else:
        tables = _tables(path, workbook)
        if request.layer is not None:
            shown = sheets.visible_sheets(workbook)
            raise FileRefused("E-FILE-07", name=path.name, layer=request.layer, layers=", ".join(shown))
    name = choose(request, [Held(name, len(table.rows)) for name, table in tables.items()])
    return name, tables[name]


def _tables(path: Path, workbook: CalamineWorkbook, names: Sequence[str] | None = None) -> dict[str, SheetTable]:
    """The tables of these sheets, of all visible ones where none is named."""
    found = {}
    for name in sheets.visible_sheets(workbook) if names is None else names:
        table = find_table(*sheets.rows_of(workbook, name, xlsx_cells.digits_shown(path, name)))
        if table is not None:
            found[name] = table
    return found


FORMAT = Format("spreadsheet", "Excel/ODS", (".xlsx", ".xls", ".ods", ".xlsb"), recognises, read, layers, aside=True)
