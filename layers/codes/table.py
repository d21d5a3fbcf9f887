"""A code list as a CSV table: the files that ship with the product, and what a city imports and exports.

Columns as in `COLUMNS`; `code` and `title_vi` are needed. Days are 2026-11-24 or 24/11/2026. `successors` holds codes
with "|" between them, each with its source in brackets where that is another than the row's: `ODT | ONT [TT 8/2024]`.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from gis.errors import CodesRefused
from layers.codes.meaning import Code, Successor

COLUMNS = (
    "code", "title_vi", "title_en", "group", "colour", "valid_from", "valid_to", "successors", "source", "note",
)  # fmt: skip
NEEDED = ("code", "title_vi")
LONGEST = {"code": 80, "title_vi": 200, "title_en": 200, "group": 80, "source": 500, "note": 2000}
MOST_BYTES = 4_000_000
NAMED_ROWS = 12
"""Rows named in a refusal."""
_CODE = re.compile(r"[^\s+|\[\]\x00-\x1f]+")
_SUCCESSOR = re.compile(r"\s*([^\s+|\[\]]+)\s*(?:\[([^\[\]|]+)\])?\s*")


def read_table(content: bytes, name: str) -> tuple[Code, ...]:
    """The codes of a table; whether they go together is `layers.codes.soundness`' question.

    Raises:
        CodesRefused: E-CODE-04 no such table; naming rows, E-CODE-05 codes and texts that can't be used, E-CODE-06
            days, E-CODE-07 colours, E-CODE-09 successors that can't be read or that nothing says.
    """
    rows = _rows(content, name)
    _refuse(name, rows, "E-CODE-05", _unusable)
    _refuse(name, rows, "E-CODE-06", _undated)
    _refuse(name, rows, "E-CODE-07", _colourless)
    _refuse(name, rows, "E-CODE-09", _astray)
    return tuple(_code(row) for _, row in rows)


def write_table(codes: Iterable[Code]) -> str:
    """The table from which `read_table` makes the same codes."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for code in codes:
        writer.writerow(
            [
                code.code, code.title_vi, code.title_en, code.group, code.colour, code.valid_from or "",
                code.valid_to or "", " | ".join(_linked(code, successor) for successor in code.successors), code.source,
                code.note,
            ]
        )  # fmt: skip
    return file.getvalue()


Row = dict[str, str]


def _rows(content: bytes, name: str) -> list[tuple[int, Row]]:
    """Each row with its number as a spreadsheet shows it."""
    if len(content) > MOST_BYTES:
        raise _no_table(name, f"it is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _no_table(name, "it isn't UTF-8") from None
    head = text.partition("\n")[0]
    mark = next((mark for mark in (",", ";", "\t") if mark in head), ",")  # spreadsheets in Vietnamese write ";"
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise _no_table(name, str(error)[:120]) from None
    columns = [cell.strip().lower() for cell in lines[0]] if lines else []
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise _no_table(name, f"it lacks the columns {', '.join(missing)}")
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown or len(set(columns)) < len(columns):
        raise _no_table(name, f"its columns are {', '.join(columns)[:200]}")
    rows = [(number, line) for number, line in enumerate(lines[1:], 2) if any(cell.strip() for cell in line)]
    ragged = [str(number) for number, line in rows if len(line) > len(columns)]
    if ragged:
        raise _no_table(name, f"it has more cells than columns in the rows {', '.join(ragged[:NAMED_ROWS])}")
    if not rows:
        raise _no_table(name, "it has no rows")
    return [(number, _clean(dict(zip(columns, line, strict=False)))) for number, line in rows]


def _clean(row: Row) -> Row:
    """Trimmed and composed (NFC): the same letters are the same code."""
    return {column: unicodedata.normalize("NFC", row.get(column) or "").strip() for column in COLUMNS}


def _no_table(name: str, reason: str) -> CodesRefused:
    return CodesRefused("E-CODE-04", name=name, reason=reason, columns=", ".join(COLUMNS))


def _refuse(name: str, rows: list[tuple[int, Row]], code: str, problem: Callable[[Row], str]) -> None:
    found = [f"{number} ({said})" for number, row in rows if (said := problem(row))]
    if found:
        more = ", …" if len(found) > NAMED_ROWS else ""
        raise CodesRefused(code, name=name, rows=", ".join(found[:NAMED_ROWS]) + more)


def _unusable(row: Row) -> str:
    if not _CODE.fullmatch(row["code"]):
        return f"code {row['code'][:20]!r}"
    if not row["title_vi"]:
        return "title_vi"
    bad = (column for column, most in LONGEST.items() if len(row[column]) > most or "\0" in row[column])
    return next(bad, "")


def _undated(row: Row) -> str:
    for column in ("valid_from", "valid_to"):
        try:
            _day(row[column])
        except ValueError:
            return f"{column} {row[column][:20]}"
    start, end = _day(row["valid_from"]), _day(row["valid_to"])
    return f"{start} ≥ {end}" if start and end and start >= end else ""


def _colourless(row: Row) -> str:
    return row["colour"][:20] if row["colour"] and not re.fullmatch(r"#[0-9a-fA-F]{6}", row["colour"]) else ""


def _astray(row: Row) -> str:
    """Where a code went is a claim: no source, no successor."""
    try:
        found = list(_successors(row))
    except ValueError as error:
        return str(error)
    if len({one.code for one in found}) < len(found):
        return row["successors"][:40]
    return next((f"{one.code}: no source" for one in found if not one.source), "")


def _successors(row: Row) -> Iterator[Successor]:
    for text in filter(str.strip, row["successors"].split("|")):
        match = _SUCCESSOR.fullmatch(text)
        if match is None:
            raise ValueError(text.strip()[:40])
        yield Successor(match[1], (match[2] or row["source"]).strip())


def _day(text: str) -> date | None:
    """Raises ValueError for what is no day."""
    if not text:
        return None
    if match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _code(row: Row) -> Code:
    return Code(
        code=row["code"],
        title_vi=row["title_vi"],
        title_en=row["title_en"],
        group=row["group"],
        colour=row["colour"].lower(),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successors=tuple(_successors(row)),
        source=row["source"],
        note=row["note"],
    )


def _linked(code: Code, successor: Successor) -> str:
    return successor.code if successor.source == code.source else f"{successor.code} [{successor.source}]"
