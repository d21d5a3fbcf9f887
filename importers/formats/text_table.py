"""A table that is whole in memory, with its places: what spreadsheets and lists of corner points share."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from gis.errors import FileRefused
from importers.formats.contract import FID, GEOMETRY, ReadRequest, Source, unique_names
from importers.formats.corner_lists import find_corners, parcels_of
from importers.formats.delimited_geometry import GeometryColumns, find_geometry

SAMPLE_ROWS = 200


@dataclass(frozen=True)
class TextTable:
    """Columns of text, null where a cell is empty; names are unique."""

    names: list[str]
    columns: list[pa.Array]

    def sample(self) -> list[list[str]]:
        """The first rows, for guessing, empty cells as empty text."""
        heads = [column.slice(0, SAMPLE_ROWS).fill_null("").to_pylist() for column in self.columns]
        return [list(row) for row in zip(*heads, strict=True)]

    def batch(self) -> pa.RecordBatch:
        return pa.RecordBatch.from_arrays(self.columns, names=self.names)


def placed(table: TextTable, request: ReadRequest, *, layer: str) -> Source:
    """The table as a Source; E-FILE-08 where nothing in it says a place and that wasn't allowed."""
    geometry = find_geometry(table.names, table.sample())
    if geometry is None and not request.placeless:
        raise FileRefused("E-FILE-08", name=request.path.name, columns=", ".join(table.names[:30]))
    if geometry is not None and (corners := find_corners(table.names, table.sample(), geometry)) is not None:
        return parcels_of(table.batch(), corners, request.path, layer)
    return _source(table.batch(), geometry, request, layer)


def _source(rows: pa.RecordBatch, geometry: GeometryColumns | None, request: ReadRequest, layer: str) -> Source:
    kept = [name for name in rows.schema.names if geometry is None or name != geometry.text_column]
    schema = pa.schema(
        [(FID, pa.int64()), (GEOMETRY, pa.binary()), *((name, pa.string()) for name in unique_names(kept))]
    )
    source = Source(layer, schema, iter(()), (request.path,))
    if geometry is not None:
        source.crs, source.crs_stated = geometry.crs, geometry.crs_stated
    source.batches = _batches(rows.select(kept) if kept else rows, rows, geometry, request, source)
    return source


def _batches(
    kept: pa.RecordBatch, rows: pa.RecordBatch, geometry: GeometryColumns | None, request: ReadRequest, source: Source
) -> Iterator[pa.RecordBatch]:
    """The decimal mark of the coordinates is judged over all rows at once."""
    if geometry is None:
        shapes = pa.nulls(len(rows), pa.binary())
    else:
        shapes, source.unreadable_geometries = geometry.wkb(rows)
    fids = pa.array(range(1, len(rows) + 1), pa.int64())
    whole = pa.RecordBatch.from_arrays([fids, shapes, *kept.columns], schema=source.schema)
    for start in range(0, len(rows), request.batch_rows):
        yield whole.slice(start, request.batch_rows)
