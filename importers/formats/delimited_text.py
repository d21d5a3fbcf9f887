"""CSV and its relatives (RFC 4180 with any of , ; tab |), with a place on earth in a column or a pair of columns.

Every column is read as text: numbers with leading zeros (commune codes) stay what they are, and typing is left to
`importers.normalise.values`. Text without a byte order mark that isn't UTF-8 is taken byte for byte as ISO-8859-1.
`fid` counts the rows of the table from 1.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from gis.errors import FileRefused
from importers.formats import delimited_layout as layouts
from importers.formats.content import head, is_markup, signature_of
from importers.formats.contract import FID, GEOMETRY, Format, ReadRequest, Source, damaged, empty, unique_names
from importers.formats.corner_lists import find_corners, parcels_of
from importers.formats.delimited_geometry import GeometryColumns, find_geometry

_BLOCK_BYTES = 16 << 20


def recognises(path: Path) -> bool:
    """Text that is neither markup nor JSON and whose first rows fall into at least two columns."""
    data = head(path)
    if not data.strip() or signature_of(data) or is_markup(data):
        return False
    codec = layouts.codec_of(path)
    if b"\x00" in data and not codec.startswith("utf-16"):
        return False
    sample = layouts.sample_text(path, codec)
    return sample.lstrip()[:1] not in ("{", "[") and layouts.layout_of(sample, codec) is not None


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read the rows; E-FILE-08 where no column or pair of columns places them."""
    path = request.path
    asked = (request.encoding or "").lower()
    codec = asked if asked.startswith("utf-16") else layouts.codec_of(path)
    layout = layouts.layout_of(layouts.sample_text(path, codec), codec)
    if layout is None:
        raise empty(path)
    if not layout.rows:
        raise empty(path)
    names = unique_names(layout.names, taken=())
    geometry = find_geometry(names, layout.rows)
    if geometry is None and not request.placeless:
        raise FileRefused("E-FILE-08", name=path.name, columns=", ".join(names[:30]))
    hint = "utf-8" if codec == "utf-8" else None
    if geometry is not None and (corners := find_corners(names, layout.rows, geometry)) is not None:
        whole = pa.concat_tables(_tables(path, layout, names)).combine_chunks()
        source = parcels_of(whole.to_batches()[0], corners, path, path.stem)
        source.encoding_hint = hint
        yield source
        return
    kept = [name for name in names if geometry is None or name != geometry.text_column]
    schema = pa.schema(
        [(FID, pa.int64()), (GEOMETRY, pa.binary()), *((name, pa.string()) for name in unique_names(kept))]
    )
    source = Source(path.stem, schema, iter(()), (path,), encoding_hint=hint)
    if geometry is not None:
        source.crs, source.crs_stated = geometry.crs, geometry.crs_stated
    source.batches = _batches(request, source, layout, names, kept, geometry)
    yield source


def _batches(
    request: ReadRequest,
    source: Source,
    layout: layouts.Layout,
    names: list[str],
    kept: list[str],
    geometry: GeometryColumns | None,
) -> Iterator[pa.RecordBatch]:
    start = 1
    for table in _tables(request.path, layout, names):
        for batch in table.to_batches(max_chunksize=request.batch_rows):
            points, unreadable = geometry.wkb(batch) if geometry else (pa.nulls(len(batch), pa.binary()), 0)
            source.unreadable_geometries += unreadable
            fids = pa.array(range(start, start + len(batch)), pa.int64())
            start += len(batch)
            columns = [batch.column(names.index(name)) for name in kept]
            yield pa.RecordBatch.from_arrays([fids, points, *columns], schema=source.schema)


def _tables(path: Path, layout: layouts.Layout, names: list[str]) -> Iterator[pa.Table]:
    """The rows as text columns; a row with another number of columns makes the file damaged, and its line is said."""
    wrong: list[csv.InvalidRow] = []

    def refuse(row: csv.InvalidRow) -> str:
        wrong.append(row)
        return "error"

    try:
        reader = csv.open_csv(
            path,
            read_options=csv.ReadOptions(
                column_names=names,
                skip_rows=layout.skip_rows,
                encoding=layout.codec,
                block_size=_BLOCK_BYTES,
                use_threads=False,
            ),
            parse_options=csv.ParseOptions(
                delimiter=layout.delimiter, newlines_in_values=True, invalid_row_handler=refuse
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
                quoted_strings_can_be_null=True,
                check_utf8=True,
            ),
        )
        for batch in reader:
            yield pa.Table.from_batches([batch])
    except pa.ArrowInvalid as error:
        if wrong:
            row = wrong[0]
            where = f"row {row.number}" if row.number else f'the row beginning "{(row.text or "")[:40]}"'
            said = f"dòng {row.number}" if row.number else f'dòng bắt đầu bằng "{(row.text or "")[:40]}"'
            said += f" có {row.actual_columns} cột, dòng đầu có {row.expected_columns}"
            reason = f"{where} has {row.actual_columns} columns where the first has {row.expected_columns}"
            raise damaged(path, reason, said) from error
        arrow = str(error).splitlines()[0][:200]
        raise damaged(path, arrow, f"Arrow báo: {arrow}") from error


FORMAT = Format("csv", "CSV", (".csv", ".tsv", ".txt"), recognises, read, aside=True)
