"""The one place where GDAL opens a file: its Arrow stream, renamed and ordered as `contract.Source` promises.

pyogrio is loaded on first use; whoever wants a light start-up loads it beforehand (see importers.reading.child).
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from importers.formats.contract import FID, GEOMETRY, ReadRequest, Source, damaged, unique_names

_GEOMETRY_FALLBACK = "wkb_geometry"


@contextmanager
def stream(
    request: ReadRequest,
    file: Path,
    *,
    layer: str | None,
    parts: tuple[Path, ...],
    encoding: str | None = None,
    config: Mapping[str, Any] | None = None,
    extent: bool = True,
) -> Iterator[Source]:
    """Open `file` (the request's own or its staged stand-in) with GDAL and yield it as a Source.

    `config` holds for this reading only. `extent` asks GDAL for the bounds: free where the format stores them, a second
    parse of the whole file where it doesn't. Every failure of GDAL, at opening or in the middle of the stream, becomes
    E-FILE-03: recognition has already said that the content is of the format.
    """
    import pyogrio
    from pyogrio.raw import open_arrow

    before = {key: pyogrio.get_gdal_config_option(key) for key in config or {}}
    pyogrio.set_gdal_config_options(dict(config or {}))
    try:
        with _wrapped(request.path):
            info = pyogrio.read_info(file, layer=layer, encoding=encoding, force_total_bounds=True) if extent else {}
            opened = open_arrow(
                file,
                layer=layer,
                encoding=encoding,
                batch_size=request.batch_rows,
                use_pyarrow=True,
                return_fids=True,
            )
            meta, reader = opened.__enter__()
        try:
            order, names = _columns(reader.schema, meta)
            schema = _schema(reader.schema, order, names)
            yield Source(
                layer=layer or request.path.stem,
                schema=schema,
                batches=_batches(request.path, reader, order, schema),
                parts=parts,
                crs=meta["crs"],
                crs_stated=meta["crs"] is not None,
                bounds=_bounds(info.get("total_bounds")),
            )
        finally:
            opened.__exit__(None, None, None)
    finally:
        pyogrio.set_gdal_config_options(before)


def layer_names(path: Path, original: Path) -> list[str]:
    """Names of the layers that hold geometry."""
    import pyogrio

    with _wrapped(original):
        return [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]


@contextmanager
def _wrapped(path: Path) -> Iterator[None]:
    """GDAL's and Arrow's own errors become E-FILE-03; running out of memory or disk passes through."""
    from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

    gdal = (CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError)
    try:
        yield
    except MemoryError:
        raise
    except (*gdal, pa.ArrowException, UnicodeDecodeError) as error:
        raise damaged(path, f"GDAL says: {_brief(error)}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise damaged(path, f"GDAL says: {_brief(error)}") from error


def _brief(error: Exception) -> str:
    """The first line of an error; it may name staged paths, whose folders are left out."""
    line = (str(error).splitlines() or [type(error).__name__])[0]
    return " ".join(word.rsplit("/", 1)[-1] if "/" in word else word for word in line.split()).rstrip(".;: ")[:200]


def _columns(schema: pa.Schema, meta: Mapping[str, Any]) -> tuple[list[int], list[str]]:
    """Positions of fid, geometry and then the attributes in GDAL's stream, and the names they get."""
    geometry_name = meta["geometry_name"] or _GEOMETRY_FALLBACK
    fid_at = schema.get_all_field_indices(meta["fid_column"])[0]
    geometry_at = next(
        (i for i in range(len(schema)) if (schema.field(i).metadata or {}).get(b"ARROW:extension:name")), -1
    )
    if geometry_at < 0:
        geometry_at = (schema.get_all_field_indices(geometry_name) or [-1])[-1]
    attributes = [i for i in range(len(schema)) if i not in (fid_at, geometry_at)]
    return [fid_at, geometry_at, *attributes], unique_names([schema.field(i).name for i in attributes])


def _schema(schema: pa.Schema, order: list[int], names: list[str]) -> pa.Schema:
    fields = [pa.field(FID, pa.int64()), pa.field(GEOMETRY, pa.binary())]
    for position, name in zip(order[2:], names, strict=True):
        fields.append(pa.field(name, _plain(schema.field(position).type)))
    return pa.schema(fields)


def _plain(kind: pa.DataType) -> pa.DataType:
    """The type a column gets: of coded values, the code as the file stores it."""
    return kind.index_type if pa.types.is_dictionary(kind) else kind


def _batches(path: Path, reader: Any, order: list[int], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    while True:
        with _wrapped(path):
            try:
                batch = reader.read_next_batch()
            except StopIteration:
                return
        columns = [batch.column(i) if i >= 0 else pa.nulls(len(batch), pa.binary()) for i in order]
        yield pa.RecordBatch.from_arrays(
            [
                (c.indices if pa.types.is_dictionary(c.type) else c).cast(f.type)
                for c, f in zip(columns, schema, strict=True)
            ],
            schema=schema,
        )


def _bounds(total: Any) -> tuple[float, float, float, float] | None:
    if total is None or not all(math.isfinite(v) for v in total):
        return None
    west, south, east, north = (float(v) for v in total)
    return (west, south, east, north)
