"""Where the table stands in a sheet: below titles, under a head of one or more rows, above signatures.

Vietnamese forms begin with the motto, the form's number and a title, merged over many columns; the head is two or
three rows of merged cells; a row (1) (2) (3) numbers the columns; below the table people sign.
"""

import re
import unicodedata
from dataclasses import dataclass

from importers.formats.delimited_layout import is_head
from importers.formats.spreadsheet_sheets import Merges
from importers.normalise.numbers import looks_numeric

_TITLE = re.compile(
    r"cộng h(?:òa|oà) xã hội|độc lập|^\s*(?:biểu|mẫu|phụ lục)\b|ủy ban|\bubnd\b|đơn vị (?:báo cáo|tính)|ban hành kèm",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\(?-?(\d{1,3})(?:\.0)?\)?(?:\s*=.*)?$")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class SheetTable:
    """Names of the columns as they stand in the head, and the rows of text below, all of that width.

    `around` are the texts above and below: titles, stamps, signatures.
    """

    names: list[str]
    rows: list[list[str]]
    around: tuple[str, ...]


def find_table(cells: list[list[str]], merges: Merges) -> SheetTable | None:
    """The table of a sheet; None where there are not two columns with a row of data."""
    filled = [_distinct(row) for row in cells]
    width = max(filled, default=0)
    if width < 2:
        return None
    full = _spread(cells, merges)
    top = next((i for i, row in enumerate(cells) if _is_head(row, full[i], filled[i], width)), None)
    if top is None:
        first, names = next(i for i, n in enumerate(filled) if n * 2 >= width), []
    else:
        bottom = _bottom(cells, merges, top)
        first, names = bottom + 1, _names(full[top : bottom + 1], cells[top])
    while first < len(cells) and _numbers_columns(full[first]):
        first += 1
    last = _last(cells, filled, first, width)
    rows = [full[i] for i in range(first, last + 1) if filled[i]]
    above = cells[: first if top is None else top]
    around = tuple(cell for row in (*above, *cells[last + 1 :]) for cell in row if cell.strip())
    if not rows:
        return None if top is None else SheetTable(names, [], around)
    return _without_empty_columns(names, rows, around)


def _is_head(row: list[str], full: list[str], distinct: int, width: int) -> bool:
    """Words over at least half of the table's columns, and no number among them."""
    if distinct < max(2, min(width / 4, 4)) or sum(bool(cell.strip()) for cell in full) * 2 < width:
        return False
    return is_head(row) and not any(_TITLE.search(cell) for cell in row)


def _bottom(cells: list[list[str]], merges: Merges, top: int) -> int:
    """The last row of the head: as far down as its merged cells reach, and a row of words below a cell that spans
    columns (in a file without merged ranges: a row of words that stand only where the one above is empty)."""
    bottom = top
    while True:
        bottom = max((end[0] for start, end in merges if top <= start[0] <= bottom), default=bottom)
        if bottom + 1 >= len(cells) or not _only_words(cells[bottom + 1]):
            return min(bottom, len(cells) - 1)
        spans = any(start[1] < end[1] for start, end in merges if start[0] <= bottom <= end[0])
        if not spans and (merges or not _under_gaps(cells[bottom], cells[bottom + 1])):
            return bottom
        bottom += 1


def _under_gaps(above: list[str], below: list[str]) -> bool:
    """Whether words stand only under an empty cell or under one that is followed by an empty cell: a group's."""
    at = [i for i, cell in enumerate(below) if cell.strip()]
    following = [*above[1:], "x"]
    return any(not above[i].strip() for i in at) and all(not above[i].strip() or not following[i].strip() for i in at)


def _last(cells: list[list[str]], filled: list[int], first: int, width: int) -> int:
    """The last row of data: what is sparse at the end is notes, and so are words below an empty row."""
    last = max((i for i in range(first, len(cells)) if filled[i] * 2 >= width), default=first - 1)
    gap = max((i for i in range(first, last) if not filled[i]), default=None)
    if gap is not None and not any(looks_numeric(c) or len(c) > 60 for row in cells[gap : last + 1] for c in row):
        return max((i for i in range(first, gap) if filled[i]), default=first - 1)
    return last


def _only_words(row: list[str]) -> bool:
    words = [cell for cell in row if cell.strip()]
    return len(words) > 1 and not _numbers_columns(row) and not any(map(looks_numeric, words))


def _names(head: list[list[str]], top: list[str]) -> list[str]:
    """The lowest words over each column; where several columns have the same, with those above."""
    columns = list(zip(*head, strict=True))
    for number in range(1, len(columns)):  # without merged ranges (ODS) a group's word stands in its first column
        if len(head) > 1 and not top[number].strip() and columns[number][-1] and not columns[number][0]:
            columns[number] = (columns[number - 1][0], *columns[number][1:])
    words = [[*dict.fromkeys(_tidy(cell) for cell in column if cell.strip())] for column in columns]
    return [_shortest(column, words) for column in words]


def _shortest(column: list[str], all_columns: list[list[str]]) -> str:
    """As few of a column's words as tell it from the others."""
    for count in range(1, len(column)):
        if sum(other[-count:] == column[-count:] for other in all_columns) == 1:
            return " ".join(column[-count:])
    return " ".join(column)


def _tidy(cell: str) -> str:
    """One way of writing: a form may hold the same words composed and decomposed."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", cell).strip())


def _numbers_columns(row: list[str]) -> bool:
    """(1) (2) (3) … or 1 2 3 …, at least three of them and one after the other."""
    matches = [_NUMBERED.match(cell.strip()) for cell in row if cell.strip()]
    numbers = [int(match[1]) for match in matches if match]
    return len(numbers) > 2 and len(numbers) * 2 > len(matches) and numbers == list(range(1, len(numbers) + 1))


def _spread(cells: list[list[str]], merges: Merges) -> list[list[str]]:
    """The value of a merged cell in all cells that it covers, as it looks on paper."""
    full = [list(row) for row in cells]
    for (top, left), (bottom, right) in merges:
        if top >= len(full) or left >= len(full[top]):
            continue
        value = full[top][left]
        for row in full[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value
    return full


def _distinct(row: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _without_empty_columns(names: list[str], rows: list[list[str]], around: tuple[str, ...]) -> SheetTable:
    """Columns that have neither a name nor a value are the margin of the paper."""
    count = len(rows[0])
    names = names or [""] * count
    kept = [i for i in range(count) if names[i] or any(row[i].strip() for row in rows)]
    named = [names[i] or f"column_{i + 1}" for i in kept]
    return SheetTable(named, [[row[i] for i in kept] for row in rows], around)
