"""The sheets of a workbook as rows of text, each cell as a person reads it."""

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from gis.errors import FileRefused
from importers.formats.contract import damaged

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta
Merges = list[tuple[tuple[int, int], tuple[int, int]]]

_INDENT = re.compile(rb"(</?(?:table|office):[^<>]*>)\s+(?=<)")
BAD_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, RuntimeError, ValueError)
"""What the standard library says of a damaged archive; NotImplementedError is a RuntimeError."""


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
        said = str(error).splitlines()[0][:120]
        raise damaged(path, f"its table can't be read ({said})", f"không đọc được bảng ({said})") from error


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
        raise damaged(path, *unreadable_parts(error)) from error
    return mended


def unreadable_parts(error: Exception) -> tuple[str, str]:
    """The same in English and in Vietnamese."""
    return f"its parts can't be read ({error})", f"không đọc được các thành phần ({error})"


def protected(path: Path) -> FileRefused:
    return FileRefused("E-FILE-20", name=path.name)


def visible_sheets(workbook: CalamineWorkbook) -> list[str]:
    """Names of the sheets of cells that a person sees, in their order; charts and macros are none."""
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def rows_of(
    workbook: CalamineWorkbook, name: str, digits: Mapping[tuple[int, int], int] = {}
) -> tuple[list[list[str]], Merges]:
    """The cells from A1 on as text, and the merged ranges ((row, column), (row, column)) from zero, both ends in.
    `digits`: how many a cell shows at least, by its row and column."""
    sheet = workbook.get_sheet_by_name(name)
    cells = sheet.to_python(skip_empty_area=False)
    rows = [[text_of(cell) for cell in row] for row in cells]
    for (row, column), count in digits.items():
        if row < len(rows) and column < len(rows[row]) and type(cells[row][column]) in (int, float):
            rows[row][column] = _filled_up(rows[row][column], count)
    return rows, list(sheet.merged_cell_ranges or ())


def text_of(cell: Cell) -> str:
    """A whole number without a fraction, others with the fifteen digits that a sheet shows, dates as ISO 8601.

    A date is written so that nobody can misread it, however the cell shows it.
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


def _filled_up(text: str, count: int) -> str:
    """Zeros before a whole number, as the cell shows them; a fraction stays as it is."""
    return text.zfill(count + text.startswith("-")) if text.removeprefix("-").isdigit() else text
