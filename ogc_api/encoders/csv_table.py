"""CSV (RFC 4180): one line a feature, for spreadsheets first.

UTF-8 with a byte order mark: Excel takes CSV without one for the machine's code page, in Vietnam 1258, and shows
“Thửa đất” as “Thá»­a Ä‘áº¥t”; GDAL, QGIS and Python (utf-8-sig) pass over it. The geometry is WKT in the last column,
the one that is longer than a screen; GDAL and QGIS know it by its name.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from gis.spreadsheets import BOM, plain
from layers.catalog.description import Title
from layers.features.queries import RowForm
from ogc_api.encoders.encoding import Encoding, Features


def _table(features: Features) -> Iterator[bytes]:
    names = [field.name for field in features.seen.fields]
    yield (BOM + _lines([["id", *names, "WKT"]])).encode()
    for piece in features.pieces:
        yield _lines([[*map(_cell, row[:-1]), row[-1]] for row in piece]).encode()


def _lines(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    """Nothing for NULL; times as in GeoJSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    return plain(value) if isinstance(value, str) else str(value)


CSV = Encoding(
    "csv", "text/csv", "csv", "CSV",
    Title("Mở bằng Excel; hình học ghi dạng WKT", "Opens in Excel; the geometry as WKT"), RowForm.WKT, _table,
)  # fmt: skip
