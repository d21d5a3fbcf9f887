"""Reading the links of a reform from a CSV: old_code, new_code, valid_from."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gis.errors import FileRefused, InvalidRequest
from layers.administration.reform import Links

COLUMNS = ("old_code", "new_code", "valid_from")
CODE = re.compile(r"[0-9]{5}", re.ASCII)
MOST_BYTES = 4 << 20
"""The reform of July 2025 had 10,602 links in 0.25 MB."""


def read_links(path: Path) -> Links:
    """The links in the file, with comma or semicolon between columns, in the order of their codes.

    Raises:
        FileRefused: E-UNIT-11 it is no such table: with the row that isn't.
        InvalidRequest: E-UNIT-12 the links name several days.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileRefused("E-UNIT-11", name=path.name, reason=error.strerror or "?") from error
    if len(content) > MOST_BYTES:
        raise FileRefused("E-UNIT-11", name=path.name, reason=f"> {MOST_BYTES >> 20} MB")
    try:
        rows = list(_rows(path.name, content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise FileRefused("E-UNIT-11", name=path.name, reason="UTF-8?") from error
    if not rows:
        raise FileRefused("E-UNIT-11", name=path.name, reason="0 rows")
    days = sorted({day for _pair, day in rows})
    if len(days) > 1:
        raise InvalidRequest("E-UNIT-12", days=", ".join(day.isoformat() for day in days))
    return Links(sorted(pair for pair, _day in rows), days[0])


def _rows(name: str, text: str) -> Iterator[tuple[tuple[str, str], date]]:
    head, *_rest = text.splitlines() or [""]
    table = csv.DictReader(text.splitlines(), delimiter=";" if ";" in head else ",")
    columns = [column.strip() for column in table.fieldnames or ()]
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise FileRefused("E-UNIT-11", name=name, reason=f"- {', '.join(missing)}")
    table.fieldnames = columns
    known: set[tuple[str, str]] = set()
    for row in table:
        values = {column: (row[column] or "").strip() for column in COLUMNS}
        pair = values["old_code"], values["new_code"]
        wrong = [f"{column}={values[column]}" for column in COLUMNS[:2] if not CODE.fullmatch(values[column])]
        day = _day(values["valid_from"])
        if day is None:
            wrong.append(f"valid_from={values['valid_from']}")
        if pair in known:
            wrong.append(f"{pair[0]} → {pair[1]} × 2")
        if wrong or day is None:
            raise FileRefused("E-UNIT-11", name=name, reason=f"row {table.line_num}: {', '.join(wrong)[:200]}")
        known.add(pair)
        yield pair, day


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2027-01-01") else None
    except ValueError:
        return None
