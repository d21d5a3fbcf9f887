"""GeoParquet 1.0 and 1.1 (OGC 24-013), read with pyarrow: the geometry column that the file's `geo` names as primary.

Geometry comes as WKB or in one of the native encodings (point … multipolygon, GeoArrow's interleaved or separate
coordinates). Coordinates are always east first, whatever the system says of its axes; without `crs` they are
longitude and latitude on WGS 84, with `null` nobody knows. Other geometry columns and the boxes that cover the
geometries are left out. A geometry that can't be built from its coordinates is null and counted.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from gis.errors import FileRefused
from importers.formats import ogr
from importers.formats.content import head
from importers.formats.contract import FID, GEOMETRY, Format, ReadRequest, Source, all_of, damaged, empty, unique_names
from importers.formats.geoarrow import as_wkb

_MAGIC = b"PAR1"


def recognises(path: Path) -> bool:
    """By the magic bytes; whether it has a geometry is said when it is read."""
    return head(path, 4) == _MAGIC


@contextmanager
def read(request: ReadRequest) -> Iterator[Source]:
    """Read the rows. E-FILE-08: it is Parquet and has no `geo`, or one without a primary geometry column."""
    import pyarrow.parquet as parquet

    path = request.path
    try:
        with parquet.ParquetFile(path) as file:
            if not file.metadata.num_rows:
                raise empty(path)
            columns, primary = _geo(path, file)
            at = file.schema_arrow.names
            source, kept = _source(path, file, columns, primary)
            found = _batches(request, file, source, columns[primary], [at.index(name) for name in (primary, *kept)])
            source.batches = all_of(path, found, file.metadata.num_rows)
            yield source
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        said = str(error).splitlines()[0][:200]
        raise damaged(path, f"Arrow says: {said}", f"Arrow báo: {said}") from error


def _geo(path: Path, file: Any) -> tuple[Mapping[str, Mapping[str, Any]], str]:
    """What `geo` says of each geometry column, and the name of the primary one."""
    said = (file.metadata.metadata or {}).get(b"geo")
    names = ", ".join(file.schema_arrow.names[:30])
    if said is None:
        raise FileRefused("E-FILE-08", name=path.name, columns=names)
    try:
        geo = json.loads(said)
        columns, primary = dict(geo["columns"]), str(geo["primary_column"])
        columns[primary]["encoding"]
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(path, "its `geo` metadata can't be understood", "không hiểu được siêu dữ liệu `geo`") from error
    if primary not in file.schema_arrow.names:
        raise FileRefused("E-FILE-08", name=path.name, columns=names)
    return columns, primary


def _source(path: Path, file: Any, columns: Mapping[str, Mapping[str, Any]], primary: str) -> tuple[Source, list[str]]:
    """The source without its batches, and the names in the file of the columns it keeps."""
    said = columns[primary]
    boxes = {axis[0] for axis in said.get("covering", {}).get("bbox", {}).values()}
    kept = [field for field in file.schema_arrow if field.name not in columns and field.name not in boxes]
    names = unique_names([field.name for field in kept])
    fields = [pa.field(name, _plain(field.type)) for name, field in zip(names, kept, strict=True)]
    schema = pa.schema([pa.field(FID, pa.int64()), pa.field(GEOMETRY, pa.binary()), *fields])
    source = Source(path.stem, schema, iter(()), (path,), encoding_hint="utf-8")
    source.crs = _crs(said["crs"]) if "crs" in said else "EPSG:4326"
    source.crs_stated = bool(said.get("crs"))
    return source, [field.name for field in kept]


def _batches(
    request: ReadRequest, file: Any, source: Source, said: Mapping[str, Any], positions: list[int]
) -> Iterator[pa.RecordBatch]:
    start = 1
    geometry, *others = positions
    for batch in file.iter_batches(batch_size=request.batch_rows, use_threads=False):
        wkb, unreadable = as_wkb(batch.column(geometry), str(said["encoding"]), request.path)
        source.unreadable_geometries += unreadable
        fids = pa.array(range(start, start + len(batch)), pa.int64())
        start += len(batch)
        types = source.schema.types[2:]
        columns = [_values(batch.column(i), kind) for i, kind in zip(others, types, strict=True)]
        yield pa.RecordBatch.from_arrays([fids, wkb, *columns], schema=source.schema)


def _plain(kind: pa.DataType) -> pa.DataType:
    """Text is text however it is stored; what has parts becomes JSON, exact decimals the digits as they stand."""
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    texts = (pa.types.is_large_string, pa.types.is_string_view, pa.types.is_nested, pa.types.is_decimal)
    if any(is_one(kind) for is_one in texts):
        return pa.string()
    return pa.float64() if pa.types.is_float16(kind) else kind


def _values(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_nested(column.type):
        return ogr.as_json(column)
    return column.cast(kind)


def _crs(said: Any) -> str | None:
    """`EPSG:n` where the PROJJSON has it as its id, otherwise WKT; CRS84 is EPSG:4326 with the east first."""
    if said is None:
        return None
    identity = said.get("id", {}) if isinstance(said, dict) else {}
    if identity.get("authority") == "EPSG":
        return f"EPSG:{identity['code']}"
    if (identity.get("authority"), identity.get("code")) == ("OGC", "CRS84"):
        return "EPSG:4326"
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return str(CRS.from_user_input(said).to_wkt())
    except CRSError:
        return None


FORMAT = Format("geoparquet", "GeoParquet", (".parquet", ".geoparquet"), recognises, read)
