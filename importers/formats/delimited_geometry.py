"""Where a text table says its places: WKT, GeoJSON or a pair of coordinate columns, found by content and by name."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importers.normalise import axes
from importers.normalise.numbers import to_decimal

_WKT = re.compile(
    r"^\s*(?:SRID=(\d+);)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*(?:\(|EMPTY)",
    re.IGNORECASE,
)
_GEOJSON = re.compile(r'^\s*\{.*"coordinates"\s*:', re.DOTALL)
_WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class GeometryColumns:
    """Either `text_column` (WKT or GeoJSON) or the pair `east`, `north`."""

    crs: str | None
    crs_stated: bool
    text_column: str | None = None
    is_json: bool = False
    east: str = ""
    north: str = ""

    def wkb(self, batch: pa.RecordBatch) -> tuple[pa.Array, int]:
        """WKB of every row, and how many rows hold something that could not be read as a geometry."""
        if self.text_column is not None:
            return _parsed(batch.column(self.text_column), self.is_json)
        return points(_numbers(batch.column(self.east)), _numbers(batch.column(self.north)))


def find_geometry(names: list[str], rows: list[list[str]]) -> GeometryColumns | None:
    """A column whose filled cells are mostly WKT or GeoJSON, otherwise a pair of coordinate columns."""
    for position, name in enumerate(names):
        cells = [row[position] for row in rows if row[position].strip()]
        if _mostly(_WKT, cells):
            srids = {m.group(1) for c in cells if (m := _WKT.match(c)) and m.group(1)}
            crs = f"EPSG:{srids.pop()}" if len(srids) == 1 else None
            return GeometryColumns(crs, crs is not None, text_column=name)
        if _mostly(_GEOJSON, cells):
            return GeometryColumns(_WGS84, False, text_column=name, is_json=True)
    columns = {name: to_decimal(pa.array([r[i] for r in rows], pa.string())) for i, name in enumerate(names)}
    pair = axes.coordinate_pair({name: c.values for name, c in columns.items()})
    if pair is None:
        return None
    return GeometryColumns(_WGS84 if pair.degrees else None, False, east=pair.east, north=pair.north)


def points(east: np.ndarray[Any, Any], north: np.ndarray[Any, Any]) -> tuple[pa.Array, int]:
    """Little-endian WKB points. Rows with neither number are null; half a pair or NaN stays a point that is not finite.

    So that an empty cell can be told from a wrong one: NaN stands for a cell that isn't a number, a masked value for
    an empty one.
    """
    blank = np.ma.getmaskarray(east) & np.ma.getmaskarray(north)
    records = np.zeros(len(east), dtype=np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")]))
    records["order"], records["kind"] = 1, 1
    records["x"], records["y"] = np.ma.filled(east, np.nan), np.ma.filled(north, np.nan)
    fixed = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(records.itemsize), len(records), [None, pa.py_buffer(records.tobytes())]
    )
    wkb = pc.if_else(pa.array(blank), pa.scalar(None, pa.binary()), fixed.cast(pa.binary()))
    bad = ~blank & ~(np.isfinite(records["x"]) & np.isfinite(records["y"]))
    return wkb, int(bad.sum())


def _numbers(column: pa.Array) -> np.ndarray[Any, Any]:
    """Numbers with empty cells masked and everything else that isn't a number, `nan` included, as NaN."""
    data = to_decimal(column).values.fill_null(float("nan")).to_numpy(zero_copy_only=False)
    blank = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(column), ""), True)
    return np.ma.masked_array(data, mask=blank.to_numpy(zero_copy_only=False))


def _parsed(column: pa.Array, is_json: bool) -> tuple[pa.Array, int]:
    import shapely

    texts = column.to_numpy(zero_copy_only=False)
    if not is_json:
        column = pc.replace_substring_regex(column, r"(?i)^\s*SRID=\d+;", "")
        texts = column.to_numpy(zero_copy_only=False)
    parse = shapely.from_geojson if is_json else shapely.from_wkt
    shapes = parse(texts, on_invalid="ignore")
    wkb = pa.array(shapely.to_wkb(shapes, output_dimension=4 if shapely.geos_version >= (3, 12) else 3), pa.binary())
    return wkb, wkb.null_count - column.null_count


def _mostly(pattern: re.Pattern[str], cells: list[str]) -> bool:
    return bool(cells) and sum(bool(pattern.match(c)) for c in cells) * 2 > len(cells)
